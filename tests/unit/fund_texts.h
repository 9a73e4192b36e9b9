/* SPDX-License-Identifier: MIT */
#ifndef FUND_TEXTS_H
#define FUND_TEXTS_H

/*
 * Entries of funds with what cannot be written by hand filled in. In a text stands
 *
 *   @key N     the public key of seed N, a letter or digit
 *   @hash I    the SHA-256 of charter I of those given, which has no `proposal`
 *   @sign N    at the end of a vote: its signature by seed N; behind it, without a space, one of
 *                /P  made for proposal P, and for a vote on that
 *                =A  made for answer A
 *                ^D  made on the date D
 *                :F  by letters: h SHA-256, o S above the order, v version 2, r reserved,
 *                    m more behind it, n another namespace, s that, but the blob names the right
 *                    one, k names the key of seed 1
 */

#include "support.h"

/* Entries behind support_base: the funds hall and shed, the central accounts chest and desk,
 * members a to f of whom f is closed, a float fete with vouchers 901 to 910 of 5.00; hall has
 * 500.00. */
extern const char fund_base[];

/* The namespace of a ledger that fund_ledger made. */
extern const char fund_space[];

/* A new ledger with support_base and fund_base, sealed on 2026-01-09. */
struct lets_ledger *fund_ledger(void);

/* Writes a text out; proposals are sought in it, then in `earlier`. Yours, text_release; its bytes
 * end with a NUL that size does not count. */
struct text fund_expand(const char *text, const char *earlier, const char *const *charters,
                        const char *name_space);

/* Applies such a text to a ledger of fund_ledger; see support_apply. */
enum lets_status fund_apply(struct lets_ledger *ledger, const char *text, const char *earlier,
                            const char *const *charters, struct lets_error *err);

#endif
