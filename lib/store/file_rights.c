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
#include <grp.h>
#include <pwd.h>
#include <stdbool.h>
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

/* Whether a user is in a group, which is believed of whom the system does not know. */
static bool is_member(uid_t user, gid_t group)
{
    enum { TEXT_MAX = 64 * 1024 };
    char user_text[TEXT_MAX];
    char group_text[TEXT_MAX];
    struct passwd user_about;
    struct group group_about;
    struct passwd *of_user = NULL;
    struct group *of_group = NULL;
    if (getpwuid_r(user, &user_about, user_text, sizeof user_text, &of_user) != 0 ||
        of_user == NULL || of_user->pw_gid == group) {
        return true;
    }
    if (getgrgid_r(group, &group_about, group_text, sizeof group_text, &of_group) != 0) {
        return true;
    }
    for (char **name = of_group != NULL ? of_group->gr_mem : NULL; name != NULL && *name != NULL;
         name++) {
        if (strcmp(*name, of_user->pw_name) == 0) {
            return true;
        }
    }
    return false;
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
    if (now.st_uid != old->st_uid && fchown(descriptor, old->st_uid, (gid_t)-1) != 0) {
        if (!is_refusal(errno)) {
            return lets__fail_system(err, errno, "set the owner of the file");
        }
        mode_t had = (old->st_mode & S_IRWXU) >> 6;
        mode_t has = is_member(old->st_uid, old->st_gid) ? (old->st_mode & S_IRWXG) >> 3
                                                         : old->st_mode & S_IRWXO;
        bool is_shut = (*lost & LETS_FILE_GROUP_LOST) != 0 || (had & ~has) != 0;
        *lost |= is_shut ? LETS_FILE_OWNER_LOST : 0;
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
