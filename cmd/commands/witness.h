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
};

/* Tells heads from files, however a head was copied; out must be {0}, and is yours to release
 * either way. A head with too many digits, or nothing at all, is a mistake on the command line. */
enum lets_status witnesses_sort(struct witnesses *out, const struct option_list *given,
                                struct lets_error *err);

/* Opens the files; the one that cannot be opened is blamed. */
enum lets_status witnesses_open(struct witnesses *witnesses, struct session *session,
                                struct lets_error *err);

/* After the audit: where two journals part, reads what each has since; the system may fail. */
enum lets_status witnesses_read_sides(struct witnesses *witnesses, struct session *session,
                                      const struct lets_audit_report *report,
                                      struct lets_error *err);

void witnesses_release(struct witnesses *witnesses);

/* Prints the answers as text: a line each, and where two journals part, what each has since.
 */
void witnesses_print(struct session *session, const struct witnesses *witnesses,
                     const struct lets_audit_report *report);

/* The same as a JSON array. Yours. */
json_t *witnesses_json(const struct witnesses *witnesses, const struct lets_audit_report *report);

#endif
