/* SPDX-License-Identifier: MIT */
#ifndef LETS_ENTRY_H
#define LETS_ENTRY_H

/*
 * The one description of the format: which keys each kind has (lets_kind_keys), and what a scalar
 * means under a key. Readers, writer, JSON and the manual's test go by it; a new key is one row of
 * a table.
 */

#include "base/error.h"

/* The key of that name among a kind's; NULL for none. */
const struct lets_key *entry_find_key(enum lets_kind kind, struct lets_span name);

/* The row of a kind that sets a field; it must have one. */
const struct lets_key *entry_key_of(enum lets_kind kind, enum lets_field field);

/* The member of an entry that a field names. */
void *entry_member(struct lets_entry *entry, enum lets_field field);
const void *entry_member_in(const struct lets_entry *entry, enum lets_field field);

/* Whether an entry made by a program could have been read: every required key, texts, ids and
 * numbers of the right form. The statuses of malformed entries. */
enum lets_status entry_check(const struct lets_entry *entry, struct lets_error *err);

#endif
