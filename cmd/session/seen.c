/* SPDX-License-Identifier: MIT */
/*
 * The memory of heads. One small file a ledger, replaced whole and synced, for the memory that a
 * power cut empties is missed just then. Runs that end
 * together agree by a lock on the folder: whoever finds that another put a head there since it
 * looked leaves that one in place, unless it held the journal's lock and so knows better. Nobody
 * waits for that lock longer than a moment.
 */

#include "session/seen.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/failure.h"
#include "base/path.h"
#include "session/folder_lock.h"

#define DIGITS (LETS_HASH_SIZE - 1)
#define WHERE_MAX ((size_t)LETS_TIME_SIZE + PATH_MAX) /* the time, a blank, the path */
#define COUNT_MAX ((size_t)24)                        /* the third line */
#define WAIT_MS 1000                                  /* for the lock of the folder */

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

char *seen_path(const struct seen *seen)
{
    struct buffer path = {0};

    buffer_format(&path, "%s/%s", seen->folder, seen->first.hex);
    return path.bytes;
}

/* What a file remembers. */
struct memory {
    struct lets_hash head; /* empty: there is none */
    char *where;           /* owned: the second line; NULL: there is none */
    uint64_t n_seals;      /* 0: it does not say */
    bool is_damaged;
    int unreadable; /* errno; 0: it could be read */
};

/* Takes the next line off the bytes; false where none is ended. */
static bool take_line(struct lets_span *bytes, struct lets_span *line)
{
    const char *end = bytes->size == 0 ? NULL : memchr(bytes->bytes, '\n', bytes->size);

    if (end == NULL) {
        return false;
    }
    *line = (struct lets_span){bytes->bytes, (size_t)(end - bytes->bytes)};
    bytes->bytes += line->size + 1;
    bytes->size -= line->size + 1;
    return true;
}

static bool is_head(struct lets_span line)
{
    for (size_t i = 0; i < line.size; i++) {
        if (strchr("0123456789abcdef", line.bytes[i]) == NULL) {
            return false;
        }
    }
    return line.size == DIGITS;
}

static struct memory read_file(const char *path)
{
    struct memory memory = {.is_damaged = false};
    char bytes[DIGITS + 1 + WHERE_MAX + 1 + COUNT_MAX];
    struct lets_span line;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    if (file < 0) {
        memory.unreadable = errno == ENOENT ? 0 : errno;
        return memory;
    }
    ssize_t size = read(file, bytes, sizeof bytes);
    memory.unreadable = size < 0 ? errno : 0;
    (void)close(file);
    if (size < 0) {
        return memory;
    }
    struct lets_span rest = {bytes, (size_t)size};
    if (!take_line(&rest, &line) || !is_head(line)) {
        memory.is_damaged = true;
        return memory;
    }
    memcpy(memory.head.hex, line.bytes, DIGITS);
    if (take_line(&rest, &line)) {
        memory.where = memory_copy(line);
    }
    uint32_t n_seals = 0;
    if (take_line(&rest, &line) && lets_number_parse(line, &n_seals, NULL) == LETS_OK) {
        memory.n_seals = n_seals;
    }
    return memory;
}

enum lets_status seen_load(struct seen *seen, struct lets_journal *journal, struct lets_error *err)
{
    struct lets_hash first;
    enum lets_status status = lets_journal_first_seal(journal, &first, err);

    if (status != LETS_OK || first.hex[0] == '\0') {
        return status;
    }
    seen->first = first;
    struct memory memory = {.is_damaged = false};
    if (seen->folder != NULL) {
        char *path = seen_path(seen);
        memory = read_file(path);
        memory_free(path);
    }
    memory_free(seen->where);
    seen->head = memory.head;
    seen->where = memory.where;
    seen->is_damaged = memory.is_damaged;
    seen->unreadable = memory.unreadable;
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

/* Where a journal lies, or lay, whatever folder it is named from. Yours. */
static char *whole_path(const char *journal)
{
    char resolved[PATH_MAX];
    struct buffer whole = {0};

    if (realpath(journal, resolved) != NULL) {
        return memory_copy(lets_span_of(resolved));
    }
    char *folder = path_folder(journal);
    buffer_format(&whole, "%s/%s", realpath(folder, resolved) != NULL ? resolved : folder,
                  path_name(journal));
    memory_free(folder);
    return whole.bytes;
}

/* Under the folder's lock: puts the head in place, unless someone else's is there since seen_load.
 * A file that could not be read is not kept, nor are its rights. */
static enum lets_status replace(struct seen *seen, const struct buffer *content, bool is_newest,
                                struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    char *path = seen_path(seen);
    struct memory present = read_file(path);

    bool is_as_loaded = strcmp(present.head.hex, seen->head.hex) == 0;
    if (is_newest || is_as_loaded || present.head.hex[0] == '\0') {
        struct lets_error why = {0};
        if (present.unreadable != 0) {
            (void)unlink(path);
        }
        status = lets_file_replace(path, buffer_span(content), 0600, &why);
        if (status != LETS_OK) {
            (void)failure_set(err, status, "'%s': %s", path, why.message);
        }
    }
    memory_free(present.where);
    memory_free(path);
    return status;
}

/* The three lines; the first alone where a path could not be told from the line's end. */
static void add_content(struct buffer *out, const struct seen_head *head, const char *journal,
                        struct lets_time now)
{
    char time[LETS_TIME_SIZE];
    char *path = whole_path(journal);

