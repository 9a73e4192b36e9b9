/* SPDX-License-Identifier: MIT */
/*
 * A journal as a file. Writers take an advisory lock (flock: it goes with the process, whatever
 * becomes of it), append with one write and one data sync, and cut the file back if either fails,
 * so a commit is there whole or not at all. A failed sync is never tried again: the kernel may have
 * dropped the pages. Readers take no lock and never wait. Nothing is mapped: a file cut short would
 * kill the reader.
 */

#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "store/file.h"
#include "store/file_rights.h"
#include "store/lock.h"

enum { COMPARED_CHUNK = 64 * 1024 };

struct store {
    enum lets_access access;
    char *path;             /* owned; NULL for memory and standard input */
    int descriptor;         /* -1 for memory, and before LETS_CREATE has made the file */
    struct text memory;     /* owned; what store_parse has copied */
    struct lets_span bytes; /* of memory, or borrowed */
};

/* ---------------------------------------------------------------- opening */

static bool is_same_file(int descriptor, const char *path)
{
    struct stat held = {0};
    struct stat named = {0};
    return fstat(descriptor, &held) == 0 && stat(path, &named) == 0 &&
           held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

/* Opens a regular file, locked for writers, into *out. */
static enum lets_status open_file(const char *path, enum lets_access access, unsigned wait_ms,
                                  int *out, struct lets_error *err)
{
    int flags =
        (access == LETS_READ ? O_RDONLY : O_RDWR | O_APPEND) | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    for (;;) {
        struct stat about = {0};
        int descriptor = open(path, flags);
        if (descriptor < 0 && errno == EISDIR) {
            return lets__fail(err, LETS_NOT_A_JOURNAL, "this is a folder, not a journal");
        }
        if (descriptor < 0) {
            return lets__fail_system(err, errno, "open the journal");
        }
        enum lets_status status = LETS_OK;
        if (fstat(descriptor, &about) != 0) {
            status = lets__fail_system(err, errno, "open the journal");
        } else if (!S_ISREG(about.st_mode)) {
            status = lets__fail(err, LETS_NOT_A_JOURNAL, "this is %s, not a journal",
                                S_ISDIR(about.st_mode) ? "a folder" : "no regular file");
        } else if (access == LETS_WRITE) {
            status = lock_take(descriptor, wait_ms, err);
        }
        if (status == LETS_OK && (access == LETS_READ || is_same_file(descriptor, path))) {
            *out = descriptor;
            return LETS_OK;
        }
        /* Another file was put here while the lock was waited for: that one is meant. */
        (void)close(descriptor);
        if (status != LETS_OK) {
            return status;
        }
    }
}

static enum lets_status new_store(const char *path, enum lets_access access, struct store **out,
                                  struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct store), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct store *store = bytes;
    store->access = access;
    store->descriptor = -1;
    if (path != NULL) {
        size_t size = strlen(path) + 1;
        status = mem_alloc(size, &bytes, err);
        if (status != LETS_OK) {
            mem_free(store);
            return status;
        }
        memcpy(bytes, path, size);
        store->path = bytes;
    }
    *out = store;
    return LETS_OK;
}

enum lets_status store_open(const char *path, enum lets_access access, unsigned wait_ms,
                            struct store **out, struct lets_error *err)
{
    struct store *store = NULL;
    struct stat about = {0};
    enum lets_status status = new_store(path, access, &store, err);
    if (status != LETS_OK) {
        return status;
    }
    if (path == NULL) {
        assert(access == LETS_READ);
        status = file_spool(STDIN_FILENO, &store->descriptor, err);
    } else if (access != LETS_CREATE) {
        status = open_file(path, access, wait_ms, &store->descriptor, err);
    } else if (lstat(path, &about) == 0) {
        status = lets__fail(err, LETS_FILE_EXISTS, "the file exists already");
    } else if (errno != ENOENT) {
        status = lets__fail_system(err, errno, "make the journal");
    } else {
        status = file_check_folder(path, "make the journal", err);
    }
    if (status != LETS_OK) {
        store_close(store);
        return status;
    }
    *out = store;
    return LETS_OK;
}

