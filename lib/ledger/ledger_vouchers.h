/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_VOUCHERS_H
#define LETS_LEDGER_VOUCHERS_H

/*
 * Vouchers (journal.md, Vouchers): bearer cheques of a central account, its float. At every entry
 * the balance of a float is the value of what is out.
 */

#include "ledger/ledger.h"

/* What a transfer is to a float. */
enum voucher_act {
    VOUCHER_NOTHING, /* no float is touched */
    VOUCHER_SALE,
    VOUCHER_REDEMPTION,
    VOUCHER_TAKING_BACK,
    VOUCHER_REVERSAL /* of any of these */
};

/* The transfer at hand, and its accounts. */
struct voucher_transfer {
    const struct lets_entry *entry;
    const struct lets_account *payer;
    const struct lets_account *payee;
};

/* What a transfer is by the accounts and keys that it has; other keys are refused by
 * vouchers_check. */
enum voucher_act vouchers_act(const struct voucher_transfer *transfer);

/* `cheques` with a value: a batch, printed for a float. The numbers lie in no book. */
enum lets_status vouchers_print(struct lets_ledger *ledger, const struct lets_entry *entry,
                                const struct lets_account *account, struct lets_error *err);

/* Whether an account may become a float, or is one. LETS_VOUCHER_FLOAT. */
enum lets_status vouchers_check_float(struct lets_ledger *ledger,
                                      const struct lets_account *account, struct lets_error *err);

/* The rules of a transfer that touches a float, or has keys that only such a transfer may have; the
 * rules of a redemption's time set *is_in_time. */
enum lets_status vouchers_check(struct lets_ledger *ledger, const struct voucher_transfer *transfer,
                                enum voucher_act act, bool *is_in_time, struct lets_error *err);

/* Takes it in, under the number of entry: it cannot fail after vouchers_reserve. */
void vouchers_take(struct lets_ledger *ledger, const struct voucher_transfer *transfer,
                   enum voucher_act act);

/* `cheque`: returned, stopped or released, of a voucher; and taking it in. */
enum lets_status vouchers_check_event(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      const struct book *book, struct lets_error *err);
void vouchers_take_event(struct lets_ledger *ledger, const struct lets_entry *entry,
                         const struct book *book);

#endif
