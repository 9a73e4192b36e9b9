/* SPDX-License-Identifier: MIT */
/*
 * Runs of rules, worked out a second time: from all transfers, from nothing, by what the entries
 * themselves said of rules and runs before. Only what a rule says is the ledger's word.
 */

#include "audit/audit_runs.h"

#include <inttypes.h>

#include "audit/audit_findings.h"
#include "ledger/ledger_ids.h"

enum { BITS = 8 };

/* What is known of a member by the closed day, and what is due. */
struct member_sums {
    int64_t balance;
    int64_t earned;
    int64_t spent;
    const struct lets_limit *own; /* borrowed; NULL: none */
};

void audit_runs_forget(struct audit_runs *runs)
{
    runs->n_rules = 0;
    runs->n_runs = 0;
    runs->n_bytes = 0;
    runs->n_dues = 0;
    runs->is_running = false;
}

void audit_runs_release(struct audit_runs *runs)
{
    mem_free(runs->rules);
    mem_free(runs->runs);
    mem_free(runs->bytes);
    mem_free(runs->dues);
    *runs = (struct audit_runs){.n_rules = 0};
}

/* ---------------------------------------------------------------- which transfers are of runs */

static bool is_of_run(const struct audit_runs *runs, uint32_t number)
{
    size_t byte = number / BITS;
    return byte < runs->n_bytes && (runs->bytes[byte] >> number % BITS & 1) != 0;
}

