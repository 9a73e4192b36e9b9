/* SPDX-License-Identifier: MIT */
#ifndef LIST_H
#define LIST_H

/*
 * Rows of named, typed columns, printed in text, CSV or JSON from one description. CSV and JSON
 * rows are written as they come; text keeps them for the widths, unless list_rows can ask for them
 * twice.
 *
 *   list = list_begin(&session->output, session->ledger, "accounts", columns, N_COLUMNS, NULL);
 *   list_row(list);
 *   list_text(list, ACCOUNT, account->id);
 *   list_amount(list, BALANCE, account->balance);
 *   list_end(list);
 */

#include <jansson.h>

#include "output/column.h"
#include "output/output.h"

struct list;

/* noun: the JSON key of the rows. columns: borrowed until list_end. extra: more keys for the JSON
 * envelope, taken over, or NULL. ledger gives the envelope and the decimals; NULL where neither is
 * needed. Returns NULL under a guard that is short of memory: a list with which nothing happens. */
struct list *list_begin(struct output *output, const struct lets_ledger *ledger, const char *noun,
                        const struct column *columns, size_t n_columns, json_t *extra);

/* The same of books as they stood once: the summary gives the envelope and the decimals. */
struct list *list_begin_as(struct output *output, const struct lets_summary *summary,
                           const char *noun, const struct column *columns, size_t n_columns,
                           json_t *extra);

/* Whether rows are measured first: then they are set as they will be, list_measured is called, and
 * they are set again. Before the first row. */
bool list_measures(struct list *list);
void list_measured(struct list *list);

/* Ends a list that failed: nothing more is printed. */
void list_drop(struct list *list);

/* Begins a row; every cell of it is absent (empty, null, false) until set. */
void list_row(struct list *list);

/* Whether the format has a column: what stands in another one need not be worked out. */
bool list_has(const struct list *list, size_t column);

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

#endif
