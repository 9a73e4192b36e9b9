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

enum lets_status cheque_event_run(struct session *session, enum lets_cheque_status happened,
                                  const struct cheque_event *given, struct lets_error *err)
{
    struct lets_entry entry =
        entry_of_cheque(0, session->today, happened, lets_span_of(given->reason));
    struct writing *writing = NULL;
    uint32_t *numbers = NULL;
    size_t n = 0;
    enum lets_status status = session_numbers(session, &given->numbers, &numbers, &n, err);

    if (status == LETS_OK) {
        status = writing_begin(session, NULL, 0, &writing, err);
    }
    if (status == LETS_OK) {
        status = fill(session, given, &entry, err);
    }
    for (size_t i = 0; i < n && status == LETS_OK; i++) {
        entry.number = numbers[i];
        status = writing_add(writing, &entry, err);
    }
    if (status == LETS_OK) {
        status = writing_commit(writing, err);
    }
    writing_free(writing);
    memory_free(numbers);
    return status;
}
