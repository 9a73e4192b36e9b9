/* SPDX-License-Identifier: MIT */
/*
 * A world that misbehaves, loaded before the C library (LD_PRELOAD):
 *
 *   LETS_SHIM_NO_APPEND=1    files are opened without O_APPEND, as on file systems that ignore it
 *   LETS_SHIM_SHORT_WRITE=1  every write to a file writes about half of what it was given
 *   LETS_SHIM_TIME=SECONDS   that is what the clock says
 *   LETS_SHIM_RANDOM=1       random bytes are always the same, so that two runs can be compared
 *   LETS_SHIM_ALLOCATION=N   the Nth allocation of the process fails, and, with
 *   LETS_SHIM_ALLOCATIONS=1  all after it
 *   LETS_SHIM_COUNT=FILE     the number of allocations is written there at the end
 */

#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

static unsigned long n_allocations;

static bool fails(void)
{
    /* No getenv in here before the environment is set up; and no allocation at all. */
    const char *which = environ == NULL ? NULL : getenv("LETS_SHIM_ALLOCATION");
    n_allocations++;
    if (which == NULL) {
        return false;
    }
    unsigned long first = strtoul(which, NULL, 10);
    bool is_failing = n_allocations == first ||
                      (n_allocations > first && getenv("LETS_SHIM_ALLOCATIONS") != NULL);
    if (is_failing) {
        errno = ENOMEM;
    }
    return is_failing;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

__attribute__((destructor)) static void tell_count(void)
{
    const char *path = getenv("LETS_SHIM_COUNT");
    int file = path == NULL ? -1 : (int)syscall(SYS_open, path, O_WRONLY | O_CREAT, 0600);
    if (file >= 0) {
        (void)dprintf(file, "%lu\n", n_allocations);
        (void)close(file);
    }
}

static int open_shimmed(const char *path, int flags, mode_t mode)
{
    int left_out = getenv("LETS_SHIM_NO_APPEND") != NULL ? O_APPEND : 0;
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags & ~left_out, mode);
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open_shimmed(path, flags, mode);
}

time_t time(time_t *out)
{
    const char *now = getenv("LETS_SHIM_TIME");
    time_t seconds = now == NULL ? (time_t)syscall(SYS_time, NULL) : (time_t)strtoll(now, NULL, 10);
    if (out != NULL) {
        *out = seconds;
    }
    return seconds;
}

ssize_t getrandom(void *bytes, size_t size, unsigned flags)
{
    if (getenv("LETS_SHIM_RANDOM") == NULL) {
        return syscall(SYS_getrandom, bytes, size, flags);
    }
    memset(bytes, 0x5a, size);
    return (ssize_t)size;
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int __open_2(const char *path, int flags);

int __open_2(const char *path, int flags)
{
    return open_shimmed(path, flags, 0);
}

int __open64_2(const char *path, int flags) __attribute__((alias("__open_2")));

ssize_t write(int descriptor, const void *bytes, size_t size)
{
    if (size > 1 && descriptor > STDERR_FILENO && getenv("LETS_SHIM_SHORT_WRITE") != NULL) {
        size = (size + 1) / 2;
    }
    return syscall(SYS_write, descriptor, bytes, size);
}
