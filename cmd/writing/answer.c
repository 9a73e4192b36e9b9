/* SPDX-License-Identifier: MIT */
/*
 * The answer of a writing command. Entries are told as they are applied, while what they say is at
 * hand, and printed only when the commit is on the disk: a sentence on the screen is a promise.
 */

#include "writing/answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "output/json.h"
#include "output/list.h"
#include "session/footer.h"
#include "session/talk.h"
#include "words/figures.h"
#include "words/sentence.h"

struct answer {
    struct session *session;
    struct buffer sentences; /* a line each */
    size_t run_at;           /* of the last of them, where it is of cheques */
    uint32_t run_first;      /* the numbers it tells of; 0: it is of no cheque */
    uint32_t run_last;
    struct buffer run_said; /* what their entries say, alike */
    struct buffer said;     /* lines of writing_say */
    struct buffer json;     /* the entries as JSON, parted by commas; JSON only */
    struct buffer cells;    /* CSV only: the kind of each entry and what its keys say, a NUL behind
                               each */
    /* Prints what stands for the sentences; NULL: nothing does. */
    void (*list)(void *context, struct output *output);
    void *list_context;
    bool is_table; /* the list says what becomes of the balances */
    json_t *extra; /* more keys for JSON */
    size_t n_skipped;
    bool is_shown;     /* the sentences, on the terminal, before a question */
    uint32_t *touched; /* owned: indexes of the accounts whose balances changed, in that order */
    size_t n_touched;
    size_t touched_capacity;
    bool *is_touched; /* owned: by the index of the account */
    size_t n_flags;
    /* CSV only: the kind, then the keys of every kind that was added, a name once. */
    struct column *columns; /* owned */
    size_t n_columns;
    size_t columns_capacity;
    enum lets_kind *kinds; /* owned: those whose keys have columns */
    size_t n_kinds;
    size_t kinds_capacity;
};

static void add_column(struct answer *answer, const char *name, bool is_text)
{
    memory_make_room(answer->columns, &answer->columns_capacity, answer->n_columns + 1);
    answer->columns[answer->n_columns++] =
        (struct column){.name = name, .type = is_text ? COLUMN_TEXT : COLUMN_WORD};
}

struct answer *answer_new(struct session *session)
{
    struct answer *answer = memory_array(1, sizeof *answer);

    answer->session = session;
    answer->extra = json_object();
    memory_check(answer->extra != NULL);
    add_column(answer, "kind", false);
    return answer;
}

void answer_free(struct answer *answer)
{
    if (answer == NULL) {
        return;
    }
    buffer_release(&answer->sentences);
    buffer_release(&answer->run_said);
    buffer_release(&answer->said);
    json_decref(answer->extra);
    buffer_release(&answer->json);
    buffer_release(&answer->cells);
    memory_free(answer->columns);
    memory_free(answer->kinds);
    memory_free(answer->touched);
    memory_free(answer->is_touched);
    memory_free(answer);
}

static void touch(struct answer *answer, struct lets_span id)
{
    const struct lets_account *account = lets_ledger_find(answer->session->ledger, id);

    if (account == NULL) {
        return;
    }
    if (account->index >= answer->n_flags) {
        size_t n = answer->n_flags;
        memory_make_room(answer->is_touched, &answer->n_flags, (size_t)account->index + 1);
        memset(answer->is_touched + n, 0, (answer->n_flags - n) * sizeof(bool));
    }
    if (!answer->is_touched[account->index]) {
        answer->is_touched[account->index] = true;
        memory_make_room(answer->touched, &answer->touched_capacity, answer->n_touched + 1);
        answer->touched[answer->n_touched++] = account->index;
    }
}

/* The column of that name; n_columns where there is none. */
static size_t find_column(const struct answer *answer, const char *name)
{
    size_t at = 0;

    while (at < answer->n_columns && strcmp(answer->columns[at].name, name) != 0) {
        at++;
    }
    return at;
}

