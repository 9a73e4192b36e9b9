/* SPDX-License-Identifier: MIT */
/*
 * The answer of a writing command. Entries are told as they are applied, while what they say is at
 * hand, and printed only when the commit is on the disk: a sentence on the screen is a promise.
 */

#include "writing/answer.h"

#include <inttypes.h>
#include <string.h>

struct answer {
    struct session *session;
    struct buffer sentences; /* a line each */
    struct buffer said;      /* lines of writing_say */
    json_t *entries;         /* array; CSV only */
    struct buffer json;      /* the entries as JSON, parted by commas; JSON only */
    /* Prints what stands for the sentences; NULL: nothing does. */
    void (*list)(void *context, struct output *output);
    void *list_context;
    json_t *extra; /* more keys for JSON */
    size_t n_skipped;
    bool is_shown;     /* the sentences, on the terminal, before a question */
    uint32_t *touched; /* owned: indexes of the accounts whose balances changed, in that order */
    size_t n_touched;
    size_t touched_capacity;
    bool *is_touched; /* owned: by the index of the account */
    size_t n_flags;
    enum lets_kind kinds[16]; /* that were added, in that order */
    size_t n_kinds;
};

struct answer *answer_new(struct session *session)
{
    struct answer *answer = memory_array(1, sizeof *answer);

    answer->session = session;
    answer->extra = json_object();
    answer->entries = session->output.format == OUTPUT_CSV ? json_array() : NULL;
    memory_check(answer->extra != NULL &&
                 (answer->entries != NULL || session->output.format != OUTPUT_CSV));
    return answer;
}

