/* SPDX-License-Identifier: MIT */
#ifndef DIRECTORY_FILE_H
#define DIRECTORY_FILE_H

/* The directory's file between its reading and its writing. */

#include <lets.h>

/* A file's content as it was read. */
struct directory_file {
    char *bytes; /* owned; NULL: there is no such file */
    size_t size;
};

/* Reads the file at `path` into a directory, yours, and keeps what was read in *file. A file that
 * does not exist is an empty directory. As lets_directory_load. */
enum lets_status directory_file_load(const char *path, struct directory_file *file,
                                     struct lets_directory **out, struct lets_error *err);

/* Writes the directory, unless another program changed the file since it was read:
 * LETS_JOURNAL_REPLACED. Failed, the file is as it was read; where that could not be brought about,
 * `left` is filled as by directory_file_restore. */
enum lets_status directory_file_save(const char *path, const struct directory_file *read,
                                     struct lets_directory *directory, struct lets_error *left,
                                     struct lets_error *err);

/* Puts the file back as it was read, unless another program changed it. Where it is another file
 * after all, err has a message if there is more to say. */
enum lets_status directory_file_restore(const char *path, const struct directory_file *read,
                                        struct lets_directory *directory, struct lets_error *err);

#endif
