/* SPDX-License-Identifier: MIT */
#ifndef DIRECTORY_FILE_H
#define DIRECTORY_FILE_H

/* The directory as a personal file: what was changed of it are persons, one by one. */

#include "session/personal_file.h"

/* Reads the file at `path` into a directory, yours, and keeps what was read in *file. A file that
 * does not exist is an empty directory. As lets_directory_load. */
enum lets_status directory_file_load(const char *path, struct personal_file *file,
                                     struct lets_directory **out, struct lets_error *err);

/* Writes what is another in `directory` than it was read; what others changed since stays as they
 * left it. LETS_JOURNAL_REPLACED where they changed the same person. As personal_file_change. */
enum lets_status directory_file_save(const char *path, struct personal_file *file,
                                     struct lets_directory *directory, struct lets_error *left,
                                     struct lets_error *err);

#endif
