/* SPDX-License-Identifier: MIT */
/*
 * Files: read whole, written whole or not at all. A file that is replaced is first complete and
 * synced under another name in the same folder, so a crash leaves the old one or the new one, never
 * a half.
 */

#include "store/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum { CHUNK = 64 * 1024, NAMES_MAX = 10000, NEW_NAME_SIZE = PATH_MAX + sizeof ".new-10000" };

enum lets_status file_write(int descriptor, struct lets_span bytes, const char *doing,
                            struct lets_error *err)
{
    size_t written = 0;
    while (written < bytes.size) {
        ssize_t n = write(descriptor, bytes.bytes + written, bytes.size - written);
        if (n < 0 && errno != EINTR) {
            return lets__fail_system(err, errno, doing);
        }
        written += n > 0 ? (size_t)n : 0;
    }
    return LETS_OK;
}

enum lets_status file_spool(int from, int *out, struct lets_error *err)
{
    static const char doing[] = "keep what is read in a temporary file";
    FILE *file = tmpfile();
    int descriptor = file == NULL ? -1 : fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
    enum lets_status status = descriptor < 0 ? lets__fail_system(err, errno, doing) : LETS_OK;
    if (file != NULL) {
        (void)fclose(file);
    }
    for (bool is_end = false; status == LETS_OK && !is_end;) {
        char bytes[CHUNK];
        ssize_t n = read(from, bytes, sizeof bytes);
        is_end = n == 0;
        if (n > 0) {
            struct lets_span span = {.bytes = bytes, .size = (size_t)n};
            status = file_write(descriptor, span, doing, err);
        } else if (n < 0 && errno != EINTR) {
            status = lets__fail_system(err, errno, "read the input");
        }
    }
    if (status != LETS_OK && descriptor >= 0) {
        (void)close(descriptor);
    } else if (status == LETS_OK) {
        *out = descriptor;
    }
    return status;
}

