/* SPDX-License-Identifier: MIT */
/*
 * The memory of heads. One small file a ledger, replaced by rename so that no reader ever sees half
 * of it; never synced, for what a power cut takes from it is only some seconds' memory, and a
 * commit should cost one sync, its own. Runs that end together agree by a lock on the folder:
 * whoever finds that another put a head there since it looked leaves that one in place, unless it
 * held the journal's lock and so knows better.
 */

#include "session/seen.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/failure.h"

#define DIGITS (LETS_HASH_SIZE - 1)
#define WHERE_MAX ((size_t)LETS_TIME_SIZE + PATH_MAX) /* the time, a blank, the path */

void seen_init(struct seen *seen, const char *state_home, const char *home)
{
    struct buffer folder = {0};

    *seen = (struct seen){0};
    if (state_home != NULL && state_home[0] == '/') {
        buffer_format(&folder, "%s/lets", state_home);
    } else if (home != NULL && home[0] == '/') {
        buffer_format(&folder, "%s/.local/state/lets", home);
    }
    seen->folder = folder.bytes;
}

void seen_release(struct seen *seen)
{
    memory_free(seen->folder);
    memory_free(seen->where);
    *seen = (struct seen){0};
}

static char *path_of(const struct seen *seen, const char *suffix)
{
    struct buffer path = {0};

    buffer_format(&path, "%s/%s%s", seen->folder, seen->first.hex, suffix);
    return path.bytes;
}

/* What a file remembers; an empty hash where there is no such file, or it holds anything else.
 * where: receives the second line, yours; NULL: it is not wanted. */
static struct lets_hash read_file(const char *path, char **where)
{
    struct lets_hash hash = {{0}};
    char bytes[DIGITS + 1 + WHERE_MAX + 1];
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    if (file < 0) {
        return hash;
    }
    ssize_t size = read(file, bytes, sizeof bytes);
    (void)close(file);
    if (size <= DIGITS || bytes[DIGITS] != '\n') {
        return hash;
    }
    bytes[DIGITS] = '\0';
    if (strspn(bytes, "0123456789abcdef") != DIGITS) {
        return hash;
    }
    memcpy(hash.hex, bytes, sizeof hash.hex);
    const char *second = bytes + DIGITS + 1;
    const char *end = memchr(second, '\n', (size_t)size - DIGITS - 1);
    if (where != NULL && end != NULL) {
        *where = memory_copy((struct lets_span){second, (size_t)(end - second)});
    }
    return hash;
}

enum lets_status seen_load(struct seen *seen, struct lets_journal *journal, struct lets_error *err)
{
    struct lets_hash first;
    enum lets_status status = lets_journal_first_seal(journal, &first, err);

    if (status != LETS_OK || first.hex[0] == '\0') {
        return status;
    }
    seen->first = first;
    seen->head = (struct lets_hash){{0}};
    memory_free(seen->where);
    seen->where = NULL;
    if (seen->folder != NULL) {
        char *path = path_of(seen, "");
        seen->head = read_file(path, &seen->where);
        memory_free(path);
    }
    return LETS_OK;
}

static enum lets_status fail_system(struct lets_error *err, const char *path)
{
    int reason = errno;
    enum lets_status status = LETS_INPUT_OUTPUT;

    if (reason == EACCES || reason == EPERM || reason == EROFS) {
        status = LETS_NO_PERMISSION;
    } else if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) {
        status = LETS_DISK_FULL;
    }
    return failure_set(err, status, "cannot write '%s': %s", path, strerror(reason));
}

/* Makes the folder and those above it, as XDG asks: for the user only. */
static enum lets_status make_folder(const char *folder, struct lets_error *err)
{
    char *path = memory_copy(lets_span_of(folder));
    enum lets_status status = LETS_OK;

    for (char *slash = strchr(path + 1, '/'); status == LETS_OK; slash = strchr(slash + 1, '/')) {
        if (slash != NULL) {
            *slash = '\0';
        }
        struct stat existing;
        if (stat(path, &existing) != 0 && mkdir(path, 0700) != 0 && errno != EEXIST) {
            status = fail_system(err, path);
        }
        if (slash == NULL) {
            break;
        }
        *slash = '/';
    }
    memory_free(path);
    return status;
}

