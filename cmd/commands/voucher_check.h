/* SPDX-License-Identifier: MIT */
#ifndef VOUCHER_CHECK_H
#define VOUCHER_CHECK_H

/* Whether one voucher is good. */

#include "session/session.h"

/* Answers whether the voucher of a number and the code on it is good, and if not, why; then the
 * session's exit status is 1. What session_read returns; LETS_KEY_MISSING. */
enum lets_status voucher_check(struct session *session, uint32_t number, const char *code,
                               struct lets_error *err);

#endif
