/* SPDX-License-Identifier: MIT */
#ifndef OUTPUT_H
#define OUTPUT_H

/*
 * The answer of a command, in text, CSV or JSON, from one description of rows and columns. It goes
 * to standard output, or into memory and from there, whole or not at all, into the file of -o.
 *
 * What members wrote is hostile until proved otherwise: in text every control character and every
 * character that overrides the direction of writing is shown as '?'; in CSV a cell that a
 * spreadsheet would run gets a leading apostrophe; in JSON jansson escapes.
 */

#include <jansson.h>
#include <stdio.h>

#include "base/buffer.h"

enum output_format { OUTPUT_TEXT, OUTPUT_CSV, OUTPUT_JSON };

/* What some commands make besides: a document, whole, by output_document. */
enum output_document { DOCUMENT_NONE, DOCUMENT_PDF, DOCUMENT_HTML, DOCUMENT_EML };

/* The bit of a document in struct command's `documents`. */
#define DOCUMENT_BIT(document) (1U << (document))

struct output {
    enum output_format format; /* OUTPUT_TEXT where document says otherwise */
    enum output_document document;
    FILE *stream;
    const char *path; /* of -o, or NULL: then stream is standard output */
    bool is_nothing;  /* there is no answer: the file of -o is left as it is */
    bool is_private;  /* it may name people: a new file is its owner's alone */
    char *held;       /* the bytes meant for path */
    size_t held_size;
    bool is_terminal; /* stream is one */
    bool is_color;
};

/* A line of text, format OUTPUT_TEXT only (nothing is printed in the others): made harmless, LF
 * added. */
void output_line(struct output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A JSON value as the whole answer, format OUTPUT_JSON only; takes the reference. */
void output_json(struct output *output, json_t *value);

/* Text of several lines, format OUTPUT_TEXT only: made harmless, its LFs kept. */
void output_text(struct output *output, struct lets_span text);

/* A document as the whole answer, byte for byte. LETS_BAD_USAGE where it would go to a terminal. */
enum lets_status output_document(struct output *output, struct lets_span bytes,
                                 struct lets_error *err);

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

/* A cell of CSV (RFC 4180). A text that a spreadsheet would take for a formula is opened by an
 * apostrophe, and so is one that looks like that already: readers take one off. */
void csv_add(struct buffer *out, struct lets_span cell, bool is_text);

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

/* ---- lists: rows of named, typed columns */

enum column_type {
    COLUMN_TEXT,    /* members' text and ids: apostrophe against formulas in CSV */
    COLUMN_WORD,    /* dates, times and the format's own words */
    COLUMN_INTEGER, /* JSON integer */
    COLUMN_AMOUNT,  /* JSON string with all decimals */
    COLUMN_BOOLEAN  /* JSON true or false; "yes" or empty in CSV and text */
};

/* What gives way where a row is wider than the terminal; when piped nothing does. Where there is no
 * room for all of it, those that are neither whole nor cut stand on a line of their own beneath the
 * row. */
enum column_width {
    COLUMN_WHOLE,
    COLUMN_CUT,      /* ends in an ellipsis: names, beside which an id stands */
    COLUMN_WRAPPED,  /* over several lines; beneath the row it stands behind its heading */
    COLUMN_UNBROKEN, /* likewise, and never broken where it stands in the row: a phone number */
    COLUMN_SENTENCE  /* over several lines; speaks for itself beneath the row */
};

struct column {
    const char *name;    /* in CSV and JSON; NULL: in text only */
    const char *heading; /* in text; NULL: in CSV and JSON only */
    enum column_type type;
    enum column_width width;
};

/*
 * A list being printed. CSV and JSON rows are written as they come; text keeps them for the widths,
 * unless list_rows can ask for them twice.
 *
 *   struct list *list = list_begin(&session->output, session->ledger, "accounts", columns,
 * N_COLUMNS, NULL); list_row(list); list_text(list, ACCOUNT, account->id); list_amount(list,
 * BALANCE, account->balance); list_end(list);
 */
struct list;

/* noun: the JSON key of the rows. columns: borrowed until list_end. extra: more keys for the JSON
 * envelope, taken over, or NULL. ledger gives the envelope and the decimals; NULL where neither is
 * needed. */
struct list *list_begin(struct output *output, const struct lets_ledger *ledger, const char *noun,
                        const struct column *columns, size_t n_columns, json_t *extra);

/* The same of books as they stood once: the summary gives the envelope and the decimals. */
struct list *list_begin_as(struct output *output, const struct lets_summary *summary,
                           const char *noun, const struct column *columns, size_t n_columns,
                           json_t *extra);

/* Begins a row; every cell of it is absent (empty, null, false) until set. */
void list_row(struct list *list);

/* Set a cell of the row at hand. An empty text is absent; so is the number 0. */
void list_text(struct list *list, size_t column, struct lets_span text);
void list_string(struct list *list, size_t column, const char *string);
void list_integer(struct list *list, size_t column, uint64_t number);
void list_zero(struct list *list, size_t column); /* the integer 0, present */
void list_amount(struct list *list, size_t column, struct lets_amount amount);
/* An amount; "none" for no limit (absent in columns of CSV and JSON is what the caller decides). */
void list_limit(struct list *list, size_t column, struct lets_limit limit);
void list_date(struct list *list, size_t column, struct lets_date date);
void list_time(struct list *list, size_t column, struct lets_time time);
void list_boolean(struct list *list, size_t column, bool is_true);

/* Shows the row at hand in a colour by which it stands out (over the limit), where colours are
 * wanted. */
void list_highlight(struct list *list);

/* All rows of a list that has no other, and may be long: `set` sets the cells of row i, which is
 * begun, and does so alike whenever it is asked. */
void list_rows(struct list *list, size_t n,
               void (*set)(struct list *list, size_t i, const void *context), const void *context);

/* Prints what is left, and frees the list. */
void list_end(struct list *list);

/* ---- used by main */

/* Opens the destination; path NULL is standard output. */
void output_open(struct output *output, enum output_format format, const char *path,
                 bool is_terminal, bool is_color);

/* Flushes, checks, and puts the file of -o in its place. LETS_DISK_FULL, LETS_INPUT_OUTPUT,
 * LETS_NO_PERMISSION. A closed pipe is no failure. */
enum lets_status output_close(struct output *output, struct lets_error *err);

/* Throws away what is held for the file of -o. */
void output_release(struct output *output);

#endif
