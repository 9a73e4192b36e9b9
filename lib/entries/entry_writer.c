/* SPDX-License-Identifier: MIT */
/*
 * The one spelling that lets writes (journal.md, Canonical form): keys in table order, one a line;
 * a text plain only where every YAML reader takes it for a text, else in double quotes with two
 * escapes. A sealed entry is compared with it byte for byte, so nothing here may depend on anything
 * but the entry.
 */

#include "entries/entry_writer.h"

#include <assert.h>
#include <string.h>

#include "base/octets.h"
#include "entries/entry.h"

enum { WORD_LONGEST = 5 };

/* Words that some reader takes for a truth value or for nothing. `n/a` is in no list of journal.md,
 * but the journals with known answers have it in quotes, and quotes are never wrong. */
static bool is_yaml_word(struct lets_span scalar)
{
    static const char words[][WORD_LONGEST + 1] = {"y",   "n",    "yes",   "no",   "on",
                                                   "off", "true", "false", "null", "n/a"};
    char folded[WORD_LONGEST + 1] = "";
    if (scalar.size > WORD_LONGEST) {
        return false;
    }
    for (size_t i = 0; i < scalar.size; i++) {
        char c = scalar.bytes[i];
        folded[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (memcmp(words[i], folded, sizeof folded) == 0) {
            return true;
        }
    }
    return false;
}

bool scalar_is_plain(struct lets_span scalar)
{
    if (scalar.size == 0) {
        return false;
    }
    unsigned char first = (unsigned char)scalar.bytes[0];
    bool is_letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    if ((!is_letter && first < 0x80) || scalar.bytes[scalar.size - 1] == ':' ||
        is_yaml_word(scalar)) {
        return false;
    }
    const char *end = scalar.bytes + scalar.size;
    for (const char *at = scalar.bytes; at < end;) {
        uint64_t word = octets_load(at, end);
        uint64_t marks = octets_mark(word, ':') | octets_mark(word, '#');
        if (marks == 0) {
            at += 8;
            continue;
        }
        at += octets_before_mark(marks);
        if ((*at == ':' && at[1] == ' ') || (*at == '#' && at[-1] == ' ')) {
            return false;
        }
        at++;
    }
    return true;
}

/* Writes a scalar where there is room for twice its size and two quotes; returns the byte behind.
 */
static char *put_scalar(char *at, struct lets_span scalar)
{
    if (scalar_is_plain(scalar)) {
        memcpy(at, scalar.bytes, scalar.size);
        return at + scalar.size;
    }
    *at++ = '"';
    for (size_t i = 0; i < scalar.size; i++) {
        if (scalar.bytes[i] == '"' || scalar.bytes[i] == '\\') {
            *at++ = '\\';
        }
        *at++ = scalar.bytes[i];
    }
    *at++ = '"';
    return at;
}

enum lets_status scalar_write(struct text *out, struct lets_span scalar, struct lets_error *err)
{
    enum lets_status status = text_reserve(out, 2 * scalar.size + 2, err);
    if (status == LETS_OK) {
        out->size = (size_t)(put_scalar(out->bytes + out->size, scalar) - out->bytes);
    }
    return status;
}

static enum lets_status write_balances(struct text *out, const struct lets_entry *entry,
                                       unsigned decimals, struct lets_error *err)
{
    if (entry->n_balances == 0) {
        return text_add_string(out, " {}", err);
    }
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < entry->n_balances; i++) {
        char amount[LETS_AMOUNT_SIZE];
        lets_amount_format(entry->balances[i].balance, decimals, amount);
        status = text_add_string(out, "\n    ", err);
        if (status == LETS_OK) {
            status = scalar_write(out, entry->balances[i].id, err);
        }
        if (status == LETS_OK) {
            status = text_add_string(out, ": ", err);
        }
        if (status == LETS_OK) {
            status = text_add_string(out, amount, err);
        }
    }
    return status;
}

/* "- name:" or "  name:", in ENTRY_NAME_MAX + 3 bytes at most; returns the byte behind. */
static char *put_key(char *at, bool is_first, const char *name)
{
    *at++ = is_first ? '-' : ' ';
    *at++ = ' ';
    for (; *name != '\0'; name++) {
        *at++ = *name;
    }
    *at++ = ':';
    return at;
}

/* A whole line, or the lines of balances. */
static enum lets_status write_line(struct text *out, const struct lets_entry *entry,
                                   const struct lets_key *key, bool is_first, unsigned decimals,
                                   struct lets_error *err)
{
    char buffer[LETS_VALUE_SIZE];
    bool is_scalar = key->type != LETS_TYPE_BALANCES;
    struct lets_span value =
        is_scalar ? lets_entry_value(entry, key, decimals, buffer) : (struct lets_span){0};
    enum lets_status status = text_reserve(out, ENTRY_NAME_MAX + 7 + 2 * value.size, err);
    if (status != LETS_OK) {
        return status;
    }
    char *at = put_key(out->bytes + out->size, is_first, key->name);
    if (!is_scalar) {
        out->size = (size_t)(at - out->bytes);
        status = write_balances(out, entry, decimals, err);
        return status == LETS_OK ? text_add_string(out, "\n", err) : status;
    }
    *at++ = ' ';
    if (key->type == LETS_TYPE_TEXT || key->type == LETS_TYPE_ID) {
        at = put_scalar(at, value);
    } else {
        memcpy(at, value.bytes, value.size);
        at += value.size;
    }
    *at++ = '\n';
    out->size = (size_t)(at - out->bytes);
    assert(out->size <= out->capacity);
    return LETS_OK;
}

enum lets_status entry_write(struct text *out, const struct lets_entry *entry, unsigned decimals,
                             struct lets_error *err)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);
    assert(lets_entry_has_field(entry, keys[0].field));
    size_t before = out->size;
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < n_keys; i++) {
        if (lets_entry_has_field(entry, keys[i].field)) {
            status = write_line(out, entry, &keys[i], i == 0, decimals, err);
        }
    }
    if (status != LETS_OK) {
        out->size = before;
    }
    return status;
}
