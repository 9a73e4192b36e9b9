/* SPDX-License-Identifier: MIT */
/* Acts of random lives of funds, written as entries, tried, and held against the model. */

#include "fund_life.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

unsigned life_met[LIFE_STATUSES];
struct life_rare life_rare;

/* ---------------------------------------------------------------- texts */

struct words {
    char text[16];
};

static struct words day(int date)
{
    struct words words;
    (void)snprintf(words.text, sizeof words.text, "2026-%02d-%02d", date / 100 % 100, date % 100);
    return words;
}

static struct words money(int minor)
{
    struct words words;
    (void)snprintf(words.text, sizeof words.text, "%d.%02d", minor / 100, minor % 100);
    return words;
}

__attribute__((format(printf, 3, 4))) static void put(char *to, size_t size, const char *format,
                                                      ...)
{
    va_list arguments;
    size_t at = strlen(to);
    va_start(arguments, format);
    int n = vsnprintf(to + at, size - at, format, arguments);
    va_end(arguments);
    ck_assert(n >= 0 && (size_t)n < size - at);
}

void life_write_charter(struct model_act *act, bool is_end)
{
    const struct model_charter *charter = &act->charter;
    char *to = act->body;
    *to = '\0';
    put(to, MODEL_TEXT, "- charter: %s\n  date: %s\n", model_names[act->fund], day(act->date).text);
    if (is_end) {
        put(to, MODEL_TEXT, "  withdrawn: done\n");
        return;
    }
    put(to, MODEL_TEXT, "  begins: %s\n  ends: %s\n  budget: %s\n", day(charter->begins).text,
        day(charter->ends).text, money(charter->budget).text);
    put(to, MODEL_TEXT, "  ceiling: %s\n  petty: %s\n  quorum: %u\n  residue-to: %s\n",
        money(charter->ceiling).text, money(charter->petty).text, charter->quorum,
        model_names[charter->residue_to]);
    put(to, MODEL_TEXT, "  approvers:\n");
    for (unsigned i = 0; i < charter->n_approvers; i++) {
        char key = charter->approvers[i].key;
        char spelled[] = {'@', 'k', 'e', 'y', ' ', key, '\0'};
        put(to, MODEL_TEXT, "    %s: %s\n", model_names[charter->approvers[i].who],
            key == 0 ? "none" : spelled);
    }
    put(to, MODEL_TEXT, "  reason: board\n");
}

static void write_transfer(struct life *life, const struct model_act *act)
{
    enum { SIZE = sizeof life->entry };
    put(life->entry, SIZE, "- transfer: %u\n  date: %s\n  from: %s\n  to: %s\n  amount: %s\n",
        life->model.n_transfers + 1, day(act->date).text, model_names[act->payer],
        model_names[act->payee], money(act->amount).text);
    if (act->reverses != 0) {
        put(life->entry, SIZE, "  reverses: %u\n", act->reverses);
    }
    if (act->corrects != 0) {
        put(life->entry, SIZE, "  corrects: %u\n", act->corrects);
    }
    if (act->proposal != 0) {
        put(life->entry, SIZE, "  proposal: %u\n", act->proposal);
    }
    if (act->has_override) {
        put(life->entry, SIZE, "  override: urgent\n");
    }
}

static void write_vote(struct life *life, const struct model_act *act)
{
    enum { SIZE = sizeof life->entry };
    enum lets_answer other =
        act->answer == LETS_ANSWER_DECLINE ? LETS_ANSWER_APPROVE : LETS_ANSWER_DECLINE;
    put(life->entry, SIZE, "- vote: %u\n  date: %s\n  by: %s\n  answer: %s\n", act->proposal,
        day(act->date).text, model_names[act->by], lets_answer_word((enum lets_answer)act->answer));
    if (act->seed != 0) {
        put(life->entry, SIZE, "  signature: @sign %c", act->seed);
        if (act->is_wrong) {
            put(life->entry, SIZE, "=%s", lets_answer_word(other));
        }
        put(life->entry, SIZE, "\n");
    }
}

static void write_act(struct life *life, const struct model_act *act)
{
    enum { SIZE = sizeof life->entry };
    life->entry[0] = '\0';
    switch (act->kind) {
    case MODEL_SET:
    case MODEL_END:
        put(life->entry, SIZE, "%s", act->body);
        if (act->proposal != 0) {
            put(life->entry, SIZE, "  proposal: %u\n", act->proposal);
        }
        break;
    case MODEL_PROPOSE:
    case MODEL_PROPOSE_CHARTER:
        put(life->entry, SIZE, "- proposal: %u\n  date: %s\n  fund: %s\n", act->proposal,
            day(act->date).text, model_names[act->fund]);
        if (act->kind == MODEL_PROPOSE && act->payee != MODEL_NOBODY) {
            put(life->entry, SIZE, "  to: %s\n", model_names[act->payee]);
        }
        put(life->entry, SIZE, act->kind == MODEL_PROPOSE ? "  amount: %s\n" : "  charter: %s\n",
            act->kind == MODEL_PROPOSE ? money(act->amount).text : "@hash 0");
        put(life->entry, SIZE, "  for: board\n");
        break;
    case MODEL_DROP:
        put(life->entry, SIZE, "- proposal: %u\n  date: %s\n  withdrawn: dear\n", act->proposal,
            day(act->date).text);
        break;
    case MODEL_VOTE:
        write_vote(life, act);
        break;
    case MODEL_PAY:
        write_transfer(life, act);
        break;
    case MODEL_STATUS:
        put(life->entry, SIZE, "- change: %s\n  date: %s\n  status: %s\n", model_names[act->by],
            day(act->date).text, lets_account_status_word((enum lets_account_status)act->status));
        break;
    }
}

