/* SPDX-License-Identifier: MIT */
#ifndef DRAWN_H
#define DRAWN_H

/*
 * What is drawn on paper, each from its rows into the bytes of a PDF; the same input gives the same
 * bytes. The drawing is done by a module that is loaded when it is first asked for, so that no
 * other command waits for cairo and pango; where it was not built or installed, each function here
 * fails with LETS_NO_SUCH_FILE and says so.
 *
 * Each adds to `out`, and leaves it as it was where it fails: LETS_INPUT_OUTPUT where there is no
 * font, LETS_OUT_OF_MEMORY. That is what lets and cairo find; pango and fontconfig do not outlive
 * the end of memory, so whoever has to has the drawing done by another process.
 */

#include "paper/paper.h"
#include "report/report.h"
#include "statement/statement.h"

/* A finished document. {0} is empty; yours to release. */
struct drawn {
    struct buffer bytes;
    size_t n_missing; /* characters that no font of this machine has */
};

void drawn_release(struct drawn *drawn);

/* Whether the module is there. */
bool drawn_is_possible(void);

/* Blank cheques of one account, FIRST to LAST, three a page: each in three parts to cut apart. */
struct drawn_cheques {
    const struct lets_ledger *ledger;
    const struct names *names;
    const struct lets_account *account;
    uint32_t first;
    uint32_t last;
    enum paper_size size;
};
enum lets_status drawn_cheques(const struct drawn_cheques *cheques, struct drawn *out,
                               struct lets_error *err);

/* A voucher to be printed. */
struct drawn_voucher {
    uint32_t number;
    struct lets_amount value;
    bool has_expires;
    struct lets_date expires;
    char code[9]; /* empty: it has none */
};

/* Vouchers, ten a page, to cut apart; or, is_register, the list of them for the safe. */
struct drawn_vouchers {
    const struct lets_ledger *ledger;
    const struct drawn_voucher *vouchers;
    size_t n_vouchers;
    bool is_register;
    enum paper_size size;
};
enum lets_status drawn_vouchers(const struct drawn_vouchers *vouchers, struct drawn *out,
                                struct lets_error *err);

/* One member of a trading sheet. */
struct drawn_trader {
    struct lets_span account;
    struct lets_span name;     /* empty where only the id is known */
    struct lets_span locality; /* may be empty */
    struct lets_amount balance;
    bool has_available; /* false: without limit */
    struct lets_amount available;
    bool is_suspended;
    bool is_fund; /* what it can spend is left of its budget */
};

/* The sheet that goes round on a trading day: who is there with which balance, and lines to write
 * trades on. */
struct drawn_sheet {
    const struct lets_ledger *ledger;
    struct lets_date date;
    struct lets_span locality; /* empty: everywhere */
    const struct drawn_trader *traders;
    size_t n_traders;
    enum paper_size size;
};
enum lets_status drawn_sheet(const struct drawn_sheet *sheet, struct drawn *out,
                             struct lets_error *err);

/* Statements, a letter each, in one document. */
struct drawn_statements {
    const struct statements *statements;
    const struct statement_item *items; /* n_items of them */
    size_t n_items;
    enum paper_size size;
};
enum lets_status drawn_statements(const struct drawn_statements *statements, struct drawn *out,
                                  struct lets_error *err);

/* A report. */
struct drawn_report {
    const struct report *report;
    enum paper_size size;
};
enum lets_status drawn_report(const struct drawn_report *report, struct drawn *out,
                              struct lets_error *err);

/* What the module offers: one function for each of those above. It is found by its symbol
 * drawn_module. */
struct drawn_module {
    enum lets_status (*cheques)(const struct drawn_cheques *cheques, struct drawn *out,
                                struct lets_error *err);
    enum lets_status (*vouchers)(const struct drawn_vouchers *vouchers, struct drawn *out,
                                 struct lets_error *err);
    enum lets_status (*sheet)(const struct drawn_sheet *sheet, struct drawn *out,
                              struct lets_error *err);
    enum lets_status (*statements)(const struct drawn_statements *statements, struct drawn *out,
                                   struct lets_error *err);
    enum lets_status (*report)(const struct drawn_report *report, struct drawn *out,
                               struct lets_error *err);
};
extern const struct drawn_module drawn_module;

#endif
