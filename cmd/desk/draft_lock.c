/* SPDX-License-Identifier: MIT */
/*
 * The lock of a draft. The draft itself is another file after each slip, and not there before the
 * first, so a file of its own is locked. One that a killed run has left is taken over: the lock
 * went with the run.
 */

#include "desk/draft_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/failure.h"

static char *path_of(const char *draft)
{
    struct buffer path = {0};

    buffer_format(&path, "%s.lock", draft);
    return path.bytes;
}

/* Whether what was opened still has its name: the run before may have removed it since. */
static bool is_named(int descriptor, const char *path)
{
    struct stat held;
    struct stat named;

    return fstat(descriptor, &held) == 0 && stat(path, &named) == 0 &&
           held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

static enum lets_status fail_system(struct lets_error *err, const char *path)
{
    int reason = errno;
    bool is_forbidden = reason == EACCES || reason == EPERM || reason == EROFS;

    return failure_set(err, is_forbidden ? LETS_NO_PERMISSION : LETS_INPUT_OUTPUT,
                       "cannot lock the draft by '%s': %s", path, strerror(reason));
}

enum lets_status draft_lock_take(const char *draft, int *out, struct lets_error *err)
{
    char *path = path_of(draft);
    enum lets_status status = LETS_OK;
    int descriptor = -1;

    for (bool is_held = false; status == LETS_OK && !is_held;) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (descriptor < 0) {
            status = fail_system(err, path);
        } else if (flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            status = failure_set(err, LETS_LOCKED,
                                 "a pile is being typed in another terminal under the same name");
            (void)snprintf(err->hint, sizeof err->hint,
                           "go on there; or type another pile here, with another --clerk");
        } else {
            is_held = is_named(descriptor, path);
        }
        if (descriptor >= 0 && !is_held) {
            (void)close(descriptor);
        }
    }
    memory_free(path);
    if (status == LETS_OK) {
        *out = descriptor;
    }
    return status;
}

void draft_lock_release(const char *draft, int descriptor)
{
    if (descriptor < 0) {
        return;
    }
    char *path = path_of(draft);
    if (is_named(descriptor, path)) {
        (void)unlink(path);
    }
    (void)close(descriptor);
    memory_free(path);
}
