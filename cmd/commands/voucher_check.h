/* SPDX-License-Identifier: MIT */
#ifndef VOUCHER_CHECK_H
#define VOUCHER_CHECK_H

/* Whether one voucher is good. */

#include "session/session.h"

/* Whether it may still come in: it is out, returned or stopped, and part of what its float owes. */
bool voucher_check_is_held(const struct lets_cheque *voucher);

/* Whether its last day has passed, and it was not lodged in time once. */
bool voucher_check_is_expired(const struct lets_cheque *voucher, struct lets_date today);

/* Answers whether the voucher of a number and the code on it is good, and if not, why; then the
 * session's exit status is 1. What session_read returns; LETS_KEY_MISSING. */
enum lets_status voucher_check(struct session *session, uint32_t number, const char *code,
                               struct lets_error *err);

#endif
