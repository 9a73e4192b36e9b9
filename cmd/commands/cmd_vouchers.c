/* SPDX-License-Identifier: MIT */
/*
 * lets vouchers: every voucher that was printed, and what became of it. CSV and JSON have a row a
 * voucher; in text neighbours of which the same is to be said share a row. With --check it is one
 * question, asked before the cake is handed over: see voucher_check.
 */

#include <inttypes.h>
#include <string.h>

#include "base/failure.h"
#include "commands/cheque_past.h"
#include "commands/commands.h"
#include "commands/voucher_check.h"
#include "output/list.h"
#include "session/footer.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "session/voucher.h"
#include "words/figures.h"

struct vouchers_values {
    const char *id; /* with --check, the code */
    bool is_printed;
    bool is_out;
    bool is_expired;
    uint32_t check;
};

#define AT(member) offsetof(struct vouchers_values, member)

static const struct argument arguments[] = {
    {"FLOAT", "only those of that account; with --check, the CODE on the voucher", OPTION_STRING,
     AT(id), true, false},
    {0},
};

static const struct option options[] = {
    {"printed", 0, NULL, "only those that were not sold", OPTION_FLAG, AT(is_printed), false},
    {"out", 0, NULL, "only those that may still come in: out, returned or stopped", OPTION_FLAG,
     AT(is_out), false},
    {"expired", 0, NULL, "only those of them whose last day has passed", OPTION_FLAG,
     AT(is_expired), false},
    {"check", 0, "N", "whether the voucher of that number and CODE is good", OPTION_NUMBER,
     AT(check), false},
    {0},
};

enum {
    NUMBER,
    FLOAT,
    VALUE,
    EXPIRES,
    STATUS,
    SOLD_IN,
    BUYER,
    TRANSFER,
    DATE,
    PAYEE,
    REASON,
    N_COLUMNS
};
static const struct column columns[N_COLUMNS] = {
    [NUMBER] = {"number", "number", COLUMN_INTEGER, COLUMN_WHOLE},
    [FLOAT] = {"float", "float", COLUMN_TEXT, COLUMN_WHOLE},
    [VALUE] = {"value", "value", COLUMN_AMOUNT, COLUMN_WHOLE},
    [EXPIRES] = {"expires", "expires", COLUMN_WORD, COLUMN_UNBROKEN},
    [STATUS] = {"status", "status", COLUMN_WORD, COLUMN_WHOLE},
    [SOLD_IN] = {"sold_in", "sold in", COLUMN_INTEGER, COLUMN_WHOLE},
    [BUYER] = {"buyer", "buyer", COLUMN_TEXT, COLUMN_CUT},
    [TRANSFER] = {"transfer", "no.", COLUMN_INTEGER, COLUMN_WHOLE},
    [DATE] = {"date", "date", COLUMN_WORD, COLUMN_WHOLE},
    [PAYEE] = {"payee", "payee", COLUMN_TEXT, COLUMN_CUT},
    [REASON] = {"reason", "reason", COLUMN_TEXT, COLUMN_WRAPPED},
};

/* A voucher, or, in text, neighbours that differ in nothing but their number. */
struct row {
    uint32_t first;
    uint32_t last;
    struct lets_cheque voucher;
    struct cheque_past_event event;
};

enum { N_STATUSES = LETS_TAKEN_BACK + 1 };

struct view {
    struct session *session;
    const struct vouchers_values *given;
    const struct lets_account *account; /* NULL: all */
    const struct cheque_past_event *events;
    size_t n_events;
    size_t next_withdrawn; /* of the events */
    struct list *list;
    struct row waiting; /* first 0: none */
    uint64_t counts[N_STATUSES];
    uint64_t n_expired;      /* of those that are out */
    struct lets_amount held; /* the value of what is out, returned or stopped */
};

/* ---------------------------------------------------------------- rows */

static void list_account(struct view *view, size_t column, uint32_t index)
{
    const struct session *session = view->session;
    const struct lets_account *account = lets_ledger_account(session->ledger, index);
    struct buffer label = {0};

    words_label(&label, &session->names, account);
    list_text(view->list, column,
              session->output.format == OUTPUT_TEXT ? buffer_span(&label) : account->id);
    buffer_release(&label);
}

