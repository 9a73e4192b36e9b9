/* SPDX-License-Identifier: MIT */
/*
 * What each member owes by a rule, or may do (journal.md, Rules), in whole minor units. Flows are
 * added up from the closed periods that count, so nothing is kept an account but for limits by
 * rule.
 */

#include "ledger/dues.h"

#include "ledger/ledger_ids.h"

/* What a rule is worked out from. */
struct working {
    const struct lets_ledger *ledger;
    const struct lets_rule *rule;
    struct lets_date close;
    struct flow *flows; /* owned, of each account; NULL: they do not count */
    uint32_t *own;      /* owned: of each account its line of the rule's `own`, from 1; or NULL */
};

static void working_release(struct working *working)
{
    mem_free(working->flows);
    mem_free(working->own);
}

/* ---------------------------------------------------------------- flows */

static bool is_flow(const struct lets_rule *rule)
{
    return rule->of == LETS_OF_TURNOVER || rule->of == LETS_OF_EARNED || rule->of == LETS_OF_SPENT;
}

/* Adds a transfer, or takes it out again; not one of a run, nor the reversal of one. */
static void add_flow(const struct lets_ledger *ledger, struct flow *flows, uint32_t number,
                     int sign)
{
    const struct transfer_record *record = ledger_record(ledger, number);
    int64_t minor = sign * ledger_record_amount(record).minor;
    bool is_reversal = (record->link & TRANSFER_IS_REVERSAL) != 0;
    uint32_t traded = is_reversal ? record->link & ~TRANSFER_IS_REVERSAL : number;
    /* One that was refused in an audit left an empty record, and maybe there is no account. */
    if (minor == 0 || rule_book_run_of(&ledger->rules, traded) != NULL) {
        return;
    }
    if (is_reversal) {
        flows[record->payer].earned -= minor;
        flows[record->payee].spent -= minor;
    } else {
        flows[record->payer].spent += minor;
        flows[record->payee].earned += minor;
    }
}

enum lets_status dues_count_flows(struct lets_ledger *ledger, const struct lets_rule *rule,
                                  struct lets_error *err)
{
    struct rule_book *book = &ledger->rules;
    size_t n_accounts = ledger->summary.n_accounts;
    if (rule->is_levy || !is_flow(rule)) {
        return LETS_OK;
    }
    enum lets_status status = mem_grow(&book->flows, &book->flows_capacity, n_accounts, err);
    if (status != LETS_OK) {
        return status;
    }
    while (book->n_flows < n_accounts) {
        book->flows[book->n_flows++] = (struct flow){0};
    }
    while (book->n_counted < ledger->n_closed) {
        add_flow(ledger, book->flows, ledger->closed[book->n_counted++], 1);
    }
    return LETS_OK;
}

void dues_uncount_flows(struct lets_ledger *ledger, size_t n)
{
    struct rule_book *book = &ledger->rules;
    while (book->n_counted > n) {
        add_flow(ledger, book->flows, ledger->closed[--book->n_counted], -1);
    }
}

/* Of all days: what was counted, and what was closed since. */
static void add_all_flows(struct working *working)
{
    const struct rule_book *book = &working->ledger->rules;
    for (size_t i = 0; i < book->n_flows; i++) {
        working->flows[i] = book->flows[i];
    }
    for (size_t i = book->n_counted; i < working->ledger->n_closed; i++) {
        add_flow(working->ledger, working->flows, working->ledger->closed[i], 1);
    }
}

/* From a day on: no period that ended before it has a transfer of that day or later. */
static void add_flows_from(struct working *working, struct lets_date from)
{
    const struct lets_ledger *ledger = working->ledger;
    size_t period = ledger->n_periods;
    while (period > 0 && ledger->periods[period - 1].date.day >= from.day) {
        period--;
    }
    size_t first = period < ledger->n_periods ? ledger->periods[period].first : ledger->n_closed;
    for (size_t i = first; i < ledger->n_closed; i++) {
        if (ledger_record(ledger, ledger->closed[i])->day >= from.day) {
            add_flow(ledger, working->flows, ledger->closed[i], 1);
        }
    }
}

/* The first day whose flows a levy counts. */
static struct lets_date first_day(const struct lets_ledger *ledger, const struct lets_rule *rule)
{
    const struct kept_run *last = rule_book_last(&ledger->rules, rule->index);
    return last == NULL ? rule->since : (struct lets_date){last->close.day + 1};
}

/* ---------------------------------------------------------------- one member */

static int64_t base_of(const struct working *working, const struct lets_account *account)
{
    const struct lets_ledger *ledger = working->ledger;
    struct flow flow = working->flows == NULL ? (struct flow){0} : working->flows[account->index];
    int64_t balance = ledger->closed_balances[account->index].minor;
    int64_t months = 0;
    switch (working->rule->of) {
    case LETS_OF_TURNOVER:
        return flow.earned + flow.spent;
    case LETS_OF_EARNED:
        return flow.earned;
    case LETS_OF_SPENT:
        return flow.spent;
    case LETS_OF_CREDIT:
        return balance > 0 ? balance : 0;
    case LETS_OF_DEBT:
        return balance < 0 ? -balance : 0;
    case LETS_OF_MONTHS:
        months = lets_full_months(account->opened, working->close);
        for (uint32_t i = 0; i < ledger->summary.decimals; i++) {
            months *= 10;
        }
        return months;
    case LETS_OF_NOTHING:
        break;
    }
    return 0;
}

