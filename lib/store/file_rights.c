/* SPDX-License-Identifier: MIT */
/*
 * The rights on a file that is replaced. A folder that clerks share works by its group: if a new
 * file has another, some are locked out and strangers let in. So the group comes first, and where
 * it cannot be kept, nothing is allowed to whatever group the file has instead. The access control
 * list is copied as the system keeps it; that of the folder, which the new file was born with, is
 * not the old file's.
 */

#include "store/file_rights.h"

#include <errno.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

static const char list_name[] = "system.posix_acl_access";
enum { LIST_MAX = 64 * 1024, HEADER_SIZE = 4, ENTRY_SIZE = 8, OWNING_GROUP = 4, MODE_BITS = 07777 };

/* What a file system that has no such rights, or a system that does not allow it, answers. */
static bool is_refusal(int reason)
{
    return reason == EPERM || reason == EACCES || reason == ENOTSUP || reason == EINVAL ||
           reason == ENOSYS;
}

/* Takes from a list, as Linux keeps it, what the owning group may do: entries of tag, rights, id in
 * 2, 2 and 4 bytes, the lowest first. */
static void close_to_group(char *list, size_t size)
{
    for (size_t at = HEADER_SIZE; at + ENTRY_SIZE <= size; at += ENTRY_SIZE) {
        if (list[at] == OWNING_GROUP && list[at + 1] == 0) {
            list[at + 2] = 0;
            list[at + 3] = 0;
        }
    }
}

static enum lets_status set_mode(int descriptor, mode_t mode, unsigned *lost,
                                 struct lets_error *err)
{
    struct stat now = {0};
    if (fchmod(descriptor, mode) == 0) {
        return LETS_OK;
    }
    if (!is_refusal(errno)) {
        return lets__fail_system(err, errno, "set the mode of the file");
    }
    if (fstat(descriptor, &now) != 0 || (now.st_mode & MODE_BITS) != mode) {
        *lost |= LETS_FILE_MODE_LOST;
    }
    return LETS_OK;
}

/* Group and owner; whoever may not give a file away keeps it. */
static enum lets_status set_owners(int descriptor, const struct stat *old, unsigned *lost,
                                   struct lets_error *err)
{
    struct stat now = {0};
    if (fstat(descriptor, &now) != 0) {
        return lets__fail_system(err, errno, "look at the new file");
    }
    if (now.st_gid != old->st_gid && fchown(descriptor, (uid_t)-1, old->st_gid) != 0) {
        if (!is_refusal(errno)) {
            return lets__fail_system(err, errno, "set the group of the file");
        }
        *lost |= LETS_FILE_GROUP_LOST;
    }
    if (now.st_uid != old->st_uid && fchown(descriptor, old->st_uid, (gid_t)-1) != 0 &&
        !is_refusal(errno)) {
        return lets__fail_system(err, errno, "set the owner of the file");
    }
    return LETS_OK;
}

/* The list of the old file; none where it has none. */
static enum lets_status set_list(int descriptor, const char *path, mode_t mode, unsigned *lost,
                                 struct lets_error *err)
{
    char list[LIST_MAX];
    ssize_t size = getxattr(path, list_name, list, sizeof list);
    if (size < 0 && errno != ENODATA && !is_refusal(errno)) {
        return lets__fail_system(err, errno, "read the access control list of the file");
    }
    if (size <= 0) {
        (void)fremovexattr(descriptor, list_name);
        return set_mode(descriptor, mode, lost, err);
    }
    if ((*lost & LETS_FILE_GROUP_LOST) != 0) {
        close_to_group(list, (size_t)size);
    }
    if (fsetxattr(descriptor, list_name, list, (size_t)size, 0) == 0) {
        return LETS_OK;
    }
    if (!is_refusal(errno)) {
        return lets__fail_system(err, errno, "set the access control list of the file");
    }
    /* Without its list the mode's middle bits mean the group, and no longer the most of the list.
     */
    *lost |= LETS_FILE_LIST_LOST;
    return set_mode(descriptor, mode & ~(mode_t)S_IRWXG, lost, err);
}

enum lets_status file_rights_take(int descriptor, const char *path, const struct stat *old,
                                  unsigned *lost, struct lets_error *err)
{
    enum lets_status status = set_owners(descriptor, old, lost, err);
    mode_t mode = old->st_mode & MODE_BITS;
    if ((*lost & LETS_FILE_GROUP_LOST) != 0) {
        mode &= ~(mode_t)(S_IRWXG | S_ISGID);
    }
    return status == LETS_OK ? set_list(descriptor, path, mode, lost, err) : status;
}