static enum lets_status mark_of_run(struct audit_runs *runs, uint32_t number,
                                    struct lets_error *err)
{
    size_t byte = number / BITS;
    enum lets_status status = mem_grow(&runs->bytes, &runs->bytes_capacity, byte + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    while (runs->n_bytes <= byte) {
        runs->bytes[runs->n_bytes++] = 0;
    }
    runs->bytes[byte] = (uint8_t)(runs->bytes[byte] | 1U << number % BITS);
    return LETS_OK;
}

static bool stands(const struct audit_run *run, const struct lets_ledger *ledger)
{
    struct lets_transfer transfer;
    bool does_stand = run->is_levy && run->count == 0 && !run->is_undone;
    for (uint32_t i = 0; run->is_levy && !does_stand && i < run->count; i++) {
        does_stand =
            lets_ledger_transfer(ledger, run->first + i, &transfer) && transfer.reversed_by == 0;
    }
    return does_stand;
}

/* The first day whose flows a run counts; all days for limits. */
static struct lets_date first_day(const struct audit_runs *runs, const struct lets_ledger *ledger,
                                  const struct lets_rule *rule)
{
    struct lets_date day = {INT32_MIN};
    if (!rule->is_levy) {
        return day;
    }
    day = runs->rules[rule->index].since;
    for (size_t i = 0; i < runs->n_runs; i++) {
        const struct audit_run *run = &runs->runs[i];
        if (run->rule == rule->index && stands(run, ledger)) {
            day = (struct lets_date){run->close.day + 1};
        }
    }
    return day;
}

/* ---------------------------------------------------------------- what is due */

static void sum_up(const struct audit_runs *runs, const struct lets_ledger *ledger,
                   struct lets_period period, struct member_sums *sums)
{
    struct lets_transfer transfer;
    for (uint32_t number = 1; lets_ledger_transfer(ledger, number, &transfer); number++) {
        int64_t minor = transfer.amount.minor;
        uint32_t traded = transfer.reverses != 0 ? transfer.reverses : number;
        if (minor == 0 || transfer.date.day > period.last.day) {
            continue;
        }
        sums[transfer.payer].balance -= minor;
        sums[transfer.payee].balance += minor;
        if (transfer.date.day < period.first.day || is_of_run(runs, traded)) {
            continue;
        }
        if (transfer.reverses != 0) {
            sums[transfer.payer].earned -= minor;
            sums[transfer.payee].spent -= minor;
        } else {
            sums[transfer.payer].spent += minor;
            sums[transfer.payee].earned += minor;
        }
    }
}

static int64_t base_of(const struct lets_rule *rule, const struct member_sums *sums,
                       uint32_t months, uint32_t decimals)
{
    int64_t unit = 1;
    switch (rule->of) {
    case LETS_OF_TURNOVER:
        return sums->earned + sums->spent;
    case LETS_OF_EARNED:
        return sums->earned;
    case LETS_OF_SPENT:
        return sums->spent;
    case LETS_OF_CREDIT:
        return sums->balance < 0 ? 0 : sums->balance;
    case LETS_OF_DEBT:
        return sums->balance > 0 ? 0 : -sums->balance;
    case LETS_OF_MONTHS:
        for (; decimals > 0; decimals--) {
            unit *= 10;
        }
        return months * unit;
    case LETS_OF_NOTHING:
        break;
    }
    return 0;
}

static int64_t amount_of(const struct lets_rule *rule, int64_t base)
{
    int64_t due = 0;
    size_t step = rule->steps.n;
    while (step > 0 && rule->steps.items[step - 1].key.amount.minor > base) {
        step--;
    }
    if (step > 0) {
        due = rule->steps.items[step - 1].value.amount.minor;
    } else if (rule->steps.n == 0) {
        struct lets_amount over = {base - rule->above.minor};
        due = rule->flat.minor + (over.minor > 0 ? lets_percent_of(rule->percent, over).minor : 0);
    }
    due = due > rule->floor.minor ? due : rule->floor.minor;
    due = rule->has_cap && due > rule->cap.minor ? rule->cap.minor : due;
    return due < LETS_AMOUNT_MAX ? due : LETS_AMOUNT_MAX;
}

/* What an account owes, or may do; AUDIT_NOT_DUE where the run has no entry for it. */
static int64_t due_of(const struct lets_ledger *ledger, const struct lets_rule *rule,
                      struct lets_date close, const struct lets_account *account,
                      const struct member_sums *sums)
{
    uint32_t months = lets_full_months(account->opened, close);
    bool has_locality = rule->locality.size > 0;
    if (account->kind != LETS_MEMBER || account->status == LETS_CLOSED ||
        account->opened.day > close.day || months < rule->after ||
        (has_locality && !lets_text_same(rule->locality, account->locality)) ||
        (sums->own != NULL && sums->own->kind == LETS_LIMIT_NONE)) {
        return AUDIT_NOT_DUE;
    }
    uint32_t decimals = lets_ledger_summary(ledger)->decimals;
    int64_t due = sums->own != NULL ? sums->own->amount.minor
                                    : amount_of(rule, base_of(rule, sums, months, decimals));
    struct lets_limit limit = rule->sets == LETS_SETS_DEBIT_LIMIT
                                  ? lets_ledger_debit_limit(ledger, account)
                                  : lets_ledger_credit_limit(ledger, account);
    bool is_same =
        rule->is_levy ? due == 0 : limit.kind == LETS_LIMIT_AMOUNT && limit.amount.minor == due;
    return is_same ? AUDIT_NOT_DUE : due;
}

/* Into runs->dues, of each account. */
static enum lets_status work_out(struct audit_runs *runs, const struct lets_ledger *ledger,
                                 const struct lets_rule *rule, struct lets_date close,
                                 struct lets_error *err)
{
    uint32_t n = lets_ledger_summary(ledger)->n_accounts;
    void *bytes = NULL;
    enum lets_status status = mem_grow(&runs->dues, &runs->dues_capacity, n, err);
    if (status == LETS_OK) {
        status = mem_alloc_array(n, sizeof(struct member_sums), &bytes, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    struct member_sums *sums = bytes;
    struct lets_period period = {first_day(runs, ledger, rule), close};
    sum_up(runs, ledger, period, sums);
    for (size_t i = 0; i < rule->own.n; i++) {
        const struct lets_pair *line = &rule->own.items[i];
        sums[ledger_exact(ledger, line->key.text)->index].own = &line->value.limit;
    }
    for (uint32_t i = 0; i < n; i++) {
        runs->dues[i] = due_of(ledger, rule, close, lets_ledger_account(ledger, i), &sums[i]);
    }
    runs->n_dues = n;
    mem_free(sums);
    return LETS_OK;
}

/* ---------------------------------------------------------------- entries */

static enum lets_status take_rule(struct audit_runs *runs, const struct lets_ledger *ledger,
                                  const struct lets_entry *entry, struct lets_error *err)
{
    const struct lets_rule *rule = lets_ledger_find_rule(ledger, entry->id);
    bool is_withdrawal = lets_entry_has(entry, withdrawn);
    enum lets_status status =
        mem_grow(&runs->rules, &runs->rules_capacity, (size_t)rule->index + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    if (rule->index == runs->n_rules) {
        runs->rules[runs->n_rules++] = (struct audit_rule){.is_withdrawn = true};
    }
    struct audit_rule *mine = &runs->rules[rule->index];
    if (!is_withdrawal && mine->is_withdrawn) {
        mine->since = entry->date;
    }
    mine->is_withdrawn = is_withdrawal;
    return LETS_OK;
}

static enum lets_status take_run(struct lets_audit *audit, const struct lets_ledger *ledger,
                                 const struct lets_entry *entry, uint64_t line,
                                 struct lets_error *err)
{
    struct audit_runs *runs = &audit->runs;
    const struct lets_rule *rule = lets_ledger_find_rule(ledger, entry->id);
    uint32_t count = 0;
    int64_t total = 0;
    enum lets_status status = work_out(runs, ledger, rule, entry->close, err);
    if (status == LETS_OK) {
        status = mem_grow(&runs->runs, &runs->runs_capacity, runs->n_runs + 1, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    for (size_t i = 0; i < runs->n_dues; i++) {
        count += runs->dues[i] != AUDIT_NOT_DUE ? 1 : 0;
        total += rule->is_levy && runs->dues[i] != AUDIT_NOT_DUE ? runs->dues[i] : 0;
    }
    runs->runs[runs->n_runs++] = (struct audit_run){
        .rule = rule->index,
        .first = lets_ledger_summary(ledger)->n_transfers + 1,
        .count = entry->count,
        .close = entry->close,
        .is_levy = rule->is_levy,
    };
    runs->is_running = true;
    audit->report.n_runs++;
    if (count != entry->count) {
        status =
            audit_note(audit, lets_status_name(LETS_RUN_COUNT), LETS_ERROR, line, err,
                       "worked out anew, the run of '%.*s' is of %" PRIu32 " entries, not %" PRIu32,
                       LETS__SHOW(rule->name), count, entry->count);
    }
    if (status == LETS_OK && rule->is_levy && total != entry->total.minor) {
        status = audit_note(audit, lets_status_name(LETS_RUN_TOTAL), LETS_ERROR, line, err,
                            "worked out anew, the total of the run of '%.*s' is another",
                            LETS__SHOW(rule->name));
    }
    return status;
}

/* An entry of a run, which is due once. */
static enum lets_status take_due(struct lets_audit *audit, const struct lets_ledger *ledger,
                                 const struct lets_entry *entry, uint64_t line,
                                 struct lets_error *err)
{
    struct audit_runs *runs = &audit->runs;
    bool is_levy = entry->kind == LETS_KIND_TRANSFER;
    const struct lets_account *account = ledger_exact(ledger, is_levy ? entry->payer : entry->id);
    struct lets_limit limit =
        lets_entry_has(entry, debit_limit) ? entry->debit_limit : entry->credit_limit;
    int64_t given = is_levy ? entry->amount.minor : limit.amount.minor;
    int64_t due = account->index < runs->n_dues ? runs->dues[account->index] : AUDIT_NOT_DUE;
    enum lets_status status = is_levy ? mark_of_run(runs, entry->number, err) : LETS_OK;
    if (status == LETS_OK && due != given) {
        char amount[LETS_AMOUNT_SIZE] = "nothing";
        if (due != AUDIT_NOT_DUE) {
            lets_amount_format((struct lets_amount){due}, lets_ledger_summary(ledger)->decimals,
                               amount);
        }
        status = audit_note(audit, lets_status_name(LETS_RUN_DIFFERS), LETS_ERROR, line, err,
                            "worked out anew, %s is due for '%.*s' in this run", amount,
                            LETS__SHOW(account->id));
    }
    if (account->index < runs->n_dues) {
        runs->dues[account->index] = AUDIT_NOT_DUE;
    }
    return status;
}

/* At the seal: all that was due came. */
static enum lets_status take_seal(struct lets_audit *audit, const struct lets_ledger *ledger,
                                  uint64_t line, struct lets_error *err)
{
    struct audit_runs *runs = &audit->runs;
    enum lets_status status = LETS_OK;
    for (uint32_t i = 0; status == LETS_OK && i < runs->n_dues; i++) {
        if (runs->dues[i] != AUDIT_NOT_DUE) {
            status = audit_note(audit, lets_status_name(LETS_RUN_COUNT), LETS_ERROR, line, err,
                                "the run lacks what is due for '%.*s'",
                                LETS__SHOW(lets_ledger_account(ledger, i)->id));
        }
    }
    runs->is_running = false;
    runs->n_dues = 0;
    return status;
}

static void take_reopen(struct audit_runs *runs, struct lets_date close)
{
    for (size_t i = 0; i < runs->n_runs; i++) {
        struct audit_run *run = &runs->runs[i];
        run->is_undone = run->is_undone || (run->count == 0 && run->close.day == close.day);
    }
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_audit *audit = context;
    struct audit_runs *runs = &audit->runs;
    if (runs->is_running && place->seal != runs->seal) {
        /* The seal was refused: its run ended there all the same. */
        runs->is_running = false;
        runs->n_dues = 0;
    }
    if (entry->kind == LETS_KIND_RULE) {
        return take_rule(runs, ledger, entry, err);
    }
    if (entry->kind == LETS_KIND_RUN) {
        runs->seal = place->seal;
        return take_run(audit, ledger, entry, place->line, err);
    }
    if (entry->kind == LETS_KIND_REOPEN) {
        take_reopen(runs, entry->date);
    }
    if (runs->is_running && entry->kind == LETS_KIND_SEAL) {
        return take_seal(audit, ledger, place->line, err);
    }
    bool is_due = entry->kind == LETS_KIND_TRANSFER || entry->kind == LETS_KIND_CHANGE;
    return runs->is_running && is_due ? take_due(audit, ledger, entry, place->line, err) : LETS_OK;
}

struct lets_observer audit_runs_observer(struct lets_audit *audit)
{
    return (struct lets_observer){.context = audit, .entry = take};
}
