/* SPDX-License-Identifier: MIT */
/*
 * Where two copies part, whoever must find out what was lost reads what each of them holds from
 * there on: who paid whom, not hashes. A transfer is also kept as a row of a table, for what is
 * recorded again.
 */

#include "commands/parted.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/shell.h"
#include "output/csv_cell.h"
#include "output/list.h"
#include "words/sentence.h"

#define ROWS_MAX 500 /* are printed: a terminal, and whoever reads it, holds no more */

void parted_release(struct parted *parted)
{
    for (size_t i = 0; i < parted->n; i++) {
        memory_free(parted->entries[i].clerk);
        memory_free(parted->entries[i].text);
        memory_free(parted->entries[i].cells);
        memory_free(parted->entries[i].ref);
        memory_free(parted->entries[i].inherited_ref);
        memory_free(parted->entries[i].override_reason);
        memory_free(parted->entries[i].options);
    }
    memory_free(parted->reason);
    memory_free(parted->entries);
    words_history_free(parted->history);
    *parted = (struct parted){0};
}

/* ---------------------------------------------------------------- rows of a table */

static void add_cell(struct buffer *out, struct lets_span cell, bool is_text)
{
    buffer_add_string(out, out->size > 0 ? "," : "");
    csv_add(out, cell, is_text);
}

static void add_date(struct buffer *out, bool is_given, struct lets_date date)
{
    char text[LETS_DATE_SIZE] = "";

    if (is_given) {
        lets_date_format(date, text);
    }
    add_cell(out, lets_span_of(text), false);
}

/* date, from, to, amount, for, cheque, written, category. */
static void fill_cells(struct parted_entry *out, const struct lets_ledger *ledger,
                       const struct lets_entry *entry)
{
    char amount[LETS_AMOUNT_SIZE];
    char cheque[16] = "";
    struct buffer cells = {0};

    (void)lets_amount_format(entry->amount, lets_ledger_summary(ledger)->decimals, amount);
    if (lets_entry_has(entry, cheque)) {
        (void)snprintf(cheque, sizeof cheque, "%" PRIu32, entry->cheque);
    }
    add_date(&cells, true, entry->date);
    add_cell(&cells, entry->payer, true);
    add_cell(&cells, entry->payee, true);
    add_cell(&cells, lets_span_of(amount), false);
    add_cell(&cells, entry->what_for, true);
    add_cell(&cells, lets_span_of(cheque), false);
    add_date(&cells, lets_entry_has(entry, written), entry->written);
    add_cell(&cells, entry->category, true);
    out->cells = memory_copy(buffer_span(&cells));
    out->override_reason = memory_copy(entry->override_reason);
    out->has_own_ref = entry->ref.size > 0;
    out->ref = out->has_own_ref ? memory_copy(entry->ref) : NULL;
    buffer_release(&cells);
}

static struct parted_entry *find_transfer(const struct parted *parted, uint32_t transfer)
{
    for (size_t i = 0; i < parted->n; i++) {
        if (parted->entries[i].transfer == transfer) {
            return &parted->entries[i];
        }
    }
    return NULL;
}

/* What `correct` takes to make of the wrong transfer the one that the copy has: accounts and amount
 * where they are others, the day, and what else it says. Of one that was corrected more than once
 * all is said, since the command goes to the first. */
static char *correction_of(const struct parted *parted, const struct lets_ledger *ledger,
                           const struct lets_entry *entry)
{
    bool is_all = find_transfer(parted, entry->corrects) != NULL;
    struct lets_transfer wrong = {0};
    struct buffer out = {0};
    char amount[LETS_AMOUNT_SIZE];
    char date[LETS_DATE_SIZE];

    (void)lets_ledger_transfer(ledger, entry->corrects, &wrong);
    lets_date_format(entry->date, date);
    if (is_all ||
        lets_ledger_find(ledger, entry->payer) != lets_ledger_account(ledger, wrong.payer)) {
        buffer_format(&out, " --from %.*s", SHOW(entry->payer));
    }
    if (is_all ||
        lets_ledger_find(ledger, entry->payee) != lets_ledger_account(ledger, wrong.payee)) {
        buffer_format(&out, " --to %.*s", SHOW(entry->payee));
    }
    if (is_all || entry->amount.minor != wrong.amount.minor) {
        (void)lets_amount_format(entry->amount, lets_ledger_summary(ledger)->decimals, amount);
        buffer_format(&out, " --amount %s", amount);
    }
    shell_add_option(&out, "for", entry->what_for);
    shell_add_option(&out, "category", entry->category);
    buffer_format(&out, " --date %s", date);
    shell_add_option(&out, "override", entry->override_reason);
    shell_add_option(&out, "reason", lets_span_of(parted->reason));
    char *options = memory_copy(buffer_span(&out));
    buffer_release(&out);
    return options;
}

