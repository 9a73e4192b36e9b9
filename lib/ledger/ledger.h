/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_H
#define LETS_LEDGER_H

/* The state behind struct lets_ledger, shared by the modules that apply entries. */

#include <assert.h>

#include "base/map.h"
#include "base/mem.h"
#include "ledger/cheque_books.h"
#include "ledger/fund_book.h"
#include "ledger/rule_book.h"
#include "ledger/vouchers.h"

/* A transfer as remembered, in 28 bytes. `link` is the number of the one that it reverses or that
 * reversed it; numbers have 30 bits, so the top one can say which, and of a cheque whether it was
 * presented in time. */
struct transfer_record {
    uint32_t payer;
    uint32_t payee;
    uint32_t amount_low;
    uint32_t amount_high;
    int32_t day;
    uint32_t cheque;
    uint32_t link;
};
#define TRANSFER_IS_REVERSAL (UINT32_C(1) << 31)
#define CHEQUE_IS_IN_TIME (UINT32_C(1) << 31)
/* A segment, of 28 bytes each, stays below the size from which the C library maps and unmaps each
 * allocation: short journals are replayed without a page fault more. */
enum { TRANSFERS_A_SEGMENT = 1 << 12 };

/* A period closed: its last day, and where its transfers begin in `closed`. */
struct closed_period {
    struct lets_date date;
    size_t first;
};

/* What the seal of the commit at hand must judge. Lines are of the journal, 0 where there is none.
 */
struct commit_dates {
    uint64_t n_entries;
    bool has_refused; /* one was refused: only in an audit */
    bool has_latest;
    struct lets_date latest; /* of all dates in its entries */
    uint64_t latest_line;
    bool has_close;
    struct lets_date close;
    uint64_t close_line;
    bool has_early_reversal;   /* dated before what it reverses: lawful only if that is after the
                                  seal's day */
    struct lets_date reversed; /* the least date of what was reversed so */
    uint64_t reversal_line;
};

/* An account whose id has at most eight bytes: they are the key. */
struct short_id {
    uint64_t word; /* 0: free */
    uint32_t index;
};

/* An agreement that a policy gave, known by its label. */
struct agreement {
    struct lets_span label;
    struct lets_hash digest;
};

enum { LOCALITIES_KEPT = 64 };

struct lets_ledger {
    struct lets_summary summary;
    struct lets_amount moved; /* by all transfers, reversals apart: what rule 7 bounds */
    bool has_ledger;
    struct arena texts;
    struct lets_span localities[LOCALITIES_KEPT]; /* some that are in texts: see keep_locality */
    struct lets_account *accounts;
    size_t accounts_capacity;
    struct lets_amount *closed_balances; /* of each account, by the last closed day */
    size_t closed_capacity;
    struct cheque_near *near_cheques; /* of each account */
    size_t near_cheques_capacity;
    struct map ids;             /* folded, to the index of the account */
    struct short_id *short_ids; /* exact, a hash table: nearly all ids are short */
    size_t n_short_slots;       /* a power of two, or 0 */
    size_t n_short;
    uint32_t *numbered; /* accounts by number, whose ids are of digits only; see ledger_ids.c */
    size_t n_numbered;
    size_t numbered_capacity;
    struct transfer_record **segments;
    size_t segments_capacity;
    size_t n_segments;
    uint32_t n_missed; /* transfers that may have been refused since the last: only in an audit */
    struct map refs;   /* in their one spelling, to the number of the transfer */
    struct cheque_books books;
    struct voucher_batches vouchers;
    struct rule_book rules;
    struct fund_book funds;
    struct agreement *agreements;
    size_t n_agreements;
    size_t agreements_capacity;
    struct map agreement_labels; /* in their one spelling, to the index */
    uint32_t *open;              /* numbers of transfers in no closed period */
    size_t n_open;
    size_t open_capacity;
    uint32_t *closed; /* numbers of the others, period by period */
    size_t n_closed;
    size_t closed_list_capacity;
    struct closed_period *periods;
    size_t n_periods;
    size_t periods_capacity;
    struct commit_dates commit;
    uint64_t line;          /* of the entry being applied, in its journal; 0: unknown */
    enum lets_field blamed; /* the key for which the last entry was refused */
    uint64_t blamed_line;   /* instead: the line of another entry of the commit; 0: none */
};

/* Refuses an entry for one of its keys. */
#define LEDGER_REFUSE(field, ...)                                                                  \
    (ledger->blamed = LETS_FIELD_##field, lets__fail(err, __VA_ARGS__))

/* The record of a transfer whose number is 1..n_transfers. */
static inline struct transfer_record *ledger_record(const struct lets_ledger *ledger,
                                                    uint32_t number)
{
    assert(number >= 1 && number <= ledger->summary.n_transfers);
    size_t i = number - 1;
    return &ledger->segments[i / TRANSFERS_A_SEGMENT][i % TRANSFERS_A_SEGMENT];
}

static inline struct lets_amount ledger_record_amount(const struct transfer_record *record)
{
    return (struct lets_amount){
        (int64_t)((uint64_t)record->amount_high << 32 | record->amount_low)};
}

/* Whether a transfer is of opening balances, as the purposes of its accounts are now. */
static inline bool ledger_is_opening(const struct lets_ledger *ledger,
                                     const struct lets_transfer *transfer)
{
    const struct lets_account *payer = lets_ledger_account(ledger, transfer->payer);
    const struct lets_account *payee = lets_ledger_account(ledger, transfer->payee);
    return (payer->kind == LETS_CENTRAL && payer->purpose == LETS_PURPOSE_OPENING) ||
           (payee->kind == LETS_CENTRAL && payee->purpose == LETS_PURPOSE_OPENING);
}

/* A date in words for messages. */
struct day_text {
    char text[LETS_DATE_SIZE];
};
static inline struct day_text day_of(struct lets_date date)
{
    struct day_text day;
    lets_date_format(date, day.text);
    return day;
}

#endif
