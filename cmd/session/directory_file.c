/* SPDX-License-Identifier: MIT */
/*
 * The directory belongs to one journal, but nothing makes that so: journal.yaml and journal.yml
 * have the same one beside them, and editors lock nothing. So what was read is kept, and the file
 * is replaced only if it still holds that; between runs of this program, which check and replace
 * under a lock on the folder, nothing gets lost. The folder is what is locked, for the file itself
 * is another one after each replacement, or not there as yet.
 */

#include "session/directory_file.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/failure.h"

#define LONGEST ((size_t)1 << 30)

/* The file now, into *out, yours to release. */
static enum lets_status read_file(const char *path, struct directory_file *out,
                                  struct lets_error *err)
{
    struct lets_error why = {0};
    struct directory_file file = {0};
    enum lets_status status = lets_file_load(path, LONGEST, &file.bytes, &file.size, &why);

    if (status != LETS_OK && status != LETS_NO_SUCH_FILE) {
        if (err != NULL) {
            *err = why;
        }
        return status;
    }
    *out = file;
    return LETS_OK;
}

/* Whether the file holds those bytes (NULL: whether there is none), into *out. */
static enum lets_status compare(const char *path, struct lets_span bytes, bool *out,
                                struct lets_error *err)
{
    struct directory_file now = {0};
    enum lets_status status = read_file(path, &now, err);
    bool is_same = status == LETS_OK && now.size == bytes.size;

    if (is_same && (now.bytes == NULL || bytes.bytes == NULL)) {
        is_same = now.bytes == bytes.bytes;
    } else if (is_same) {
        is_same = memcmp(now.bytes, bytes.bytes, now.size) == 0;
    }
    lets_bytes_free(now.bytes);
    *out = is_same;
    return status;
}

static struct lets_span span_of(const struct directory_file *file)
{
    return (struct lets_span){.bytes = file->bytes, .size = file->size};
}

static bool is_as_read(const char *path, const struct directory_file *read)
{
    bool is_same = false;

    return compare(path, span_of(read), &is_same, NULL) == LETS_OK && is_same;
}

enum lets_status directory_file_load(const char *path, struct directory_file *file,
                                     struct lets_directory **out, struct lets_error *err)
{
    enum lets_status status = read_file(path, file, err);

    const char *bytes = file->bytes != NULL ? file->bytes : "";
    return status == LETS_OK ? lets_directory_parse(bytes, file->size, out, err) : status;
}

/* Locks the folder of a file, as far as the file system can; its descriptor, or -1. */
static int lock_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL
                       ? memory_copy(lets_span_of("."))
                       : memory_copy((struct lets_span){path, (size_t)(slash - path) + 1});
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    memory_free(folder);
    if (descriptor >= 0) {
        (void)flock(descriptor, LOCK_EX);
    }
    return descriptor;
}

static void unlock_folder(int descriptor)
{
    if (descriptor >= 0) {
        (void)close(descriptor);
    }
}

/* Under the lock: puts back what was read in the place of what this run wrote, and of nothing else.
 * A failure counts only where it left another file: one that was put in its place, but not synced
 * with its folder, is there. */
static enum lets_status put_back(const char *path, const struct directory_file *read,
                                 struct lets_directory *directory, struct lets_error *err)
{
    struct lets_span written = {0};
    struct lets_error why = {.status = LETS_JOURNAL_REPLACED};

    if (is_as_read(path, read)) {
        return LETS_OK;
    }
    bool is_ours = false;
    if (lets_directory_bytes(directory, &written, NULL) == LETS_OK) {
        (void)compare(path, written, &is_ours, NULL);
    }
    if (is_ours && read->bytes == NULL) {
        (void)unlink(path);
        why.status = LETS_INPUT_OUTPUT;
    } else if (is_ours) {
        (void)lets_file_replace(path, span_of(read), 0600, &why);
    }
    if (is_as_read(path, read)) {
        return LETS_OK;
    }
    *err = why;
    return why.status;
}

enum lets_status directory_file_save(const char *path, const struct directory_file *read,
                                     struct lets_directory *directory, struct lets_error *left,
                                     struct lets_error *err)
{
    bool is_same = false;
    int folder = lock_folder(path);
    enum lets_status status = compare(path, span_of(read), &is_same, err);

    if (status == LETS_OK && !is_same) {
        status = failure_set(err, LETS_JOURNAL_REPLACED,
                             "another program changed the directory while it was in use: nothing "
                             "was recorded");
    } else if (status == LETS_OK) {
        status = lets_directory_save(directory, path, err);
        if (status != LETS_OK) {
            (void)put_back(path, read, directory, left);
        }
    }
    unlock_folder(folder);
    return status;
}

enum lets_status directory_file_restore(const char *path, const struct directory_file *read,
                                        struct lets_directory *directory, struct lets_error *err)
{
    int folder = lock_folder(path);
    enum lets_status status = put_back(path, read, directory, err);

    unlock_folder(folder);
    return status;
}