/* Where a journal lies, whatever folder it is named from. Yours. */
static char *whole_path(const char *journal)
{
    char resolved[PATH_MAX];

    return memory_copy(lets_span_of(realpath(journal, resolved) != NULL ? resolved : journal));
}

static enum lets_status write_file(const char *path, const struct buffer *content,
                                   struct lets_error *err)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (file < 0) {
        return fail_system(err, path);
    }
    errno = ENOSPC; /* what a short write means */
    bool is_written = write(file, content->bytes, content->size) == (ssize_t)content->size;
    enum lets_status status = is_written ? LETS_OK : fail_system(err, path);
    (void)close(file);
    return status;
}

/* With the folder locked: puts the head in place, unless someone else's is there since seen_load.
 */
static enum lets_status replace(struct seen *seen, const struct buffer *content, bool is_newest,
                                struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    char *path = path_of(seen, "");
    char *fresh = path_of(seen, ".new");
    struct lets_hash present = read_file(path, NULL);

    bool is_as_loaded = strcmp(present.hex, seen->head.hex) == 0;
    if (is_newest || is_as_loaded || present.hex[0] == '\0') {
        status = write_file(fresh, content, err);
        if (status == LETS_OK && rename(fresh, path) != 0) {
            status = fail_system(err, path);
        }
        if (status != LETS_OK) {
            (void)unlink(fresh);
        }
    }
    memory_free(fresh);
    memory_free(path);
    return status;
}

/* The two lines; without the second where a path could not be told from the line's end. */
static void add_content(struct buffer *out, const struct lets_hash *head, const char *journal,
                        struct lets_time now)
{
    char time[LETS_TIME_SIZE];
    char *path = whole_path(journal);

    buffer_format(out, "%s\n", head->hex);
    if (strchr(path, '\n') == NULL) {
        lets_time_format(now, time);
        buffer_format(out, "%s %s\n", time, path);
    }
    memory_free(path);
}

enum lets_status seen_store(struct seen *seen, const struct lets_hash *head, bool is_newest,
                            const char *journal, struct lets_time now, struct lets_error *err)
{
    struct buffer content = {0};

    if (seen->folder == NULL || seen->first.hex[0] == '\0' ||
        strcmp(head->hex, seen->head.hex) == 0) {
        return LETS_OK;
    }
    enum lets_status status = make_folder(seen->folder, err);
    if (status != LETS_OK) {
        return status;
    }
    int folder = open(seen->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || flock(folder, LOCK_EX) != 0) {
        status = fail_system(err, seen->folder);
    } else {
        add_content(&content, head, journal, now);
        status = replace(seen, &content, is_newest, err);
        buffer_release(&content);
    }
    if (folder >= 0) {
        (void)close(folder); /* and with it the lock */
    }
    if (status == LETS_OK) {
        seen->head = *head;
    }
    return status;
}

void seen_advise(const struct seen *seen, const char *journal, struct lets_error *err)
{
    static const char plain[] =
        "put the newest copy back; or, where nothing newer should be, go on with --accept-cut";
    const char *path = seen->where == NULL ? NULL : strchr(seen->where, ' ');
    char *here = journal == NULL ? NULL : whole_path(journal);
    int time_size = path == NULL ? 0 : (int)(path - seen->where);

    if (path == NULL || here == NULL) {
        (void)snprintf(err->hint, sizeof err->hint, "%s", plain);
    } else if (strcmp(path + 1, here) == 0) {
        (void)snprintf(err->hint, sizeof err->hint, "it was seen in this file at %.*s: %s",
                       time_size, seen->where, plain);
    } else {
        (void)snprintf(
            err->hint, sizeof err->hint,
            "it was seen in %s at %.*s: if that is the newest copy, put it here; if you "
            "only tried things on it, go on here with --accept-cut (lets(1), FILES, says "
            "how to try things on a copy)",
            path + 1, time_size, seen->where);
    }
    memory_free(here);
}