static void add_columns(struct answer *answer, enum lets_kind kind)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(kind, &n_keys);

    for (size_t i = 0; i < answer->n_kinds; i++) {
        if (answer->kinds[i] == kind) {
            return;
        }
    }
    memory_make_room(answer->kinds, &answer->kinds_capacity, answer->n_kinds + 1);
    answer->kinds[answer->n_kinds++] = kind;
    for (size_t i = 0; i < n_keys; i++) {
        if (find_column(answer, keys[i].name) == answer->n_columns) {
            add_column(answer, keys[i].name,
                       keys[i].type == LETS_TYPE_TEXT || keys[i].type == LETS_TYPE_ID);
        }
    }
}

static const struct lets_span nul = {.bytes = "", .size = 1};

/* What an entry's keys say, from one on, a NUL behind each. */
static void add_values(struct buffer *out, const struct lets_entry *entry, size_t from,
                       unsigned decimals)
{
    char buffer[LETS_VALUE_SIZE];
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);

    for (size_t i = from; i < n_keys; i++) {
        if (lets_type_mapping(keys[i].type) == NULL && lets_entry_has_field(entry, keys[i].field)) {
            buffer_add(out, lets_entry_value(entry, &keys[i], decimals, buffer));
        }
        buffer_add(out, nul);
    }
}

static void add_cells(struct answer *answer, const struct lets_entry *entry, unsigned decimals)
{
    add_columns(answer, entry->kind);
    buffer_add_string(&answer->cells, lets_kind_word(entry->kind));
    buffer_add(&answer->cells, nul);
    add_values(&answer->cells, entry, 0, decimals);
}

/* Cheques of one account that follow each other, whose entries say the same, are one sentence, and
 * that of the last takes the place of the one before. Returns the first of those that this one
 * ends.
 */
static uint32_t join_cheque(struct answer *answer, const struct lets_entry *entry)
{
    const struct lets_ledger *ledger = answer->session->ledger;
    struct lets_cheque cheque = {.account = UINT32_MAX};
    struct buffer said = {0};

    (void)lets_ledger_cheque(ledger, entry->number, &cheque);
    buffer_format(&said, "%" PRIu32, cheque.account);
    buffer_add(&said, nul);
    add_values(&said, entry, 1, lets_ledger_summary(ledger)->decimals); /* all but the number */
    if (answer->run_first > 0 && answer->run_last + 1 == entry->number &&
        lets_span_equal(buffer_span(&said), buffer_span(&answer->run_said))) {
        answer->sentences.size = answer->run_at;
    } else {
        answer->run_at = answer->sentences.size;
        answer->run_first = entry->number;
    }
    answer->run_last = entry->number;
    buffer_release(&answer->run_said);
    answer->run_said = said;
    return answer->run_first;
}

/* The sentence, and the entry's date where it is not today's: a slip in it should be seen. */
static void tell(struct answer *answer, const struct lets_entry *entry,
                 const struct words_before *before)
{
    const struct session *session = answer->session;
    bool is_transfer = entry->kind == LETS_KIND_TRANSFER;
    bool is_its_kind = entry->kind == LETS_KIND_CLOSE || entry->kind == LETS_KIND_REOPEN;
    bool is_dated = lets_entry_has(entry, date) && !is_its_kind &&
                    entry->date.day != lets_time_day(session->now).day;
    char day[LETS_DATE_SIZE] = "";

    if (is_dated) {
        lets_date_format(entry->date, day);
    }
    if (is_transfer) {
        buffer_format(&answer->sentences, "transfer %" PRIu32 "%s%s: ", entry->number,
                      is_dated ? ", dated " : "", day);
    }
    if (entry->kind == LETS_KIND_CHEQUE) {
        uint32_t first = join_cheque(answer, entry);
        words_cheques(&answer->sentences, session->ledger, &session->names, entry, first);
    } else {
        answer->run_first = 0;
        words_entry(&answer->sentences, session->ledger, &session->names, entry, before);
    }
    buffer_format(&answer->sentences, "%s%s\n", is_dated && !is_transfer ? "; dated " : "",
                  is_transfer ? "" : day);
}

