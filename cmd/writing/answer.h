/* SPDX-License-Identifier: MIT */
#ifndef ANSWER_H
#define ANSWER_H

/*
 * What a writing command answers: the entries in members' words, the new balances, the head; or the
 * same entries as JSON objects or CSV rows.
 */

#include <jansson.h>

#include "session/session.h"
#include "words/history.h"

struct answer;

/* The session is borrowed. Free with answer_free. */
struct answer *answer_new(struct session *session);
void answer_free(struct answer *answer);

/* An entry that has been applied. before: what it changed, for its sentence; NULL: it gets none. */
void answer_add(struct answer *answer, const struct lets_entry *entry,
                const struct words_before *before);

/* See writing.h. */
void answer_say(struct answer *answer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
void answer_put(struct answer *answer, const char *key, json_t *value);
void answer_skip(struct answer *answer, size_t n_skipped);

/* Prints a list that stands for the sentences, in text and CSV. */
void answer_set_list(struct answer *answer, void (*list)(void *context, struct output *output),
                     void *context);

/* The same of a list that says what becomes of the balances: it is what a dry run shows, and what
 * is shown above a question. */
void answer_set_table(struct answer *answer, void (*list)(void *context, struct output *output),
                      void *context);

/* Warns, where limits are soft, of whom the commit leaves beyond one: what is recorded all the same
 * should not pass unseen, with --quiet and in JSON neither. */
void answer_warn(const struct answer *answer);

/* Prints it, after the append; or, for a dry run, with the entries as they would stand in the
 * journal. dry: them; NULL: it is none. */
void answer_print(const struct answer *answer, const char *dry);

/* The keys that open the JSON of every command that writes: the entries (NULL: they stand before
 * it), how many were left out, what was rejected, and the new head (empty: none). Values are taken
 * over; the object is yours. */
json_t *answer_keys(json_t *appended, size_t n_skipped, json_t *rejected, struct lets_span head,
                    bool is_dry);

/* Prints the sentences so far, or the table, on standard error, for a question about them. */
void answer_show(struct answer *answer);

#endif
