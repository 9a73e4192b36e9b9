/* SPDX-License-Identifier: MIT */
/*
 * One entry a cheque, all in one commit. Which event may follow which is a rule of the format and
 * judged there; here numbers become entries.
 */

#include "writing/cheque_event.h"

#include "base/failure.h"
#include "base/shell.h"
#include "session/lookup.h"
#include "words/figures.h"
#include "writing/writing_run.h"

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

/* Whether that can happen to a cheque as it is. */
static bool can_happen(const struct lets_ledger *ledger, uint32_t number,
                       enum lets_cheque_status happened)
{
    struct lets_cheque cheque;

    if (!lets_ledger_cheque(ledger, number, &cheque)) {
        return false;
    }
    return happened == LETS_RELEASED
               ? cheque.status == LETS_STOPPED
               : cheque.status == LETS_OUTSTANDING || cheque.status == LETS_OUT ||
                     cheque.status == LETS_RETURNED;
}

/* "'lets stop-cheque 302-304 309 --reason TEXT' does so with the others". */
static void add_command(struct buffer *out, const struct session *session,
                        const struct cheque_event *given, const uint32_t *numbers, size_t n)
{
    buffer_format(out, "'lets %s ", session->command->name);
    words_numbers(out, numbers, n, " ");
    if (given->payee != NULL) {
        buffer_add_string(out, " --to ");
        shell_add_word(out, lets_span_of(given->payee));
    }
    if (given->amount != NULL) {
        buffer_add_string(out, " --amount ");
        shell_add_word(out, lets_span_of(given->amount));
    }
    buffer_add_string(out, " --reason TEXT' does so with the others");
}

/* All or nothing was asked for: where one of several is refused, says how the others are not. A
 * command that has no room is not told in part. i: the one that is; those before it are in the
 * commit already. */
static void advise_others(const struct session *session, const struct events *events, size_t i,
                          struct lets_error *err)
{
    uint32_t *others = memory_array(events->n, sizeof *others);
    struct buffer text = {0};
    size_t n = 0;

    for (size_t k = 0; k < events->n; k++) {
        if (k < i || can_happen(session->ledger, events->numbers[k], events->happened)) {
            others[n++] = events->numbers[k];
        }
    }
    if (n > 0) {
        add_command(&text, session, events->given, others, n);
        buffer_format(&text, "%s%s", err->hint[0] != '\0' ? "; " : "", err->hint);
        (void)failure_hint(err, buffer_string(&text));
    }
    buffer_release(&text);
    memory_free(others);
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
        if (status != LETS_OK) {
            advise_others(session, events, i, err);
        }
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
