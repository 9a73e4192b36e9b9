/* SPDX-License-Identifier: MIT */
#ifndef LETS_FILE_RIGHTS_H
#define LETS_FILE_RIGHTS_H

/* Who may do what with a file: its group, its mode, its access control list. */

#include <sys/stat.h>

#include "base/error.h"

/* Gives a new file, which is its owner's alone as yet, what the file at a path has; `old` is its
 * stat. What could not be given goes into *lost, bits of enum lets_file_loss; nobody may then do
 * more with the new file than with the old one. LETS_INPUT_OUTPUT. */
enum lets_status file_rights_take(int descriptor, const char *path, const struct stat *old,
                                  unsigned *lost, struct lets_error *err);

#endif