/* Before floor and cap. */
static int64_t formula(const struct lets_rule *rule, int64_t base)
{
    int64_t due = 0;
    if (rule->steps.n > 0) {
        for (size_t i = 0; i < rule->steps.n; i++) {
            if (rule->steps.items[i].key.amount.minor > base) {
                break;
            }
            due = rule->steps.items[i].value.amount.minor;
        }
        return due;
    }
    int64_t above = base > rule->above.minor ? base - rule->above.minor : 0;
    due = rule->flat.minor + lets_percent_of(rule->percent, (struct lets_amount){above}).minor;
    return due > LETS_AMOUNT_MAX ? LETS_AMOUNT_MAX : due;
}

static int64_t due_of(const struct lets_rule *rule, int64_t base)
{
    int64_t due = formula(rule, base);
    due = due < rule->floor.minor ? rule->floor.minor : due;
    return rule->has_cap && due > rule->cap.minor ? rule->cap.minor : due;
}

/* Whether the limit in force is another. */
static bool is_other_limit(const struct working *working, const struct lets_account *account,
                           int64_t due)
{
    struct lets_limit limit = working->rule->sets == LETS_SETS_DEBIT_LIMIT
                                  ? lets_ledger_debit_limit(working->ledger, account)
                                  : lets_ledger_credit_limit(working->ledger, account);
    return limit.kind == LETS_LIMIT_NONE || limit.amount.minor != due;
}

static struct lets_due work_out_one(const struct working *working,
                                    const struct lets_account *account)
{
    const struct lets_rule *rule = working->rule;
    struct lets_due due = {.account = account->index, .base = {base_of(working, account)}};
    uint32_t line = working->own == NULL ? 0 : working->own[account->index];
    const struct lets_limit *own = line == 0 ? NULL : &rule->own.items[line - 1].value.limit;
    due.is_passed_over =
        (own != NULL && own->kind == LETS_LIMIT_NONE) ||
        (rule->after > 0 && lets_full_months(account->opened, working->close) < rule->after) ||
        (rule->locality.size > 0 && !lets_text_same(rule->locality, account->locality));
    if (due.is_passed_over) {
        return due;
    }
    due.due = own != NULL ? own->amount : (struct lets_amount){due_of(rule, due.base.minor)};
    due.is_in_run =
        rule->is_levy ? due.due.minor != 0 : is_other_limit(working, account, due.due.minor);
    return due;
}

/* ---------------------------------------------------------------- all members */

static enum lets_status prepare(struct working *working, struct lets_dues *dues,
                                struct lets_error *err)
{
    const struct lets_rule *rule = working->rule;
    size_t n = working->ledger->summary.n_accounts;
    void *bytes = NULL;
    enum lets_status status = mem_alloc_array(n, sizeof *dues->items, &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    dues->items = bytes;
    if (rule->own.n > 0) {
        status = mem_alloc_array(n, sizeof *working->own, &bytes, err);
        working->own = status == LETS_OK ? bytes : NULL;
    }
    for (size_t i = 0; status == LETS_OK && i < rule->own.n; i++) {
        const struct lets_account *account =
            ledger_exact(working->ledger, rule->own.items[i].key.text);
        working->own[account->index] = (uint32_t)i + 1;
    }
    if (status != LETS_OK || !is_flow(rule)) {
        return status;
    }
    status = mem_alloc_array(n, sizeof *working->flows, &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    working->flows = bytes;
    if (rule->is_levy) {
        dues->has_from = true;
        dues->from = first_day(working->ledger, rule);
        add_flows_from(working, dues->from);
    } else {
        add_all_flows(working);
    }
    return LETS_OK;
}

static enum lets_status work_out_all(const struct working *working, struct lets_dues *dues,
                                     struct lets_error *err)
{
    int64_t most = LETS_AMOUNT_MAX - working->ledger->moved.minor; /* that can still be moved */
    for (uint32_t i = 0; i < working->ledger->summary.n_accounts; i++) {
        const struct lets_account *account = &working->ledger->accounts[i];
        if (account->kind != LETS_MEMBER || account->status == LETS_CLOSED ||
            account->opened.day > working->close.day) {
            continue;
        }
        struct lets_due due = work_out_one(working, account);
        dues->items[dues->n++] = due;
        if (!due.is_in_run) {
            continue;
        }
        dues->count++;
        if (working->rule->is_levy && due.due.minor > most - dues->total.minor) {
            return lets__fail(err, LETS_VOLUME_TOO_LARGE,
                              "with what is due by '%.*s' the sum of all transfers, reversals "
                              "apart, would pass 10^18 minor units, the most that a journal can "
                              "hold",
                              LETS__SHOW(working->rule->name));
        }
        dues->total.minor += working->rule->is_levy ? due.due.minor : 0;
    }
    return LETS_OK;
}

enum lets_status dues_work_out(const struct lets_ledger *ledger, const struct lets_rule *rule,
                               struct lets_dues *out, struct lets_error *err)
{
    struct lets_date close = ledger->summary.closed;
    struct working working = {.ledger = ledger, .rule = rule, .close = close};
    struct lets_dues dues = {.close = close};
    enum lets_status status = prepare(&working, &dues, err);
    if (status == LETS_OK) {
        status = work_out_all(&working, &dues, err);
    }
    working_release(&working);
    if (status == LETS_OK) {
        *out = dues;
    } else {
        lets_dues_release(&dues);
    }
    return status;
}

void lets_dues_release(struct lets_dues *dues)
{
    mem_free(dues->items);
    *dues = (struct lets_dues){.n = 0};
}
