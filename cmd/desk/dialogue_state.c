/* SPDX-License-Identifier: MIT */
/*
 * What the answers to the questions share: each says something, and goes on to the next slip, to
 * what is to become of this one, or to the end of the pile.
 */

#include "desk/dialogue_state.h"

#include <inttypes.h>

#include "words/figures.h"

void dialogue_say(struct dialogue *dialogue, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    buffer_add_format(&dialogue->said, format, arguments);
    va_end(arguments);
    buffer_add_string(&dialogue->said, "\n");
}

void dialogue_say_sentence(struct dialogue *dialogue, const char *before,
                           const struct desk_slip *slip, const char *after)
{
    struct buffer sentence = {0};

    desk_sentence(&sentence, dialogue->desk, slip);
    dialogue_say(dialogue, "%s%s%s", before, buffer_string(&sentence), after);
    buffer_release(&sentence);
}

const struct session *dialogue_session(const struct dialogue *dialogue)
{
    return dialogue->desk->session;
}

void dialogue_begin_slip(struct dialogue *dialogue)
{
    desk_slip_release(&dialogue->slip);
    dialogue->asked = 0;
    dialogue->needs_code = false;
    dialogue->question = ASK_CHEQUE;
}

/* "12 slips, 140.50 LINK". */
void dialogue_add_pile(struct buffer *out, const struct dialogue *dialogue)
{
    struct pile_sum sum = desk_sum(dialogue->desk);

    buffer_format(out, "%" PRIu64 " slip%s, ", sum.n, sum.n == 1 ? "" : "s");
    words_amount(out, dialogue_session(dialogue)->ledger, sum.total);
}

bool dialogue_may_override(enum lets_status status)
{
    return status == LETS_CHEQUE_STALE || status == LETS_VOUCHER_EXPIRED ||
           status == LETS_VOUCHER_CODE || status == LETS_ACCOUNT_SUSPENDED ||
           row_is_over_limit(status);
}

bool dialogue_may_return(const struct desk_slip *slip)
{
    return slip->cells[SLIP_CHEQUE] != NULL &&
           (dialogue_may_override(slip->status) || slip->status == LETS_ACCOUNT_CLOSED ||
            row_is_by_charter(slip->status));
}

/* Asks what is to become of slip i. */
void dialogue_ask_choice(struct dialogue *dialogue, size_t i)
{
    const struct desk_slip *slip = &dialogue->desk->slips[i];

    dialogue_say_sentence(dialogue, "", slip, "");
    dialogue_say(dialogue, "      refused: %s", slip->reason);
    dialogue->chosen = i;
    dialogue->question = ASK_CHOICE;
}

/* The pile is complete, or has a slip of which nothing was decided. */
void dialogue_ask_end(struct dialogue *dialogue)
{
    size_t refused = desk_first_refused(dialogue->desk);

    dialogue->is_ending = true;
    if (refused < dialogue->desk->n_slips) {
        dialogue_ask_choice(dialogue, refused);
    } else if (!dialogue->has_count) {
        dialogue->question = ASK_COUNT;
    } else if (!dialogue->has_total) {
        dialogue->question = ASK_TOTAL;
    } else {
        dialogue_post(dialogue);
    }
}

/* The slips that are to be posted, of those without a number. */
static void add_unnumbered(struct desk *desk, struct recorded *recorded)
{
    for (size_t i = 0; i < desk->n_slips; i++) {
        struct lets_span cells[N_SLIP_CELLS];
        struct lets_entry entry;
        struct row_faults faults = {0};
        desk_slip_cells(&desk->slips[i], cells);
        if (desk->slips[i].state == DESK_GOOD &&
            slip_read(&desk->reader, cells, false, &entry, &faults)) {
            recorded_add(recorded, i + 1, &entry);
        }
        row_faults_release(&faults);
    }
}

void dialogue_post(struct dialogue *dialogue)
{
    struct desk *desk = dialogue->desk;
    struct recorded recorded = {.session = desk->session};

    add_unnumbered(desk, &recorded);
    /* What cannot be read now cannot be when it is posted, and is told then. */
    (void)recorded_find(&recorded, desk->n_transfers_before, NULL);
    size_t n_twins = recorded_find_twins(&recorded);
    for (size_t i = 0; i < recorded.n; i++) {
        struct buffer words = {0};
        if (recorded.items[i].twin != 0) {
            recorded_describe_twin(&words, &recorded, i, "slip");
            dialogue_say(dialogue, "      %s", buffer_string(&words));
        }
        buffer_clear(&words);
        if (recorded.items[i].number != 0) {
            recorded_describe(&words, &recorded, i);
            dialogue_say(dialogue, "      slip %" PRIu64 " stands in the books as %s",
                         recorded.items[i].row, buffer_string(&words));
        }
        buffer_release(&words);
    }
    if (recorded.n_found > 0 || n_twins > 0) {
        dialogue->question = ASK_AGAIN;
    } else {
        dialogue->end = DIALOGUE_POSTS;
    }
    recorded_release(&recorded);
}

/* After a slip was decided on. */
void dialogue_go_on(struct dialogue *dialogue)
{
    dialogue_begin_slip(dialogue);
    if (dialogue->is_ending) {
        dialogue_ask_end(dialogue);
    }
}

void dialogue_keep_before(struct dialogue *dialogue, const struct desk_slip *slip)
{
    struct lets_span cells[N_SLIP_CELLS];

    desk_slip_cells(slip, cells);
    for (size_t i = 0; i < N_SLIP_CELLS; i++) {
        desk_slip_set(&dialogue->before, (enum slip_cell)i, cells[i]);
    }
    dialogue->has_before = true;
}

struct lets_span dialogue_cell_before(const struct dialogue *dialogue, enum slip_cell cell)
{
    return lets_span_of(dialogue->has_before ? dialogue->before.cells[cell] : NULL);
}

/* Who pays the slip being typed: named by it, or the holder of the cheque's book. */
static const struct lets_account *find_payer(const struct dialogue *dialogue)
{
    const struct lets_ledger *ledger = dialogue_session(dialogue)->ledger;
    struct lets_span number = lets_span_of(dialogue->slip.cells[SLIP_CHEQUE]);
    struct lets_cheque cheque;
    uint32_t n = 0;

    if (dialogue->slip.cells[SLIP_FROM] != NULL) {
        return lets_ledger_find(ledger, lets_span_of(dialogue->slip.cells[SLIP_FROM]));
    }
    bool is_cheque =
        cheque_number_parse(number, &n, NULL) == LETS_OK && lets_ledger_cheque(ledger, n, &cheque);
    return is_cheque ? lets_ledger_account(ledger, cheque.account) : NULL;
}

struct lets_span dialogue_payee_before(const struct dialogue *dialogue)
{
    struct lets_span payee = dialogue_cell_before(dialogue, SLIP_TO);
    const struct lets_account *account =
        lets_ledger_find(dialogue_session(dialogue)->ledger, payee);

    return account == NULL || account == find_payer(dialogue) ? (struct lets_span){0} : payee;
}
