/* SPDX-License-Identifier: MIT */
#ifndef VOUCHER_H
#define VOUCHER_H

/* What the state of a voucher means to whoever holds it: asked by every command in the same way. */

#include <lets.h>

/* Whether it may still come in: it is out, returned or stopped, and part of what its float owes. */
bool voucher_is_held(const struct lets_cheque *voucher);

/* Whether its last day has passed, and it was not lodged in time once. */
bool voucher_is_expired(const struct lets_cheque *voucher, struct lets_date today);

/* Whether a number is of a voucher whose batch has codes, that can be lodged: then its code, or an
 * override, has to be there. */
bool voucher_needs_code(const struct lets_cheque *voucher);

/* For what has no place for a code: whether the books, as they stand, would take a transfer that
 * lodges such a voucher, and says no reason to. LETS_VOUCHER_CODE, with `hint`. */
enum lets_status voucher_check_codeless(const struct lets_ledger *ledger,
                                        const struct lets_entry *entry, const char *hint,
                                        struct lets_error *err);

#endif
