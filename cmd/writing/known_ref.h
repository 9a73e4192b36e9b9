/* SPDX-License-Identifier: MIT */
#ifndef KNOWN_REF_H
#define KNOWN_REF_H

/* References that the journal has already: what came once must not come twice. */

#include "session/session.h"

/*
 * Compares a transfer that is asked for with the one of that number, which has its reference.
 * LETS_OK: it is the same and stands; LETS_REF_REVERSED: it is the same, and was reversed;
 * LETS_REF_DIFFERS, with both in words. ignores_date: the day was not asked for.
 */
enum lets_status known_ref_check(const struct session *session, const struct lets_entry *entry,
                                 uint32_t number, bool ignores_date, struct lets_error *err);

/* "2026-10-05: Ann Archer paid Bob Jones 12.50 LINK", of a recorded transfer. */
void known_ref_describe(struct buffer *out, const struct session *session, uint32_t number);

#endif
