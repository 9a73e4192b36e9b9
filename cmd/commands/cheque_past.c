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

/* The day on which a number was issued last. */
static struct lets_date issued_on(const struct cheque_past *past, uint32_t number)
{
    for (size_t i = past->n_issues; i > 0; i--) {
        const struct issue *issue = &past->issues[i - 1];
        if (issue->first <= number && number <= issue->last) {
            return issue->date;
        }
    }
    return (struct lets_date){0};
}

static void take_book(struct cheque_past *past, const struct lets_ledger *ledger,
                      const struct lets_entry *entry)
{
    if (!lets_entry_has(entry, withdrawn)) {
        memory_make_room(past->issues, &past->issues_capacity, past->n_issues + 1);
        past->issues[past->n_issues++] = (struct issue){entry->first, entry->last, entry->date};
        return;
    }
    struct cheque_past_event event = {
        .account = lets_ledger_find(ledger, entry->id)->index,
        .date = entry->date,
        .is_withdrawal = true,
        .reason = keep_reason(past, entry->withdrawn),
    };
    for (event.number = entry->first; event.number <= entry->last; event.number++) {
        event.issued = issued_on(past, event.number);
        add_event(past, event);
    }
}

static void take_cheque(struct cheque_past *past, const struct lets_ledger *ledger,
                        const struct lets_entry *entry)
{
    struct cheque_past_event event = {
        .number = entry->number,
        .date = entry->date,
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

/* A reversal sets the cheque of what it reverses free. */
static void take_reversal(struct cheque_past *past, const struct lets_ledger *ledger,
                          const struct lets_entry *entry)
{
    struct lets_transfer reversed;

    if (entry->reverses > 0 && lets_ledger_transfer(ledger, entry->reverses, &reversed) &&
        reversed.cheque > 0) {
        add_event(past, (struct cheque_past_event){.number = reversed.cheque, .date = entry->date});
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
        take_reversal(context, ledger, entry);
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
