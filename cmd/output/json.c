/* SPDX-License-Identifier: MIT */
/*
 * Values as JSON: amounts are strings, since no number type of JSON's readers keeps them exact;
 * what is absent is null. An entry is the object that its YAML is, with every key of its kind.
 */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/harmless.h"
#include "output/output.h"

void json_put(json_t *object, const char *key, json_t *value)
{
    (void)memory_try_check(json_object_set_new(object, key, value) == 0); /* the one failure */
}

void json_add(json_t *array, json_t *value)
{
    (void)memory_try_check(json_array_append_new(array, value) == 0); /* likewise */
}

void json_print(const json_t *value, FILE *stream, size_t flags)
{
    (void)memory_try_check(json_dumpf(value, stream, flags) == 0 || ferror(stream) != 0);
}

json_t *json_of_span(struct lets_span span)
{
    if (span.size == 0) {
        return json_null();
    }
    json_t *string = json_stringn(span.bytes, span.size);
    if (string == NULL) {
        struct buffer shown = {0};
        harmless_add(&shown, span);
        string = json_stringn(buffer_string(&shown), shown.size);
        buffer_release(&shown);
    }
    return string;
}

json_t *json_of_amount(struct lets_amount amount, unsigned decimals)
{
    char text[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(amount, decimals, text);
    return json_string(text);
}

json_t *json_of_limit(struct lets_limit limit, unsigned decimals)
{
    return limit.kind == LETS_LIMIT_AMOUNT ? json_of_amount(limit.amount, decimals)
                                           : json_string("none");
}

json_t *json_of_date(struct lets_date date)
{
    char text[LETS_DATE_SIZE];

    lets_date_format(date, text);
    return json_string(text);
}

json_t *json_of_time(struct lets_time time)
{
    char text[LETS_TIME_SIZE];

    lets_time_format(time, text);
    return json_string(text);
}

json_t *json_envelope(const struct lets_ledger *ledger)
{
    return json_envelope_of(lets_ledger_summary(ledger));
}

json_t *json_envelope_of(const struct lets_summary *summary)
{
    json_t *envelope = json_object();

    json_put(envelope, "ledger", json_of_span(summary->name));
    json_put(envelope, "unit", json_of_span(summary->unit));
    json_put(envelope, "decimals", json_integer(summary->decimals));
    json_put(envelope, "head", json_of_span(lets_span_of(summary->head.hex)));
    json_put(envelope, "last_transfer",
             summary->n_transfers > 0 ? json_integer(summary->n_transfers) : json_null());
    return envelope;
}

static json_t *json_of_balances(const struct lets_entry *entry, unsigned decimals)
{
    json_t *balances = json_object();

    for (size_t i = 0; i < entry->n_balances; i++) {
        char *id = memory_copy(entry->balances[i].id);
        json_put(balances, id, json_of_amount(entry->balances[i].balance, decimals));
        memory_free(id);
    }
    return balances;
}

static json_t *json_of_key(const struct lets_entry *entry, const struct lets_key *key,
                           unsigned decimals)
{
    char buffer[LETS_VALUE_SIZE];

    if ((entry->present & LETS_BIT(key->field)) == 0) {
        return json_null();
    }
    if (key->type == LETS_TYPE_BALANCES) {
        return json_of_balances(entry, decimals);
    }
    struct lets_span value = lets_entry_value(entry, key, decimals, buffer);
    if (key->type == LETS_TYPE_NUMBER || key->type == LETS_TYPE_DECIMALS) {
        json_int_t number = 0;
        for (size_t i = 0; i < value.size; i++) {
            number = number * 10 + (value.bytes[i] - '0');
        }
        return json_integer(number);
    }
    return json_of_span(value);
}

json_t *json_of_entry(const struct lets_entry *entry, unsigned decimals)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);
    json_t *object = json_object();

    for (size_t i = 0; i < n_keys; i++) {
        json_put(object, keys[i].name, json_of_key(entry, &keys[i], decimals));
    }
    return object;
}

void json_rows_begin(struct json_rows *rows, FILE *stream, json_t *envelope, const char *noun)
{
    char *text = json_dumps(envelope, 0);

    (void)memory_try_check(text != NULL);
    if (text != NULL && !memory_is_short()) {
        size_t size = strlen(text);
        assert(size > 2 && text[size - 1] == '}');
        fprintf(stream, "%.*s, \"%s\": [", (int)(size - 1), text, noun);
    }
    free(text);
    json_decref(envelope);
    *rows = (struct json_rows){.stream = stream};
}

void json_rows_next(struct json_rows *rows)
{
    fputs(rows->n > 0 ? ",\n" : "\n", rows->stream);
    rows->n++;
}

void json_rows_add(struct json_rows *rows, json_t *row)
{
    json_rows_next(rows);
    json_print(row, rows->stream, 0);
    json_decref(row);
}

void json_rows_end(struct json_rows *rows)
{
    fputs(rows->n > 0 ? "\n]}\n" : "]}\n", rows->stream);
}

/* ---------------------------------------------------------------- as text */

/* A string of valid UTF-8. */
static void add_string(struct buffer *out, struct lets_span text)
{
    size_t from = 0;

    buffer_add_string(out, "\"");
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == '"' || byte == '\\' || byte < 0x20) {
            buffer_add(out, (struct lets_span){text.bytes + from, i - from});
            buffer_format(out, byte < 0x20 ? "\\u%04x" : "\\%c", byte);
            from = i + 1;
        }
    }
    buffer_add(out, (struct lets_span){text.bytes + from, text.size - from});
    buffer_add_string(out, "\"");
}

/* Whether all of it stands for itself between quotes. */
static bool is_plain(struct lets_span text)
{
    bool is_plain = true;

    for (size_t i = 0; i < text.size && is_plain; i++) {
        char byte = text.bytes[i];
        is_plain = byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\';
    }
    return is_plain;
}

void json_add_span(struct buffer *out, struct lets_span text)
{
    if (text.size > 0 && is_plain(text)) {
        add_string(out, text);
        return;
    }
    json_t *value = json_of_span(text);
    char *spelled = json_dumps(value, JSON_ENCODE_ANY);
    if (memory_try_check(spelled != NULL)) {
        buffer_add_string(out, spelled);
    }
    free(spelled);
    json_decref(value);
}

static void add_key(struct buffer *out, const struct lets_entry *entry, const struct lets_key *key,
                    unsigned decimals)
{
    char buffer[LETS_VALUE_SIZE];

    if ((entry->present & LETS_BIT(key->field)) == 0) {
        buffer_add_string(out, "null");
    } else if (key->type == LETS_TYPE_BALANCES) {
        json_t *balances = json_of_balances(entry, decimals);
        char *text = json_dumps(balances, 0);
        memory_check(text != NULL);
        buffer_add_string(out, text);
        free(text);
        json_decref(balances);
    } else if (key->type == LETS_TYPE_NUMBER || key->type == LETS_TYPE_DECIMALS) {
        buffer_add(out, lets_entry_value(entry, key, decimals, buffer));
    } else {
        add_string(out, lets_entry_value(entry, key, decimals, buffer));
    }
}

void json_add_entry(struct buffer *out, const struct lets_entry *entry, unsigned decimals)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);

    for (size_t i = 0; i < n_keys; i++) {
        buffer_add_string(out, i > 0 ? ", \"" : "{\"");
        buffer_add_string(out, keys[i].name);
        buffer_add_string(out, "\": ");
        add_key(out, entry, &keys[i], decimals);
    }
    buffer_add_string(out, "}");
}
