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

/* In the place of an account. */
#define ANYBODY UINT32_MAX

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

/* What a row says, and what it may say else: the same of whoever is on a side that is a central
 * account, for whoever left the old program is no longer told by his name there. */
enum { EXACT, OF_ANYBODY, TO_ANYBODY, N_READINGS };
struct readings {
    struct meeting items[N_READINGS]; /* amount 0: none */
};

static void add_readings(struct readings *readings, const struct lets_ledger *ledger)
{
    const struct meeting *exact = &readings->items[EXACT];

    if (lets_ledger_account(ledger, exact->payer)->kind != LETS_MEMBER) {
        readings->items[OF_ANYBODY] = *exact;
        readings->items[OF_ANYBODY].payer = ANYBODY;
    }
    if (lets_ledger_account(ledger, exact->payee)->kind != LETS_MEMBER) {
        readings->items[TO_ANYBODY] = *exact;
        readings->items[TO_ANYBODY].payee = ANYBODY;
    }
}

static void find(struct span_map *map, const struct meeting *meeting, uint32_t number)
{
    if (span_map_find(map, span_of(meeting)) != NULL) {
        *span_map_at(map, span_of(meeting), NULL) = number;
    }
}

/* Holds a recorded transfer against the rows: on its day, and on the days of what it corrects, for
 * the old program has these. */
static void look_for(struct span_map *map, const struct import_known *known,
                     const struct lets_ledger *ledger, uint32_t number)
{
    struct lets_transfer transfer = {0};

    if (known->is_ours[number] || !lets_ledger_transfer(ledger, number, &transfer) ||
        transfer.reverses != 0 || transfer.reversed_by != 0) {
        return;
    }
    struct meeting meeting = {
        .amount = transfer.amount.minor, .payer = transfer.payer, .payee = transfer.payee};
    bool is_of_member = lets_ledger_account(ledger, meeting.payer)->kind == LETS_MEMBER;
    bool is_to_member = lets_ledger_account(ledger, meeting.payee)->kind == LETS_MEMBER;
    for (uint32_t at = number; at != 0; at = known->corrected[at]) {
        struct lets_transfer was = {0};
        (void)lets_ledger_transfer(ledger, at, &was);
        meeting.day = was.date.day;
        find(map, &meeting, number);
        struct meeting other = meeting;
        other.payer = ANYBODY;
        if (known->is_made[at] && is_of_member) {
            find(map, &other, number);
        }
        other = meeting;
        other.payee = ANYBODY;
        if (known->is_made[at] && is_to_member) {
            find(map, &other, number);
        }
    }
}

static void refuse(struct import_run *run, struct import_known *known,
                   struct import_payment *payment, uint32_t number, bool is_other)
{
    struct buffer was = {0};
    struct lets_error why = {0};
    uint32_t corrected = known->corrected[number];

    known_ref_describe(&was, run->session, number);
    (void)failure_set(&why, LETS_EQUAL_ROW, "the same as transfer %" PRIu32 ", %s, %s", number,
                      buffer_string(&was),
                      is_other ? "but for one side; its reference is not in this table"
                               : "whose reference is not in this table");
    if (corrected != 0) {
        (void)snprintf(why.hint, sizeof why.hint,
                       "it corrects transfer %" PRIu32 ", so leave the row as it was before, by "
                       "which it is known; if it is another payment, --again records it",
                       corrected);
    } else {
        (void)snprintf(why.hint, sizeof why.hint,
                       "if it is another payment, --again records it; %s",
                       is_other
                           ? "if a member left, and is called otherwise since, take the row out"
                           : "else take the row out");
    }
    row_faults_add(&payment->row->faults, -1, &why);
    known->is_ours[number] = true; /* it is told */
    buffer_release(&was);
}

/* The transfer that says what a row says; 0: there is none. */
static uint32_t find_equal(const struct span_map *map, const struct readings *readings,
                           bool *is_other)
{
    for (int i = 0; i < N_READINGS; i++) {
        const uint32_t *number = readings->items[i].amount == 0
                                     ? NULL
                                     : span_map_find(map, span_of(&readings->items[i]));
        if (number != NULL && *number > 0) {
            *is_other = i != EXACT;
            return *number;
        }
    }
    return 0;
}

/* What the rows say that are new; the map's keys stay in it. */
static struct readings *read_rows(struct import_payments *payments, struct import_run *run,
                                  struct span_map *map)
{
    const struct lets_ledger *ledger = run->session->ledger;
    struct readings *rows = memory_array(payments->n + 1, sizeof *rows);

    for (size_t i = 0; i < payments->n; i++) {
        const struct import_payment *payment = &payments->items[i];
        if (payment->row->faults.n > 0 || payment->row->fate != FATE_OPEN || payment->brings_made ||
            lets_ledger_ref(ledger, payment->ref) != 0 ||
            !meet(payment, &run->parties, &rows[i].items[EXACT])) {
            continue;
        }
        add_readings(&rows[i], ledger);
        for (int k = 0; k < N_READINGS; k++) {
            if (rows[i].items[k].amount != 0) {
                (void)span_map_at(map, span_of(&rows[i].items[k]), NULL);
            }
        }
    }
    return rows;
}

void import_equal_check(struct import_payments *payments, struct import_known *known,
                        struct import_run *run)
{
    struct span_map map = {0};

    if (known->n <= 1) {
        return;
    }
    struct readings *rows = read_rows(payments, run, &map);
    for (uint32_t number = 1; map.n > 0 && number < known->n; number++) {
        look_for(&map, known, run->session->ledger, number);
    }
    for (size_t i = 0; map.n > 0 && i < payments->n; i++) {
        bool is_other = false;
        uint32_t number = find_equal(&map, &rows[i], &is_other);
        if (number > 0) {
            refuse(run, known, &payments->items[i], number, is_other);
        }
    }
    memory_free(rows);
    span_map_release(&map);
}
