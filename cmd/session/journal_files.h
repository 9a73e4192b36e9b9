/* SPDX-License-Identifier: MIT */
#ifndef JOURNAL_FILES_H
#define JOURNAL_FILES_H

/* The files that lie beside a journal, by its name. */

#include <stdbool.h>
#include <stdint.h>

/* What a journal's name may end with, and the names of what lies beside it do not: ".yaml", ".yml",
 * nothing. */
enum { JOURNAL_EXTENSIONS = 3 };
extern const char *const journal_extensions[JOURNAL_EXTENSIONS];

/* "books.directory.yaml", whether the journal is books.yaml, books.yml or books. Yours. */
char *journal_files_directory(const char *journal);

/* "books.keys.yaml": the keys of its vouchers. Yours. */
char *journal_files_keys(const char *journal);

/* "books.charter-5.yaml": the charter that proposal 5 is for, until it is approved. Yours. */
char *journal_files_charter(const char *journal, uint32_t proposal);

/* "books.draft-eve.csv": a pile that this clerk has not posted yet. Yours. */
char *journal_files_draft(const char *journal, const char *clerk);

/* Whether a path is, or would be, of the form "books.*" beside this journal: its directory, a
 * clerk's draft, whatever else keeps something of it. */
bool journal_files_is_beside(const char *journal, const char *path);

/* Whether two paths are of one file, or would be. */
bool journal_files_is_same(const char *a, const char *b);

#endif