static char *reversal_of(const struct lets_entry *entry)
{
    struct buffer out = {0};
    char date[LETS_DATE_SIZE];

    lets_date_format(entry->date, date);
    buffer_format(&out, " --date %s", date);
    shell_add_option(&out, "reason", entry->what_for);
    char *options = memory_copy(buffer_span(&out));
    buffer_release(&out);
    return options;
}

/* What corrects a transfer with a reference of its own stands for it in a table, so that whatever
 * else has that reference is known there. */
static void inherit_ref(const struct parted *parted, struct parted_entry *row)
{
    const struct parted_entry *wrong =
        row->corrects == 0 ? NULL : find_transfer(parted, row->corrects);

    if (wrong == NULL || row->has_own_ref) {
        return;
    }
    if (wrong->inherited_ref != NULL || wrong->has_own_ref) {
        row->inherited_ref =
            memory_copy(lets_span_of(wrong->has_own_ref ? wrong->ref : wrong->inherited_ref));
    }
}

/* A reference of the seal's first digits and the transfer's number: the same whenever it is made.
 */
static void make_ref(struct parted_entry *entry, const struct lets_entry *seal)
{
    char ref[32];

    if (entry->cells != NULL && !entry->has_own_ref) {
        (void)snprintf(ref, sizeof ref, "lost-%.8s%08" PRIx32, seal->sha256.hex, entry->transfer);
        entry->ref = memory_copy(lets_span_of(ref));
    }
}

/* ---------------------------------------------------------------- the observer */

/* What a table, or a command, says of it. */
static void fill_row(struct parted_entry *row, const struct parted *parted,
                     const struct lets_ledger *ledger, const struct lets_entry *entry)
{
    row->has_note = lets_entry_has(entry, note);
    row->reverses = entry->reverses;
    row->corrects = entry->corrects;
    if (row->corrects != 0) {
        row->options = correction_of(parted, ledger, entry);
    } else if (row->reverses != 0) {
        row->options = reversal_of(entry);
    }
    /* No column carries the range of vouchers of a sale or a taking back. */
    if (entry->kind == LETS_KIND_TRANSFER && !lets_entry_has(entry, reverses) &&
        !lets_entry_has(entry, first)) {
        fill_cells(row, ledger, entry);
        inherit_ref(parted, row);
    }
}

static void add_entry(struct parted *parted, const struct lets_ledger *ledger,
                      const struct lets_entry *entry, const struct lets_place *place,
                      const struct words_before *before)
{
    struct parted_entry row = {.seal = place->seal, .line = place->line};
    struct buffer text = {0};

    words_entry(&text, ledger, &parted->session->names, entry, before);
    row.text = memory_copy(buffer_span(&text));
    buffer_release(&text);
    row.transfer = entry->kind == LETS_KIND_TRANSFER ? entry->number : 0;
    if (parted->kept == PARTED_ALL) {
        fill_row(&row, parted, ledger, entry);
    }
    memory_make_room(parted->entries, &parted->capacity, parted->n + 1);
    parted->entries[parted->n++] = row;
}

/* Whether an entry of that commit is kept, with those before it. */
static bool is_kept(const struct parted *parted, uint64_t seal)
{
    bool is_first = seal <= parted->after + LETS_WITNESS_COMMITS;

    switch (parted->kept) {
    case PARTED_ROWS:
        return is_first && parted->n < ROWS_MAX;
    case PARTED_COMMITS:
        return is_first;
    case PARTED_ALL:
        break;
    }
    return true;
}

/* What is known of the entries of a commit when its seal is. */
static void take_seal(struct parted *parted, const struct lets_entry *seal)
{
    if (strcmp(seal->sha256.hex, parted->session->seen.head.hex) == 0) {
        parted->has_seen = true;
    }
    parted->n_all += parted->n_open;
    parted->n_open = 0;
    for (; parted->n_sealed < parted->n; parted->n_sealed++) {
        struct parted_entry *row = &parted->entries[parted->n_sealed];
        row->sealed = seal->time;
        row->clerk = memory_copy(seal->by);
        make_ref(row, seal);
        struct parted_entry *reversed =
            row->reverses == 0 ? NULL : find_transfer(parted, row->reverses);
        if (reversed != NULL) {
            reversed->is_reversed = true;
        }
    }
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct parted *parted = context;
    struct words_before before = words_history_before(parted->history, ledger, entry);
    bool is_seal = entry->kind == LETS_KIND_SEAL;

    (void)err;
    if (parted->kept == PARTED_ALL && lets_entry_has(entry, reverses)) {
        memory_free(parted->reason);
        parted->reason = memory_copy(entry->what_for);
    }
    if (place->seal > parted->after && !is_seal) {
        parted->n_open++;
        if (is_kept(parted, place->seal)) {
            add_entry(parted, ledger, entry, place, &before);
        }
    }
    words_history_take(parted->history, ledger, entry);
    if (is_seal) {
        take_seal(parted, entry);
    }
    return LETS_OK;
}