    buffer_format(out, "%s\n", head->hash.hex);
    if (strchr(path, '\n') == NULL) {
        lets_time_format(now, time);
        buffer_format(out, "%s %s\n%" PRIu64 "\n", time, path, head->n_seals);
    }
    memory_free(path);
}

enum lets_status seen_store(struct seen *seen, const struct seen_head *head, const char *journal,
                            struct lets_time now, struct lets_error *err)
{
    struct buffer content = {0};

    if (seen->folder == NULL || seen->first.hex[0] == '\0' ||
        strcmp(head->hash.hex, seen->head.hex) == 0) {
        return LETS_OK;
    }
    enum lets_status status = make_folder(seen->folder, err);
    if (status != LETS_OK) {
        return status;
    }
    int folder = folder_lock(seen->folder, WAIT_MS);
    if (folder < 0 && errno == EWOULDBLOCK) {
        return failure_set(err, LETS_LOCKED, "another program holds the lock of '%s'",
                           seen->folder);
    }
    if (folder < 0) {
        return fail_system(err, seen->folder);
    }
    add_content(&content, head, journal, now);
    status = replace(seen, &content, head->is_newest, err);
    buffer_release(&content);
    (void)close(folder); /* and with it the lock */
    if (status == LETS_OK) {
        seen->head = head->hash;
    }
    return status;
}

/* ---------------------------------------------------------------- what was seen */

/* Cuts a second line into its time and its path. */
static bool cut_where(const char *where, struct lets_span *time, const char **path)
{
    const char *blank = where == NULL ? NULL : strchr(where, ' ');

    if (blank != NULL) {
        *time = (struct lets_span){where, (size_t)(blank - where)};
        *path = blank + 1;
    }
    return blank != NULL;
}

bool seen_where(const struct seen *seen, struct lets_span *time, const char **journal)
{
    return cut_where(seen->where, time, journal);
}

static int64_t time_of(const struct memory *memory)
{
    struct lets_time time = {0};
    struct lets_span text;
    const char *path = NULL;
    bool is_read =
        cut_where(memory->where, &text, &path) && lets_time_parse(text, &time, NULL) == LETS_OK;

    return is_read ? time.unix_seconds : INT64_MIN;
}

/* Of two ledgers that lay in one place, the one that was seen later; then the larger one. */
static bool is_newer(const struct memory *memory, const struct memory *than)
{
    if (than->where == NULL || time_of(memory) != time_of(than)) {
        return than->where == NULL || time_of(memory) > time_of(than);
    }
    return memory->n_seals > than->n_seals;
}

bool seen_add_journal(struct buffer *out, const struct seen *seen, const char *journal)
{
    DIR *folder = seen->folder == NULL || journal == NULL ? NULL : opendir(seen->folder);
    char *here = folder == NULL ? NULL : whole_path(journal);
    struct memory newest = {.where = NULL};

    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        struct buffer path = {0};
        buffer_format(&path, "%s/%s", seen->folder, entry->d_name);
        struct memory memory = strlen(entry->d_name) == DIGITS ? read_file(path.bytes)
                                                               : (struct memory){.where = NULL};
        struct lets_span time;
        const char *where = NULL;
        if (cut_where(memory.where, &time, &where) && strcmp(where, here) == 0 &&
            is_newer(&memory, &newest)) {
            char *older = newest.where;
            newest = memory;
            memory.where = older;
        }
        memory_free(memory.where);
        buffer_release(&path);
    }
    bool is_found = newest.where != NULL;
    if (is_found) {
        buffer_add_string(out, "a journal");
        if (newest.n_seals > 0) {
            buffer_format(out, " of %" PRIu64 " commit%s", newest.n_seals,
                          newest.n_seals == 1 ? "" : "s");
        }
        buffer_format(out, " was seen here at %.*s", (int)strcspn(newest.where, " "), newest.where);
    }
    memory_free(newest.where);
    if (folder != NULL) {
        (void)closedir(folder);
    }
    memory_free(here);
    return is_found;
}

static void add_elsewhere(struct buffer *out, const char *where, struct lets_span time)
{
    buffer_format(out,
                  "it was seen in %s at %.*s: if that is the newest copy, put it here; if you only "
                  "tried things on it, go on here with --accept-cut (lets(1), FILES, says how to "
                  "try things on a copy)",
                  where, SHOW(time));
}

void seen_advise(const struct seen *seen, const char *journal, struct lets_error *err)
{
    static const char plain[] =
        "put the newest copy back; or, where nothing newer should be, go on with --accept-cut";
    char *here = journal == NULL ? NULL : whole_path(journal);
    struct buffer hint = {0};
    struct lets_span time;
    const char *path = NULL;

    if (!seen_where(seen, &time, &path) || here == NULL) {
        buffer_add_string(&hint, plain);
    } else if (strcmp(path, here) == 0) {
        buffer_format(&hint, "it was seen in this file at %.*s: %s", SHOW(time), plain);
    } else {
        add_elsewhere(&hint, path, time);
        if (hint.size >= sizeof err->hint) {
            buffer_clear(&hint);
            add_elsewhere(&hint, "another file, far down in its folders,", time);
        }
    }
    (void)failure_hint(err, buffer_string(&hint));
    buffer_release(&hint);
    memory_free(here);
}
