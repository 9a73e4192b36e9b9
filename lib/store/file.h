/* SPDX-License-Identifier: MIT */
#ifndef LETS_FILE_H
#define LETS_FILE_H

/* System calls on files, each retried where a signal interrupts it, with a message that says what
 * failed. */

#include <sys/types.h>

#include "base/error.h"

/* Writes all of it to a descriptor. `doing` as in lets__fail_system. */
enum lets_status file_write(int descriptor, struct lets_span bytes, const char *doing,
                            struct lets_error *err);

/* Reads up to size bytes at an offset into out; *n_read is less at the end of the file only. */
enum lets_status file_read(int descriptor, uint64_t offset, char *out, size_t size, size_t *n_read,
                           const char *doing, struct lets_error *err);

/* Copies everything that can be read into a file without a name; its descriptor into *out. */
enum lets_status file_spool(int from, int *out, struct lets_error *err);

/* Makes a name's entry in its folder last. LETS_INPUT_OUTPUT. */
enum lets_status file_sync_folder(const char *path, struct lets_error *err);

/* Creates a file PATH.WORD-N that does not exist yet, N from 1, open for writing, with that mode as
 * far as the umask lets it; its name into name, its descriptor into *out. */
enum lets_status file_create_beside(const char *path, const char *word, mode_t mode, char *name,
                                    size_t name_size, int *out, struct lets_error *err);

/* Whether files can be made beside one. LETS_NO_SUCH_FILE, LETS_NO_PERMISSION. */
enum lets_status file_check_folder(const char *path, const char *doing, struct lets_error *err);

#endif
