/* SPDX-License-Identifier: MIT */
/* Files that go with a commit. */

#include "writing/beside.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/failure.h"

void beside_set(struct beside *beside, const char *path, struct lets_span bytes,
                enum beside_kind kind)
{
    beside_release(beside);
    beside->path = memory_copy(lets_span_of(path));
    buffer_add(&beside->bytes, bytes);
    beside->kind = kind;
}

void beside_release(struct beside *beside)
{
    memory_free(beside->path);
    buffer_release(&beside->bytes);
    *beside = (struct beside){0};
}

bool beside_is_set(const struct beside *beside)
{
    return beside->path != NULL;
}

static enum lets_status create(const char *path, struct lets_span bytes, struct lets_error *err)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    size_t written = 0;

    if (descriptor < 0 && errno == EEXIST) {
        return failure_set(err, LETS_FILE_EXISTS, "the file exists already");
    }
    if (descriptor < 0) {
        enum lets_status status = errno == ENOENT ? LETS_NO_SUCH_FILE : LETS_NO_PERMISSION;
        return failure_set(err, status, "cannot make the file: %s", strerror(errno));
    }
    while (written < bytes.size) {
        ssize_t n = write(descriptor, bytes.bytes + written, bytes.size - written);
        if (n < 0 && errno != EINTR) {
            break;
        }
        written += n > 0 ? (size_t)n : 0;
    }
    bool is_good = written == bytes.size && fsync(descriptor) == 0;
    int reason = errno;
    is_good = close(descriptor) == 0 && is_good;
    if (!is_good) {
        (void)unlink(path);
        return failure_set(err, reason == ENOSPC ? LETS_DISK_FULL : LETS_INPUT_OUTPUT,
                           "cannot write the file: %s", strerror(reason));
    }
    return LETS_OK;
}

enum lets_status beside_write(const struct beside *beside, struct lets_error *err)
{
    enum { READ_BY_ALL = 0644 };
    struct lets_span bytes = buffer_span(&beside->bytes);

    return beside->kind == BESIDE_CREATED
               ? create(beside->path, bytes, err)
               : lets_file_replace(beside->path, bytes, READ_BY_ALL, err);
}

enum lets_status beside_check(const struct beside *beside, struct lets_error *err)
{
    return lets_file_check_replace(beside->path, err);
}

void beside_take_away(const struct beside *beside)
{
    (void)unlink(beside->path);
}
