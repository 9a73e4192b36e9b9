/* SPDX-License-Identifier: MIT */
/*
 * What may be written onto. A slip of the keyboard names another file than was meant, and what
 * keeps a ledger is never replaced by an answer: neither this run's files nor those of any other.
 * They are known by their names beside a journal, and by how they begin.
 */

#include "session/destination.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/failure.h"
#include "base/path.h"
#include "output/through.h"
#include "session/journal_files.h"

enum { BEGINNING_MAX = (64 + 4) * 1024 }; /* of remarks before the first entry, and its key */

enum kept {
    KEPT_NOTHING, /* that is known */
    KEPT_UNREADABLE,
    KEPT_JOURNAL, /* from here on known by a word */
    KEPT_DIRECTORY,
    KEPT_LISTINGS,
    KEPT_KEY,
    N_KEPT
};

/* The first word of a file that keeps something of a ledger, and what is then said of it. */
static const struct beginning {
    const char *word;
    const char *what;
} beginnings[N_KEPT] = {
    [KEPT_UNREADABLE] = {NULL, "cannot be read, to see whether it may be replaced"},
    [KEPT_JOURNAL] = {"ledger", "begins as a journal"},
    [KEPT_DIRECTORY] = {"member", "begins as a directory"},
    [KEPT_LISTINGS] = {"next", "begins as a listings file"},
    [KEPT_KEY] = {"digest", "begins as a key file"},
};

/* ---------------------------------------------------------------- how a file begins */

/* Whether a line of YAML stands before the first entry: blank, a remark, or what opens a document.
 */
static bool is_before_entries(const char *line)
{
    line += strspn(line, " \t\r");
    return *line == '\n' || *line == '#' || *line == '%' || strncmp(line, "---", 3) == 0;
}

/* What a file keeps, by its beginning. */
static enum kept what_begins(const char *text)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of byte order: some editors put one */

    text += strncmp(text, mark, sizeof mark - 1) == 0 ? sizeof mark - 1 : 0;
    while (is_before_entries(text)) {
        const char *end = strchr(text, '\n');
        if (end == NULL) {
            return KEPT_NOTHING;
        }
        text = end + 1;
    }
    if (*text != '-') {
        return KEPT_NOTHING;
    }
    const char *entries = text;
    text += strspn(text, "-{ ?\"'\t\r\n"); /* any spelling of YAML */
    for (enum kept kept = KEPT_JOURNAL; kept < N_KEPT; kept++) {
        size_t size = strlen(beginnings[kept].word);
        if (strncmp(text, beginnings[kept].word, size) == 0 &&
            text[size + strspn(text + size, "\"' ")] == ':') {
            return kept;
        }
    }
    /* However its first key is spelled, seals are written by the program. */
    return strstr(entries, "\n  sha256: ") != NULL ? KEPT_JOURNAL : KEPT_NOTHING;
}

/* What the file of a path keeps, by how it begins; nothing, where there is none. */
static enum kept what_keeps(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct stat about;

    if (file < 0) {
        return errno == EACCES ? KEPT_UNREADABLE : KEPT_NOTHING;
    }
    char *text = memory_array(BEGINNING_MAX + 1, 1);
    size_t size = 0;
    ssize_t n = fstat(file, &about) == 0 && S_ISREG(about.st_mode) ? 1 : 0;
    while (n > 0 && size < BEGINNING_MAX) {
        n = read(file, text + size, BEGINNING_MAX - size);
        size += n > 0 ? (size_t)n : 0;
    }
    (void)close(file);
    enum kept kept = what_begins(text); /* the array was all zero */
    memory_free(text);
    return kept;
}

/* ---------------------------------------------------------------- where it lies */

/* Whether a journal stands beside a path under what its name begins with, up to one of its points.
 */
static bool is_beside_journal(const char *path)
{
    struct buffer journal = {0};
    bool is_beside = false;

    for (const char *point = strchr(path_name(path), '.'); !is_beside && point != NULL;
         point = strchr(point + 1, '.')) {
        for (size_t i = 0; !is_beside && i < JOURNAL_EXTENSIONS && point > path_name(path); i++) {
            buffer_clear(&journal);
            buffer_format(&journal, "%.*s%s", (int)(point - path), path, journal_extensions[i]);
            is_beside = what_keeps(buffer_string(&journal)) == KEPT_JOURNAL;
        }
    }
    buffer_release(&journal);
    return is_beside;
}