void answer_add(struct answer *answer, const struct lets_entry *entry,
                const struct words_before *before)
{
    const struct session *session = answer->session;

    if (entry->kind == LETS_KIND_TRANSFER) {
        touch(answer, entry->payer);
        touch(answer, entry->payee);
    }
    unsigned decimals = lets_ledger_summary(session->ledger)->decimals;
    if (session->output.format == OUTPUT_CSV && answer->list == NULL) {
        add_cells(answer, entry, decimals);
    }
    if (session->output.format == OUTPUT_JSON) {
        buffer_add_string(&answer->json, answer->json.size > 0 ? ",\n" : "\n");
        json_add_entry(&answer->json, entry, decimals, false);
    }
    if (before != NULL) {
        tell(answer, entry, before);
    }
}

/* The table as text; what it comes to where there is no memory is less of it. */
static void add_table(const struct answer *answer, struct buffer *out)
{
    struct output held = {.format = OUTPUT_TEXT};

    memory_check(output_hold(&held, OUTPUT_TEXT, NULL) == LETS_OK);
    answer->list(answer->list_context, &held);
    memory_check(output_take(&held, out, NULL) == LETS_OK);
}

void answer_show(struct answer *answer)
{
    struct output terminal = {.format = OUTPUT_TEXT, .stream = stderr};
    struct buffer shown = {0};

    if (answer->is_table) {
        add_table(answer, &shown);
    } else {
        buffer_add(&shown, buffer_span(&answer->sentences));
    }
    session_note_shown(answer->session, buffer_span(&shown));
    if (!answer->session->is_hushed) {
        output_text(&terminal, buffer_span(&shown));
    }
    buffer_release(&shown);
    answer->is_shown = true;
}

void answer_say(struct answer *answer, const char *format, va_list arguments)
{
    buffer_add_format(&answer->said, format, arguments);
    buffer_add_string(&answer->said, "\n");
}

void answer_put(struct answer *answer, const char *key, json_t *value)
{
    json_put(answer->extra, key, value);
}

void answer_set_list(struct answer *answer, void (*list)(void *context, struct output *output),
                     void *context)
{
    answer->list = list;
    answer->list_context = context;
}

void answer_set_table(struct answer *answer, void (*list)(void *context, struct output *output),
                      void *context)
{
    answer_set_list(answer, list, context);
    answer->is_table = true;
}

void answer_skip(struct answer *answer, size_t n_skipped)
{
    answer->n_skipped += n_skipped;
}

void answer_warn(const struct answer *answer)
{
    const struct session *session = answer->session;
    const struct lets_ledger *ledger = session->ledger;

    for (size_t i = 0; i < answer->n_touched; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, answer->touched[i]);
        if (lets_ledger_summary(ledger)->limits == LETS_LIMITS_SOFT &&
            lets_ledger_is_over(ledger, account, account->balance)) {
            struct buffer text = {0};
            words_over(&text, ledger, &session->names, account);
            session_warn(session, "%s", buffer_string(&text));
            buffer_release(&text);
        }
    }
}

static void print_balances(const struct answer *answer)
{
    enum { ACCOUNT, NAME, BALANCE, OVER_LIMIT, N_COLUMNS };
    static const struct column columns[N_COLUMNS] = {
        [ACCOUNT] = {NULL, "account", COLUMN_TEXT, COLUMN_WHOLE},
        [NAME] = {NULL, "name", COLUMN_TEXT, COLUMN_CUT},
        [BALANCE] = {NULL, "balance", COLUMN_AMOUNT, COLUMN_WHOLE},
        [OVER_LIMIT] = {NULL, "over limit", COLUMN_BOOLEAN, COLUMN_WHOLE},
    };
    struct session *session = answer->session;
    const struct lets_ledger *ledger = session->ledger;
    struct list *list = list_begin(&session->output, ledger, "accounts", columns, N_COLUMNS, NULL);

    for (size_t i = 0; i < answer->n_touched; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, answer->touched[i]);
        list_row(list);
        list_text(list, ACCOUNT, account->id);
        list_text(list, NAME, words_name(&session->names, account));
        list_amount(list, BALANCE, account->balance);
        if (lets_ledger_is_over(ledger, account, account->balance)) {
            list_boolean(list, OVER_LIMIT, true);
            list_highlight(list);
        }
    }
    list_end(list);
}

