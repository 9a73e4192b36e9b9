/* SPDX-License-Identifier: MIT */
/*
 * Many files in one folder. See split.h.
 */

#include "session/split.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/failure.h"
#include "output/through.h"
#include "session/destination.h"
#include "session/talk.h"

static enum lets_status fail_folder(struct session *session, const char *folder, int reason,
                                    struct lets_error *err)
{
    enum lets_status status = reason == ENOENT || reason == ENOTDIR ? LETS_NO_SUCH_FILE
                              : reason == EACCES || reason == EPERM || reason == EROFS
                                  ? LETS_NO_PERMISSION
                              : reason == ENOSPC || reason == EDQUOT ? LETS_DISK_FULL
                                                                     : LETS_INPUT_OUTPUT;

    session_blame(session, folder);
    return failure_set(err, status, "cannot make the folder: %s", strerror(reason));
}

enum lets_status split_make_folder(struct session *session, const char *folder,
                                   struct lets_error *err)
{
    struct stat found;

    if (strcmp(folder, "-") == 0) {
        return failure_misused(err, "--split makes many files: '-' is no folder for them");
    }
    if (destination_is_foreign(folder)) {
        return failure_misused(err,
                               "--split: '%s' is a link of somebody else, in a folder where "
                               "all may write",
                               folder);
    }
    if (mkdir(folder, session->output.is_private ? 0700 : 0777) == 0) {
        return LETS_OK;
    }
    int reason = errno;
    if (reason == EEXIST && stat(folder, &found) == 0 && !S_ISDIR(found.st_mode)) {
        reason = ENOTDIR;
    }
    return reason == EEXIST ? LETS_OK : fail_folder(session, folder, reason, err);
}

enum lets_status split_begin(struct split *split, struct session *session, const char *folder,
                             struct lets_error *err)
{
    *split = (struct split){.session = session, .folder = folder};
    return split_make_folder(session, folder, err);
}

void split_release(struct split *split)
{
    buffer_release(&split->path);
}

enum lets_status split_check(const struct session *session, const char *path,
                             struct lets_error *err)
{
    if (through_is(path)) {
        return failure_misused(err, "--split: '%s' is no file", path);
    }
    return session_check_output(session, "--split", path, err);
}

/* Whether the file is there and holds just these bytes. */
static bool is_same(const char *path, struct lets_span bytes)
{
    char *found = NULL;
    size_t size = 0;
    bool is_read = lets_file_load(path, bytes.size, &found, &size, NULL) == LETS_OK;
    bool is_equal = is_read && lets_span_equal((struct lets_span){found, size}, bytes);

    lets_bytes_free(found);
    return is_equal;
}

enum lets_status split_write(struct split *split, const char *name, struct lets_span bytes,
                             struct lets_error *err)
{
    buffer_clear(&split->path);
    buffer_format(&split->path, "%s/%s", split->folder, name);
    const char *path = buffer_string(&split->path);
    enum lets_status status = split_check(split->session, path, err);
    if (status != LETS_OK) {
        return status;
    }
    if (is_same(path, bytes)) {
        split->n_same++;
        return LETS_OK;
    }
    unsigned lost = 0;
    status = lets_file_replace_noting(path, bytes, split->session->output.is_private ? 0600 : 0666,
                                      &lost, err);
    if (status == LETS_OK) {
        session_warn_lost(split->session, path, lost);
        split->n_written++;
    } else {
        session_blame(split->session, path);
    }
    return status;
}
