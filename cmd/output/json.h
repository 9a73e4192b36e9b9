/* SPDX-License-Identifier: MIT */
#ifndef JSON_H
#define JSON_H

/* Values, entries and lists as JSON, and the answer that is one value. */

#include <jansson.h>

#include "output/output.h"

/* Sets a key of an object, taking the value over. */
void json_put(json_t *object, const char *key, json_t *value);

/* Adds an item to an array, taking the value over. */
void json_add(json_t *array, json_t *value);

/* Prints a value; what the stream refuses, output_close finds. */
void json_print(const json_t *value, FILE *stream, size_t flags);

/* JSON strings of values; an empty text gives null. The references are yours. */
json_t *json_of_span(struct lets_span span);
json_t *json_of_amount(struct lets_amount amount, unsigned decimals);
json_t *json_of_limit(struct lets_limit limit, unsigned decimals); /* an amount, or "none" */
json_t *json_of_date(struct lets_date date);
json_t *json_of_time(struct lets_time time);

/* An entry as the object that its YAML is; every key of its kind is there, null where absent. Text,
 * for of many entries no tree is made. is_compact: no spaces between its parts. */
void json_add_entry(struct buffer *out, const struct lets_entry *entry, unsigned decimals,
                    bool is_compact);

/* What json_of_span gives, as text. */
void json_add_span(struct buffer *out, struct lets_span text);

/* An object of the keys that open every list: ledger, unit, decimals, head, last_transfer. Yours.
 */
json_t *json_envelope_of(const struct lets_summary *summary);

/* An envelope with rows under one more key, written row by row, in memory that does not grow.
 * Values are taken over. */
struct json_rows {
    FILE *stream;
    size_t n; /* written so far */
};
void json_rows_begin(struct json_rows *rows, FILE *stream, json_t *envelope, const char *noun);
void json_rows_add(struct json_rows *rows, json_t *row);
void json_rows_next(struct json_rows *rows); /* what parts rows: the row itself follows */
void json_rows_end(struct json_rows *rows);

/* A JSON value as the whole answer, format OUTPUT_JSON only; takes the reference. */
void output_json(struct output *output, json_t *value);

#endif