/* The audit has told what is wrong with it. */
static enum lets_status pass_over(void *context, const struct lets_entry *entry,
                                  const struct lets_place *place, const struct lets_error *why)
{
    (void)context;
    (void)entry;
    (void)place;
    (void)why;
    return LETS_OK;
}

enum lets_status parted_read(struct session *session, struct lets_journal *journal,
                             const char *name, uint64_t after, enum parted_kept kept,
                             struct parted *out, struct lets_error *err)
{
    const struct lets_observer observer = {.context = out, .entry = take};
    const struct lets_replay how = {.observers = &observer, .n_observers = 1, .refused = pass_over};
    struct lets_ledger *ledger = NULL;
    struct lets_error why = {0};

    *out = (struct parted){
        .session = session, .after = after, .kept = kept, .history = words_history_new()};
    enum lets_status status = lets_journal_replay(journal, &how, &ledger, &why);
    lets_ledger_free(ledger);
    if (lets_status_exit(status) == lets_status_exit(LETS_INPUT_OUTPUT)) {
        *err = why;
        return session_blame_if(session, status, name);
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- printing */

/* How many of the first commits' entries are shown. */
static size_t count_rows(const struct parted *parted)
{
    size_t n = 0;

    while (n < parted->n_sealed && n < ROWS_MAX &&
           parted->entries[n].seal <= parted->after + LETS_WITNESS_COMMITS) {
        n++;
    }
    return n;
}

static void print_more(struct session *session, uint64_t n, const char *what, const char *name)
{
    bool is_stream = name == session->journal_name && session->journal_path == NULL;
    struct buffer text = {0};

    buffer_format(&text, "and %" PRIu64 " %s more", n, what);
    if (!is_stream) {
        buffer_add_string(&text, ": lets -f ");
        shell_add_word(&text, lets_span_of(name));
        buffer_add_string(&text, " log");
    }
    output_line(&session->output, "%s", buffer_string(&text));
    buffer_release(&text);
}

void parted_print(const struct parted *parted, const char *name, uint64_t n)
{
    enum { SEAL, SEALED, BY, TRANSFER, TEXT, N_COLUMNS };
    static const struct column columns[N_COLUMNS] = {
        [SEAL] = {NULL, "seal", COLUMN_INTEGER, COLUMN_WHOLE},
        [SEALED] = {NULL, "recorded", COLUMN_WORD, COLUMN_WHOLE},
        [BY] = {NULL, "by", COLUMN_TEXT, COLUMN_CUT},
        [TRANSFER] = {NULL, "no.", COLUMN_INTEGER, COLUMN_WHOLE},
        [TEXT] = {NULL, "what", COLUMN_TEXT, COLUMN_SENTENCE},
    };
    struct output *output = &parted->session->output;

    output_line(output, "since then in %s:", name);
    struct list *list = list_begin(output, NULL, "entries", columns, N_COLUMNS, NULL);
    size_t n_rows = count_rows(parted);
    for (size_t i = 0; i < n_rows; i++) {
        const struct parted_entry *entry = &parted->entries[i];
        list_row(list);
        list_integer(list, SEAL, entry->seal);
        list_time(list, SEALED, entry->sealed);
        list_string(list, BY, entry->clerk);
        list_integer(list, TRANSFER, entry->transfer);
        list_string(list, TEXT, entry->text);
    }
    list_end(list);
    if (n_rows == ROWS_MAX && parted->n_all > n_rows) {
        uint64_t n_more = parted->n_all - n_rows;
        print_more(parted->session, n_more, n_more == 1 ? "entry" : "entries", name);
    } else if (n > LETS_WITNESS_COMMITS) {
        uint64_t n_more = n - LETS_WITNESS_COMMITS;
        print_more(parted->session, n_more, n_more == 1 ? "commit" : "commits", name);
    }
}
