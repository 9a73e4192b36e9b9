/* SPDX-License-Identifier: MIT */
/* Whether two entries say the same: what holds the two readers together, and the writer to them. */

#include "entries/entry_equal.h"

#include <string.h>

#include "entries/entry.h"

static bool are_balances_equal(const struct lets_entry *a, const struct lets_entry *b)
{
    bool is_same = a->n_balances == b->n_balances;
    for (size_t i = 0; is_same && i < a->n_balances; i++) {
        is_same = lets_span_equal(a->balances[i].id, b->balances[i].id) &&
                  a->balances[i].balance.minor == b->balances[i].balance.minor;
    }
    return is_same;
}

static bool is_value_equal(const struct lets_entry *a, const struct lets_entry *b,
                           const struct lets_key *key)
{
    const void *left = entry_member_in(a, key->field);
    const void *right = entry_member_in(b, key->field);
    switch (key->type) {
    case LETS_TYPE_TEXT:
    case LETS_TYPE_ID:
        return lets_span_equal(*(const struct lets_span *)left, *(const struct lets_span *)right);
    case LETS_TYPE_NUMBER:
    case LETS_TYPE_DECIMALS:
        return *(const uint32_t *)left == *(const uint32_t *)right;
    case LETS_TYPE_DATE:
        return ((const struct lets_date *)left)->day == ((const struct lets_date *)right)->day;
    case LETS_TYPE_AMOUNT:
        return ((const struct lets_amount *)left)->minor ==
               ((const struct lets_amount *)right)->minor;
    case LETS_TYPE_BALANCES:
        return are_balances_equal(a, b);
    case LETS_TYPE_TIME:
    case LETS_TYPE_LIMIT:
    case LETS_TYPE_CHANGED_LIMIT:
    case LETS_TYPE_LIMITS:
    case LETS_TYPE_VALIDITY:
    case LETS_TYPE_PURPOSE:
    case LETS_TYPE_STATUS:
    case LETS_TYPE_CHEQUE_STATUS:
    case LETS_TYPE_HASH:
        break;
    }
    char left_text[LETS_VALUE_SIZE];
    char right_text[LETS_VALUE_SIZE];
    return lets_span_equal(lets_entry_value(a, key, LETS_DECIMALS_MAX, left_text),
                           lets_entry_value(b, key, LETS_DECIMALS_MAX, right_text));
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