/* Whether a name is one that `recover` gives to what it moves aside. */
static bool is_tail(const char *path)
{
    static const char mark[] = ".tail-";
    const char *end = path + strlen(path);
    const char *digits = end;

    while (digits > path && isdigit((unsigned char)digits[-1])) {
        digits--;
    }
    size_t size = sizeof mark - 1;
    return digits < end && (size_t)(digits - path) > size &&
           strncmp(digits - size, mark, size) == 0;
}

static bool is_in(const char *folder, const char *path)
{
    char inside[PATH_MAX];
    char outside[PATH_MAX];
    char *parent = path_folder(path);
    bool is_found =
        folder != NULL && realpath(folder, outside) != NULL && realpath(parent, inside) != NULL;
    size_t size = is_found ? strlen(outside) : 0;

    memory_free(parent);
    return is_found && strncmp(inside, outside, size) == 0 &&
           (inside[size] == '\0' || inside[size] == '/');
}

bool destination_is_foreign(const char *path)
{
    struct stat link;
    struct stat folder;
    struct buffer bare = {0}; /* with a slash at the end the link would be followed */

    buffer_add_string(&bare, path);
    while (bare.size > 1 && bare.bytes[bare.size - 1] == '/') {
        bare.bytes[--bare.size] = '\0';
    }
    const char *at = buffer_string(&bare);
    char *parent = path_folder(at);
    bool is_foreign = lstat(at, &link) == 0 && S_ISLNK(link.st_mode) &&
                      stat(parent, &folder) == 0 && (folder.st_mode & S_IWOTH) != 0 &&
                      link.st_uid != geteuid() && link.st_uid != folder.st_uid;
    memory_free(parent);
    buffer_release(&bare);
    return is_foreign;
}

/* ---------------------------------------------------------------- the answer */

/* Why a path must not be written onto; NULL: it may. target: the path, links followed. */
static const char *why_not(const struct destination_kept *kept, const char *path,
                           const char *target)
{
    if (destination_is_foreign(path)) {
        return "is a link of somebody else, in a folder where all may write";
    }
    if (kept->journal != NULL && journal_files_is_same(target, kept->journal)) {
        return "is the journal";
    }
    if (kept->journal != NULL && journal_files_is_beside(kept->journal, target)) {
        return "has a name of those that lie beside the journal";
    }
    if (is_tail(target)) {
        return "has the name of a tail that was moved aside";
    }
    if (is_in(kept->state, target)) {
        return "lies where the newest heads are remembered";
    }
    enum kept kept_there = what_keeps(target);
    if (kept_there == KEPT_NOTHING && is_beside_journal(target)) {
        return "has a name of those that lie beside a journal";
    }
    return beginnings[kept_there].what;
}

/* Why nothing must be written through a name that stands for an open file; NULL: it may. A file
 * that was handed over open is nobody's slip, but for those that keep a ledger. */
static const char *why_not_through(const struct destination_kept *kept, const char *path)
{
    struct stat about;
    char target[PATH_MAX];

    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode)) {
        return NULL;
    }
    if (kept->journal != NULL && journal_files_is_same(path, kept->journal)) {
        return "is the journal";
    }
    if (realpath(path, target) != NULL) {
        if (kept->journal != NULL && strstr(path_name(target), ".draft-") != NULL &&
            journal_files_is_beside(kept->journal, target)) {
            return "is a draft of a pile";
        }
        if (is_tail(target)) {
            return "has the name of a tail that was moved aside";
        }
        if (is_in(kept->state, target)) {
            return "lies where the newest heads are remembered";
        }
    }
    return access(path, R_OK) == 0 ? beginnings[what_keeps(path)].what : NULL;
}

enum lets_status destination_check(const struct destination_kept *kept, const char *option,
                                   const char *path, struct lets_error *err)
{
    char target[PATH_MAX];
    const char *why = through_is(path)
                          ? why_not_through(kept, path)
                          : why_not(kept, path, realpath(path, target) != NULL ? target : path);

    if (why == NULL) {
        return LETS_OK;
    }
    enum lets_status status = failure_misused(err, "%s: '%s' %s", option, path, why);
    if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint, "name another file: answers never replace it");
    }
    return status;
}
