/* SPDX-License-Identifier: MIT */
/*
 * Names beside a journal. The directory and the drafts are found by the journal's name alone, so
 * one stem makes them all. Whether a path is one of them is asked of the file system wherever there
 * is a file: it may have many names.
 */

#include "session/journal_files.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/path.h"

const char *const journal_extensions[JOURNAL_EXTENSIONS] = {".yaml", ".yml", ""};

/* Characters of a clerk's name in a draft's; file systems take 255 in all, the journal's name, the
 * lock's ending and that of a new file among them. A longer one keeps its beginning. */
enum { CLERK_MAX = 100, SHORT_MAX = 80 };

/* The size of a journal's name without its extension: journal.yaml, journal.yml and journal have
 * the same files beside them. */
static size_t stem_size(const char *journal)
{
    size_t size = strlen(journal);

    for (size_t i = 0; i < JOURNAL_EXTENSIONS; i++) {
        size_t extension = strlen(journal_extensions[i]);
        if (size > extension && strcmp(journal + size - extension, journal_extensions[i]) == 0) {
            return size - extension;
        }
    }
    return size;
}

/* What the names of all that is of one kind begin with: "books.draft-" for books.yaml. */
static void add_beside(struct buffer *out, const char *journal, const char *kind)
{
    buffer_format(out, "%.*s.%s", (int)stem_size(journal), journal, kind);
}

char *journal_files_directory(const char *journal)
{
    struct buffer path = {0};

    add_beside(&path, journal, "directory.yaml");
    return path.bytes;
}

char *journal_files_keys(const char *journal)
{
    struct buffer path = {0};

    add_beside(&path, journal, "keys.yaml");
    return path.bytes;
}

char *journal_files_charter(const char *journal, uint32_t proposal)
{
    struct buffer path = {0};

    add_beside(&path, journal, "charter-");
    buffer_format(&path, "%" PRIu32 ".yaml", proposal);
    return path.bytes;
}

/* Tells long names apart that begin alike: FNV-1a. */
static uint64_t digest(const char *text)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);

    for (; *text != '\0'; text++) {
        sum = (sum ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    }
    return sum;
}

char *journal_files_draft(const char *journal, const char *clerk)
{
    struct buffer path = {0};
    struct buffer name = {0};
    size_t short_size = 0; /* as far as whole letters go, where it has to be shortened */

    for (const char *at = clerk; *at != '\0'; at++) {
        bool is_plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                        (*at >= '0' && *at <= '9') || *at == '-';
        bool is_begun = ((unsigned char)*at & 0xC0) == 0x80;
        short_size = is_begun || name.size > SHORT_MAX ? short_size : name.size;
        buffer_format(&name, is_plain ? "%c" : "_%02x", (unsigned char)*at);
    }
    add_beside(&path, journal, "draft-");
    if (name.size <= CLERK_MAX) {
        buffer_add(&path, buffer_span(&name));
    } else {
        buffer_format(&path, "%.*s__%016" PRIx64, (int)short_size, name.bytes, digest(clerk));
    }
    buffer_add_string(&path, ".csv");
    buffer_release(&name);
    return path.bytes;
}

bool journal_files_is_beside(const char *journal, const char *path)
{
    struct buffer stem = {0};
    struct buffer beside = {0};
    bool is_beside = false;

    add_beside(&stem, journal, "");
    const char *begin = path_name(buffer_string(&stem));
    if (strncmp(path_name(path), begin, strlen(begin)) == 0) {
        size_t folder = (size_t)(begin - stem.bytes);
        buffer_format(&beside, "%.*s%s", (int)folder, stem.bytes, path_name(path));
        is_beside = journal_files_is_same(path, buffer_string(&beside));
    }
    buffer_release(&stem);
    buffer_release(&beside);
    return is_beside;
}

bool journal_files_is_same(const char *a, const char *b)
{
    struct stat a_stat;
    struct stat b_stat;
    bool has_a = stat(a, &a_stat) == 0;
    bool has_b = stat(b, &b_stat) == 0;

    if (has_a != has_b) {
        return false;
    }
    if (has_a) {
        return a_stat.st_dev == b_stat.st_dev && a_stat.st_ino == b_stat.st_ino;
    }
    if (strcmp(path_name(a), path_name(b)) != 0) {
        return false;
    }
    char *a_folder = path_folder(a);
    char *b_folder = path_folder(b);
    bool is_same = stat(a_folder, &a_stat) == 0 && stat(b_folder, &b_stat) == 0 &&
                   a_stat.st_dev == b_stat.st_dev && a_stat.st_ino == b_stat.st_ino;
    memory_free(a_folder);
    memory_free(b_folder);
    return is_same;
}
