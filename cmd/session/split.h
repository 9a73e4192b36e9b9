/* SPDX-License-Identifier: MIT */
#ifndef SPLIT_H
#define SPLIT_H

/*
 * Answers of many files in one folder, each written whole or not at all, and left alone where it
 * holds the same bytes already: a run that is repeated changes nothing, and one that was
 * interrupted is finished by the next.
 */

#include "session/session.h"

struct split {
    struct session *session;
    const char *folder;
    struct buffer path; /* of the last file; errors are about it */
    size_t n_written;
    size_t n_same; /* files that held the same bytes */
};

/* Makes a folder where it does not exist, the owner's alone where the answer may name people;
 * blamed where it fails. LETS_NO_SUCH_FILE (of the folder it would be in), LETS_NO_PERMISSION,
 * LETS_DISK_FULL, LETS_INPUT_OUTPUT; LETS_BAD_USAGE for a link that leads astray. */
enum lets_status split_make_folder(struct session *session, const char *folder,
                                   struct lets_error *err);

/* The same, for files. Release it. */
enum lets_status split_begin(struct split *split, struct session *session, const char *folder,
                             struct lets_error *err);
void split_release(struct split *split);

/* Refuses a path that must be none of the files: what session_check_output refuses, and what is no
 * file. LETS_BAD_USAGE. */
enum lets_status split_check(const struct session *session, const char *path,
                             struct lets_error *err);

/* Writes one file, with the mode that files of -o have; blames it where that fails. LETS_BAD_USAGE
 * as in split_check. */
enum lets_status split_write(struct split *split, const char *name, struct lets_span bytes,
                             struct lets_error *err);

#endif
