/* SPDX-License-Identifier: MIT */
#ifndef DESTINATION_H
#define DESTINATION_H

/* Where an answer may be written: anywhere but onto what keeps a ledger. */

#include <lets.h>

/* What the run itself keeps. */
struct destination_kept {
    const char *journal; /* its path; NULL: standard input */
    const char *state;   /* the folder of remembered heads; NULL: there is none */
};

/* Refuses a path that must never be an answer, whatever option names it (errors begin with it): a
 * journal, any file NAME.* beside one, what begins as a journal or as a file that lies beside one,
 * a tail that was moved aside, what lies in the folder of remembered heads, and what a link of
 * somebody else leads to from a folder in which all may write. A device or a pipe is none of them;
 * a file that was handed over open is, where it keeps a ledger.
 * LETS_BAD_USAGE. */
enum lets_status destination_check(const struct destination_kept *kept, const char *option,
                                   const char *path, struct lets_error *err);

/* Whether a path is a link in a folder in which all may write, and belongs neither to who runs this
 * nor to the folder's owner: it may lead wherever its maker likes. */
bool destination_is_foreign(const char *path);

#endif
