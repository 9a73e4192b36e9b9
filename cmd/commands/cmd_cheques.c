/* SPDX-License-Identifier: MIT */
/*
 * lets cheques: every number that was issued, and what became of it. CSV and JSON have a row a
 * cheque; in text neighbours of which the same is to be said share a row, for of most there is
 * nothing to be said.
 */

#include <inttypes.h>
#include <string.h>

#include "base/failure.h"
#include "commands/cheque_past.h"
#include "commands/commands.h"
#include "output/list.h"
#include "session/footer.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "session/session.h"

struct cheques_values {
    const char *id;
    bool is_outstanding;
    bool is_missing;
    bool is_returned;
    bool is_stopped;
};

#define AT(member) offsetof(struct cheques_values, member)

static const struct argument arguments[] = {
    {"ID", "only the books of that account", OPTION_ID, AT(id), true, false},
    {0},
};

static const struct option options[] = {
    {"outstanding", 0, NULL, "only those that may still come in", OPTION_FLAG, AT(is_outstanding),
     false},
    {"missing", 0, NULL, "only those skipped: outstanding, below the highest used of their book",
     OPTION_FLAG, AT(is_missing), false},
    {"returned", 0, NULL, "only those that were presented and refused", OPTION_FLAG,
     AT(is_returned), false},
    {"stopped", 0, NULL, "only those that are stopped", OPTION_FLAG, AT(is_stopped), false},
    {0},
};

enum { CHEQUE, ACCOUNT, NAME, ISSUED, STATUS, TRANSFER, DATE, TO, AMOUNT, REASON, N_COLUMNS };
static const struct column columns[N_COLUMNS] = {
    [CHEQUE] = {"cheque", "cheque", COLUMN_INTEGER, COLUMN_WHOLE},
    [ACCOUNT] = {"account", "account", COLUMN_TEXT, COLUMN_WHOLE},
    [NAME] = {"name", "name", COLUMN_TEXT, COLUMN_CUT},
    [ISSUED] = {"issued", "issued", COLUMN_WORD, COLUMN_UNBROKEN},
    [STATUS] = {"status", "status", COLUMN_WORD, COLUMN_WHOLE},
    [TRANSFER] = {"transfer", "no.", COLUMN_INTEGER, COLUMN_WHOLE},
    [DATE] = {"date", "date", COLUMN_WORD, COLUMN_WHOLE},
    [TO] = {"to", "to", COLUMN_TEXT, COLUMN_WRAPPED},
    [AMOUNT] = {"amount", "amount", COLUMN_AMOUNT, COLUMN_UNBROKEN},
    [REASON] = {"reason", "reason", COLUMN_TEXT, COLUMN_WRAPPED},
};

/* A cheque, or, in text, neighbours that differ in nothing but their number. */
struct row {
    uint32_t first;
    uint32_t last;
    uint32_t account;
    struct lets_date issued;
    enum lets_cheque_status status;
    uint32_t transfer;
    bool has_event; /* something happened to it: the transfer, or what the past knows */
    struct cheque_past_event event;
};

enum { N_STATUSES = LETS_WITHDRAWN + 1 };

struct view {
    struct session *session;
    const struct cheques_values *given;
    const struct lets_account *account; /* NULL: all */
    const struct cheque_past_event *events;
    size_t n_events;
    size_t next_withdrawn; /* of the events */
    struct list *list;
    struct row waiting; /* first 0: none */
    uint64_t counts[N_STATUSES];
};

/* ---------------------------------------------------------------- rows */

