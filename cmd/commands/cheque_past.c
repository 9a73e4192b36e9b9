/* SPDX-License-Identifier: MIT */
/*
 * The past of cheques. Events are kept as they come and put in order once, at the end; what a
 * withdrawn number was issued as is looked up when it is withdrawn, for the ledger has forgotten it
 * by then.
 */

#include "commands/cheque_past.h"

#include <stdlib.h>

struct issue {
    uint32_t first;
    uint32_t last;
    struct lets_date date;
    struct lets_amount value; /* of vouchers; else 0 */
    bool has_expires;
    struct lets_date expires;
};

struct cheque_past {
    struct cheque_past_event *events; /* owned, in the order in which they happened */
    size_t n_events;
    size_t events_capacity;
    struct issue *issues;
    size_t n_issues;
    size_t issues_capacity;
    char **reasons; /* owned */
    size_t n_reasons;
    size_t reasons_capacity;
};

struct cheque_past *cheque_past_new(void)
{
    return memory_array(1, sizeof(struct cheque_past));
}

void cheque_past_free(struct cheque_past *past)
{
    if (past == NULL) {
        return;
    }
    for (size_t i = 0; i < past->n_reasons; i++) {
        memory_free(past->reasons[i]);
    }
    memory_free(past->reasons);
    memory_free(past->events);
    memory_free(past->issues);
    memory_free(past);
}

static const char *keep_reason(struct cheque_past *past, struct lets_span reason)
{
    if (reason.size == 0) {
        return NULL;
    }
    memory_make_room(past->reasons, &past->reasons_capacity, past->n_reasons + 1);
    past->reasons[past->n_reasons] = memory_copy(reason);
    return past->reasons[past->n_reasons++];
}

static void add_event(struct cheque_past *past, struct cheque_past_event event)
{
    memory_make_room(past->events, &past->events_capacity, past->n_events + 1);
    past->events[past->n_events++] = event;
}

/* As what a number was issued last. */
static struct issue issued_as(const struct cheque_past *past, uint32_t number)
{
    for (size_t i = past->n_issues; i > 0; i--) {
        const struct issue *issue = &past->issues[i - 1];
        if (issue->first <= number && number <= issue->last) {
            return *issue;
        }
    }
    return (struct issue){0};
}

/* A book, or a batch: of each of its vouchers this is the first event. */
static void take_issue(struct cheque_past *past, const struct lets_entry *entry)
{
    struct cheque_past_event event = {.date = entry->date};
    bool is_batch = lets_entry_has(entry, value);

    memory_make_room(past->issues, &past->issues_capacity, past->n_issues + 1);
    past->issues[past->n_issues++] = (struct issue){
        .first = entry->first,
        .last = entry->last,
        .date = entry->date,
        .value = {is_batch ? entry->value.minor : 0},
        .has_expires = lets_entry_has(entry, expires),
        .expires = entry->expires,
    };
    for (event.number = entry->first; is_batch && event.number <= entry->last; event.number++) {
        add_event(past, event);
    }
}

static void take_book(struct cheque_past *past, const struct lets_ledger *ledger,
                      const struct lets_entry *entry)
{
    if (!lets_entry_has(entry, withdrawn)) {
        take_issue(past, entry);
        return;
    }
    struct cheque_past_event event = {
        .account = lets_ledger_find(ledger, entry->id)->index,
        .date = entry->date,
        .is_withdrawal = true,
        .reason = keep_reason(past, entry->withdrawn),
    };
    for (event.number = entry->first; event.number <= entry->last; event.number++) {
        struct issue issue = issued_as(past, event.number);
        event.issued = issue.date;
        event.value = issue.value;
        event.has_expires = issue.has_expires;
        event.expires = issue.expires;
        add_event(past, event);
    }
}

static void take_cheque(struct cheque_past *past, const struct lets_ledger *ledger,
                        const struct lets_entry *entry)
{
    struct cheque_past_event event = {
        .number = entry->number,
        .date = entry->date,
        .is_noted = true,
        .has_payee = lets_entry_has(entry, payee),
        .has_amount = lets_entry_has(entry, amount),
        .amount = entry->amount,
        .reason = keep_reason(past, entry->reason),
    };
    if (event.has_payee) {
        event.payee = lets_ledger_find(ledger, entry->payee)->index;
    }
    add_event(past, event);
}

/* A reversal led a voucher back to what it was: where that was returned or stopped, what was said
 * of it then is said again. */
static void add_again(struct cheque_past *past, const struct lets_cheque *voucher,
                      struct cheque_past_event event)
{
    bool is_noted = voucher->status == LETS_RETURNED || voucher->status == LETS_STOPPED;

    for (size_t i = past->n_events; is_noted && i > 0; i--) {
        const struct cheque_past_event *noted = &past->events[i - 1];
        if (noted->number == event.number && noted->is_noted) {
            struct lets_date date = event.date;
            event = *noted;
            event.date = date;
            break;
        }
    }
    add_event(past, event);
}