/* ---------------------------------------------------------------- trying */

static void hold_fund(const struct life *life, int fund)
{
    struct lets_charter told;
    uint32_t account = lets_ledger_find(life->ledger, lets_span_of(model_names[fund]))->index;
    bool is_there = life->model.charters[fund].is_there;
    ck_assert(lets_ledger_charter(life->ledger, account, &told) == is_there);
    if (!is_there) {
        return;
    }
    ck_assert_int_eq(told.spent.minor, model_spent(&life->model, fund));
    for (int month = 1; month <= LIFE_MONTHS; month++) {
        struct lets_date date;
        ck_assert_int_eq(lets_date_parse(lets_span_of(day(100 * month + 15).text), &date, NULL),
                         LETS_OK);
        ck_assert_int_eq(lets_ledger_petty(life->ledger, account, date).minor,
                         model_petty(&life->model, fund, month));
    }
}

static void hold_proposal(const struct life *life, unsigned number)
{
    struct lets_proposal told;
    const struct model_proposal *proposal = &life->model.proposals[number];
    ck_assert(lets_ledger_proposal(life->ledger, number, &told));
    ck_assert_int_eq(told.paid.minor, model_paid(&life->model, number));
    ck_assert((told.withdrawn.size > 0) == proposal->is_withdrawn);
    if (life->model.charters[proposal->act.fund].is_there) {
        int payee = proposal->act.kind == MODEL_PROPOSE ? proposal->act.payee : MODEL_NOBODY;
        struct lets_approval approval = lets_ledger_approval(life->ledger, number, LETS_NOBODY);
        ck_assert_uint_eq(approval.n_approve, model_approvals(&life->model, number, payee));
        ck_assert_uint_eq(approval.quorum, life->model.charters[proposal->act.fund].quorum);
    }
}

static void hold(const struct life *life)
{
    const struct model *model = &life->model;
    for (int i = 0; i < MODEL_ACCOUNTS; i++) {
        const struct lets_account *account =
            lets_ledger_find(life->ledger, lets_span_of(model_names[i]));
        ck_assert_msg(account->balance.minor == model->balances[i], "%s after\n%s", model_names[i],
                      life->entry);
        ck_assert((int)account->status == model->status[i]);
    }
    for (int fund = 0; fund < MODEL_FUNDS; fund++) {
        hold_fund(life, fund);
    }
    ck_assert_uint_eq(lets_ledger_summary(life->ledger)->n_proposals, model->n_proposals);
    for (unsigned i = 1; i <= model->n_proposals; i++) {
        hold_proposal(life, i);
    }
    for (unsigned i = 1; i <= model->n_transfers; i++) {
        ck_assert(lets_ledger_is_free(life->ledger, i) == model->transfers[i].is_free);
    }
}

static void note_rare(const struct life *life, const struct model_act *act)
{
    bool is_payment = act->kind == MODEL_PAY && act->reverses == 0;
    life_rare.approved_charters += act->kind == MODEL_SET && act->proposal != 0 ? 1 : 0;
    life_rare.approved_ends += act->kind == MODEL_END && act->proposal != 0 ? 1 : 0;
    life_rare.payments += is_payment && act->proposal != 0 ? 1 : 0;
    life_rare.reversals += act->reverses != 0 && act->proposal != 0 ? 1 : 0;
    life_rare.free += is_payment && life->model.transfers[life->model.n_transfers].is_free ? 1 : 0;
}

bool life_try(struct life *life, const struct model_act *act)
{
    struct lets_error err = {0};
    const char *const charters[] = {act->body};
    write_act(life, act);
    struct text entry = fund_expand(
        life->entry, life->proposals.size == 0 ? "" : life->proposals.bytes, charters, fund_space);
    enum lets_status expected = model_judge(&life->model, act);
    enum lets_status status = support_apply(life->ledger, entry.bytes, &err);
    ck_assert_msg(status == expected, "[%s] by the model:\n%s[%s] %s", lets_status_name(expected),
                  entry.bytes, lets_status_name(status), err.message);
    life_met[status]++;
    if (status == LETS_OK) {
        model_take(&life->model, act);
        note_rare(life, act);
        if (act->kind == MODEL_PROPOSE || act->kind == MODEL_PROPOSE_CHARTER) {
            ck_assert_int_eq(text_add(&life->proposals, text_span(&entry), NULL), LETS_OK);
            ck_assert_int_eq(text_reserve(&life->proposals, 1, NULL), LETS_OK);
            life->proposals.bytes[life->proposals.size] = '\0';
        }
    }
    text_release(&entry);
    hold(life);
    return status == LETS_OK;
}
