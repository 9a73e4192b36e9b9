/* SPDX-License-Identifier: MIT */
/*
 * A run is one commit, and each entry of it follows from the books: what is due is worked out when
 * `run` comes, and each entry behind it is held against that (journal.md: run). So a run can leave
 * nobody out and favour nobody.
 */

#include "ledger/ledger_runs.h"

#include <assert.h>
#include <inttypes.h>

#include "entries/entry.h"
#include "ledger/dues.h"

/* ---------------------------------------------------------------- run */

/* The rule, which must stand, into *out. The field that is blamed is the name's. */
static enum lets_status find_rule(const struct lets_ledger *ledger, struct lets_span name,
                                  const struct lets_rule **out, struct lets_error *err)
{
    const struct lets_rule *rule = rule_book_find(&ledger->rules, name);
    if (rule == NULL || rule->is_withdrawn || !lets_span_equal(rule->name, name)) {
        return lets__fail(err, LETS_UNKNOWN_RULE, "no rule '%.*s' stands", LETS__SHOW(name));
    }
    if (rule->is_levy && ledger->accounts[rule->to].status == LETS_CLOSED) {
        return lets__fail(err, LETS_ACCOUNT_CLOSED,
                          "the account '%.*s', to which '%.*s' goes, is closed",
                          LETS__SHOW(ledger->accounts[rule->to].id), LETS__SHOW(name));
    }
    *out = rule;
    return LETS_OK;
}

/* Whether a rule can be run on the last close, which there must be. */
static enum lets_status check_standing(const struct lets_ledger *ledger,
                                       const struct lets_rule *rule, struct lets_error *err)
{
    const struct kept_run *last =
        rule->is_levy ? rule_book_last(&ledger->rules, rule->index) : NULL;
    if (last != NULL && ledger->summary.closed.day <= last->close.day) {
        (void)lets__fail(err, LETS_RUN_STANDS, "the run of '%.*s' on the books closed %s stands",
                         LETS__SHOW(rule->name), day_of(last->close).text);
        lets__hint(err, "the next can be on a later close, or reverse all transfers of that one");
        return LETS_RUN_STANDS;
    }
    return LETS_OK;
}

enum lets_status lets_ledger_due(const struct lets_ledger *ledger, struct lets_span name,
                                 struct lets_dues *out, struct lets_error *err)
{
    const struct lets_rule *rule = NULL;
    enum lets_status status = find_rule(ledger, name, &rule, err);
    if (status != LETS_OK) {
        return status;
    }
    if (!ledger->summary.has_close) {
        return lets__fail(err, LETS_RUN_CLOSE,
                          "no period is closed, and a rule is run on closed books");
    }
    assert(rule != NULL);
    status = check_standing(ledger, rule, err);
    return status == LETS_OK ? dues_work_out(ledger, rule, out, err) : status;
}

static enum lets_status check_close(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    const struct lets_rule *rule, struct lets_error *err)
{
    const struct lets_summary *summary = &ledger->summary;
    ledger->blamed = LETS_FIELD_close;
    if (!summary->has_close) {
        return lets__fail(err, LETS_RUN_CLOSE,
                          "no period is closed, and a rule is run on closed books");
    }
    if (entry->close.day != summary->closed.day) {
        return lets__fail(err, LETS_RUN_CLOSE, "the last close is that of %s, not of %s",
                          day_of(summary->closed).text, day_of(entry->close).text);
    }
    return check_standing(ledger, rule, err);
}

/* Count and total of what is due. */
static enum lets_status check_sums(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   const struct lets_rule *rule, const struct lets_dues *dues,
                                   struct lets_error *err)
{
    if (entry->count != dues->count) {
        return LEDGER_REFUSE(count, LETS_RUN_COUNT,
                             "on the books closed %s a run of '%.*s' is of %" PRIu32
                             " entr%s, not %" PRIu32,
                             day_of(dues->close).text, LETS__SHOW(rule->name), dues->count,
                             dues->count == 1 ? "y" : "ies", entry->count);
    }
    if (!rule->is_levy && lets_entry_has(entry, total)) {
        return LEDGER_REFUSE(total, LETS_RUN_TOTAL, "'%.*s' sets limits: its run has no total",
                             LETS__SHOW(rule->name));
    }
    char total[LETS_AMOUNT_SIZE];
    lets_amount_format(dues->total, ledger->summary.decimals, total);
    if (rule->is_levy && !lets_entry_has(entry, total)) {
        return LEDGER_REFUSE(total, LETS_RUN_TOTAL, "the run of a levy needs its total, of %s",
                             total);
    }
    if (rule->is_levy && entry->total.minor != dues->total.minor) {
        char given[LETS_AMOUNT_SIZE];
        lets_amount_format(entry->total, ledger->summary.decimals, given);
        return LEDGER_REFUSE(total, LETS_RUN_TOTAL, "the total of what is due is %s, not %s", total,
                             given);
    }
    return LETS_OK;
}

/* Goes on to the next item that is in the run. */
static void seek(struct run_at_hand *run)
{
    while (run->next < run->dues.n && !run->dues.items[run->next].is_in_run) {
        run->next++;
    }
}

