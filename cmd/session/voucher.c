/* SPDX-License-Identifier: MIT */
#include "session/voucher.h"

#include <inttypes.h>

#include "base/failure.h"

bool voucher_is_held(const struct lets_cheque *voucher)
{
    return voucher->status == LETS_OUT || voucher->status == LETS_RETURNED ||
           voucher->status == LETS_STOPPED;
}

bool voucher_is_expired(const struct lets_cheque *voucher, struct lets_date today)
{
    return voucher->has_expires && today.day > voucher->expires.day && !voucher->is_presented;
}

bool voucher_needs_code(const struct lets_cheque *voucher)
{
    return voucher->digest.size > 0 &&
           (voucher->status == LETS_OUT || voucher->status == LETS_RETURNED);
}

enum lets_status voucher_check_codeless(const struct lets_ledger *ledger,
                                        const struct lets_entry *entry, const char *hint,
                                        struct lets_error *err)
{
    const struct lets_account *payer = lets_ledger_find(ledger, entry->payer);
    struct lets_cheque voucher = {0};

    if (entry->cheque == 0 || lets_entry_has(entry, override_reason) || payer == NULL ||
        !lets_ledger_cheque(ledger, entry->cheque, &voucher) || voucher.account != payer->index ||
        !voucher_needs_code(&voucher)) {
        return LETS_OK;
    }
    (void)failure_set(err, LETS_VOUCHER_CODE,
                      "voucher %" PRIu32 " has a check code, which is not compared here",
                      voucher.number);
    (void)failure_hint(err, hint);
    return LETS_VOUCHER_CODE;
}
