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

/* A breach of a rule, and what passes. */
struct fund_row {
    const char *before; /* entries applied first, all lawful; "" for none */
    const char *breach; /* one entry, refused */
    enum lets_status status;
    uint64_t line;      /* of the key that is blamed, in the entry */
    const char *lawful; /* the nearest entry that passes; NULL: there is none */
};

/* Asserts that the breach is refused by that name and place and changes nothing, and that the
 * lawful entry passes behind it. Charters of @hash: as fund_expand. */
void fund_check_row(const struct fund_row *row, const char *const *charters);

/* An entry with so many faults, mended one after the other: each is refused with the status beside
 * it, the last with LETS_OK. */
struct fund_repair {
    const char *entry;
    enum lets_status status;
};
void fund_check_repairs(const char *before, const struct fund_repair *repairs, size_t n,
                        const char *const *charters);

#endif
