/* SPDX-License-Identifier: MIT */
#ifndef DIRECTORY_FILE_H
#define DIRECTORY_FILE_H

/* The directory's file between its reading and its writing. */

#include <lets.h>

struct session;

/* A file's content as it was read. */
struct directory_file {
    char *bytes; /* owned; NULL: there is no such file */
    size_t size;
};

/* Reads session->directory_path into session->directory, and keeps what was read. A file that does
 * not exist is an empty directory. As lets_directory_load. */
enum lets_status directory_file_load(struct session *session, struct lets_error *err);

/* Writes session->directory, unless another program changed the file since it was read:
 * LETS_JOURNAL_REPLACED. Failed, the file is as it was read. */
enum lets_status directory_file_save(struct session *session, struct lets_error *err);

/* Puts the file back as it was read, unless another program changed it; warns where that fails. */
void directory_file_restore(struct session *session);

#endif
