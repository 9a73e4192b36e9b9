/* SPDX-License-Identifier: MIT */
/*
 * Mirrored rows. With references, two rows of one reference are the sides of one payment. Without,
 * those of the same day, parties and amount are counted: as many from each side, for a payment
 * between two accounts whose lines are here.
 */

#include "tables/import_mirror.h"

#include <string.h>

/* Who paid whom how much on which day, and, where there is one, by which reference. */
struct meeting {
    int64_t amount;
    int64_t from; /* the account, or, of nobody's, the party below zero */
    int64_t to;
    int32_t day;
};

/* The rows of one meeting that wait for their other side. */
struct side {
    size_t *payments; /* owned */
    size_t n;
    size_t capacity;
    size_t n_taken;
};
struct group {
    struct side sides[2]; /* of the payee, of the payer */
};

static int64_t who(const struct import_parties *parties, uint32_t party)
{
    int account = parties->parties[party].account;
    bool is_own = account >= 0 && !parties->parties[party].is_external;

    return is_own ? account : -1 - (int64_t)party;
}

static struct lets_span key_of(struct import_table *table, const struct import_parties *parties,
                               const struct import_payment *payment)
{
    struct meeting meeting;
    char *key = keep_room(&table->keep, sizeof meeting + payment->ref.size);

    memset(&meeting, 0, sizeof meeting);
    meeting.amount = payment->amount.minor;
    meeting.from = who(parties, payment->from);
    meeting.to = who(parties, payment->to);
    meeting.day = payment->on.day;
    memcpy(key, &meeting, sizeof meeting);
    if (payment->ref.size > 0) {
        memcpy(key + sizeof meeting, payment->ref.bytes, payment->ref.size);
    }
    return (struct lets_span){key, sizeof meeting + payment->ref.size};
}

static void add(struct side *side, size_t payment)
{
    memory_make_room(side->payments, &side->capacity, side->n + 1);
    side->payments[side->n++] = payment;
}

/* The payee's row goes into the payer's: a text that only one of them has is kept. */
static void join(struct import_payments *payments, size_t payer, size_t payee)
{
    struct import_payment *kept = &payments->items[payer];
    struct import_payment *joined = &payments->items[payee];

    if (kept->what_for.size == 0) {
        kept->what_for = joined->what_for;
    }
    if (kept->category.size == 0) {
        kept->category = joined->category;
    }
    joined->row->fate = FATE_JOINED;
    payments->table->remarks[REMARK_MIRRORED]++;
}

/* Whether an account's lines are in the table: as the one whose a row is. */
static bool *find_accounts(const struct import_payments *payments,
                           const struct import_parties *parties)
{
    bool *has_lines = memory_array(parties->n_parties + parties->n_accounts + 1, 1);

    for (size_t i = 0; i < payments->n; i++) {
        const struct import_payment *payment = &payments->items[i];
        int64_t own = who(parties, payment->is_of_payer ? payment->from : payment->to);
        has_lines[own >= 0 ? own : (int64_t)parties->n_accounts - 1 - own] = true;
    }
    return has_lines;
}

/* What is left over on one side, though the other account's lines are here, and others have both.
 */
static void refuse_rest(struct import_payments *payments, const struct import_parties *parties,
                        const struct group *groups, size_t n, const bool *has_lines)
{
    for (size_t i = 0; i < 2 * n; i++) {
        const struct side *side = &groups[i / 2].sides[i % 2];
        for (size_t k = side->n_taken; k < side->n; k++) {
            struct import_payment *payment = &payments->items[side->payments[k]];
            int64_t other = who(parties, payment->is_of_payer ? payment->to : payment->from);
            if (payment->ref.size == 0 &&
                has_lines[other >= 0 ? other : (int64_t)parties->n_accounts - 1 - other]) {
                row_faults_fail(&payment->row->faults, import_table_at(payments->table, KEY_OTHER),
                                LETS_BAD_CSV, "the other side of this row is missing");
            }
        }
    }
}

void import_mirror_join(struct import_payments *payments, struct import_parties *parties)
{
    struct span_map map = {0};
    struct group *groups = memory_array(payments->n + 1, sizeof *groups);
    size_t n_joined = 0;

    for (size_t i = 0; i < payments->n; i++) {
        const struct import_payment *payment = &payments->items[i];
        if (payment->row->faults.n > 0) {
            continue;
        }
        bool is_new = false;
        uint32_t *at = span_map_at(&map, key_of(payments->table, parties, payment), &is_new);
        *at = is_new ? (uint32_t)map.n - 1 : *at;
        add(&groups[*at].sides[payment->is_of_payer], i);
    }
    for (size_t i = 0; i < map.n; i++) {
        struct side *payee = &groups[i].sides[0];
        struct side *payer = &groups[i].sides[1];
        while (payee->n_taken < payee->n && payer->n_taken < payer->n) {
            join(payments, payer->payments[payer->n_taken++], payee->payments[payee->n_taken++]);
            n_joined++;
        }
    }
    if (n_joined > 0) {
        bool *has_lines = find_accounts(payments, parties);
        refuse_rest(payments, parties, groups, map.n, has_lines);
        memory_free(has_lines);
    }
    for (size_t i = 0; i < map.n; i++) {
        memory_free(groups[i].sides[0].payments);
        memory_free(groups[i].sides[1].payments);
    }
    memory_free(groups);
    span_map_release(&map);
}
