/* SPDX-License-Identifier: MIT */
/*
 * A reversal says the same as what it reverses, with payer and payee changed over, and why. The
 * rest is left to the rules: they know which cheque becomes free. Of one that was reversed before
 * it is said what stands in its place.
 */

#include "writing/reversal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/failure.h"
#include "session/reading.h"
#include "words/figures.h"

/* By which transfer one was corrected, that in turn, and so on. */
struct correction {
    uint32_t first;
    uint32_t last; /* the one asked about, where it was not corrected */
};

static enum lets_status follow(void *context, const struct lets_ledger *ledger,
                               const struct lets_entry *entry, const struct lets_place *place,
                               struct lets_error *err)
{
    struct correction *correction = context;

    (void)ledger;
    (void)place;
    (void)err;
    if (entry->kind == LETS_KIND_TRANSFER && entry->corrects == correction->last) {
        correction->first = correction->first == 0 ? entry->number : correction->first;
        correction->last = entry->number;
    }
    return LETS_OK;
}

/* Corrections are no fact of the ledger: the journal is read once more, since nothing will be
 * recorded. */
static enum lets_status fail_reversed(struct session *session, const struct lets_transfer *wrong,
                                      struct lets_error *err)
{
    struct correction correction = {.last = wrong->number};
    const struct lets_observer observer = {.context = &correction, .entry = follow};
    struct lets_transfer last = {0};

    enum lets_status status = session_replay_again(session, &observer, err);
    if (status != LETS_OK) {
        return status;
    }
    if (correction.first == 0) {
        return failure_set(err, LETS_ALREADY_REVERSED,
                           "transfer %" PRIu32 " was reversed already, by %" PRIu32, wrong->number,
                           wrong->reversed_by);
    }
    (void)failure_set(err, LETS_ALREADY_REVERSED,
                      "transfer %" PRIu32 " was reversed already, by %" PRIu32
                      ", and corrected by %" PRIu32,
                      wrong->number, wrong->reversed_by, correction.first);
    (void)lets_ledger_transfer(session->ledger, correction.last, &last);
    if (last.reversed_by == 0) {
        (void)snprintf(
            err->hint, sizeof err->hint,
            "transfer %" PRIu32 " stands in its place: 'lets %s %" PRIu32 " --reason TEXT'%s",
            correction.last, session->command->name, correction.last,
            strcmp(session->command->name, "reverse") == 0 ? "" : ", with what is to change");
    } else {
        (void)snprintf(err->hint, sizeof err->hint,
                       "transfer %" PRIu32 ", which stood in its place, was reversed by %" PRIu32,
                       correction.last, last.reversed_by);
    }
    return err->status;
}

enum lets_status reversal_check(struct session *session, uint32_t number, struct lets_error *err)
{
    struct lets_transfer transfer;

    if (!lets_ledger_transfer(session->ledger, number, &transfer)) {
        return failure_set(err, LETS_UNKNOWN_TRANSFER, "there is no transfer %" PRIu32, number);
    }
    return transfer.reversed_by == 0 ? LETS_OK : fail_reversed(session, &transfer, err);
}

static int compare_numbers(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;

    return (*x > *y) - (*x < *y);
}

/* The transfers in which vouchers of a sale came in or were taken back, which stand: sorted, each
 * once; yours. */
static uint32_t *find_uses(const struct lets_ledger *ledger, const struct lets_transfer *sale,
                           size_t *n)
{
    uint32_t *uses = memory_array((size_t)(sale->last - sale->first) + 2, sizeof *uses);
    struct lets_cheque voucher = {0};
    size_t n_uses = 0;
    size_t n_single = 0;

    for (uint32_t number = sale->first; number <= sale->last; number++) {
        if (lets_ledger_cheque(ledger, number, &voucher) && voucher.sold_in == sale->number &&
            voucher.transfer != 0) {
            uses[n_uses++] = voucher.transfer;
        }
    }
    qsort(uses, n_uses, sizeof *uses, compare_numbers);
    for (size_t i = 0; i < n_uses; i++) {
        if (i == 0 || uses[i] != uses[i - 1]) {
            uses[n_single++] = uses[i];
        }
    }
    *n = n_single;
    return uses;
}

/* A sale of which something came in: that goes first, and a range goes upwards. What else is in the
 * way is told when nothing has come in any more. */
static void hint_uses(const struct session *session, const struct lets_transfer *sale,
                      struct lets_error *err)
{
    bool is_reverse = strcmp(session->command->name, "reverse") == 0;
    struct buffer hint = {0};
    size_t n = 0;

    if (err == NULL || sale->first == 0) {
        return;
    }
    uint32_t *uses = find_uses(session->ledger, sale, &n);
    if (n > 0) {
        buffer_add_string(&hint, "reverse ");
        words_numbers(&hint, uses, n, ", ");
        buffer_format(&hint, " first%s: 'lets reverse ",
                      is_reverse ? ", or name them before it" : "");
        words_numbers(&hint, uses, n, " ");
        if (is_reverse) {
            buffer_format(&hint, " %" PRIu32, sale->number);
        }
        buffer_add_string(&hint, " --reason TEXT'");
        if (!failure_hint(err, buffer_string(&hint))) {
            (void)failure_hint(err, "'lets vouchers' lists by which transfers its vouchers came "
                                    "in: reverse those first");
        }
    }
    buffer_release(&hint);
    memory_free(uses);
}

enum lets_status reversal_add(struct writing *writing, struct session *session, uint32_t number,
                              struct lets_date date, const char *reason, uint32_t proposal,
                              struct lets_error *err)
{
    const struct lets_ledger *ledger = session->ledger;
    struct lets_transfer transfer = {0};

    enum lets_status status = reversal_check(session, number, err);
    if (status != LETS_OK) {
        return status;
    }
    (void)lets_ledger_transfer(ledger, number, &transfer);
    struct lets_entry entry =
        entry_of_transfer(ledger, date, lets_ledger_account(ledger, transfer.payee),
                          lets_ledger_account(ledger, transfer.payer), transfer.amount);
    lets_entry_put(&entry, what_for, lets_span_of(reason));
    lets_entry_put(&entry, reverses, number);
    if (proposal > 0) {
        lets_entry_put(&entry, proposal, proposal);
    }
    status = writing_add(writing, &entry, err);
    if (status == LETS_VOUCHER_USED) {
        hint_uses(session, &transfer, err);
    }
    return status;
}