static void print_row(const struct view *view, const struct row *row)
{
    const struct session *session = view->session;
    const struct cheque_past_event *event = &row->event;
    const struct lets_account *account = lets_ledger_account(session->ledger, row->account);
    bool is_text = session->output.format == OUTPUT_TEXT;
    struct list *list = view->list;
    char range[24];

    list_row(list);
    (void)snprintf(range, sizeof range, "%" PRIu32 "-%" PRIu32, row->first, row->last);
    if (row->first == row->last) {
        list_integer(list, CHEQUE, row->first);
    } else {
        list_string(list, CHEQUE, range);
    }
    list_text(list, ACCOUNT, account->id);
    list_text(list, NAME, words_name(&session->names, account));
    list_date(list, ISSUED, row->issued);
    list_string(list, STATUS, lets_cheque_status_word(row->status));
    list_integer(list, TRANSFER, row->transfer);
    if (row->has_event) {
        list_date(list, DATE, event->date);
    }
    if (event->has_payee) {
        const struct lets_account *payee = lets_ledger_account(session->ledger, event->payee);
        struct buffer to = {0};
        words_label(&to, &session->names, payee);
        list_text(list, TO, is_text ? buffer_span(&to) : payee->id);
        buffer_release(&to);
    }
    if (event->has_amount) {
        list_amount(list, AMOUNT, event->amount);
    }
    list_string(list, REASON, event->reason == NULL ? "" : event->reason);
}

static bool is_like(const struct row *a, const struct row *b)
{
    const struct cheque_past_event *x = &a->event;
    const struct cheque_past_event *y = &b->event;
    bool is_same_reason = x->reason == NULL || y->reason == NULL
                              ? x->reason == y->reason
                              : strcmp(x->reason, y->reason) == 0;

    return a->account == b->account && a->issued.day == b->issued.day && a->status == b->status &&
           a->transfer == 0 && b->transfer == 0 && !x->has_payee && !y->has_payee &&
           !x->has_amount && !y->has_amount && a->has_event == b->has_event &&
           x->date.day == y->date.day && is_same_reason;
}

static void flush_row(struct view *view)
{
    if (view->waiting.first > 0) {
        print_row(view, &view->waiting);
        view->waiting.first = 0;
    }
}

static bool is_wanted(const struct view *view, const struct row *row, uint32_t highest_used)
{
    const struct cheques_values *given = view->given;

    if (view->account != NULL && view->account->index != row->account) {
        return false;
    }
    if (given->is_missing) {
        return row->status == LETS_OUTSTANDING && row->first < highest_used;
    }
    return (!given->is_outstanding || row->status == LETS_OUTSTANDING) &&
           (!given->is_returned || row->status == LETS_RETURNED) &&
           (!given->is_stopped || row->status == LETS_STOPPED);
}

static void add_row(struct view *view, const struct row *row, uint32_t highest_used)
{
    struct row *waiting = &view->waiting;

    if (!is_wanted(view, row, highest_used)) {
        return;
    }
    view->counts[row->status]++;
    if (view->session->output.format == OUTPUT_TEXT && waiting->first > 0 &&
        waiting->last + 1 == row->first && is_like(waiting, row)) {
        waiting->last = row->last;
        return;
    }
    flush_row(view);
    *waiting = *row;
}

/* ---------------------------------------------------------------- numbers */

static struct row row_of(const struct view *view, const struct lets_cheque *cheque)
{
    struct row row = {
        .first = cheque->number,
        .last = cheque->number,
        .account = cheque->account,
        .issued = cheque->issued,
        .status = cheque->status,
        .transfer = cheque->transfer,
    };
    const struct cheque_past_event *event =
        cheque_past_find(view->events, view->n_events, cheque->number);
    struct lets_transfer transfer;

    if (cheque->status == LETS_USED &&
        lets_ledger_transfer(view->session->ledger, cheque->transfer, &transfer)) {
        row.has_event = true;
        row.event = (struct cheque_past_event){
            .date = transfer.date,
            .has_payee = true,
            .payee = transfer.payee,
            .has_amount = true,
            .amount = transfer.amount,
        };
    } else if (event != NULL) {
        row.has_event = true;
        row.event = *event;
    }
    return row;
}

