/* SPDX-License-Identifier: MIT */
#ifndef WRITING_H
#define WRITING_H

/*
 * What a command writes: entries, which are applied, and then in one commit sealed and appended,
 * after the directory was saved; and the answer. writing_run.h is how it comes to that. A command
 * is
 *
 *   static enum lets_status make(struct writing *writing, struct session *session,
 *                                const void *values, struct lets_error *err)
 *   {
 *       ..  writing_add(writing, &entry, err);          as often as needed
 *       ..  writing_say(writing, "..");                 what else the user should know
 *   }
 *   ..  .make = make in its struct command, or writing_run from its run
 *
 * Until the commit nothing is changed. With --dry-run nothing is at all, and the entries are
 * printed.
 */

#include <jansson.h>

#include "session/session.h"
#include "session/voucher_keys.h"
#include "writing/beside.h"
#include "writing/entry_of.h"

struct writing;

/* Applies an entry. Its sentence opens the answer; writing_add_silently leaves that to writing_say.
 */
enum lets_status writing_add(struct writing *writing, const struct lets_entry *entry,
                             struct lets_error *err);
enum lets_status writing_add_silently(struct writing *writing, const struct lets_entry *entry,
                                      struct lets_error *err);

/* Takes up the entries typed by hand behind the last seal instead. */
enum lets_status writing_adopt(struct writing *writing, struct lets_error *err);

/* The session's directory was changed: save it with the commit. */
void writing_touch_directory(struct writing *writing);

/* A key of vouchers, copied: it is on the disk before the commit is begun, and stays whatever
 * becomes of that. */
void writing_add_key(struct writing *writing, const struct voucher_key *key);

/* A line for the answer's end (text), and a key for its JSON; the value is taken over. Both stay
 * with --quiet and --dry-run only as far as their formats do. */
void writing_say(struct writing *writing, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void writing_put(struct writing *writing, const char *key, json_t *value);

/* Before the first entry: instead of sentences, in text and CSV, a list that print prints, with the
 * context it is given, when everything is on the disk: the context outlives writing_run's `make`.
 */
void writing_list(struct writing *writing, void (*print)(void *context, struct output *output),
                  void *context);

/* The same of a list that says what becomes of the balances: no others are printed, a dry run
 * prints it in place of the entries, and writing_show shows it. */
void writing_table(struct writing *writing, void (*print)(void *context, struct output *output),
                   void *context);

/* How many were left out because the journal has them already; part of the JSON. */
void writing_skip(struct writing *writing, size_t n_skipped);

/* Seals what was added so far as another seal says, its time, clerk and reason: what is added
 * behind it is a commit of its own, and all are appended together. What lets_commit_seal returns.
 */
enum lets_status writing_seal_as(struct writing *writing, const struct lets_entry *seal,
                                 struct lets_error *err);

/* How many entries there are so far, and the sum of their transfers. */
size_t writing_entries(const struct writing *writing);
struct lets_amount writing_total(const struct writing *writing);

/* The entries so far as they will be written. Borrowed until the next one. */
struct lets_span writing_bytes(const struct writing *writing);

/* Shows the sentences so far, or the table, on the terminal that a question about them is asked on.
 */
void writing_show(const struct writing *writing);

/* There is to be no commit, and no answer but what `make` has told: it succeeds all the same. */
void writing_drop(struct writing *writing);

/* A file that goes with the commit; one a commit. Both are copied. */
void writing_add_file(struct writing *writing, const char *path, struct lets_span bytes,
                      enum beside_kind kind);

/* For writing_run: what a run writes, with nothing in it; to be opened when the session's journal
 * is locked and replayed, before anything else of here. */
struct writing *writing_new(struct session *session);
enum lets_status writing_open(struct writing *writing, struct lets_error *err);
bool writing_is_dropped(const struct writing *writing);
void writing_free(struct writing *writing);

/* Seals, saves, appends, remembers, and prints the answer. Without entries only the directory is
 * saved. */
enum lets_status writing_commit(struct writing *writing, struct lets_error *err);

#endif
