/* SPDX-License-Identifier: MIT */
/* Whether two entries say the same: what holds the two readers together, and the writer to them. */

#include "entries/entry_equal.h"

#include <string.h>

#include "entries/entry.h"

static bool is_scalar_equal(const union lets_scalar *a, const union lets_scalar *b,
                            enum lets_type type)
{
    char left[LETS_VALUE_SIZE];
    char right[LETS_VALUE_SIZE];
    return lets_span_equal(lets_scalar_value(a, type, LETS_DECIMALS_MAX, left),
                           lets_scalar_value(b, type, LETS_DECIMALS_MAX, right));
}

static bool are_pairs_equal(const struct lets_pairs *a, const struct lets_pairs *b,
                            const struct lets_mapping *mapping)
{
    bool is_same = a->n == b->n;
    for (size_t i = 0; is_same && i < a->n; i++) {
        is_same = is_scalar_equal(&a->items[i].key, &b->items[i].key, mapping->key) &&
                  is_scalar_equal(&a->items[i].value, &b->items[i].value, mapping->value);
    }
    return is_same;
}

static bool is_value_equal(const struct lets_entry *a, const struct lets_entry *b,
                           const struct lets_key *key)
{
    const void *left_member = entry_member_in(a, key->field);
    const void *right_member = entry_member_in(b, key->field);
    if (entry_is_mapping(key->type)) {
        return are_pairs_equal(left_member, right_member, lets_type_mapping(key->type));
    }
    if (entry_is_borrowed(key->type)) {
        return lets_span_equal(*(const struct lets_span *)left_member,
                               *(const struct lets_span *)right_member);
    }
    if (key->type == LETS_TYPE_NUMBER) {
        return *(const uint32_t *)left_member == *(const uint32_t *)right_member;
    }
    if (key->type == LETS_TYPE_DATE) {
        return ((const struct lets_date *)left_member)->day ==
               ((const struct lets_date *)right_member)->day;
    }
    if (key->type == LETS_TYPE_AMOUNT) {
        return ((const struct lets_amount *)left_member)->minor ==
               ((const struct lets_amount *)right_member)->minor;
    }
    char left[LETS_VALUE_SIZE];
    char right[LETS_VALUE_SIZE];
    return lets_span_equal(lets_entry_value(a, key, LETS_DECIMALS_MAX, left),
                           lets_entry_value(b, key, LETS_DECIMALS_MAX, right));
}

static bool is_same_set(const struct lets_fields *a, const struct lets_fields *b)
{
    return memcmp(a->words, b->words, sizeof a->words) == 0;
}

bool entry_equal(const struct lets_entry *a, const struct lets_entry *b)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(a->kind, &n_keys);
    bool is_same = a->kind == b->kind && is_same_set(&a->present, &b->present);
    for (size_t i = 0; is_same && i < n_keys; i++) {
        is_same = !lets_entry_has_field(a, keys[i].field) || is_value_equal(a, b, &keys[i]);
    }
    return is_same;
}