/* Whether a transfer that named a range of vouchers, or its reversal, moved this one. */
static bool is_moved(const struct lets_cheque *voucher, uint32_t transfer, bool is_reversal)
{
    if (is_reversal) {
        return voucher->transfer == 0 && voucher->sold_in <= transfer;
    }
    return voucher->sold_in == transfer || voucher->transfer == transfer;
}

/* A sale, a taking back, or the reversal of one: an event of each voucher of its float that it
 * moved. */
static void take_range(struct cheque_past *past, const struct lets_ledger *ledger,
                       const struct lets_transfer *named, struct cheque_past_event event)
{
    bool is_reversal = named->reversed_by != 0;
    struct lets_cheque voucher = {.book_last = named->first - 1};

    while (lets_ledger_next_book(ledger, voucher.book_last, &voucher) &&
           voucher.number <= named->last) {
        uint32_t book_last = voucher.book_last;
        for (event.number = voucher.number;
             event.number <= book_last && event.number <= named->last; event.number++) {
            bool is_theirs = lets_ledger_cheque(ledger, event.number, &voucher) &&
                             voucher.value.minor > 0 &&
                             (voucher.account == named->payer || voucher.account == named->payee);
            if (is_theirs && is_moved(&voucher, named->number, is_reversal)) {
                add_again(past, &voucher, event);
            }
        }
    }
}

/* A reversal sets the cheque of what it reverses free; of vouchers all that happens is an event. */
static void take_transfer(struct cheque_past *past, const struct lets_ledger *ledger,
                          const struct lets_entry *entry)
{
    struct cheque_past_event event = {.date = entry->date};
    struct lets_transfer named = {0};
    bool is_reversal = entry->reverses > 0;

    (void)lets_ledger_transfer(ledger, is_reversal ? entry->reverses : entry->number, &named);
    event.number = named.cheque;
    if (!is_reversal && lets_ledger_account(ledger, named.payer)->is_float) {
        event.has_payee = true;
        event.payee = named.payee;
        event.reason = keep_reason(past, entry->override_reason);
        if (event.reason == NULL && named.first > 0) {
            event.reason = keep_reason(past, entry->what_for);
        }
    }
    if (named.first > 0) {
        take_range(past, ledger, &named, event);
    }
    if (named.cheque > 0 && (is_reversal || event.has_payee)) {
        struct lets_cheque cheque = {0};
        (void)lets_ledger_cheque(ledger, named.cheque, &cheque);
        add_again(past, &cheque, event);
    }
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    (void)place;
    (void)err;
    if (entry->kind == LETS_KIND_CHEQUES) {
        take_book(context, ledger, entry);
    } else if (entry->kind == LETS_KIND_CHEQUE) {
        take_cheque(context, ledger, entry);
    } else if (entry->kind == LETS_KIND_TRANSFER) {
        take_transfer(context, ledger, entry);
    }
    return LETS_OK;
}

struct lets_observer cheque_past_observer(struct cheque_past *past)
{
    return (struct lets_observer){.context = past, .entry = take};
}

/* By number; what is not moved yet keeps its order by its place, for qsort is not stable. */
struct placed {
    struct cheque_past_event event;
    size_t place;
};

static int compare_placed(const void *a, const void *b)
{
    const struct placed *left = a;
    const struct placed *right = b;

    if (left->event.number != right->event.number) {
        return left->event.number < right->event.number ? -1 : 1;
    }
    return (left->place > right->place) - (left->place < right->place);
}

const struct cheque_past_event *cheque_past_events(struct cheque_past *past,
                                                   const struct lets_ledger *ledger, size_t *n)
{
    size_t n_events = past->n_events;
    struct placed *placed = memory_array(n_events, sizeof *placed);
    struct lets_cheque cheque;

    for (size_t i = 0; i < n_events; i++) {
        placed[i] = (struct placed){past->events[i], i};
    }
    if (n_events > 0) {
        qsort(placed, n_events, sizeof *placed, compare_placed);
    }
    past->n_events = 0;
    for (size_t i = 0; i < n_events; i++) {
        const struct cheque_past_event *event = &placed[i].event;
        bool is_last = i + 1 == n_events || placed[i + 1].event.number != event->number;
        bool is_held = lets_ledger_cheque(ledger, event->number, &cheque);
        /* An event before a withdrawal is of another piece of paper. */
        if (is_last && is_held != event->is_withdrawal) {
            past->events[past->n_events++] = *event;
        }
    }
    memory_free(placed);
    *n = past->n_events;
    return past->events;
}

static int compare_number(const void *key, const void *item)
{
    uint32_t number = *(const uint32_t *)key;
    const struct cheque_past_event *event = item;

    return (number > event->number) - (number < event->number);
}

const struct cheque_past_event *cheque_past_find(const struct cheque_past_event *events, size_t n,
                                                 uint32_t number)
{
    return n == 0 ? NULL : bsearch(&number, events, n, sizeof *events, compare_number);
}
