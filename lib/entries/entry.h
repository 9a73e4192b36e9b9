/* SPDX-License-Identifier: MIT */
#ifndef LETS_ENTRY_H
#define LETS_ENTRY_H

/*
 * The one description of the format: which keys each kind has (lets_kind_keys), and what a scalar
 * means under a key. Readers, writer, JSON and the manual's test go by it; a new key is one row of
 * a table.
 */

#include "base/error.h"

/* No kind has more keys: see entry.c. */
enum { ENTRY_KEYS_MAX = 24 };

/* The key of that name among a kind's; NULL for none. */
const struct lets_key *entry_find_key(enum lets_kind kind, struct lets_span name);

/* Whether a set has all that another has. */
static inline bool fields_hold(const struct lets_fields *set, const struct lets_fields *others)
{
    return (others->words[0] & ~set->words[0]) == 0 && (others->words[1] & ~set->words[1]) == 0;
}

/* The member of an entry that a field names. */
void *entry_member(struct lets_entry *entry, enum lets_field field);
const void *entry_member_in(const struct lets_entry *entry, enum lets_field field);

/* Whether an entry has no fields but these, n of them. */
bool entry_has_only(const struct lets_entry *entry, const enum lets_field *fields, size_t n);

/* Whether an entry made by a program could have been read: every required key, texts, ids and
 * numbers of the right form. The statuses of malformed entries. */
enum lets_status entry_check(const struct lets_entry *entry, struct lets_error *err);

#endif