static enum lets_status check_run(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  const struct lets_rule **rule, struct lets_error *err)
{
    if (ledger->commit.n_entries != 0) {
        return LEDGER_REFUSE(id, LETS_RUN_ALONE, "a run must be the first entry of its commit");
    }
    ledger->blamed = LETS_FIELD_id;
    enum lets_status status = find_rule(ledger, entry->id, rule, err);
    if (status != LETS_OK) {
        return status;
    }
    assert(*rule != NULL);
    return check_close(ledger, entry, *rule, err);
}

enum lets_status ledger_apply_run(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  struct lets_error *err)
{
    struct rule_book *book = &ledger->rules;
    const struct lets_rule *rule = NULL;
    struct lets_dues dues = {.n = 0};
    enum lets_status status = check_run(ledger, entry, &rule, err);
    assert(status != LETS_OK || rule != NULL);
    if (status == LETS_OK) {
        status = mem_grow(&book->runs, &book->runs_capacity, (size_t)book->n_runs + 1, err);
    }
    if (status == LETS_OK) {
        status = dues_count_flows(ledger, rule, err);
    }
    if (status == LETS_OK) {
        ledger->blamed = LETS_FIELD_id;
        status = dues_work_out(ledger, rule, &dues, err);
    }
    if (status == LETS_OK) {
        status = check_sums(ledger, entry, rule, &dues, err);
    }
    if (status != LETS_OK) {
        lets_dues_release(&dues);
        return status;
    }
    book->runs[book->n_runs++] = (struct kept_run){.rule = rule->index,
                                                   .first = ledger->summary.n_transfers + 1,
                                                   .count = dues.count,
                                                   .total = dues.total.minor,
                                                   .close = dues.close,
                                                   .is_levy = rule->is_levy};
    ledger->summary.n_runs = book->n_runs;
    ledger_end_run(ledger);
    book->run = (struct run_at_hand){.is_there = true, .rule = rule->index, .dues = dues};
    seek(&book->run);
    return LETS_OK;
}

/* ---------------------------------------------------------------- its entries */

struct lets_entry lets_due_entry(const struct lets_ledger *ledger, const struct lets_rule *rule,
                                 const struct lets_due *due, struct lets_date date)
{
    struct lets_limit limit = {.kind = LETS_LIMIT_AMOUNT, .amount = due->due};
    struct lets_entry entry = {.kind = rule->is_levy ? LETS_KIND_TRANSFER : LETS_KIND_CHANGE};
    lets_entry_put(&entry, date, date);
    if (rule->is_levy) {
        lets_entry_put(&entry, number, ledger->summary.n_transfers + 1);
        lets_entry_put(&entry, payer, ledger->accounts[due->account].id);
        lets_entry_put(&entry, payee, ledger->accounts[rule->to].id);
        lets_entry_put(&entry, amount, due->due);
        lets_entry_put(&entry, what_for, rule->name);
        lets_entry_put(&entry, category, lets_span_of("levy"));
        return entry;
    }
    lets_entry_put(&entry, id, ledger->accounts[due->account].id);
    lets_entry_put(&entry, reason, rule->name);
    if (rule->sets == LETS_SETS_DEBIT_LIMIT) {
        lets_entry_put(&entry, debit_limit, limit);
    } else {
        lets_entry_put(&entry, credit_limit, limit);
    }
    return entry;
}

/* One key of an entry against that of the one that is due. */
static enum lets_status compare_key(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    const struct lets_entry *due, const struct lets_key *key,
                                    struct lets_error *err)
{
    char buffers[2][LETS_VALUE_SIZE];
    unsigned decimals = ledger->summary.decimals;
    uint32_t nth = ledger->rules.run.n_followed + 1;
    bool is_wanted = lets_entry_has_field(due, key->field);
    bool is_there = lets_entry_has_field(entry, key->field);
    ledger->blamed = key->field;
    if (is_there && !is_wanted) {
        return lets__fail(err, LETS_RUN_DIFFERS, "entry %" PRIu32 " of the run has no key '%s'",
                          nth, key->name);
    }
    if (!is_wanted) {
        return LETS_OK;
    }
    struct lets_span wanted = lets_entry_value(due, key, decimals, buffers[0]);
    if (!is_there) {
        return lets__fail(err, LETS_RUN_DIFFERS,
                          "entry %" PRIu32 " of the run needs the key '%s', of '%.*s'", nth,
                          key->name, LETS__SHOW(wanted));
    }
    struct lets_span given = lets_entry_value(entry, key, decimals, buffers[1]);
    if (!lets_span_equal(wanted, given)) {
        return lets__fail(err, LETS_RUN_DIFFERS,
                          "in entry %" PRIu32 " of the run '%s' must be '%.*s', not '%.*s'", nth,
                          key->name, LETS__SHOW(wanted), LETS__SHOW(given));
    }
    return LETS_OK;
}