enum lets_status store_parse(const void *bytes, size_t size, struct store **out,
                             struct lets_error *err)
{
    struct store *store = NULL;
    enum lets_status status = new_store(NULL, LETS_READ, &store, err);
    if (status != LETS_OK) {
        return status;
    }
    status = text_add(&store->memory, (struct lets_span){.bytes = bytes, .size = size}, err);
    if (status != LETS_OK) {
        store_close(store);
        return status;
    }
    store->bytes = text_span(&store->memory);
    *out = store;
    return LETS_OK;
}

enum lets_status store_lend(struct lets_span bytes, struct store **out, struct lets_error *err)
{
    struct store *store = NULL;
    enum lets_status status = new_store(NULL, LETS_READ, &store, err);
    if (status == LETS_OK) {
        store->bytes = bytes;
        *out = store;
    }
    return status;
}

void store_close(struct store *store)
{
    if (store != NULL) {
        if (store->descriptor >= 0) {
            (void)close(store->descriptor);
        }
        text_release(&store->memory);
        mem_free(store->path);
        mem_free(store);
    }
}

enum lets_access store_access(const struct store *store)
{
    return store->access;
}

/* ---------------------------------------------------------------- reading */

enum lets_status store_measure(struct store *store, uint64_t *size, struct lets_error *err)
{
    struct stat about = {0};
    if (store->descriptor < 0) {
        *size = store->bytes.size;
        return LETS_OK;
    }
    if (fstat(store->descriptor, &about) != 0) {
        return lets__fail_system(err, errno, "measure the journal");
    }
    *size = (uint64_t)about.st_size;
    return LETS_OK;
}

enum lets_status store_read(struct store *store, uint64_t offset, char *out, size_t size,
                            struct lets_error *err)
{
    size_t n_read = 0;
    if (store->descriptor < 0) {
        size_t held = store->bytes.size;
        n_read = offset > held ? 0 : size < held - (size_t)offset ? size : held - (size_t)offset;
        if (n_read > 0) {
            memcpy(out, store->bytes.bytes + offset, n_read);
        }
    } else {
        enum lets_status status =
            file_read(store->descriptor, offset, out, size, &n_read, "read the journal", err);
        if (status != LETS_OK) {
            return status;
        }
    }
    if (n_read < size) {
        return lets__fail(err, LETS_INPUT_OUTPUT, "the journal became shorter while it was read");
    }
    return LETS_OK;
}

enum lets_status store_walk_next(struct store_walk *walk, struct lets_span *out,
                                 struct lets_error *err)
{
    uint64_t left = walk->end > walk->at ? walk->end - walk->at : 0;
    size_t size = left < sizeof walk->chunk ? (size_t)left : sizeof walk->chunk;
    enum lets_status status = store_read(walk->store, walk->at, walk->chunk, size, err);
    if (status == LETS_OK) {
        walk->at += size;
        *out = (struct lets_span){.bytes = walk->chunk, .size = size};
    }
    return status;
}

bool store_is_being_written(struct store *store)
{
    if (store->descriptor < 0 || store->access != LETS_READ) {
        return false;
    }
    if (flock(store->descriptor, LOCK_SH | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK;
    }
    (void)flock(store->descriptor, LOCK_UN);
    return false;
}

bool store_is_replaced(const struct store *store)
{
    struct stat named = {0};
    return store->path != NULL && store->descriptor >= 0 && stat(store->path, &named) == 0 &&
           !is_same_file(store->descriptor, store->path);
}

/* ---------------------------------------------------------------- appending */

/* Opens the file that LETS_CREATE makes, locked. */
static enum lets_status open_new(struct store *store, const char *path, int flags,
                                 struct lets_error *err)
{
    int descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC | flags, 0666);
    if (descriptor < 0 && errno == EEXIST) {
        return lets__fail(err, LETS_FILE_EXISTS, "the file exists already");
    }
    if (descriptor < 0) {
        return lets__fail_system(err, errno, "make the journal");
    }
    store->descriptor = descriptor;
    return lock_take(descriptor, 0, err);
}