static void print_row(struct view *view, const struct row *row)
{
    const struct lets_cheque *voucher = &row->voucher;
    const struct lets_ledger *ledger = view->session->ledger;
    struct list *list = view->list;
    struct lets_transfer sale;
    char range[24];

    list_row(list);
    (void)snprintf(range, sizeof range, "%" PRIu32 "-%" PRIu32, row->first, row->last);
    if (row->first == row->last) {
        list_integer(list, NUMBER, row->first);
    } else {
        list_string(list, NUMBER, range);
    }
    list_text(list, FLOAT, lets_ledger_account(ledger, voucher->account)->id);
    list_amount(list, VALUE, voucher->value);
    if (voucher->has_expires) {
        list_date(list, EXPIRES, voucher->expires);
    }
    list_string(list, STATUS, lets_cheque_status_word(voucher->status));
    list_integer(list, SOLD_IN, voucher->sold_in);
    if (lets_ledger_transfer(ledger, voucher->sold_in, &sale)) {
        list_account(view, BUYER, sale.payer);
    }
    list_integer(list, TRANSFER, voucher->transfer);
    list_date(list, DATE, row->event.date);
    if (row->event.has_payee) {
        list_account(view, PAYEE, row->event.payee);
    }
    list_string(list, REASON, row->event.reason == NULL ? "" : row->event.reason);
}

static bool is_like(const struct row *a, const struct row *b)
{
    const struct lets_cheque *v = &a->voucher;
    const struct lets_cheque *w = &b->voucher;
    const char *reason = a->event.reason == NULL ? "" : a->event.reason;

    return v->account == w->account && v->value.minor == w->value.minor &&
           v->has_expires == w->has_expires && v->expires.day == w->expires.day &&
           v->status == w->status && v->sold_in == w->sold_in && v->transfer == w->transfer &&
           a->event.date.day == b->event.date.day && a->event.has_payee == b->event.has_payee &&
           a->event.payee == b->event.payee &&
           strcmp(reason, b->event.reason == NULL ? "" : b->event.reason) == 0;
}

static void flush_row(struct view *view)
{
    if (view->waiting.first > 0) {
        print_row(view, &view->waiting);
        view->waiting.first = 0;
    }
}

static bool is_wanted(const struct view *view, const struct lets_cheque *voucher, bool is_expired)
{
    const struct vouchers_values *given = view->given;
    bool is_held = voucher_is_held(voucher);

    return (view->account == NULL || view->account->index == voucher->account) &&
           (!given->is_printed || voucher->status == LETS_PRINTED) && (!given->is_out || is_held) &&
           (!given->is_expired || (is_held && is_expired));
}

static void add_row(struct view *view, const struct row *row)
{
    const struct lets_cheque *voucher = &row->voucher;
    struct row *waiting = &view->waiting;
    bool is_expired = voucher_is_expired(voucher, view->session->today);

    if (!is_wanted(view, voucher, is_expired)) {
        return;
    }
    view->counts[voucher->status]++;
    if (voucher_is_held(voucher)) {
        view->held.minor += voucher->value.minor; /* what is out was paid: it is bounded */
        view->n_expired += is_expired ? 1 : 0;
    }
    if (view->session->output.format == OUTPUT_TEXT && waiting->first > 0 &&
        waiting->last + 1 == row->first && is_like(waiting, row)) {
        waiting->last = row->last;
        return;
    }
    flush_row(view);
    *waiting = *row;
}

/* ---------------------------------------------------------------- numbers */

/* The vouchers that were withdrawn and lie in no batch, up to `before`. */
static void add_withdrawn(struct view *view, uint32_t before)
{
    for (; view->next_withdrawn < view->n_events; view->next_withdrawn++) {
        const struct cheque_past_event *event = &view->events[view->next_withdrawn];
        if (event->number >= before) {
            return;
        }
        if (event->is_withdrawal && event->value.minor > 0) {
            struct row row = {
                .first = event->number,
                .last = event->number,
                .voucher = {.number = event->number,
                            .account = event->account,
                            .status = LETS_WITHDRAWN,
                            .value = event->value,
                            .has_expires = event->has_expires,
                            .expires = event->expires},
                .event = *event,
            };
            add_row(view, &row);
        }
    }
}

