/* SPDX-License-Identifier: MIT */
/*
 * One entry a cheque, all in one commit. Which event may follow which is a rule of the format and
 * judged there; here numbers become entries.
 */

#include "writing/cheque_event.h"

#include "session/lookup.h"

#define AT(member) offsetof(struct cheque_event, member)

const struct argument cheque_event_arguments[] = {
    {"N", "a cheque's number, or a range such as 301-325", OPTION_STRING, AT(numbers), false, true},
    {0},
};

const struct option cheque_event_options[] = {
    {"reason", 0, "TEXT", "why", OPTION_TEXT, AT(reason), true},
    {0},
};

/* What is to be recorded, of which cheques. */
struct events {
    const struct cheque_event *given;
    enum lets_cheque_status happened;
    uint32_t *numbers; /* owned */
    size_t n;
};

static enum lets_status fill(struct session *session, const struct cheque_event *given,
                             struct lets_entry *entry, struct lets_error *err)
{
    const struct lets_account *payee = NULL;
    struct lets_amount amount = {0};
    enum lets_status status = LETS_OK;

    if (given->payee != NULL) {
        status = session_account(session, given->payee, &payee, err);
    }
    if (status == LETS_OK && payee != NULL) {
        lets_entry_put(entry, payee, payee->id);
    }
    if (status == LETS_OK && given->amount != NULL) {
        status = session_amount(session, "--amount", given->amount, &amount, err);
        lets_entry_put(entry, amount, amount);
    }
    return status;
}

static enum lets_status write_events(struct writing *writing, struct session *session,
                                     const void *values, struct lets_error *err)
{
    const struct events *events = values;
    struct lets_entry entry =
        entry_of_cheque(0, session->today, events->happened, lets_span_of(events->given->reason));
    enum lets_status status = fill(session, events->given, &entry, err);

    for (size_t i = 0; i < events->n && status == LETS_OK; i++) {
        lets_entry_put(&entry, number, events->numbers[i]);
        status = writing_add(writing, &entry, err);
    }
    return status;
}

enum lets_status cheque_event_run(struct session *session, enum lets_cheque_status happened,
                                  const struct cheque_event *given, struct lets_error *err)
{
    struct events events = {.given = given, .happened = happened};
    enum lets_status status =
        session_numbers(session, &given->numbers, &events.numbers, &events.n, err);

    if (status == LETS_OK) {
        status = writing_run(session, NULL, write_events, &events, err);
    }
    memory_free(events.numbers);
    return status;
}
