/* SPDX-License-Identifier: MIT */
/*
 * The lock of writers: advisory, on the open file, gone with the process whatever becomes of it.
 * Who holds it is asked of the system only to be told to whoever waited in vain.
 */

#include "store/lock.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>

enum { WAIT_STEP_MS = 20 };

/* "process 4711 (lets)", or empty where the system does not say. */
static void name_holder(const struct stat *about, char *out, size_t size)
{
    FILE *locks = fopen("/proc/locks", "re");
    char line[256];
    out[0] = '\0';
    while (locks != NULL && fgets(line, sizeof line, locks) != NULL) {
        unsigned first = 0;
        unsigned second = 0;
        unsigned long long inode = 0;
        long pid = 0;
        if (sscanf(line, "%*s FLOCK %*s WRITE %ld %x:%x:%llu", &pid, &first, &second, &inode) ==
                4 &&
            inode == about->st_ino && first == major(about->st_dev) &&
            second == minor(about->st_dev)) {
            char name[64];
            char command[64] = "";
            (void)snprintf(name, sizeof name, "/proc/%ld/comm", pid);
            FILE *comm = fopen(name, "re");
            if (comm != NULL && fgets(command, sizeof command, comm) != NULL) {
                command[strcspn(command, "\n")] = '\0';
            }
            if (comm != NULL) {
                (void)fclose(comm);
            }
            (void)snprintf(out, size, "process %ld%s%s%s", pid, command[0] == '\0' ? "" : " (",
                           command, command[0] == '\0' ? "" : ")");
            break;
        }
    }
    if (locks != NULL) {
        (void)fclose(locks);
    }
}

enum lets_status lock_take(int descriptor, unsigned wait_ms, struct lets_error *err)
{
    unsigned waited = 0;
    while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) {
            continue;
        }
        if (errno != EWOULDBLOCK) {
            return lets__fail_system(err, errno, "lock the journal");
        }
        if (waited >= wait_ms) {
            struct stat about = {0};
            char holder[160] = "";
            if (fstat(descriptor, &about) == 0) {
                name_holder(&about, holder, sizeof holder);
            }
            return lets__fail(err, LETS_LOCKED,
                              "%s is writing to the journal; waited %u.%u seconds",
                              holder[0] == '\0' ? "another program" : holder, waited / 1000,
                              waited / 100 % 10);
        }
        const struct timespec step = {.tv_nsec = WAIT_STEP_MS * 1000L * 1000L};
        (void)nanosleep(&step, NULL);
        waited += WAIT_STEP_MS;
    }
    return LETS_OK;
}