enum lets_status ledger_check_due(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  struct lets_error *err)
{
    const struct run_at_hand *run = &ledger->rules.run;
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);
    enum lets_status status = LETS_OK;
    if (entry->kind == LETS_KIND_SEAL) {
        return LETS_OK;
    }
    ledger->blamed = keys[0].field;
    if (run->next == run->dues.n) {
        return lets__fail(err, LETS_RUN_ALONE,
                          "the run is whole with %" PRIu32 " entr%s: only its seal can follow",
                          run->dues.count, run->dues.count == 1 ? "y" : "ies");
    }
    struct lets_entry due =
        lets_due_entry(ledger, &ledger->rules.rules[run->rule], &run->dues.items[run->next],
                       run->has_date ? run->date : entry->date);
    if (entry->kind != due.kind) {
        return lets__fail(err, LETS_RUN_DIFFERS,
                          "entry %" PRIu32 " of the run must be a %s for '%.*s', not a %s",
                          run->n_followed + 1, lets_kind_word(due.kind),
                          LETS__SHOW(ledger->accounts[run->dues.items[run->next].account].id),
                          lets_kind_word(entry->kind));
    }
    /* The number of a transfer is judged by its own rules, as are keys that it must have. */
    for (size_t i = 0; status == LETS_OK && i < n_keys; i++) {
        if (keys[i].field != LETS_FIELD_number) {
            status = compare_key(ledger, entry, &due, &keys[i], err);
        }
    }
    ledger->blamed = status == LETS_OK ? keys[0].field : ledger->blamed;
    return status;
}

void ledger_follow_run(struct lets_ledger *ledger, const struct lets_entry *entry)
{
    struct run_at_hand *run = &ledger->rules.run;
    if (!run->is_there || (entry != NULL && entry->kind == LETS_KIND_RUN)) {
        return;
    }
    if (!run->has_date && entry != NULL && lets_entry_has(entry, date)) {
        run->has_date = true;
        run->date = entry->date;
        run->line = ledger->line;
    }
    run->n_followed++;
    if (run->next < run->dues.n) {
        run->next++;
        seek(run);
    }
}

/* ---------------------------------------------------------------- its end */

enum lets_status ledger_check_run_seal(struct lets_ledger *ledger, struct lets_date day,
                                       struct lets_error *err)
{
    const struct run_at_hand *run = &ledger->rules.run;
    if (!run->is_there) {
        return LETS_OK;
    }
    if (run->next < run->dues.n) {
        return LEDGER_REFUSE(entries, LETS_RUN_COUNT,
                             "the run is of %" PRIu32 " entries, and only %" PRIu32
                             " stand behind it: the next is due from '%.*s'",
                             run->dues.count, run->n_followed,
                             LETS__SHOW(ledger->accounts[run->dues.items[run->next].account].id));
    }
    if (run->has_date && run->date.day != day.day) {
        ledger->blamed_line = run->line;
        return lets__fail(err, LETS_RUN_DIFFERS,
                          "the entries of a run are dated the day of its seal, %s, not %s",
                          day_of(day).text, day_of(run->date).text);
    }
    return LETS_OK;
}

void ledger_end_run(struct lets_ledger *ledger)
{
    lets_dues_release(&ledger->rules.run.dues);
    ledger->rules.run = (struct run_at_hand){.is_there = false};
}

/* ---------------------------------------------------------------- afterwards */

void ledger_reverse_in_run(struct lets_ledger *ledger, uint32_t number)
{
    struct kept_run *run = rule_book_run_of(&ledger->rules, number);
    if (run != NULL) {
        run->n_reversed++;
    }
}

enum lets_status ledger_check_reopen(struct lets_ledger *ledger, struct lets_error *err)
{
    const struct kept_run *run = rule_book_on(&ledger->rules, ledger->summary.closed);
    if (run == NULL) {
        return LETS_OK;
    }
    (void)LEDGER_REFUSE(date, LETS_RUN_STANDS,
                        "the run of '%.*s' on the books closed %s stands: transfers %" PRIu32
                        " to %" PRIu32,
                        LETS__SHOW(ledger->rules.rules[run->rule].name), day_of(run->close).text,
                        run->first, run->first + run->count - 1);
    lets__hint(err, "reverse its transfers first, then the close can be undone");
    return LETS_RUN_STANDS;
}

void ledger_reopen_runs(struct lets_ledger *ledger, size_t n)
{
    rule_book_undo(&ledger->rules, ledger->summary.closed);
    dues_uncount_flows(ledger, n);
}

struct lets_run lets_ledger_run(const struct lets_ledger *ledger, uint32_t index)
{
    assert(index < ledger->rules.n_runs);
    const struct kept_run *run = &ledger->rules.runs[index];
    return (struct lets_run){.rule = run->rule,
                             .close = run->close,
                             .is_levy = run->is_levy,
                             .stands = rule_book_stands(run),
                             .first = run->is_levy ? run->first : 0,
                             .count = run->count,
                             .n_reversed = run->n_reversed,
                             .total = {run->total}};
}

bool lets_ledger_run_of(const struct lets_ledger *ledger, uint32_t number, uint32_t *index)
{
    const struct kept_run *run = rule_book_run_of(&ledger->rules, number);
    if (run != NULL) {
        *index = (uint32_t)(run - ledger->rules.runs);
    }
    return run != NULL;
}
