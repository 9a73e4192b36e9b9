/* SPDX-License-Identifier: MIT */
/*
 * Figures by the end of a day: an observer of the replay that adds up what is dated up to then. A
 * reversal takes off, on its own date, what the payer had spent and the payee earned.
 */

#include "base/mem.h"

struct lets_balances {
    struct lets_date on;
    struct lets_figures *figures; /* by index of the account */
    size_t n_figures;
    size_t capacity;
};

enum lets_status lets_balances_new(struct lets_date on, struct lets_balances **out,
                                   struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_balances), &bytes, err);
    if (status == LETS_OK) {
        struct lets_balances *balances = bytes;
        balances->on = on;
        *out = balances;
    }
    return status;
}

void lets_balances_free(struct lets_balances *balances)
{
    if (balances != NULL) {
        mem_free(balances->figures);
        mem_free(balances);
    }
}

static enum lets_status reserve(struct lets_balances *balances, uint32_t index,
                                struct lets_error *err)
{
    enum lets_status status =
        mem_grow(&balances->figures, &balances->capacity, (size_t)index + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    while (balances->n_figures <= index) {
        balances->figures[balances->n_figures++] = (struct lets_figures){{0}, {0}, {0}};
    }
    return LETS_OK;
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_balances *balances = context;
    struct lets_transfer transfer;
    (void)place;
    if (entry->kind != LETS_KIND_TRANSFER || entry->date.day > balances->on.day ||
        !lets_ledger_transfer(ledger, entry->number, &transfer)) {
        return LETS_OK;
    }
    uint32_t last = transfer.payer > transfer.payee ? transfer.payer : transfer.payee;
    enum lets_status status = reserve(balances, last, err);
    if (status != LETS_OK) {
        return status;
    }
    /* The ledger has bounded the sum of all amounts, so no sum of some can overflow. */
    struct lets_figures *payer = &balances->figures[transfer.payer];
    struct lets_figures *payee = &balances->figures[transfer.payee];
    int64_t minor = transfer.amount.minor;
    payer->balance.minor -= minor;
    payee->balance.minor += minor;
    if (transfer.reverses != 0) {
        payer->earned.minor -= minor;
        payee->spent.minor -= minor;
    } else {
        payer->spent.minor += minor;
        payee->earned.minor += minor;
    }
    return LETS_OK;
}

struct lets_observer lets_balances_observer(struct lets_balances *balances)
{
    return (struct lets_observer){.context = balances, .entry = take};
}

struct lets_figures lets_balances_find(const struct lets_balances *balances, uint32_t index)
{
    struct lets_figures none = {{0}, {0}, {0}};
    return index < balances->n_figures ? balances->figures[index] : none;
}
