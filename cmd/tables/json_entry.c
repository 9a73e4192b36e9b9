/* SPDX-License-Identifier: MIT */
/* Entries from JSON, by the table of keys: what json_add_entry wrote is read as the same entry. */

#include "tables/json_entry.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/failure.h"

static enum lets_status read_pairs(json_t *value, const struct lets_key *key, unsigned decimals,
                                   struct json_entry *record, struct lets_error *err)
{
    const struct lets_mapping *mapping = lets_type_mapping(key->type);
    const char *name;
    json_t *side;
    enum lets_status status = LETS_OK;

    if (!json_is_object(value)) {
        return failure_set(err, LETS_BAD_YAML, "%s: an object of amounts is wanted", key->name);
    }
    struct lets_pair **lines = &record->lines[key->field];
    struct lets_pairs pairs = {0};
    *lines = memory_array(json_object_size(value), sizeof **lines);
    json_object_foreach(value, name, side)
    {
        struct lets_pair *line = &(*lines)[pairs.n++];
        status = lets_scalar_parse(&line->key, mapping->key, lets_span_of(name), decimals, err);
        if (status == LETS_OK) {
            status = lets_scalar_parse(&line->value, mapping->value,
                                       lets_span_of(json_string_value(side)), decimals, err);
        }
        if (status != LETS_OK) {
            return status;
        }
    }
    pairs.items = *lines;
    lets_entry_put_pairs(&record->entry, key, pairs);
    return LETS_OK;
}

static enum lets_status read_value(json_t *value, const struct lets_key *key, unsigned decimals,
                                   struct json_entry *record, struct lets_error *err)
{
    char number[24];
    struct lets_span text = {0};

    if (lets_type_mapping(key->type) != NULL) {
        return read_pairs(value, key, decimals, record, err);
    }
    if (json_is_integer(value)) {
        (void)snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        text = lets_span_of(number);
    } else if (json_is_string(value)) {
        text = (struct lets_span){json_string_value(value), json_string_length(value)};
    } else {
        return failure_set(err, LETS_BAD_YAML, "%s: a string or an integer is wanted", key->name);
    }
    return lets_entry_parse(&record->entry, key, text, decimals, err);
}

enum lets_status json_entry_read(json_t *object, enum lets_kind kind, unsigned decimals,
                                 struct json_entry *record, struct lets_error *err)
{
    size_t n_keys = 0;
    size_t n_found = 0;
    const struct lets_key *keys = lets_kind_keys(kind, &n_keys);
    enum lets_status status = LETS_OK;

    record->entry.kind = kind;
    for (size_t i = 0; i < n_keys && status == LETS_OK; i++) {
        json_t *value = json_object_get(object, keys[i].name);
        n_found += value != NULL;
        if (value != NULL && !json_is_null(value)) {
            unsigned places = kind == LETS_KIND_LEDGER ? record->entry.decimals : decimals;
            status = read_value(value, &keys[i], places, record, err);
        }
    }
    if (status == LETS_OK && n_found != json_object_size(object)) {
        const char *name;
        json_t *value;
        json_object_foreach(object, name, value)
        {
            size_t i = 0;
            while (i < n_keys && strcmp(keys[i].name, name) != 0) {
                i++;
            }
            if (i == n_keys) {
                return failure_set(err, LETS_UNKNOWN_KEY, "'%s' has no key '%.80s'",
                                   lets_kind_word(kind), name);
            }
        }
    }
    return status;
}

void json_entry_release(struct json_entry *record)
{
    for (size_t i = 0; i < LETS_FIELD_COUNT; i++) {
        memory_free(record->lines[i]);
    }
    *record = (struct json_entry){0};
}
