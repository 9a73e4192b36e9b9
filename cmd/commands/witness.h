/* SPDX-License-Identifier: MIT */
#ifndef WITNESS_H
#define WITNESS_H

/* What audit is given with --witness, and how it is answered. */

#include <jansson.h>

#include "commands/parted.h"
#include "commands/witness_head.h"
#include "session/session.h"

/* What each of two journals has behind the last seal that they have in common. */
struct witness_sides {
    struct parted here;
    struct parted there;
};

/* The values of --witness: heads, and other journals. */
struct witnesses {
    const char **hashes;        /* owned; the strings are those of heads */
    struct witness_head *heads; /* owned, n_hashes of them, in the order of the report's */
    size_t n_hashes;
    const char **names;          /* of the files: owned; the strings are borrowed */
    struct witness_sides *sides; /* owned: of each file; see witnesses_read_sides */
    struct lets_journal **files; /* owned, open; the first n_open of n_files */
    size_t n_files;
    size_t n_open;
    const char *newer; /* the file that goes on from this journal to the newest commit seen; NULL */
};

/* Tells heads from files, however a head was copied; out must be {0}, and is yours to release
 * either way. A head with too many digits, or nothing at all, is a mistake on the command line. */
enum lets_status witnesses_sort(struct witnesses *out, const struct option_list *given,
                                struct lets_error *err);

/* Opens the files; the one that cannot be opened is blamed. */
enum lets_status witnesses_open(struct witnesses *witnesses, struct session *session,
                                struct lets_error *err);

/* After the audit: where two journals part, or one goes on, reads what each has since, as much of
 * it as is to be kept; the system may fail. */
enum lets_status witnesses_read_sides(struct witnesses *witnesses, struct session *session,
                                      const struct lets_audit_report *report, enum parted_kept kept,
                                      struct lets_error *err);

void witnesses_release(struct witnesses *witnesses);

/* Prints the answers as text: a line each, and where two journals part, what each has since, or
 * what a newer one has. is_sound: whether all of the journal is, which else is compared in part. */
void witnesses_print(struct session *session, const struct witnesses *witnesses,
                     const struct lets_audit_report *report, bool is_sound);

/* Says of a journal that lacks the newest commit seen that a witness goes on to it; false: none
 * does. */
bool witnesses_advise(const struct witnesses *witnesses, const struct session *session,
                      struct lets_error *why);

/* The same as a JSON array. Yours. */
json_t *witnesses_json(const struct witnesses *witnesses, const struct lets_audit_report *report);

#endif
