/* SPDX-License-Identifier: MIT */
/*
 * Values as JSON: amounts are strings, since no number type of JSON's readers keeps them exact;
 * what is absent is null. An entry is the object that its YAML is, with every key of its kind.
 */

#include "output/json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/harmless.h"

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

/* Whether a text holds what JSON escapes. */
static bool has_escapes(struct lets_span text)
{
    unsigned n = 0;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        n |= (unsigned)(byte < 0x20) | (unsigned)(byte == '"') | (unsigned)(byte == '\\');
    }
    return n != 0;
}

static void add_escaped(struct buffer *out, struct lets_span text)
{
    size_t from = 0;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == '"' || byte == '\\' || byte < 0x20) {
            buffer_add(out, (struct lets_span){text.bytes + from, i - from});
            buffer_format(out, byte < 0x20 ? "\\u%04x" : "\\%c", byte);
            from = i + 1;
        }
    }
    buffer_add(out, (struct lets_span){text.bytes + from, text.size - from});
}

/* Between quotes, as it stands. */
static void add_quoted(struct buffer *out, struct lets_span text)
{
    enum { QUOTES = 2 };
    char *at = buffer_room(out, text.size + QUOTES);

    if (at == NULL) {
        return;
    }
    *at++ = '"';
    if (text.size > 0) {
        memcpy(at, text.bytes, text.size);
        at += text.size;
    }
    *at++ = '"';
    *at = '\0';
    out->size += text.size + QUOTES;
}

/* A string of valid UTF-8. */
static void add_string(struct buffer *out, struct lets_span text)
{
    if (!has_escapes(text)) {
        add_quoted(out, text);
        return;
    }
    buffer_add_string(out, "\"");
    add_escaped(out, text);
    buffer_add_string(out, "\"");
}

/* Whether all of it stands for itself between quotes. */
static bool is_plain(struct lets_span text)
{
    unsigned n = 0;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        n |= (unsigned)(byte < ' ') | (unsigned)(byte > '~') | (unsigned)(byte == '"') |
             (unsigned)(byte == '\\');
    }
    return n == 0;
}

void json_add_span(struct buffer *out, struct lets_span text)
{
    if (text.size == 0) {
        buffer_add(out, (struct lets_span){"null", 4});
        return;
    }
    if (is_plain(text)) {
        add_quoted(out, text);
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

/* What stands between two members, and between the name of one and its value. */
struct marks {
    const char *comma;
    const char *colon;
};

static void add_name(struct buffer *out, const char *before, struct lets_span name,
                     const struct marks *marks)
{
    buffer_add_string(out, before);
    add_string(out, name);
    buffer_add_string(out, marks->colon);
}

static void add_pairs(struct buffer *out, const struct lets_pairs *pairs,
                      const struct lets_mapping *mapping, unsigned decimals,
                      const struct marks *marks)
{
    char buffer[LETS_VALUE_SIZE];

    buffer_add_string(out, "{");
    for (size_t i = 0; i < pairs->n; i++) {
        const struct lets_pair *pair = &pairs->items[i];
        add_name(out, i > 0 ? marks->comma : "",
                 lets_scalar_value(&pair->key, mapping->key, decimals, buffer), marks);
        add_string(out, lets_scalar_value(&pair->value, mapping->value, decimals, buffer));
    }
    buffer_add_string(out, "}");
}

static void add_value(struct buffer *out, const struct lets_entry *entry,
                      const struct lets_key *key, unsigned decimals, const struct marks *marks)
{
    const struct lets_mapping *mapping = lets_type_mapping(key->type);
    char buffer[LETS_VALUE_SIZE];

    if (!lets_entry_has_field(entry, key->field)) {
        buffer_add_string(out, "null");
    } else if (mapping != NULL) {
        add_pairs(out, lets_entry_pairs(entry, key), mapping, decimals, marks);
    } else if (key->type == LETS_TYPE_NUMBER || key->type == LETS_TYPE_COUNT ||
               key->type == LETS_TYPE_DECIMALS) {
        buffer_add(out, lets_entry_value(entry, key, decimals, buffer));
    } else {
        add_string(out, lets_entry_value(entry, key, decimals, buffer));
    }
}

void json_add_entry(struct buffer *out, const struct lets_entry *entry, unsigned decimals,
                    bool is_compact)
{
    const struct marks marks = {is_compact ? "," : ", ", is_compact ? ":" : ": "};
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);

    buffer_add_string(out, "{");
    for (size_t i = 0; i < n_keys; i++) {
        add_name(out, i > 0 ? marks.comma : "", lets_span_of(keys[i].name), &marks);
        add_value(out, entry, &keys[i], decimals, &marks);
    }
    buffer_add_string(out, "}");
}

void output_json(struct output *output, json_t *value)
{
    if (output->format == OUTPUT_JSON) {
        json_print(value, output->stream, JSON_INDENT(2));
        fputc('\n', output->stream);
    }
    json_decref(value);
}
