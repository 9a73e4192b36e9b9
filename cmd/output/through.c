/* SPDX-License-Identifier: MIT */
/*
 * What is written through. A descriptor's name is known by the file system that it lies in, for
 * what it leads to may be a plain file: the one behind a redirection. Our own descriptors are
 * duplicated and not opened anew, so that what others wrote into them before stays in front.
 */

#include "output/through.h"

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

#define OWN_DESCRIPTORS "/proc/self/fd"
#define LINKS_MAX 40

/* Puts into name, which lies in folder, what the link of that name leads to; false where it is no
 * link, or leads too far. */
static bool follow_link(char name[PATH_MAX], const char *folder)
{
    char link[PATH_MAX];
    ssize_t size = readlink(name, link, sizeof link - 1);

    if (size <= 0) {
        return false;
    }
    link[size] = '\0';
    size_t before = link[0] == '/' || strcmp(folder, ".") == 0 ? 0 : strlen(folder);
    int length = snprintf(name, PATH_MAX, "%.*s%s", (int)before, folder, link);
    return length >= 0 && length < PATH_MAX;
}

/* Whether the last link of a path's way is a descriptor's name; that name into name. */
static bool find_descriptor(const char *path, char name[PATH_MAX])
{
    struct stat descriptors;
    struct stat about;
    bool is_found = false;
    bool is_led = true;

    if (stat(OWN_DESCRIPTORS, &descriptors) != 0 || strlen(path) >= PATH_MAX) {
        return false;
    }
    memcpy(name, path, strlen(path) + 1);
    for (int i = 0; i < LINKS_MAX && is_led && !is_found; i++) {
        char *folder = path_folder(name);
        is_found = stat(folder, &about) == 0 && about.st_dev == descriptors.st_dev;
        is_led = is_found || follow_link(name, folder);
        memory_free(folder);
    }
    return is_found;
}

bool through_is(const char *path)
{
    struct stat about;
    char name[PATH_MAX];

    if (stat(path, &about) == 0 && (S_ISCHR(about.st_mode) || S_ISFIFO(about.st_mode))) {
        return true;
    }
    return find_descriptor(path, name);
}

/* The descriptor of this process that a path names; -1: none. */
static int own_descriptor(const char *path)
{
    char name[PATH_MAX];
    char here[PATH_MAX];
    char own[PATH_MAX];

    if (!find_descriptor(path, name)) {
        return -1;
    }
    char *folder = path_folder(name);
    bool is_own = realpath(folder, here) != NULL && realpath(OWN_DESCRIPTORS, own) != NULL &&
                  strcmp(here, own) == 0;
    memory_free(folder);
    if (!is_own) {
        return -1;
    }
    const char *digits = path_name(name);
    char *end = NULL;
    long number = strtol(digits, &end, 10);
    return digits[0] != '\0' && *end == '\0' && number >= 0 && number <= INT_MAX ? (int)number : -1;
}

static enum lets_status fail(int reason, struct lets_error *err)
{
    enum lets_status status =
        reason == ENOENT || reason == ENXIO                       ? LETS_NO_SUCH_FILE
        : reason == EACCES || reason == EPERM || reason == EROFS  ? LETS_NO_PERMISSION
        : reason == ENOSPC || reason == EDQUOT || reason == EFBIG ? LETS_DISK_FULL
                                                                  : LETS_INPUT_OUTPUT;
    return failure_set(err, status, "cannot write there: %s",
                       reason == EBADF ? "it is closed" : strerror(reason));
}

enum lets_status through_check(const char *path, struct lets_error *err)
{
    int own = own_descriptor(path);
    int mode = own >= 0 ? fcntl(own, F_GETFL) : 0;

    if (own >= 0 && (mode < 0 || (mode & O_ACCMODE) == O_RDONLY)) {
        return fail(EBADF, err);
    }
    return own < 0 && access(path, W_OK) != 0 ? fail(errno, err) : LETS_OK;
}

enum lets_status through_write(const char *path, struct lets_span bytes, struct lets_error *err)
{
    int own = own_descriptor(path);
    int to = own >= 0 ? fcntl(own, F_DUPFD_CLOEXEC, 3)
                      : open(path, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC);
    enum lets_status status = to < 0 ? fail(errno, err) : LETS_OK;

    while (status == LETS_OK && bytes.size > 0) {
        ssize_t n = write(to, bytes.bytes, bytes.size);
        if (n < 0 && errno == EPIPE) {
            break;
        }
        if (n < 0 && errno != EINTR) {
            status = fail(errno, err);
        }
        bytes.bytes += n > 0 ? n : 0;
        bytes.size -= n > 0 ? (size_t)n : 0;
    }
    if (to >= 0 && close(to) != 0 && status == LETS_OK) {
        status = fail(errno, err);
    }
    return status;
}