static void add_batch(struct view *view, const struct lets_cheque *book)
{
    for (uint32_t number = book->book_first; book->value.minor > 0 && number <= book->book_last;
         number++) {
        struct row row = {.first = number, .last = number};
        const struct cheque_past_event *event =
            cheque_past_find(view->events, view->n_events, number);
        if (event != NULL && lets_ledger_cheque(view->session->ledger, number, &row.voucher)) {
            row.event = *event;
            add_row(view, &row);
        }
    }
}

/* "40 vouchers: 20 printed, 15 out, 5 redeemed; 75.00 LINK may still come in, of 3 the last day has
 * passed". */
static void print_counts(const struct view *view, bool has_rows)
{
    static const enum lets_cheque_status order[] = {LETS_PRINTED,  LETS_OUT,      LETS_RETURNED,
                                                    LETS_STOPPED,  LETS_REDEEMED, LETS_TAKEN_BACK,
                                                    LETS_WITHDRAWN};
    struct buffer line = {0};
    uint64_t total = 0;
    const char *sign = ": ";

    if (!footer_begin(view->session, has_rows)) {
        return;
    }
    for (size_t i = 0; i < N_STATUSES; i++) {
        total += view->counts[i];
    }
    buffer_format(&line, "%" PRIu64 " voucher%s", total, total == 1 ? "" : "s");
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if (view->counts[order[i]] > 0) {
            buffer_format(&line, "%s%" PRIu64 " %s", sign, view->counts[order[i]],
                          lets_cheque_status_word(order[i]));
            sign = ", ";
        }
    }
    if (view->held.minor > 0) {
        buffer_add_string(&line, "; ");
        words_amount(&line, view->session->ledger, view->held);
        buffer_add_string(&line, " may still come in");
    }
    if (view->n_expired > 0) {
        buffer_format(&line, ", of %" PRIu64 " the last day has passed", view->n_expired);
    }
    output_line(&view->session->output, "%s", buffer_string(&line));
    buffer_release(&line);
}

static void print(struct view *view)
{
    struct session *session = view->session;
    struct lets_cheque book;

    view->list =
        list_begin(&session->output, session->ledger, "vouchers", columns, N_COLUMNS, NULL);
    for (uint32_t after = 0; lets_ledger_next_book(session->ledger, after, &book);
         after = book.book_last) {
        add_withdrawn(view, book.book_first);
        add_batch(view, &book);
    }
    add_withdrawn(view, UINT32_MAX);
    bool has_rows = view->waiting.first > 0;
    flush_row(view);
    list_end(view->list);
    print_counts(view, has_rows);
}

/* ---------------------------------------------------------------- the command */

static enum lets_status check(const struct vouchers_values *given, struct lets_error *err)
{
    int n_filters = given->is_printed + given->is_out + given->is_expired;

    if (n_filters > 1) {
        return failure_misused(err, "--printed, --out and --expired exclude each other");
    }
    if (given->check > 0 && n_filters > 0) {
        return failure_misused(err, "--check asks for one voucher: it goes with no other option");
    }
    if (given->check > 0 && given->id == NULL) {
        return failure_misused(err, "--check N stands without the CODE on the voucher");
    }
    return LETS_OK;
}

static enum lets_status list_vouchers(struct session *session, const struct vouchers_values *given,
                                      struct lets_error *err)
{
    struct view view = {.session = session, .given = given};
    struct cheque_past *past = cheque_past_new();
    const struct lets_observer observer = cheque_past_observer(past);
    enum lets_status status = session_read(session, &observer, 1, err);

    if (status == LETS_OK && given->id != NULL) {
        status = session_account(session, given->id, &view.account, err);
    }
    if (status == LETS_OK) {
        view.events = cheque_past_events(past, session->ledger, &view.n_events);
        print(&view);
    }
    cheque_past_free(past);
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct vouchers_values *given = values;
    enum lets_status status = check(given, err);

    if (status != LETS_OK) {
        return status;
    }
    return given->check > 0 ? voucher_check(session, given->check, given->id, err)
                            : list_vouchers(session, given, err);
}

const struct command cmd_vouchers = {
    .name = "vouchers",
    .kind = COMMAND_VIEW,
    .synopsis = "[FLOAT] [--printed | --out | --expired | --check N CODE]",
    .summary = "list vouchers and what became of them, or check one",
    .details = "With --check it says whether the voucher is good, and if not, why; then the exit "
               "status is 1.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct vouchers_values),
    .run = run,
};
