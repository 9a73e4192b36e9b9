/* SPDX-License-Identifier: MIT */
/*
 * Equal rows. Whoever typed a payment here, and brings the old program's table afterwards, would
 * have it twice: it is asked before.
 */

#include "tables/import_equal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "writing/known_ref.h"

struct meeting {
    int64_t amount;
    uint32_t payer; /* index of the account */
    uint32_t payee;
    int32_t day;
    int32_t nothing;
};

static struct lets_span span_of(const struct meeting *meeting)
{
    return (struct lets_span){(const char *)meeting, sizeof *meeting};
}

/* What a payment between two accounts of the ledger would be recorded as. */
static bool meet(const struct import_payment *payment, struct import_parties *parties,
                 struct meeting *out)
{
    const struct lets_account *payer =
        import_parties_account(parties, parties->parties[payment->from].account);
    const struct lets_account *payee =
        import_parties_account(parties, parties->parties[payment->to].account);

    if (payer == NULL || payee == NULL) {
        return false;
    }
    *out = (struct meeting){.amount = payment->amount.minor,
                            .payer = payer->index,
                            .payee = payee->index,
                            .day = payment->on.day};
    return true;
}

/* Notes a transfer that this table has by the row's reference, or a levy's. */
static void note_known(bool *is_ours, const struct lets_ledger *ledger, uint32_t n,
                       const struct import_payment *payment)
{
    static const char *const tails[] = {"", "/from-levy", "/to-levy"};
    size_t n_tails = payment->from_levy.minor != 0 || payment->to_levy.minor != 0 ? 3 : 1;
    struct buffer ref = {0};

    for (size_t i = 0; i < n_tails; i++) {
        struct lets_span name = payment->ref;
        if (i > 0) {
            buffer_clear(&ref);
            buffer_add(&ref, payment->ref);
            buffer_add_string(&ref, tails[i]);
            name = buffer_span(&ref);
        }
        uint32_t number = lets_ledger_ref(ledger, name);
        if (number > 0 && number <= n) {
            is_ours[number] = true;
        }
    }
    buffer_release(&ref);
}

static void refuse(struct import_run *run, struct import_payment *payment, uint32_t number)
{
    struct buffer was = {0};
    struct lets_error why = {0};

    known_ref_describe(&was, run->session, number);
    (void)failure_set(&why, LETS_EQUAL_ROW,
                      "the same as transfer %" PRIu32 ", %s, whose reference is not in this table",
                      number, buffer_string(&was));
    (void)snprintf(why.hint, sizeof why.hint,
                   "if it is another payment, --again records it; else take the row out");
    row_faults_add(&payment->row->faults, -1, &why);
    buffer_release(&was);
}

void import_equal_check(struct import_payments *payments, struct import_run *run, uint32_t n)
{
    const struct lets_ledger *ledger = run->session->ledger;
    struct span_map map = {0};

    if (n == 0) {
        return;
    }
    bool *is_ours = memory_array((size_t)n + 1, sizeof *is_ours);
    struct meeting *meetings = memory_array(payments->n + 1, sizeof *meetings);

    for (size_t i = 0; i < payments->n; i++) {
        const struct import_payment *payment = &payments->items[i];
        if (payment->row->faults.n == 0 && payment->row->fate == FATE_OPEN) {
            note_known(is_ours, ledger, n, payment);
            if (!payment->brings_made && lets_ledger_ref(ledger, payment->ref) == 0 &&
                meet(payment, &run->parties, &meetings[i])) {
                (void)span_map_at(&map, span_of(&meetings[i]), NULL);
            }
        }
    }
    for (uint32_t number = 1; map.n > 0 && number <= n; number++) {
        struct lets_transfer transfer = {0};
        if (is_ours[number] || !lets_ledger_transfer(ledger, number, &transfer) ||
            transfer.reverses != 0 || transfer.reversed_by != 0) {
            continue;
        }
        struct meeting meeting = {.amount = transfer.amount.minor,
                                  .payer = transfer.payer,
                                  .payee = transfer.payee,
                                  .day = transfer.date.day};
        if (span_map_find(&map, span_of(&meeting)) != NULL) {
            *span_map_at(&map, span_of(&meeting), NULL) = number;
        }
    }
    for (size_t i = 0; i < payments->n; i++) {
        const uint32_t *number =
            meetings[i].amount == 0 ? NULL : span_map_find(&map, span_of(&meetings[i]));
        if (number != NULL && *number > 0) {
            refuse(run, &payments->items[i], *number);
        }
    }
    memory_free(meetings);
    memory_free(is_ours);
    span_map_release(&map);
}
