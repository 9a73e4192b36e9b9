/* SPDX-License-Identifier: MIT */
/*
 * Entries that several commands make alike. Whether the books take them is not judged here: that is
 * the ledger's one door.
 */

#include "writing/entry_of.h"

#include "session/lookup.h"

struct lets_entry entry_of_transfer(const struct lets_ledger *ledger, struct lets_date date,
                                    const struct lets_account *payer,
                                    const struct lets_account *payee, struct lets_amount amount)
{
    struct lets_entry entry = {.kind = LETS_KIND_TRANSFER};

    lets_entry_put(&entry, number, lets_ledger_summary(ledger)->n_transfers + 1);
    lets_entry_put(&entry, date, date);
    lets_entry_put(&entry, payer, payer->id);
    lets_entry_put(&entry, payee, payee->id);
    lets_entry_put(&entry, amount, amount);
    return entry;
}

struct lets_entry entry_of_cheque(uint32_t number, struct lets_date date,
                                  enum lets_cheque_status happened, struct lets_span reason)
{
    struct lets_entry entry = {.kind = LETS_KIND_CHEQUE};

    lets_entry_put(&entry, number, number);
    lets_entry_put(&entry, date, date);
    lets_entry_put(&entry, cheque_status, happened);
    lets_entry_put(&entry, reason, reason);
    return entry;
}

struct lets_entry entry_of_book(struct lets_span account, struct lets_date date, uint32_t first,
                                uint32_t last)
{
    struct lets_entry entry = {.kind = LETS_KIND_CHEQUES};

    lets_entry_put(&entry, id, account);
    lets_entry_put(&entry, date, date);
    lets_entry_put(&entry, first, first);
    lets_entry_put(&entry, last, last);
    return entry;
}

struct lets_entry entry_of_status(struct lets_span account, struct lets_date date,
                                  enum lets_account_status status, const char *reason)
{
    struct lets_entry entry = {.kind = LETS_KIND_CHANGE};

    lets_entry_put(&entry, id, account);
    lets_entry_put(&entry, date, date);
    lets_entry_put(&entry, status, status);
    ENTRY_PUT_STRING(&entry, reason, reason);
    return entry;
}

enum lets_status entry_put_limits(struct lets_entry *entry, struct session *session,
                                  const char *debit, const char *credit, bool may_default,
                                  struct lets_error *err)
{
    struct lets_limit limit = {.kind = LETS_LIMIT_NONE};
    enum lets_status status = LETS_OK;

    if (debit != NULL) {
        status = session_limit(session, "--debit-limit", debit, may_default, &limit, err);
        lets_entry_put(entry, debit_limit, limit);
    }
    if (status == LETS_OK && credit != NULL) {
        status = session_limit(session, "--credit-limit", credit, may_default, &limit, err);
        lets_entry_put(entry, credit_limit, limit);
    }
    return status;
}
