/* SPDX-License-Identifier: MIT */
#ifndef DIRECTORY_GAPS_H
#define DIRECTORY_GAPS_H

/* Where the directory and the accounts do not fit together, or a name is not what it shows. */

#include "session/session.h"

struct directory_gap {
    struct lets_span id; /* borrowed */
    bool has_account;
    uint32_t unseen; /* a character of the name that nobody sees; 0: none, but a part is lacking */
};

struct directory_gaps {
    struct directory_gap *gaps; /* owned */
    size_t n;
    size_t capacity;
    bool is_compared; /* false where the directory was not read, or the journal not whole */
};

/* Compares the session's directory with the accounts of an audit. */
void directory_gaps_find(struct directory_gaps *gaps, const struct session *session,
                         const struct lets_audit_report *report);
void directory_gaps_release(struct directory_gaps *gaps);

/* One as a note. */
struct lets_finding directory_gap_finding(const struct directory_gap *gap);

#endif