/* Makes the file of LETS_CREATE under its own name; nobody else can have made it in between. */
static enum lets_status create(struct store *store, struct lets_error *err)
{
    return open_new(store, store->path, O_CREAT | O_EXCL, err);
}

/* How many bytes of the file from an offset on are those; fewer where they differ or the file ends.
 */
static enum lets_status count_same(struct store *store, uint64_t offset, struct lets_span bytes,
                                   size_t *n_same, struct lets_error *err)
{
    char found[COMPARED_CHUNK];
    size_t same = 0;
    for (bool is_same = true; is_same && same < bytes.size;) {
        size_t part = bytes.size - same < sizeof found ? bytes.size - same : sizeof found;
        size_t n_read = 0;
        enum lets_status status = file_read(store->descriptor, offset + same, found, part, &n_read,
                                            "read the journal", err);
        if (status != LETS_OK) {
            return status;
        }
        size_t i = memcmp(found, bytes.bytes + same, n_read) == 0 ? n_read : 0;
        while (i < n_read && found[i] == bytes.bytes[same + i]) {
            i++;
        }
        same += i;
        is_same = i == part;
    }
    *n_same = same;
    return LETS_OK;
}

/* Reads back what was written: a file system that ignores O_APPEND, or a program that ignores the
 * lock. What such a program adds behind the commit leaves it whole. */
static enum lets_status check_written(struct store *store, uint64_t size, struct lets_span bytes,
                                      struct lets_error *err)
{
    size_t n_same = 0;
    enum lets_status status = count_same(store, size, bytes, &n_same, err);
    if (status == LETS_OK && n_same != bytes.size) {
        status = lets__fail(err, LETS_INPUT_OUTPUT,
                            "what was written does not stand at the end of the journal: "
                            "another program wrote to it, or the file system does not append");
    }
    return status;
}

/* Whether the file that was put in the journal's place holds the commit, for it was copied after
 * the write; then it must be on the disk there, too. */
