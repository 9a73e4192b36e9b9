/* SPDX-License-Identifier: MIT */
/*
 * The lock of a folder, for files that are replaced: the file itself is another one after each
 * replacement, or not there as yet. Nobody waits for it for ever.
 */

#include "session/folder_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { STEP_MS = 20 };

int folder_lock(const char *folder, unsigned wait_ms)
{
    const struct timespec step = {.tv_nsec = STEP_MS * 1000L * 1000L};
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    unsigned waited = 0;

    while (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        int reason = errno;
        if (reason == EINTR) {
            continue;
        }
        if (reason != EWOULDBLOCK) {
            return descriptor; /* a file system without locks: nobody else has one either */
        }
        if (waited >= wait_ms) {
            (void)close(descriptor);
            errno = reason;
            return -1;
        }
        (void)nanosleep(&step, NULL);
        waited += STEP_MS;
    }
    return descriptor;
}