enum lets_status file_read(int descriptor, uint64_t offset, char *out, size_t size, size_t *n_read,
                           const char *doing, struct lets_error *err)
{
    size_t done = 0;
    while (done < size) {
        ssize_t n = pread(descriptor, out + done, size - done, (off_t)(offset + done));
        if (n < 0 && errno != EINTR) {
            return lets__fail_system(err, errno, doing);
        }
        if (n == 0) {
            break;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    *n_read = done;
    return LETS_OK;
}

/* The folder of a path, with a NUL, into `folder`. */
static enum lets_status folder_of(const char *path, struct text *folder, struct lets_error *err)
{
    const char *slash = strrchr(path, '/');
    struct lets_span span = {.bytes = path, .size = slash == NULL ? 0 : (size_t)(slash - path)};
    if (slash == NULL || slash == path) {
        span = lets_span_of(slash == NULL ? "." : "/");
    }
    enum lets_status status = text_add(folder, span, err);
    return status == LETS_OK ? text_add(folder, (struct lets_span){.bytes = "", .size = 1}, err)
                             : status;
}

/* Opens the folder of a path, to be synced. */
static enum lets_status open_folder(const char *path, int *out, struct lets_error *err)
{
    struct text folder = {0};
    enum lets_status status = folder_of(path, &folder, err);
    if (status == LETS_OK) {
        *out = open(folder.bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        status = *out < 0 ? lets__fail_system(err, errno, "open the folder of the file") : LETS_OK;
    }
    text_release(&folder);
    return status;
}

/* Syncs and closes it. */
static enum lets_status sync_folder(int descriptor, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    if (fsync(descriptor) != 0 && errno != EINVAL) {
        status = lets__fail_system(err, errno, "sync the folder of the file");
    }
    (void)close(descriptor);
    return status;
}

enum lets_status file_sync_folder(const char *path, struct lets_error *err)
{
    int descriptor = -1;
    enum lets_status status = open_folder(path, &descriptor, err);
    return status == LETS_OK ? sync_folder(descriptor, err) : status;
}

enum lets_status file_check_folder(const char *path, const char *doing, struct lets_error *err)
{
    struct text folder = {0};
    enum lets_status status = folder_of(path, &folder, err);
    if (status == LETS_OK && faccessat(AT_FDCWD, folder.bytes, W_OK | X_OK, AT_EACCESS) != 0) {
        status = lets__fail_system(err, errno, doing);
    }
    text_release(&folder);
    return status;
}

enum lets_status file_create_beside(const char *path, const char *word, mode_t mode, char *name,
                                    size_t name_size, int *out, struct lets_error *err)
{
    for (int n = 1; n < NAMES_MAX; n++) {
        int size = snprintf(name, name_size, "%s.%s-%d", path, word, n);
        if (size < 0 || (size_t)size >= name_size) {
            return lets__fail_system(err, ENAMETOOLONG, "name a file beside it");
        }
        int descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
        if (descriptor >= 0) {
            *out = descriptor;
            return LETS_OK;
        }
        if (errno != EEXIST) {
            return lets__fail_system(err, errno, "make a new file beside it");
        }
    }
    return lets__fail_system(err, EEXIST, "make a new file beside it");
}

/* ---------------------------------------------------------------- replacing */

/* Gives a new file, which is the owner's alone as yet, mode and owner of the old one. */
static enum lets_status take_over(int descriptor, const struct stat *old, struct lets_error *err)
{
    if (fchmod(descriptor, old->st_mode & 07777) != 0) {
        return lets__fail_system(err, errno, "set the mode of the file");
    }
    /* Whoever may not give a file away keeps it: the content is what counts. */
    if (fchown(descriptor, old->st_uid, old->st_gid) != 0 && errno != EPERM) {
        return lets__fail_system(err, errno, "set the owner of the file");
    }
    return LETS_OK;
}

/* Writes the new content under a name of its own, synced. */
static enum lets_status write_new(const char *path, struct lets_span bytes, const struct stat *old,
                                  mode_t mode, char name[NEW_NAME_SIZE], struct lets_error *err)
{
    int descriptor = -1;
    enum lets_status status = file_create_beside(path, "new", old != NULL ? 0600 : mode, name,
                                                 NEW_NAME_SIZE, &descriptor, err);
    if (status != LETS_OK) {
        return status;
    }
    status = file_write(descriptor, bytes, "write the file", err);
    if (status == LETS_OK && old != NULL) {
        status = take_over(descriptor, old, err);
    }
    if (status == LETS_OK && fsync(descriptor) != 0) {
        status = lets__fail_system(err, errno, "sync the file");
    }
    if (close(descriptor) != 0 && status == LETS_OK) {
        status = lets__fail_system(err, errno, "close the file");
    }
    if (status != LETS_OK) {
        (void)unlink(name);
    }
    return status;
}

/* What stands under the name that is to be replaced; a folder or a device is left alone. */
static enum lets_status look_at(const char *path, struct stat *old, bool *is_there,
                                struct lets_error *err)
{
    *is_there = stat(path, old) == 0;
    if (!*is_there && errno != ENOENT) {
        return lets__fail_system(err, errno, "look at the file to replace");
    }
    if (*is_there && !S_ISREG(old->st_mode)) {
        return lets__fail(err, LETS_NO_PERMISSION, "cannot replace '%.200s': it is no regular file",
                          path);
    }
    return LETS_OK;
}

/* Nothing that can be refused beforehand is left until the new file is in its place. */
static enum lets_status replace(const char *path, struct lets_span bytes, unsigned mode,
                                struct lets_error *err)
{
    char name[NEW_NAME_SIZE];
    struct stat old;
    bool is_there = false;
    int folder = -1;
    enum lets_status status = look_at(path, &old, &is_there, err);
    if (status == LETS_OK) {
        status = open_folder(path, &folder, err);
    }
    if (status == LETS_OK) {
        status = write_new(path, bytes, is_there ? &old : NULL, mode, name, err);
    }
    if (status == LETS_OK && rename(name, path) != 0) {
        status = lets__fail_system(err, errno, "put the new file in its place");
        (void)unlink(name);
    }
    if (status == LETS_OK) {
        return sync_folder(folder, err);
    }
    if (folder >= 0) {
        (void)close(folder);
    }
    return status;
}

/* Where a path leads to, links followed; itself where nothing is there yet. */
static enum lets_status follow(const char *path, char target[PATH_MAX], const char **out,
                               struct lets_error *err)
{
    *out = realpath(path, target);
    if (*out == NULL && errno != ENOENT) {
        return lets__fail_system(err, errno, "find the file to write");
    }
    *out = *out == NULL ? path : *out;
    return LETS_OK;
}

enum lets_status lets_file_replace(const char *path, struct lets_span bytes, unsigned mode,
                                   struct lets_error *err)
{
    char target[PATH_MAX];
    const char *followed = NULL;
    enum lets_status status = follow(path, target, &followed, err);
    return status == LETS_OK ? replace(followed, bytes, mode, err) : status;
}

enum lets_status lets_file_check_replace(const char *path, struct lets_error *err)
{
    char target[PATH_MAX];
    const char *followed = NULL;
    struct stat old;
    bool is_there = false;
    enum lets_status status = follow(path, target, &followed, err);
    if (status == LETS_OK) {
        status = look_at(followed, &old, &is_there, err);
    }
    return status == LETS_OK ? file_check_folder(followed, "write the file", err) : status;
}

enum lets_status lets_file_load(const char *path, size_t max_bytes, char **out, size_t *size,
                                struct lets_error *err)
{
    struct text bytes = {0};
    struct stat about;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return lets__fail_system(err, errno, "open the file");
    }
    enum lets_status status = LETS_OK;
    if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        status = lets__fail(err, LETS_INPUT_OUTPUT, "cannot read the file: it is no regular file");
    } else if ((uint64_t)about.st_size > max_bytes) {
        status = lets__fail(err, LETS_INPUT_OUTPUT, "cannot read the file: it is over %zu bytes",
                            max_bytes);
    } else {
        status = text_reserve(&bytes, (size_t)about.st_size + 1, err);
    }
    if (status == LETS_OK) {
        status = file_read(descriptor, 0, bytes.bytes, (size_t)about.st_size, &bytes.size,
                           "read the file", err);
    }
    (void)close(descriptor);
    if (status != LETS_OK) {
        text_release(&bytes);
        return status;
    }
    assert(bytes.bytes != NULL);
    bytes.bytes[bytes.size] = '\0';
    *out = bytes.bytes;
    *size = bytes.size;
    return LETS_OK;
}

void lets_bytes_free(char *bytes)
{
    mem_free(bytes);
}