static void print_text(const struct answer *answer, const char *dry)
{
    struct session *session = answer->session;
    struct output *output = &session->output;
    struct lets_span sentences = buffer_span(&answer->sentences);

    if (answer->is_table) {
        if (!answer->is_shown || !output->is_terminal) {
            answer->list(answer->list_context, output);
        }
    } else if (dry != NULL) {
        output_text(output, dry[0] != '\0' ? lets_span_of(dry) : sentences);
    } else if (answer->list != NULL) {
        answer->list(answer->list_context, output);
    } else if (!answer->is_shown || !output->is_terminal) {
        /* What the same terminal shows already is not said twice. */
        output_text(output, sentences);
    }
    if (session->globals->is_quiet) {
        return;
    }
    if (!answer->is_table) {
        print_balances(answer);
    }
    output_text(output, buffer_span(&answer->said));
    if (dry == NULL) {
        footer_head(session);
    }
}

/* The row of the entry whose cells begin there; returns where those of the next do. */
static const char *list_cells(struct list *list, const struct answer *answer, const char *cell)
{
    enum lets_kind kind = LETS_KIND_SEAL;
    size_t n_keys = 0;

    (void)lets_kind_parse(lets_span_of(cell), &kind);
    const struct lets_key *keys = lets_kind_keys(kind, &n_keys);
    list_row(list);
    list_string(list, 0, cell);
    cell += strlen(cell) + 1;
    for (size_t i = 0; i < n_keys; i++) {
        list_string(list, find_column(answer, keys[i].name), cell);
        cell += strlen(cell) + 1;
    }
    return cell;
}

static void print_csv(const struct answer *answer)
{
    struct session *session = answer->session;
    struct lets_span cells = buffer_span(&answer->cells);

    if (answer->list != NULL) {
        answer->list(answer->list_context, &session->output);
        return;
    }
    struct list *list = list_begin(&session->output, session->ledger, "appended", answer->columns,
                                   answer->n_columns, NULL);
    for (const char *cell = cells.bytes; cell != NULL && cell < cells.bytes + cells.size;) {
        cell = list_cells(list, answer, cell);
    }
    list_end(list);
}

json_t *answer_keys(json_t *appended, size_t n_skipped, json_t *rejected, struct lets_span head,
                    bool is_dry)
{
    json_t *object = json_object();

    if (appended != NULL) {
        json_put(object, "appended", appended);
    }
    json_put(object, "skipped", json_integer((json_int_t)n_skipped));
    json_put(object, "rejected", rejected);
    json_put(object, "head", json_of_span(head));
    if (is_dry) {
        json_put(object, "dry_run", json_true());
    }
    return object;
}

/* The entries come first, and were written as they came; the rest is printed behind them. */
static void print_json(const struct answer *answer, bool is_dry)
{
    struct output *output = &answer->session->output;
    const struct lets_summary *summary = lets_ledger_summary(answer->session->ledger);
    struct lets_span head = lets_span_of(is_dry ? NULL : summary->head.hex);
    json_t *object = answer_keys(NULL, answer->n_skipped, json_array(), head, is_dry);

    if (json_object_update(object, answer->extra) != 0) {
        memory_end();
    }
    fprintf(output->stream, "{\"appended\": [%s%s], ", buffer_string(&answer->json),
            answer->json.size > 0 ? "\n" : "");
    json_print(object, output->stream, JSON_EMBED);
    fputs("}\n", output->stream);
    json_decref(object);
}

void answer_print(const struct answer *answer, const char *dry)
{
    switch (answer->session->output.format) {
    case OUTPUT_TEXT:
        print_text(answer, dry);
        break;
    case OUTPUT_CSV:
        print_csv(answer);
        break;
    case OUTPUT_JSON:
        print_json(answer, dry != NULL);
        break;
    }
}
