/* SPDX-License-Identifier: MIT */
/* Every transfer is taken down twice, once a side, sorted by both accounts, and added up. */

#include "commands/partners.h"

#include <stdlib.h>

#include "base/buffer.h"

/* What passed between two accounts in one transfer; below zero for a reversal. */
struct passed {
    uint32_t account;
    uint32_t partner;
    int64_t minor;
};

static int compare(const void *left, const void *right)
{
    const struct passed *a = left;
    const struct passed *b = right;

    if (a->account != b->account) {
        return a->account < b->account ? -1 : 1;
    }
    return (a->partner > b->partner) - (a->partner < b->partner);
}

static size_t take_down(const struct lets_ledger *ledger, struct lets_date until,
                        struct passed *out)
{
    uint32_t n_transfers = lets_ledger_summary(ledger)->n_transfers;
    struct lets_transfer transfer;
    uint32_t run = 0;
    size_t n = 0;

    for (uint32_t number = 1; number <= n_transfers; number++) {
        if (!lets_ledger_transfer(ledger, number, &transfer) || transfer.date.day > until.day ||
            lets_ledger_run_of(ledger, transfer.reverses != 0 ? transfer.reverses : number, &run)) {
            continue;
        }
        int64_t minor = transfer.reverses != 0 ? -transfer.amount.minor : transfer.amount.minor;
        out[n++] = (struct passed){transfer.payer, transfer.payee, minor};
        out[n++] = (struct passed){transfer.payee, transfer.payer, minor};
    }
    return n;
}

struct partner *partners_find(const struct lets_ledger *ledger, struct lets_date until)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    struct partner *partners = memory_array((size_t)summary->n_accounts + 1, sizeof *partners);
    struct passed *passed = memory_array((size_t)summary->n_transfers * 2 + 1, sizeof *passed);
    size_t n = take_down(ledger, until, passed);

    qsort(passed, n, sizeof *passed, compare);
    for (size_t i = 0; i < n;) {
        struct passed sum = {passed[i].account, passed[i].partner, 0};
        while (i < n && compare(&passed[i], &sum) == 0) {
            sum.minor += passed[i++].minor; /* the ledger bounds the sum of all amounts */
        }
        struct partner *partner = &partners[sum.account];
        partner->turnover.minor += sum.minor;
        if (sum.minor > partner->amount.minor) {
            partner->account = sum.partner;
            partner->amount.minor = sum.minor;
        }
    }
    memory_free(passed);
    return partners;
}

unsigned partner_share(const struct partner *partner)
{
    int64_t part = partner->amount.minor;
    int64_t whole = partner->turnover.minor;

    if (whole <= 0) {
        return 0;
    }
    if (whole > INT64_MAX / 1000) {
        part /= 1000;
        whole /= 1000;
    }
    return (unsigned)(part * 1000 / whole);
}