void answer_free(struct answer *answer)
{
    if (answer == NULL) {
        return;
    }
    buffer_release(&answer->sentences);
    buffer_release(&answer->said);
    json_decref(answer->entries);
    json_decref(answer->extra);
    buffer_release(&answer->json);
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

static void note_kind(struct answer *answer, enum lets_kind kind)
{
    for (size_t i = 0; i < answer->n_kinds; i++) {
        if (answer->kinds[i] == kind) {
            return;
        }
    }
    answer->kinds[answer->n_kinds++] = kind;
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
    words_entry(&answer->sentences, session->ledger, &session->names, entry, before);
    buffer_format(&answer->sentences, "%s%s\n", is_dated && !is_transfer ? "; dated " : "",
                  is_transfer ? "" : day);
}

void answer_add(struct answer *answer, const struct lets_entry *entry,
                const struct words_before *before)
{
    const struct session *session = answer->session;

    note_kind(answer, entry->kind);
    if (entry->kind == LETS_KIND_TRANSFER) {
        touch(answer, entry->payer);
        touch(answer, entry->payee);
    }
    unsigned decimals = lets_ledger_summary(session->ledger)->decimals;
    if (answer->entries != NULL && answer->list == NULL) {
        json_add(answer->entries, json_of_entry(entry, decimals));
    }
    if (session->output.format == OUTPUT_JSON) {
        buffer_add_string(&answer->json, answer->json.size > 0 ? ",\n" : "\n");
        json_add_entry(&answer->json, entry, decimals);
    }
    if (before != NULL) {
        tell(answer, entry, before);
    }
}

void answer_show(struct answer *answer)
{
    answer->is_shown = true;
    struct output terminal = {.format = OUTPUT_TEXT, .stream = stderr};

    output_text(&terminal, buffer_span(&answer->sentences));
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

static void print_text(const struct answer *answer, struct lets_span first)
{
    struct output *output = &answer->session->output;

    if (answer->list != NULL) {
        answer->list(answer->list_context, output);
    } else {
        output_text(output, first);
    }
    if (answer->session->globals->is_quiet) {
        return;
    }
    print_balances(answer);
    output_text(output, buffer_span(&answer->said));
}

/* Columns: the kind, then the keys of every kind that was added, a name once. */
static size_t list_columns(const struct answer *answer, struct column *columns)
{
    size_t n_columns = 0;

    columns[n_columns++] = (struct column){.name = "kind", .type = COLUMN_WORD};
    for (size_t k = 0; k < answer->n_kinds; k++) {
        size_t n_keys = 0;
        const struct lets_key *keys = lets_kind_keys(answer->kinds[k], &n_keys);
        for (size_t i = 0; i < n_keys; i++) {
            size_t at = 0;
            while (at < n_columns && strcmp(columns[at].name, keys[i].name) != 0) {
                at++;
            }
            bool is_text = keys[i].type == LETS_TYPE_TEXT || keys[i].type == LETS_TYPE_ID;
            if (at == n_columns) {
                columns[n_columns++] = (struct column){
                    .name = keys[i].name,
                    .type = is_text ? COLUMN_TEXT : COLUMN_WORD,
                };
            }
        }
    }
    return n_columns;
}

static void list_value(struct list *list, size_t column, const json_t *value)
{
    if (json_is_string(value)) {
        list_string(list, column, json_string_value(value));
    } else if (json_is_integer(value)) {
        json_int_t number = json_integer_value(value);
        if (number > 0) {
            list_integer(list, column, (uint64_t)number);
        } else {
            list_zero(list, column);
        }
    }
}

static void print_csv(const struct answer *answer)
{
    struct session *session = answer->session;
    struct column columns[64];

    if (answer->list != NULL) {
        answer->list(answer->list_context, &session->output);
        return;
    }
    size_t n_columns = list_columns(answer, columns);
    struct list *list =
        list_begin(&session->output, session->ledger, "appended", columns, n_columns, NULL);
    size_t i;
    json_t *entry;

    json_array_foreach(answer->entries, i, entry)
    {
        list_row(list);
        list_string(list, 0, json_object_iter_key(json_object_iter(entry)));
        for (size_t column = 1; column < n_columns; column++) {
            list_value(list, column, json_object_get(entry, columns[column].name));
        }
    }
    list_end(list);
}

/* The entries come first, and were written as they came; the rest is printed behind them. */
static void print_json(const struct answer *answer, bool is_dry)
{
    struct output *output = &answer->session->output;
    const struct lets_summary *summary = lets_ledger_summary(answer->session->ledger);
    json_t *object = json_object();

    json_put(object, "skipped", json_integer((json_int_t)answer->n_skipped));
    json_put(object, "rejected", json_array());
    json_put(object, "head",
             json_of_span(is_dry ? (struct lets_span){0} : lets_span_of(summary->head.hex)));
    if (is_dry) {
        json_put(object, "dry_run", json_true());
    }
    if (json_object_update(object, answer->extra) != 0) {
        memory_end();
    }
    fprintf(output->stream, "{\"appended\": [%s%s], ", buffer_string(&answer->json),
            answer->json.size > 0 ? "\n" : "");
    json_print(object, output->stream, JSON_EMBED);
    fputs("}\n", output->stream);
    json_decref(object);
}

void answer_print(struct answer *answer)
{
    struct session *session = answer->session;
    struct buffer head = {0};

    switch (session->output.format) {
    case OUTPUT_TEXT:
        /* What the same terminal shows already is not said twice. */
        print_text(answer, answer->is_shown && session->output.is_terminal
                               ? (struct lets_span){0}
                               : buffer_span(&answer->sentences));
        words_head_line(&head, session->ledger);
        if (!session->globals->is_quiet) {
            output_line(&session->output, "%s", buffer_string(&head));
        }
        break;
    case OUTPUT_CSV:
        print_csv(answer);
        break;
    case OUTPUT_JSON:
        print_json(answer, false);
        break;
    }
    buffer_release(&head);
}

void answer_print_dry(struct answer *answer, struct lets_span bytes)
{
    switch (answer->session->output.format) {
    case OUTPUT_TEXT:
        answer->list = NULL;
        print_text(answer, bytes.size > 0 ? bytes : buffer_span(&answer->sentences));
        break;
    case OUTPUT_CSV:
        print_csv(answer);
        break;
    case OUTPUT_JSON:
        print_json(answer, true);
        break;
    }
}
