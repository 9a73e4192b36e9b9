/* SPDX-License-Identifier: MIT */
/*
 * Personal files. A journal's directory is that of another journal too: journal.yaml and
 * journal.yml have the same one beside them, and editors lock nothing. So a change is made to what
 * stands in the file at the moment of the writing, under a lock of the folder: between runs of this
 * program, which all change it here, nothing gets lost.
 */

#include "session/personal_file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/failure.h"
#include "base/path.h"
#include "session/folder_lock.h"

#define LONGEST ((size_t)1 << 30)
#define WAIT_MS 5000 /* for the lock: whoever holds it writes one small file */
#define OWNER_ONLY 0600

static void release(struct personal_bytes *bytes)
{
    lets_bytes_free(bytes->bytes);
    *bytes = (struct personal_bytes){0};
}

void personal_file_release(struct personal_file *file)
{
    release(&file->read);
    release(&file->found);
    memory_free(file->written.bytes);
    *file = (struct personal_file){.read = {0}};
}

static enum lets_status read_file(const char *path, struct personal_bytes *out,
                                  struct lets_error *err)
{
    struct lets_error why = {0};
    struct personal_bytes now = {0};
    enum lets_status status = lets_file_load(path, LONGEST, &now.bytes, &now.size, &why);

    if (status != LETS_OK && status != LETS_NO_SUCH_FILE) {
        if (err != NULL) {
            *err = why;
        }
        return status;
    }
    release(out);
    *out = now;
    return LETS_OK;
}

enum lets_status personal_file_read(const char *path, struct personal_file *file,
                                    struct lets_error *err)
{
    return read_file(path, &file->read, err);
}

static struct lets_span span_of(const struct personal_bytes *file)
{
    return (struct lets_span){.bytes = file->bytes, .size = file->size};
}

bool personal_bytes_equal(const struct personal_bytes *file, struct lets_span bytes)
{
    bool is_none = file->bytes == NULL || bytes.bytes == NULL;

    return is_none ? file->bytes == bytes.bytes : lets_span_equal(span_of(file), bytes);
}

static bool is_now(const char *path, const struct personal_bytes *wanted)
{
    struct personal_bytes now = {0};
    bool is_same =
        read_file(path, &now, NULL) == LETS_OK && personal_bytes_equal(&now, span_of(wanted));

    release(&now);
    return is_same;
}

/* Of an access control list the mode's middle bits are the most that it gives anybody. */
enum { OTHERS = S_IRWXG | S_IRWXO, MODE_BITS = 07777 };

bool personal_file_is_open(const char *path)
{
    struct stat now;

    return stat(path, &now) == 0 && (now.st_mode & OTHERS) != 0;
}

/* Takes from a secret file what others may do with it; returns whether they may still. */
static bool shut(const char *path, const struct personal_file *file)
{
    struct stat now;

    if (!file->is_secret || stat(path, &now) != 0 || (now.st_mode & OTHERS) == 0) {
        return false;
    }
    (void)chmod(path, now.st_mode & MODE_BITS & ~(mode_t)OTHERS);
    return personal_file_is_open(path);
}

/* Puts bytes in the place of the file, which keeps its mode: it is shut before. Whoever does not
 * own the old one owns the new one, and shuts that. */
static enum lets_status replace(const char *path, struct lets_span bytes,
                                struct personal_file *file, struct lets_error *err)
{
    file->was_open = file->is_secret && personal_file_is_open(path);
    (void)shut(path, file);
    enum lets_status status = lets_file_replace_noting(path, bytes, OWNER_ONLY, &file->lost, err);
    file->is_open = shut(path, file);
    return status;
}

/* The folder's lock; -1, and LETS_OK, where the folder cannot be opened: what is done in it says
 * why. */
static enum lets_status lock(const char *path, int *out, struct lets_error *err)
{
    char *folder = path_folder(path);

    *out = folder_lock(folder, WAIT_MS);
    bool is_held = *out < 0 && errno == EWOULDBLOCK;

    memory_free(folder);
    return is_held ? failure_set(err, LETS_LOCKED,
                                 "another program holds the lock of the folder; waited %d seconds",
                                 WAIT_MS / 1000)
                   : LETS_OK;
}

static void unlock(int folder)
{
    if (folder >= 0) {
        (void)close(folder);
    }
}

/* Under the lock: puts back what was found in the place of what this run wrote, and of nothing
 * else. A failure counts only where it left another file: one that was put in its place, but not
 * synced with its folder, is there. */
static enum lets_status put_back(const char *path, const struct personal_file *file,
                                 struct lets_error *err)
{
    struct lets_error why = {.status = LETS_JOURNAL_REPLACED};

    if (is_now(path, &file->found)) {
        return LETS_OK;
    }
    bool is_ours = file->written.bytes != NULL && is_now(path, &file->written);
    if (is_ours && file->found.bytes == NULL) {
        (void)unlink(path);
        why.status = LETS_INPUT_OUTPUT;
    } else if (is_ours) {
        (void)lets_file_replace(path, span_of(&file->found), OWNER_ONLY, &why);
    }
    if (is_now(path, &file->found)) {
        return LETS_OK;
    }
    *err = why;
    return why.status;
}

enum lets_status personal_file_change(
    const char *path, struct personal_file *file,
    enum lets_status (*change)(void *context, struct lets_span now, struct lets_span *out,
                               struct lets_error *err),
    void *context, struct lets_error *left, struct lets_error *err)
{
    struct lets_span changed = {0};
    int folder = -1;
    enum lets_status status = lock(path, &folder, err);

    if (status == LETS_OK) {
        status = read_file(path, &file->found, err);
    }
    if (status == LETS_OK) {
        status = change(context, span_of(&file->found), &changed, err);
    }
    if (status == LETS_OK) {
        memory_free(file->written.bytes);
        file->written = (struct personal_bytes){memory_copy(changed), changed.size};
        status = replace(path, changed, file, err);
        if (status != LETS_OK) {
            (void)put_back(path, file, left);
        }
    }
    unlock(folder);
    return status;
}

enum lets_status personal_file_restore(const char *path, const struct personal_file *file,
                                       struct lets_error *err)
{
    int folder = -1;
    enum lets_status status = lock(path, &folder, err);

    if (status == LETS_OK) {
        status = put_back(path, file, err);
    }
    unlock(folder);
    return status;
}
