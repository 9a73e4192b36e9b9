/* SPDX-License-Identifier: MIT */
#ifndef LETS_ENTRY_H
#define LETS_ENTRY_H

/*
 * What is made of the table of keys: which keys each kind has (lets_kind_keys), what a scalar means
 * under a key, and how much room readers and writer need. They and JSON go by it; a new key is one
 * row of the table.
 */

#include "base/error.h"
#include "entries/key_table.h"

/* The most keys that a kind has, the most texts, the most mappings. A union is as large as its
 * largest member. */
#define ENTRY_COUNT_KEY(name, member, type, is_required) +1
#define ENTRY_COUNT_TEXT(name, member, type, is_required) +(LETS_TYPE_##type == LETS_TYPE_TEXT)
#define ENTRY_COUNT_TYPE(name, ...) +1
enum { ENTRY_N_SCALARS = 0 LETS_TYPES(ENTRY_COUNT_TYPE) };
#define ENTRY_COUNT_MAPPING(name, member, type, is_required)                                       \
    +((int)LETS_TYPE_##type >= (int)ENTRY_N_SCALARS)
#define ENTRY_SIZE_NAME(name, member, type, is_required) char member[sizeof(name) - 1];
#define ENTRY_KEYS(kind, word) char kind[kind##_KEYS(ENTRY_COUNT_KEY, #word)];
#define ENTRY_TEXTS(kind, word) char kind[1 + kind##_KEYS(ENTRY_COUNT_TEXT, #word)];
#define ENTRY_MAPPINGS(kind, word) char kind[1 + kind##_KEYS(ENTRY_COUNT_MAPPING, #word)];
#define ENTRY_NAMES(kind, word)                                                                    \
    union {                                                                                        \
        kind##_KEYS(ENTRY_SIZE_NAME, #word)                                                        \
    } kind;
union entry_keys {
    LETS_KINDS(ENTRY_KEYS)
};
union entry_texts {
    LETS_KINDS(ENTRY_TEXTS)
};
union entry_mappings {
    LETS_KINDS(ENTRY_MAPPINGS)
};
union entry_names {
    LETS_KINDS(ENTRY_NAMES)
};
enum {
    ENTRY_KEYS_MAX = sizeof(union entry_keys),
    ENTRY_TEXTS_MAX = sizeof(union entry_texts) - 1,
    ENTRY_MAPPINGS_MAX = sizeof(union entry_mappings) - 1,
    ENTRY_NAME_MAX = sizeof(union entry_names) /* bytes of a key's name */
};

/* Whether a type is a mapping; see lets_type_mapping. */
static inline bool entry_is_mapping(enum lets_type type)
{
    return (size_t)type >= ENTRY_N_SCALARS;
}

/* Whether a value of the type is borrowed from the bytes that were read. */
static inline bool entry_is_borrowed(enum lets_type type)
{
    return type == LETS_TYPE_TEXT || type == LETS_TYPE_ID || type == LETS_TYPE_SSH_KEY ||
           type == LETS_TYPE_SIGNATURE;
}

/* Whether entries of a kind are read in canonical form only: what is signed must be known to the
 * byte. (Seals, which are too, are cut out by their bytes.) */
static inline bool entry_is_always_canonical(enum lets_kind kind)
{
    return kind == LETS_KIND_PROPOSAL || kind == LETS_KIND_VOTE;
}

/* A case of a switch for each type that is a mapping. */
#define ENTRY_MAPPING_CASE(name, ...) case LETS_TYPE_##name:

/* The key of that name among a kind's; NULL for none. */
const struct lets_key *entry_find_key(enum lets_kind kind, struct lets_span name);

/* Whether a set has all that another has. */
static inline bool fields_hold(const struct lets_fields *set, const struct lets_fields *others)
{
    return (others->words[0] & ~set->words[0]) == 0 && (others->words[1] & ~set->words[1]) == 0;
}

static inline void fields_add(struct lets_fields *set, const struct lets_fields *others)
{
    set->words[0] |= others->words[0];
    set->words[1] |= others->words[1];
}

/* The member of an entry that a field names. */
const void *entry_member_in(const struct lets_entry *entry, enum lets_field field);

/* Whether an entry has no fields but these, n of them. */
bool entry_has_only(const struct lets_entry *entry, const enum lets_field *fields, size_t n);

/* Whether an entry made by a program could have been read: every required key, texts, ids and
 * numbers of the right form. The statuses of malformed entries. */
enum lets_status entry_check(const struct lets_entry *entry, struct lets_error *err);

#endif
