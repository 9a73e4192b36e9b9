/* SPDX-License-Identifier: MIT */
/*
 * The one spelling that lets writes (journal.md, Canonical form): keys in table order, one a line;
 * a text plain only where every YAML reader takes it for a text, else in double quotes with two
 * escapes. A sealed entry is compared with it byte for byte, so nothing here may depend on anything
 * but the entry.
 */

#include "entry_writer.h"

#include <assert.h>
#include <string.h>

#include "entry.h"

static bool is_same_word(struct lets_span scalar, const char *word)
{
    size_t size = strlen(word);
    if (scalar.size != size) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        char c = scalar.bytes[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != word[i]) {
            return false;
        }
    }
    return true;
}

/* Words that some reader takes for a truth value or for nothing. `n/a` is in no list of journal.md,
 * but the journals with known answers have it in quotes, and quotes are never wrong. */
static bool is_yaml_word(struct lets_span scalar)
{
    static const char *const words[] = {"y",   "n",    "yes",   "no",   "on",
                                        "off", "true", "false", "null", "n/a"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is_same_word(scalar, words[i])) {
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
    for (size_t i = 0; i + 1 < scalar.size; i++) {
        const char *pair = scalar.bytes + i;
        if ((pair[0] == ':' && pair[1] == ' ') || (pair[0] == ' ' && pair[1] == '#')) {
            return false;
        }
    }
    return true;
}

enum lets_status scalar_write(struct text *out, struct lets_span scalar, struct lets_error *err)
{
    if (scalar_is_plain(scalar)) {
        return text_add(out, scalar, err);
    }
    enum lets_status status = text_reserve(out, 2 * scalar.size + 2, err);
    if (status != LETS_OK) {
        return status;
    }
    out->bytes[out->size++] = '"';
    for (size_t i = 0; i < scalar.size; i++) {
        if (scalar.bytes[i] == '"' || scalar.bytes[i] == '\\') {
            out->bytes[out->size++] = '\\';
        }
        out->bytes[out->size++] = scalar.bytes[i];
    }
    out->bytes[out->size++] = '"';
    return LETS_OK;
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

static enum lets_status write_value(struct text *out, const struct lets_entry *entry,
                                    const struct lets_key *key, unsigned decimals,
                                    struct lets_error *err)
{
    if (key->type == LETS_TYPE_BALANCES) {
        return write_balances(out, entry, decimals, err);
    }
    char buffer[LETS_VALUE_SIZE];
    struct lets_span value = lets_entry_value(entry, key, decimals, buffer);
    enum lets_status status = text_add_string(out, " ", err);
    if (status != LETS_OK) {
        return status;
    }
    bool is_text = key->type == LETS_TYPE_TEXT || key->type == LETS_TYPE_ID;
    return is_text ? scalar_write(out, value, err) : text_add(out, value, err);
}

/* "- name:" or "  name:". */
static enum lets_status write_key(struct text *out, const char *start, const char *name,
                                  struct lets_error *err)
{
    enum lets_status status = text_add_string(out, start, err);
    if (status == LETS_OK) {
        status = text_add_string(out, name, err);
    }
    return status == LETS_OK ? text_add_string(out, ":", err) : status;
}

enum lets_status entry_write(struct text *out, const struct lets_entry *entry, unsigned decimals,
                             struct lets_error *err)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);
    assert((entry->present & LETS_BIT(keys[0].field)) != 0);
    size_t before = out->size;
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < n_keys; i++) {
        if ((entry->present & LETS_BIT(keys[i].field)) == 0) {
            continue;
        }
        status = write_key(out, i == 0 ? "- " : "  ", keys[i].name, err);
        if (status == LETS_OK) {
            status = write_value(out, entry, &keys[i], decimals, err);
        }
        if (status == LETS_OK) {
            status = text_add_string(out, "\n", err);
        }
    }
    if (status != LETS_OK) {
        out->size = before;
    }
    return status;
}