static bool is_carried_over(const struct store *store, uint64_t size, struct lets_span bytes)
{
    struct store other = {.descriptor = open(store->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    size_t n_same = 0;
    if (other.descriptor < 0) {
        return false;
    }
    bool is_there = count_same(&other, size, bytes, &n_same, NULL) == LETS_OK &&
                    n_same == bytes.size && fdatasync(other.descriptor) == 0 &&
                    file_sync_folder(store->path, NULL) == LETS_OK;
    (void)close(other.descriptor);
    return is_there;
}

static enum lets_status write_bytes(struct store *store, uint64_t size, struct lets_span bytes,
                                    struct lets_error *err)
{
    /* O_APPEND makes this needless, but where it is ignored the beginning would be written over. */
    (void)lseek(store->descriptor, (off_t)size, SEEK_SET);
    enum lets_status status = file_write(store->descriptor, bytes, "write to the journal", err);
    if (status == LETS_OK && fdatasync(store->descriptor) != 0) {
        status = lets__fail_system(err, errno, "sync the journal");
    }
    return status == LETS_OK ? check_written(store, size, bytes, err) : status;
}

static enum lets_status write_commit(struct store *store, uint64_t size, struct lets_span bytes,
                                     struct lets_error *err)
{
    enum lets_status status = write_bytes(store, size, bytes, err);
    if (status == LETS_OK && !is_same_file(store->descriptor, store->path) &&
        !is_carried_over(store, size, bytes)) {
        status = lets__fail(err, LETS_JOURNAL_REPLACED,
                            "another file was put in the journal's place while it "
                            "was written to: nothing was recorded there");
    }
    return status;
}

/* Where to cut the file so that the bytes are gone and no others: where it had ended, if only a
 * part of them stands behind that; before them, if a program that ignores the lock came first and
 * they stand at the end; false where neither is so. What cannot be read is taken for ours. */
static bool find_cut(struct store *store, uint64_t size, struct lets_span bytes, uint64_t *cut)
{
    uint64_t now = 0;
    size_t n_same = 0;
    *cut = size;
    if (store_measure(store, &now, NULL) != LETS_OK || now <= size ||
        count_same(store, size, bytes, &n_same, NULL) != LETS_OK || size + n_same == now) {
        return true;
    }
    if (now < size + bytes.size ||
        count_same(store, now - bytes.size, bytes, &n_same, NULL) != LETS_OK) {
        return false;
    }
    *cut = now - bytes.size;
    return n_same == bytes.size;
}

/* Undoes a write that failed. */
static void roll_back(struct store *store, uint64_t size, struct lets_span bytes,
                      struct lets_error *err)
{
    uint64_t cut = size;
    if (store->access == LETS_CREATE) {
        if (store->descriptor >= 0 && is_same_file(store->descriptor, store->path)) {
            (void)unlink(store->path);
        }
        return;
    }
    bool is_known = find_cut(store, size, bytes, &cut);
    if (!is_known || ftruncate(store->descriptor, (off_t)cut) != 0 ||
        fdatasync(store->descriptor) != 0) {
        lets__hint(err,
                   "the journal could not be cut back to %" PRIu64
                   " bytes: run 'lets audit', and then "
                   "'lets recover' if it finds an unsealed tail",
                   size);
    }
}

/* Makes the journal beside its place and then gives it its name, which it gets with all that is in
 * it or not at all. *is_made is false, and LETS_OK, where this file system cannot do that. */
static enum lets_status create_whole(struct store *store, struct lets_span bytes, bool *is_made,
                                     struct lets_error *err)
{
    char name[PATH_MAX + sizeof ".new-10000"];
    int descriptor = -1;
    *is_made = false;
    if (file_create_beside(store->path, "new", 0666, name, sizeof name, &descriptor, NULL) !=
        LETS_OK) {
        return LETS_OK;
    }
    (void)close(descriptor);
    enum lets_status status = open_new(store, name, 0, err);
    if (status == LETS_OK) {
        status = write_bytes(store, 0, bytes, err);
    }
    if (status == LETS_OK && link(name, store->path) == 0) {
        *is_made = true;
    } else if (status == LETS_OK && errno == EEXIST) {
        status = lets__fail(err, LETS_FILE_EXISTS, "the file exists already");
    }
    (void)unlink(name);
    if (!*is_made && store->descriptor >= 0) {
        (void)close(store->descriptor);
        store->descriptor = -1;
    }
    return status;
}

/* The first commit of a journal. */
static enum lets_status append_first(struct store *store, struct lets_span bytes,
                                     struct lets_error *err)
{
    bool is_made = false;
    enum lets_status status = create_whole(store, bytes, &is_made, err);
    if (status == LETS_OK && !is_made) {
        status = create(store, err);
        is_made = status == LETS_OK || store->descriptor >= 0;
        status = status == LETS_OK ? write_commit(store, 0, bytes, err) : status;
    }
    if (status == LETS_OK) {
        status = file_sync_folder(store->path, err);
    }
    if (status != LETS_OK && is_made) {
        roll_back(store, 0, bytes, err);
    }
    return status;
}

enum lets_status store_append(struct store *store, uint64_t size, struct lets_span bytes,
                              struct lets_error *err)
{
    assert(store->access != LETS_READ);
    uint64_t now = 0;
    enum lets_status status = LETS_OK;
    if (store->access == LETS_CREATE && store->descriptor < 0) {
        assert(size == 0);
        return append_first(store, bytes, err);
    }
    if (!is_same_file(store->descriptor, store->path)) {
        return lets__fail(err, LETS_JOURNAL_REPLACED,
                          "another file was put in the journal's place while it "
                          "was in use: nothing was recorded");
    }
    status = store_measure(store, &now, err);
    if (status == LETS_OK && now != size) {
        return lets__fail(err, LETS_JOURNAL_REPLACED,
                          "another program wrote to the journal while it was "
                          "locked: nothing was recorded");
    }
    if (status != LETS_OK) {
        return status;
    }
    status = write_commit(store, size, bytes, err);
    if (status != LETS_OK) {
        roll_back(store, size, bytes, err);
    }
    return status;
}

/* ---------------------------------------------------------------- recovery */

static enum lets_status copy_tail(struct store *store, uint64_t offset, int descriptor,
                                  struct lets_error *err)
{
    struct store_walk walk = {.store = store, .at = offset};
    struct lets_span bytes = {0};
    enum lets_status status = store_measure(store, &walk.end, err);
    while (status == LETS_OK) {
        status = store_walk_next(&walk, &bytes, err);
        if (status != LETS_OK || bytes.size == 0) {
            break;
        }
        status = file_write(descriptor, bytes, "copy what is cut off", err);
    }
    if (status == LETS_OK && fsync(descriptor) != 0) {
        status = lets__fail_system(err, errno, "sync the copy of what is cut off");
    }
    return status;
}

enum lets_status store_save_tail(struct store *store, uint64_t offset, char *saved,
                                 size_t saved_size, struct lets_error *err)
{
    int descriptor = -1;
    struct stat about = {0};
    if (fstat(store->descriptor, &about) != 0) {
        return lets__fail_system(err, errno, "read the mode of the journal");
    }
    unsigned lost = 0;
    enum lets_status status =
        file_create_beside(store->path, "tail", 0600, saved, saved_size, &descriptor, err);
    if (status != LETS_OK) {
        return status;
    }
    status = file_rights_take(descriptor, store->path, &about, &lost, err);
    if (status == LETS_OK) {
        status = copy_tail(store, offset, descriptor, err);
    }
    if (close(descriptor) != 0 && status == LETS_OK) {
        status = lets__fail_system(err, errno, "close the copy of what is cut off");
    }
    if (status == LETS_OK) {
        status = file_sync_folder(saved, err);
    }
    if (status != LETS_OK) {
        (void)unlink(saved);
    }
    return status;
}

enum lets_status store_cut(struct store *store, uint64_t size, struct lets_error *err)
{
    if (!is_same_file(store->descriptor, store->path)) {
        return lets__fail(err, LETS_JOURNAL_REPLACED,
                          "another file was put in the journal's place");
    }
    if (ftruncate(store->descriptor, (off_t)size) != 0 || fdatasync(store->descriptor) != 0) {
        return lets__fail_system(err, errno, "cut the journal");
    }
    return LETS_OK;
}

enum lets_status store_move_aside(struct store *store, char *saved, size_t saved_size,
                                  struct lets_error *err)
{
    int descriptor = -1;
    enum lets_status status =
        file_create_beside(store->path, "tail", 0600, saved, saved_size, &descriptor, err);
    if (status != LETS_OK) {
        return status;
    }
    (void)close(descriptor);
    if (rename(store->path, saved) == 0) {
        return file_sync_folder(store->path, err);
    }
    status = lets__fail_system(err, errno, "move the file aside");
    (void)unlink(saved);
    return status;
}

enum lets_status store_replace(struct store *store, struct lets_span bytes, char *saved,
                               size_t saved_size, struct lets_error *err)
{
    enum lets_status status = store_save_tail(store, 0, saved, saved_size, err);
    return status == LETS_OK ? lets_file_replace(store->path, bytes, 0666, err) : status;
}
