/* SPDX-License-Identifier: MIT */
/*
 * References that are known. The same transfer again is none; anything else under its reference is
 * a mistake, which is told with what was and what is asked for.
 */

#include "writing/known_ref.h"

#include <inttypes.h>

#include "base/failure.h"
#include "words/figures.h"

static void describe(struct buffer *out, const struct session *session, struct lets_date day,
                     const struct lets_account *payer, const struct lets_account *payee,
                     struct lets_amount amount)
{
    char date[LETS_DATE_SIZE];

    lets_date_format(day, date);
    buffer_format(out, "%s: ", date);
    words_label(out, &session->names, payer);
    buffer_add_string(out, " paid ");
    words_label(out, &session->names, payee);
    buffer_add_string(out, " ");
    words_amount(out, session->ledger, amount);
}

void known_ref_describe(struct buffer *out, const struct session *session, uint32_t number)
{
    const struct lets_ledger *ledger = session->ledger;
    struct lets_transfer known = {0};

    (void)lets_ledger_transfer(ledger, number, &known);
    describe(out, session, known.date, lets_ledger_account(ledger, known.payer),
             lets_ledger_account(ledger, known.payee), known.amount);
}

static enum lets_status fail_differs(const struct session *session, const struct lets_entry *entry,
                                     uint32_t number, struct lets_error *err)
{
    const struct lets_ledger *ledger = session->ledger;
    struct buffer was = {0};
    struct buffer asked = {0};

    known_ref_describe(&was, session, number);
    describe(&asked, session, entry->date, lets_ledger_find(ledger, entry->payer),
             lets_ledger_find(ledger, entry->payee), entry->amount);
    enum lets_status status =
        failure_set(err, LETS_REF_DIFFERS,
                    "the reference '%.*s' belongs to transfer %" PRIu32 ", %s; this one is %s",
                    SHOW(entry->ref), number, buffer_string(&was), buffer_string(&asked));
    buffer_release(&was);
    buffer_release(&asked);
    return status;
}

enum lets_status known_ref_check(const struct session *session, const struct lets_entry *entry,
                                 uint32_t number, bool ignores_date, struct lets_error *err)
{
    const struct lets_ledger *ledger = session->ledger;
    struct lets_transfer known = {0};

    (void)lets_ledger_transfer(ledger, number, &known);
    const struct lets_account *payer = lets_ledger_account(ledger, known.payer);
    const struct lets_account *payee = lets_ledger_account(ledger, known.payee);
    if ((!ignores_date && known.date.day != entry->date.day) ||
        known.amount.minor != entry->amount.minor || !lets_span_equal(payer->id, entry->payer) ||
        !lets_span_equal(payee->id, entry->payee)) {
        return fail_differs(session, entry, number, err);
    }
    if (known.reversed_by != 0) {
        return failure_set(err, LETS_REF_REVERSED,
                           "the reference '%.*s' belongs to transfer %" PRIu32
                           ", which was reversed by %" PRIu32,
                           SHOW(entry->ref), number, known.reversed_by);
    }
    return LETS_OK;
}