/* The numbers that lie in no book, up to `before`. */
static void add_withdrawn(struct view *view, uint32_t before)
{
    for (; view->next_withdrawn < view->n_events; view->next_withdrawn++) {
        const struct cheque_past_event *event = &view->events[view->next_withdrawn];
        if (event->number >= before) {
            return;
        }
        if (event->is_withdrawal && event->value.minor == 0) {
            struct row row = {
                .first = event->number,
                .last = event->number,
                .account = event->account,
                .issued = event->issued,
                .status = LETS_WITHDRAWN,
                .has_event = true,
                .event = *event,
            };
            add_row(view, &row, 0);
        }
    }
}

static void add_book(struct view *view, const struct lets_cheque *book)
{
    const struct lets_ledger *ledger = view->session->ledger;
    struct lets_cheque cheque;
    uint32_t highest_used = book->book_last;

    if (book->value.minor > 0) {
        return; /* of vouchers, which 'lets vouchers' lists */
    }
    while (highest_used >= book->book_first && lets_ledger_cheque(ledger, highest_used, &cheque) &&
           cheque.status != LETS_USED) {
        highest_used--;
    }
    for (uint32_t number = book->book_first; number <= book->book_last; number++) {
        if (lets_ledger_cheque(ledger, number, &cheque)) {
            struct row row = row_of(view, &cheque);
            add_row(view, &row, highest_used);
        }
    }
}

/* "30 cheques: 25 outstanding, 4 used, 1 returned". */
static void print_counts(const struct view *view, bool has_rows)
{
    struct buffer line = {0};
    uint64_t total = 0;
    const char *sign = ": ";

    if (!footer_begin(view->session, has_rows)) {
        return;
    }
    for (size_t i = 0; i < N_STATUSES; i++) {
        total += view->counts[i];
    }
    buffer_format(&line, "%" PRIu64 " cheque%s%s", total, total == 1 ? "" : "s",
                  view->given->is_missing ? " missing" : "");
    for (size_t i = 0; i < N_STATUSES && !view->given->is_missing; i++) {
        if (view->counts[i] > 0) {
            buffer_format(&line, "%s%" PRIu64 " %s", sign, view->counts[i],
                          lets_cheque_status_word((enum lets_cheque_status)i));
            sign = ", ";
        }
    }
    output_line(&view->session->output, "%s", buffer_string(&line));
    buffer_release(&line);
}

static void print(struct view *view)
{
    struct session *session = view->session;
    struct lets_cheque book;

    view->list = list_begin(&session->output, session->ledger, "cheques", columns, N_COLUMNS, NULL);
    for (uint32_t after = 0; lets_ledger_next_book(session->ledger, after, &book);
         after = book.book_last) {
        add_withdrawn(view, book.book_first);
        add_book(view, &book);
    }
    add_withdrawn(view, UINT32_MAX);
    bool has_rows = view->waiting.first > 0;
    flush_row(view);
    list_end(view->list);
    print_counts(view, has_rows);
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    struct view view = {.session = session, .given = values};
    const struct cheques_values *given = values;
    struct cheque_past *past = cheque_past_new();
    const struct lets_observer observer = cheque_past_observer(past);
    enum lets_status status = LETS_OK;

    if (given->is_outstanding + given->is_missing + given->is_returned + given->is_stopped > 1) {
        status = failure_misused(err, "--outstanding, --missing, --returned and --stopped exclude "
                                      "each other");
    }
    if (status == LETS_OK) {
        status = session_read(session, &observer, 1, err);
    }
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

const struct command cmd_cheques = {
    .name = "cheques",
    .kind = COMMAND_VIEW,
    .synopsis = "[ID] [--outstanding | --missing | --returned | --stopped]",
    .summary = "list cheque books and what became of their cheques",
    .details = "Missing are the cheques of a book that did not come in although one with a higher "
               "number has: ask for their stubs.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct cheques_values),
    .run = run,
};
