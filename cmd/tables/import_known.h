/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_KNOWN_H
#define IMPORT_KNOWN_H

/* Transfers that the journal has: what the ledger does not keep of them, and whether a row is one
 * of them. */

#include "base/buffer.h"
#include "session/session.h"

struct import_known {
    uint64_t *reasons; /* owned: by number, what a transfer was for, as a number that tells it */
    uint32_t *corrections; /* owned: by number, the transfer that corrects it; 0: none */
    uint32_t *corrected;   /* owned: by number, the transfer that it corrects; 0: none */
    bool *is_made;         /* owned: by number, whether its reference is made with the prefix */
    size_t n;
    size_t reasons_capacity;
    size_t corrections_capacity;
    size_t corrected_capacity;
    size_t is_made_capacity;
    const char *prefix;      /* of --ref-prefix; NULL: not given */
    bool *is_ours;           /* owned: by number, whether the table has it; see import_ours.h */
    struct lets_period days; /* of the table */
    bool has_days;           /* else it has none */
    struct buffer reversed;  /* owned: lines: what is known, and was reversed since */
};

/* To be shown every entry of the journal. */
struct lets_observer import_known_observer(struct import_known *known);

/*
 * Compares a transfer that is asked for with the one of that number, which has its reference, and
 * with what corrects that. LETS_OK: it is one of these; LETS_REF_DIFFERS. ignores_date: the row has
 * no day of its own.
 */
enum lets_status import_known_check(struct import_known *known, const struct session *session,
                                    const struct lets_entry *entry, uint32_t number,
                                    bool ignores_date, struct lets_error *err);

void import_known_release(struct import_known *known);

#endif
