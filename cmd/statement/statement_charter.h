/* SPDX-License-Identifier: MIT */
#ifndef STATEMENT_CHARTER_H
#define STATEMENT_CHARTER_H

/* What the statement of a fund says of its charter, below the lines: the same on every medium. */

#include "statement/statement.h"

/* "Charter from 2026-02-01 to 2026-06-30". */
void charter_add_title(struct buffer *out, const struct lets_fund_state *fund);

/* One of its figures. */
struct charter_figure {
    const char *name;
    struct lets_amount amount;
    char remark[64];
    bool matters; /* more than others: it is what is left */
};
enum { CHARTER_FIGURES_MAX = 7 };

/* Budget, spent, committed, left, ceiling, petty and what is left of that: how many they are. */
size_t charter_figures(const struct lets_fund_state *fund,
                       struct charter_figure out[CHARTER_FIGURES_MAX]);

/* Who approves, and each proposal with its votes: paragraphs, each ended by a line feed. */
void charter_add_paragraphs(struct buffer *out, const struct statements *statements,
                            const struct lets_fund_state *fund);

/* Whose a fund is: "of the members of Brixton"; nothing where it is of no locality. */
void statement_add_whose(struct buffer *out, const struct lets_account *account);

#endif
