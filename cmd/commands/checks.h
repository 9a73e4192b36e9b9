/* SPDX-License-Identifier: MIT */
#ifndef CHECKS_H
#define CHECKS_H

/* What an audit checked, a line a check: bytes, form, rules, sums, how things stand, and the
 * witnesses. */

#include "session/session.h"

enum check {
    CHECK_BYTES,
    CHECK_FORM,
    CHECK_RULES,
    CHECK_SUMS,
    CHECK_STANDING,
    CHECK_HEADS,  /* only where heads were given, */
    CHECK_COPIES, /* or other journals */
    N_CHECKS
};

/* A finished audit, and what is known besides. */
struct checks {
    struct session *session;
    const struct lets_audit_report *report;
    size_t n_gaps; /* between the directory and the accounts: each is a note */
    bool is_directory_compared;
    bool is_directory_malformed; /* an error, of how things stand */
    size_t n_errors[N_CHECKS];
    size_t n_notes[N_CHECKS];
};

/* Counts the findings, each under the check that found it. */
void checks_count(struct checks *checks);

/* Whether the journal itself is whole and right, whatever witnesses say, though newer ones may have
 * been seen. */
bool checks_is_sound(const struct checks *checks);

/* The sums of n_errors or n_notes. */
size_t checks_sum(const size_t counts[N_CHECKS]);

/* Prints the checks as text, with what each covered. */
void checks_print(const struct checks *checks);

/* Adds "9 310 entries". */
void checks_add_count(struct buffer *out, uint64_t n, const char *one, const char *many);

#endif
