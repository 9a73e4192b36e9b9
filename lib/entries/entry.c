/* SPDX-License-Identifier: MIT */
/*
 * The kinds and their keys, as the table has them, and what the scalar of each type of key means.
 * Each scalar is its characters: there are no types in the YAML, only here.
 */

#include "entries/entry.h"

#include <assert.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "values/signature.h"
#include "values/word.h"

enum { REQUIRED = true, OPTIONAL = false };

#define ROW(name, member, type, is_required)                                                       \
    {name, LETS_FIELD_##member, LETS_TYPE_##type, is_required},
#define KEYS(kind, word) static const struct lets_key kind##_keys[] = {kind##_KEYS(ROW, #word)};
LETS_KINDS(KEYS)

static const struct {
    const struct lets_key *keys;
    size_t n_keys;
} kinds[LETS_KIND_COUNT] = {
#define KIND(kind, word) {kind##_keys, sizeof kind##_keys / sizeof *kind##_keys},
    LETS_KINDS(KIND)
#undef KIND
};

/* A row names a member of the type that its value is. */
#define TYPE(name, type) typedef type type_of_##name;
#define MAPPING(name, ...) typedef struct lets_pairs type_of_##name;
#define IS_OF_TYPE(name, member, type, is_required)                                                \
    _Static_assert(_Generic(((struct lets_entry *)0)->member, type_of_##type : 1, default : 0),    \
                   "'" name "' is put into a member of another type");
#define ARE_OF_TYPE(kind, word) kind##_KEYS(IS_OF_TYPE, #word)
LETS_TYPES(TYPE)
LETS_MAPPINGS(MAPPING)
LETS_KINDS(ARE_OF_TYPE)

/* A side is a member of union lets_scalar. */
#define IS_SIDE(type)                                                                              \
    _Generic((type_of_##type *)0, struct lets_span * : 1, struct lets_amount * : 1,                \
             struct lets_limit * : 1, struct lets_date * : 1, uint32_t * : 1, default : 0)
#define FITS(name, key, value, ...)                                                                \
    _Static_assert(IS_SIDE(key) && IS_SIDE(value),                                                 \
                   #name " has a side that union lets_scalar lacks");
LETS_MAPPINGS(FITS)
#undef ROW
#undef KEYS
#undef TYPE
#undef MAPPING
#undef IS_OF_TYPE
#undef ARE_OF_TYPE
#undef IS_SIDE
#undef FITS

const struct lets_mapping *lets_type_mapping(enum lets_type type)
{
    static const struct lets_mapping mappings[] = {
#define SIDES(name, key, value, form, key_name, value_name)                                        \
    {LETS_TYPE_##key, LETS_TYPE_##value, form, key_name, value_name},
        LETS_MAPPINGS(SIDES)
#undef SIDES
    };
    return entry_is_mapping(type) ? &mappings[(size_t)type - ENTRY_N_SCALARS] : NULL;
}

const struct lets_key *lets_kind_keys(enum lets_kind kind, size_t *n_keys)
{
    *n_keys = kinds[kind].n_keys;
    return kinds[kind].keys;
}

const struct lets_key *entry_find_key(enum lets_kind kind, struct lets_span name)
{
    for (size_t i = 0; name.size > 0 && i < kinds[kind].n_keys; i++) {
        const struct lets_key *key = &kinds[kind].keys[i];
        if (key->name[0] == name.bytes[0] && lets_span_equal(name, lets_span_of(key->name))) {
            return key;
        }
    }
    return NULL;
}

/* ---------------------------------------------------------------- members by field */

static const struct {
    size_t offset;
    size_t size;
} members[] = {
#define MEMBER(type, member) {offsetof(struct lets_entry, member), sizeof(type)},
    LETS_FIELDS(MEMBER)
#undef MEMBER
};
_Static_assert(sizeof members / sizeof *members <= sizeof(struct lets_fields) * CHAR_BIT,
               "struct lets_fields has a bit for each field");

static void *entry_member(struct lets_entry *entry, enum lets_field field)
{
    return (char *)entry + members[field].offset;
}

const void *entry_member_in(const struct lets_entry *entry, enum lets_field field)
{
    return (const char *)entry + members[field].offset;
}

static enum lets_status take_count(struct lets_span scalar, uint32_t *out, struct lets_error *err)
{
    if (scalar.size == 1 && scalar.bytes[0] == '0') {
        *out = 0;
        return LETS_OK;
    }
    return lets_number_parse(scalar, out, err);
}

static enum lets_status take_decimals(struct lets_span scalar, uint32_t *out,
                                      struct lets_error *err)
{
    if (scalar.size != 1 || scalar.bytes[0] < '0' || scalar.bytes[0] > '0' + LETS_DECIMALS_MAX) {
        return lets__fail(err, LETS_BAD_NUMBER, "'%.*s' is no number of decimals from 0 to %d",
                          LETS__SHOW(scalar), LETS_DECIMALS_MAX);
    }
    *out = (uint32_t)(scalar.bytes[0] - '0');
    return LETS_OK;
}

static enum lets_status take_hash(struct lets_span scalar, struct lets_hash *out,
                                  struct lets_error *err)
{
    bool is_good = scalar.size == LETS_HASH_SIZE - 1;
    for (size_t i = 0; is_good && i < scalar.size; i++) {
        char c = scalar.bytes[i];
        is_good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!is_good) {
        return lets__fail(err, LETS_BAD_SEAL, "'%.*s' is no SHA-256 of 64 digits 0-9 and a-f",
                          LETS__SHOW(scalar));
    }
    memcpy(out->hex, scalar.bytes, scalar.size);
    out->hex[scalar.size] = '\0';
    return LETS_OK;
}

static enum lets_status take_span(struct lets_span scalar, struct lets_span *out,
                                  enum lets_status (*check)(struct lets_span, struct lets_error *),
                                  struct lets_error *err)
{
    enum lets_status status = check(scalar, err);
    if (status == LETS_OK) {
        *out = scalar;
    }
    return status;
}

enum lets_status lets_balance_parse(struct lets_span text, unsigned decimals,
                                    struct lets_amount *out, struct lets_error *err)
{
    bool is_negative = text.size > 0 && text.bytes[0] == '-';
    if (!is_negative) {
        return lets_amount_parse(text, decimals, out, err);
    }
    struct lets_amount amount = {0};
    enum lets_status status = lets_amount_parse(
        (struct lets_span){.bytes = text.bytes + 1, .size = text.size - 1}, decimals, &amount, err);
    if (status != LETS_OK) {
        return status;
    }
    if (amount.minor == 0) {
        return lets__fail(err, LETS_BAD_AMOUNT, "'%.*s' is a negative zero", LETS__SHOW(text));
    }
    out->minor = -amount.minor;
    return LETS_OK;
}

/* A public key, or "none". */
static enum lets_status check_key(struct lets_span scalar, struct lets_error *err)
{
    struct ssh_key key;
    return lets_span_equal(scalar, lets_span_of("none")) ? LETS_OK
                                                         : ssh_key_parse(scalar, &key, err);
}

static enum lets_status take(void *member, enum lets_type type, struct lets_span scalar,
                             unsigned decimals, struct lets_error *err)
{
    switch (type) {
    case LETS_TYPE_TEXT:
        return take_span(scalar, member, lets_text_check, err);
    case LETS_TYPE_ID:
        return take_span(scalar, member, lets_id_check, err);
    case LETS_TYPE_NUMBER:
        return lets_number_parse(scalar, member, err);
    case LETS_TYPE_COUNT:
        return take_count(scalar, member, err);
    case LETS_TYPE_DECIMALS:
        return take_decimals(scalar, member, err);
    case LETS_TYPE_DATE:
        return lets_date_parse(scalar, member, err);
    case LETS_TYPE_TIME:
        return lets_time_parse(scalar, member, err);
    case LETS_TYPE_AMOUNT:
        return lets_amount_parse(scalar, decimals, member, err);
    case LETS_TYPE_LIMIT:
        return lets_limit_parse(scalar, decimals, false, member, err);
    case LETS_TYPE_CHANGED_LIMIT:
        return lets_limit_parse(scalar, decimals, true, member, err);
    case LETS_TYPE_LIMITS:
        return lets_limits_parse(scalar, member, err);
    case LETS_TYPE_VALIDITY:
        return lets_validity_parse(scalar, member, err);
    case LETS_TYPE_PURPOSE:
        return lets_purpose_parse(scalar, member, err);
    case LETS_TYPE_STATUS:
        return lets_account_status_parse(scalar, member, err);
    case LETS_TYPE_CHEQUE_STATUS:
        return word_cheque_event_parse(scalar, member, err);
    case LETS_TYPE_RULE_BASE:
        return lets_rule_base_parse(scalar, member, err);
    case LETS_TYPE_RULE_SETS:
        return lets_rule_sets_parse(scalar, member, err);
    case LETS_TYPE_PERCENT:
        return lets_percent_parse(scalar, member, err);
    case LETS_TYPE_HASH:
        return take_hash(scalar, member, err);
    case LETS_TYPE_BALANCE:
        return lets_balance_parse(scalar, decimals, member, err);
    case LETS_TYPE_ANSWER:
        return lets_answer_parse(scalar, member, err);
    case LETS_TYPE_SSH_KEY:
        return take_span(scalar, member, check_key, err);
    case LETS_TYPE_SIGNATURE:
        return take_span(scalar, member, ssh_signature_check_form, err);
        LETS_MAPPINGS(ENTRY_MAPPING_CASE)
        break;
    }
    assert(false && "a mapping is no scalar");
    return LETS_BAD_YAML;
}

enum lets_status lets_scalar_parse(union lets_scalar *scalar, enum lets_type type,
                                   struct lets_span text, unsigned decimals, struct lets_error *err)
{
    return take(scalar, type, text, decimals, err);
}

enum lets_status lets_entry_parse(struct lets_entry *entry, const struct lets_key *key,
                                  struct lets_span scalar, unsigned decimals,
                                  struct lets_error *err)
{
    void *member = entry_member(entry, key->field);
    enum lets_status status = take(member, key->type, scalar, decimals, NULL);
    if (status == LETS_OK) {
        entry->present.words[key->field / 64] |= LETS_BIT(key->field);
        return LETS_OK;
    }
    if (err != NULL) {
        struct lets_error why = {0};
        (void)take(member, key->type, scalar, decimals, &why);
        (void)lets__fail(err, status, "%s: %s", key->name, why.message);
    }
    return status;
}

static enum lets_status check_value(const struct lets_entry *entry, const struct lets_key *key,
                                    struct lets_error *err)
{
    enum { NUMBER_MAX = 999999999 };
    const void *member = entry_member_in(entry, key->field);
    if (key->type == LETS_TYPE_TEXT) {
        return lets_text_check(*(const struct lets_span *)member, err);
    }
    if (key->type == LETS_TYPE_ID) {
        return lets_id_check(*(const struct lets_span *)member, err);
    }
    if (key->type == LETS_TYPE_SIGNATURE) {
        return ssh_signature_check_form(*(const struct lets_span *)member, err);
    }
    if (key->type == LETS_TYPE_NUMBER || key->type == LETS_TYPE_COUNT) {
        uint32_t number = *(const uint32_t *)member;
        uint32_t least = key->type == LETS_TYPE_NUMBER ? 1 : 0;
        if (number < least || number > NUMBER_MAX) {
            return lets__fail(err, LETS_BAD_NUMBER,
                              "%s: %" PRIu32 " is no number from %" PRIu32 " to %d", key->name,
                              number, least, (int)NUMBER_MAX);
        }
    }
    return LETS_OK;
}

/* No key stands twice in a mapping, and the values of approvers are public keys, or none. Balances
 * are the ledger's own, one an account. */
static enum lets_status check_pairs(const struct lets_entry *entry, const struct lets_key *key,
                                    struct lets_error *err)
{
    const struct lets_pairs *pairs = lets_entry_pairs(entry, key);
    const struct lets_mapping *types = lets_type_mapping(key->type);
    char left[LETS_VALUE_SIZE];
    char right[LETS_VALUE_SIZE];
    for (size_t i = 0; key->type == LETS_TYPE_APPROVERS && i < pairs->n; i++) {
        enum lets_status status = check_key(pairs->items[i].value.text, err);
        if (status != LETS_OK) {
            return status;
        }
    }
    for (size_t i = 0; key->type != LETS_TYPE_BALANCES && i < pairs->n; i++) {
        struct lets_span one =
            lets_scalar_value(&pairs->items[i].key, types->key, LETS_DECIMALS_MAX, left);
        for (size_t j = 0; j < i; j++) {
            if (lets_span_equal(one, lets_scalar_value(&pairs->items[j].key, types->key,
                                                       LETS_DECIMALS_MAX, right))) {
                return lets__fail(err, LETS_REPEATED_KEY, "'%s' names one %s twice", key->name,
                                  types->key_name);
            }
        }
    }
    return LETS_OK;
}

bool entry_has_only(const struct lets_entry *entry, const enum lets_field *fields, size_t n)
{
    struct lets_entry rest = {.present = entry->present};
    for (size_t i = 0; i < n; i++) {
        rest.present.words[fields[i] / 64] &= ~LETS_BIT(fields[i]);
    }
    return lets_entry_is_empty(&rest);
}

enum lets_status entry_check(const struct lets_entry *entry, struct lets_error *err)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < n_keys; i++) {
        if (lets_entry_has_field(entry, keys[i].field)) {
            status = entry_is_mapping(keys[i].type) ? check_pairs(entry, &keys[i], err)
                                                    : check_value(entry, &keys[i], err);
        } else if (keys[i].is_required) {
            status = lets__fail(err, LETS_MISSING_KEY, "'%s' needs the key '%s'", keys[0].name,
                                keys[i].name);
        }
    }
    return status;
}

/* ---------------------------------------------------------------- values as text */

static struct lets_span printed(const char *buffer, int size)
{
    assert(size >= 0 && size < LETS_VALUE_SIZE);
    return (struct lets_span){.bytes = buffer, .size = (size_t)size};
}

static struct lets_span number_text(uint32_t number, char *buffer)
{
    enum { DIGITS = 10 };
    size_t at = DIGITS;
    do {
        buffer[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return (struct lets_span){.bytes = buffer + at, .size = DIGITS - at};
}

static struct lets_span limit_text(const struct lets_limit *limit, unsigned decimals, char *buffer)
{
    switch (limit->kind) {
    case LETS_LIMIT_DEFAULT:
        return lets_span_of("default");
    case LETS_LIMIT_NONE:
        return lets_span_of("none");
    case LETS_LIMIT_AMOUNT:
        break;
    }
    return printed(buffer, (int)lets_amount_format(limit->amount, decimals, buffer));
}

static struct lets_span validity_text(const struct lets_validity *validity, char *buffer)
{
    if (validity->unit == LETS_VALID_FOREVER) {
        return lets_span_of("none");
    }
    const char *unit = validity->unit == LETS_VALID_DAYS ? "days" : "months";
    return printed(buffer,
                   snprintf(buffer, LETS_VALUE_SIZE, "%" PRIu32 " %s", validity->count, unit));
}

static struct lets_span value_text(const void *member, enum lets_type type, unsigned decimals,
                                   char buffer[LETS_VALUE_SIZE])
{
    switch (type) {
    case LETS_TYPE_TEXT:
    case LETS_TYPE_ID:
    case LETS_TYPE_SSH_KEY:
    case LETS_TYPE_SIGNATURE:
        return *(const struct lets_span *)member;
    case LETS_TYPE_NUMBER:
    case LETS_TYPE_COUNT:
    case LETS_TYPE_DECIMALS:
        return number_text(*(const uint32_t *)member, buffer);
    case LETS_TYPE_DATE:
        lets_date_format(*(const struct lets_date *)member, buffer);
        return printed(buffer, LETS_DATE_SIZE - 1);
    case LETS_TYPE_TIME:
        lets_time_format(*(const struct lets_time *)member, buffer);
        return printed(buffer, LETS_TIME_SIZE - 1);
    case LETS_TYPE_AMOUNT:
    case LETS_TYPE_BALANCE:
        return printed(buffer, (int)lets_amount_format(*(const struct lets_amount *)member,
                                                       decimals, buffer));
    case LETS_TYPE_LIMIT:
    case LETS_TYPE_CHANGED_LIMIT:
        return limit_text(member, decimals, buffer);
    case LETS_TYPE_LIMITS:
        return lets_span_of(lets_limits_word(*(const enum lets_limits *)member));
    case LETS_TYPE_VALIDITY:
        return validity_text(member, buffer);
    case LETS_TYPE_PURPOSE:
        return lets_span_of(lets_purpose_word(*(const enum lets_purpose *)member));
    case LETS_TYPE_STATUS:
        return lets_span_of(lets_account_status_word(*(const enum lets_account_status *)member));
    case LETS_TYPE_CHEQUE_STATUS:
        return lets_span_of(lets_cheque_status_word(*(const enum lets_cheque_status *)member));
    case LETS_TYPE_RULE_BASE:
        return lets_span_of(lets_rule_base_word(*(const enum lets_rule_base *)member));
    case LETS_TYPE_RULE_SETS:
        return lets_span_of(lets_rule_sets_word(*(const enum lets_rule_sets *)member));
    case LETS_TYPE_ANSWER:
        return lets_span_of(lets_answer_word(*(const enum lets_answer *)member));
    case LETS_TYPE_PERCENT:
        return printed(buffer,
                       (int)lets_percent_format(*(const struct lets_percent *)member, buffer));
    case LETS_TYPE_HASH:
        return lets_span_of(((const struct lets_hash *)member)->hex);
        LETS_MAPPINGS(ENTRY_MAPPING_CASE)
        break;
    }
    assert(false && "a mapping is no scalar");
    return (struct lets_span){0};
}

struct lets_span lets_entry_value(const struct lets_entry *entry, const struct lets_key *key,
                                  unsigned decimals, char buffer[LETS_VALUE_SIZE])
{
    assert(lets_entry_has_field(entry, key->field));
    return value_text(entry_member_in(entry, key->field), key->type, decimals, buffer);
}

struct lets_span lets_scalar_value(const union lets_scalar *scalar, enum lets_type type,
                                   unsigned decimals, char buffer[LETS_VALUE_SIZE])
{
    return value_text(scalar, type, decimals, buffer);
}

/* ---------------------------------------------------------------- mappings */

const struct lets_pairs *lets_entry_pairs(const struct lets_entry *entry,
                                          const struct lets_key *key)
{
    assert(entry_is_mapping(key->type));
    return entry_member_in(entry, key->field);
}

void lets_entry_put_pairs(struct lets_entry *entry, const struct lets_key *key,
                          struct lets_pairs pairs)
{
    assert(entry_is_mapping(key->type));
    *(struct lets_pairs *)entry_member(entry, key->field) = pairs;
    entry->present.words[key->field / 64] |= LETS_BIT(key->field);
}
