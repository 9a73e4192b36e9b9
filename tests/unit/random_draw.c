/* SPDX-License-Identifier: MIT */
/* The dice of random journals: numbers, texts, days and amounts. */

#include "random_draw.h"

static uint64_t state;
static bool hostile_texts;
static bool at_edge;

void draw_begin(const struct random_books *books)
{
    state = books->seed;
    hostile_texts = books->has_hostile_texts;
    at_edge = books->is_at_edge;
}

uint32_t draw_below(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((state >> 33) % n);
}

static const char *const texts[] = {"tap",
                                    "12 eggs",
                                    "no",
                                    "caf\xc3\xa9 #2",
                                    "a: b",
                                    "\"quoted\" \\ back",
                                    "~",
                                    "\xe5\xbe\xb7\xe8\xaf\xad",
                                    "- dash",
                                    "{}",
                                    "'",
                                    "x:",
                                    "# not a remark"};
/* What other programs would take for something else. */
static const char *const hostile[] = {
    "tea; kind: levy",
    "paid [2025-12-31]",
    "see [2026-13-45] and [=2026-01-01]",
    "memo:: (1 +",
    "memo: tea, kind: gift, date: 2020-01-01",
    "payee | note",
    "(virtual) posting",
    "[bracketed]",
    "* starred",
    "! pending",
    "= 5 LINK",
    "two  spaces  Members:0001  5.00 LINK",
    "no\xc2\xa0\xc2\xa0"
    "break\xe3\x80\x80spaces",
    "end comment",
    "UUID: 1",
    "Payee: another, Value: 5",
    ":a:b:",
    "\\\" \\ \"^T1 #tag",
    "@ 5 USD {3 USD} [2026-01-01]",
    "~ 0 LINK ; assert 1 == 0",
    "%(account) {{x}} <b> & $HOME `id`",
    "=cmd|'/C calc'!A0",
    "apply tag x",
    ";",
    "||",
    "\xe2\x80\x83"
    "em space",
};

struct lets_span draw_text(void)
{
    if (hostile_texts && draw_below(2) == 0) {
        return lets_span_of(hostile[draw_below(sizeof hostile / sizeof *hostile)]);
    }
    return lets_span_of(texts[draw_below(sizeof texts / sizeof *texts)]);
}

struct lets_span draw_id(const struct lets_ledger *ledger)
{
    return lets_ledger_account(ledger, draw_below(lets_ledger_summary(ledger)->n_accounts))->id;
}

/* Some day of the n that end with this one. */
struct lets_date draw_day_before(struct lets_date date, uint32_t n)
{
    return (struct lets_date){date.day - (int32_t)draw_below(n)};
}

/* An amount: mostly small, or now and then one after which nothing or nearly nothing can follow. */
struct lets_amount draw_amount(void)
{
    static const int64_t edges[] = {1,
                                    LETS_AMOUNT_MAX / 1000 - 1,
                                    LETS_AMOUNT_MAX / 10,
                                    LETS_AMOUNT_MAX / 7,
                                    LETS_AMOUNT_MAX / 2,
                                    LETS_AMOUNT_MAX - 1,
                                    LETS_AMOUNT_MAX};
    if (at_edge && draw_below(8) == 0) {
        return (struct lets_amount){edges[draw_below(sizeof edges / sizeof *edges)]};
    }
    return (struct lets_amount){1 + (int64_t)draw_below(9999)};
}
