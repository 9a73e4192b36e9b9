/* SPDX-License-Identifier: MIT */
/*
 * lets run: works a rule out of the books as they were last closed, shows what it comes to, asks,
 * and records it as one commit. Every entry of it follows from the books, so nothing is chosen
 * here.
 */

#include <assert.h>
#include <inttypes.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "commands/run_table.h"
#include "line/options.h"
#include "session/session.h"
#include "session/talk.h"
#include "words/figures.h"
#include "writing/advice.h"
#include "writing/writing_run.h"

struct run_values {
    const char *name;
};

#define AT(member) offsetof(struct run_values, member)

static const struct argument arguments[] = {
    {"NAME", "the rule", OPTION_RULE, AT(name), false, false},
    {0},
};

/* One run, whose table outlives what makes it. */
struct running {
    const struct run_values *given;
    struct run_table *table;
};

/* ---------------------------------------------------------------- what stands in the way */

/* The levy's run that stands. */
static bool find_standing(const struct lets_ledger *ledger, const struct lets_rule *rule,
                          struct lets_run *out)
{
    for (uint32_t i = lets_ledger_summary(ledger)->n_runs; i > 0; i--) {
        *out = lets_ledger_run(ledger, i - 1);
        if (out->rule == rule->index && out->stands) {
            return true;
        }
    }
    return false;
}

/* A run that stands: which of its transfers would have to be reversed. Where they are too many to
 * be named, no command is: one that names fewer would take a part of the run back. */
static void hint_standing(const struct lets_ledger *ledger, const struct lets_run *run,
                          struct lets_error *err)
{
    static const char next[] = "the next run is on a later close: 'lets close-period PERIOD'; ";
    struct buffer hint = {0};
    uint32_t *numbers = memory_array((size_t)run->count + 1, sizeof *numbers);
    struct lets_transfer transfer = {0};
    size_t n = 0;

    for (uint32_t number = run->first; number < run->first + run->count; number++) {
        if (lets_ledger_transfer(ledger, number, &transfer) && transfer.reversed_by == 0) {
            numbers[n++] = number;
        }
    }
    buffer_add_string(&hint, next);
    if (n == 0) {
        buffer_add_string(&hint, "nothing was due in that one");
    } else {
        buffer_add_string(&hint, "where that one is wrong, 'lets reverse ");
        words_numbers(&hint, numbers, n, " ");
        buffer_add_string(&hint, " --reason TEXT' takes it back");
    }
    if (!failure_hint(err, buffer_string(&hint))) {
        buffer_clear(&hint);
        buffer_format(&hint,
                      "%swhere that one is wrong, 'lets reverse' takes it back, of all its "
                      "transfers from %" PRIu32 " to %" PRIu32 " that are not reversed yet: %zu, "
                      "which are too many to be named here",
                      next, numbers[0], numbers[n - 1], n);
        (void)failure_hint(err, buffer_string(&hint));
    }
    buffer_release(&hint);
    memory_free(numbers);
}

/* What to do where a rule cannot be run. */
static void advise(const struct session *session, const struct lets_rule *rule,
                   struct lets_error *err)
{
    struct lets_run run;
    struct lets_entry entry = {.kind = LETS_KIND_RUN};

    if (err == NULL) {
        return;
    }
    if (err->status == LETS_RUN_STANDS && rule != NULL &&
        find_standing(session->ledger, rule, &run)) {
        hint_standing(session->ledger, &run, err);
    }
    if (err->status == LETS_ACCOUNT_CLOSED && rule != NULL) {
        entry.payee = lets_ledger_account(session->ledger, rule->to)->id;
    }
    advice_add(session, &entry, err);
}

/* ---------------------------------------------------------------- its entries */

static struct lets_limit limit_in_force(const struct lets_ledger *ledger,
                                        const struct lets_rule *rule,
                                        const struct lets_account *account)
{
    return rule->sets == LETS_SETS_DEBIT_LIMIT ? lets_ledger_debit_limit(ledger, account)
                                               : lets_ledger_credit_limit(ledger, account);
}

static enum lets_status add_entries(struct writing *writing, struct session *session,
                                    const struct run_table *table, struct lets_error *err)
{
    const struct lets_dues *dues = &table->dues;
    struct lets_date date = lets_time_day(lets_seal_time(session->ledger, session->now));
    struct lets_entry entry = {.kind = LETS_KIND_RUN};

    lets_entry_put(&entry, id, table->rule->name);
    lets_entry_put(&entry, close, dues->close);
    lets_entry_put(&entry, count, dues->count);
    if (table->rule->is_levy) {
        lets_entry_put(&entry, total, dues->total);
    }
    enum lets_status status = writing_add_silently(writing, &entry, err);
    for (size_t i = 0; status == LETS_OK && i < dues->n; i++) {
        if (dues->items[i].is_in_run) {
            entry = lets_due_entry(session->ledger, table->rule, &dues->items[i], date);
            status = writing_add_silently(writing, &entry, err);
        }
    }
    return status;
}

/* ---------------------------------------------------------------- the question and the answer */

static enum lets_status ask(struct session *session, const struct run_table *table,
                            struct lets_error *err)
{
    const struct lets_dues *dues = &table->dues;
    const struct lets_rule *rule = table->rule;
    const char *plural = dues->count == 1 ? "" : "s";
    struct buffer question = {0};

    if (rule->is_levy) {
        buffer_format(&question, "take by '%.*s' from %" PRIu32 " member%s together ",
                      SHOW(rule->name), dues->count, plural);
        words_amount(&question, session->ledger, dues->total);
        buffer_add_string(&question, "?");
    } else {
        buffer_format(&question, "set by '%.*s' the %s limit of %" PRIu32 " member%s?",
                      SHOW(rule->name), rule->sets == LETS_SETS_DEBIT_LIMIT ? "debit" : "credit",
                      dues->count, plural);
    }
    enum lets_status status = session_confirm(session, buffer_string(&question), err);
    buffer_release(&question);
    return status;
}

static void say_way_back(struct writing *writing, const struct session *session,
                         const struct run_table *table)
{
    uint32_t count = table->dues.count;
    uint32_t last = lets_ledger_summary(session->ledger)->n_transfers;

    if (session->globals->is_dry_run) {
        return;
    }
    if (!table->rule->is_levy) {
        writing_say(writing,
                    "a rule that was wrong is set anew and run again; back to the policy: lets "
                    "change-account --all-members --%s default",
                    lets_rule_sets_word(table->rule->sets));
    } else if (count == 1) {
        writing_say(writing, "it is taken back by: lets reverse %" PRIu32 " --reason TEXT", last);
    } else if (count > 1) {
        writing_say(writing,
                    "it is taken back by: lets reverse %" PRIu32 "-%" PRIu32 " --reason TEXT",
                    last - count + 1, last);
    }
}

static void keep_limits(struct run_table *table)
{
    const struct lets_ledger *ledger = table->session->ledger;

    table->was = memory_array(table->dues.n + 1, sizeof *table->was);
    for (size_t i = 0; i < table->dues.n; i++) {
        table->was[i] = limit_in_force(ledger, table->rule,
                                       lets_ledger_account(ledger, table->dues.items[i].account));
    }
    table->partners = partners_find(ledger, table->dues.close);
}

static enum lets_status write_run(struct writing *writing, struct session *session,
                                  const void *values, struct lets_error *err)
{
    const struct running *running = values;
    struct run_table *table = running->table;
    struct lets_span name = lets_span_of(running->given->name);
    const struct lets_rule *rule = lets_ledger_find_rule(session->ledger, name);

    run_table_release(table);
    table->session = session;
    table->rule = rule;
    enum lets_status status =
        lets_ledger_due(session->ledger, rule != NULL ? rule->name : name, &table->dues, err);
    if (status != LETS_OK) {
        advise(session, rule, err);
        return status;
    }
    assert(rule != NULL);
    if (!rule->is_levy) {
        keep_limits(table);
    }
    writing_table(writing, run_table_print, table);
    status = add_entries(writing, session, table, err);
    if (status == LETS_OK) {
        writing_show(writing);
        status = ask(session, table, err);
    }
    if (status == LETS_OK) {
        writing_put(writing, "dues", run_table_json(table));
        say_way_back(writing, session, table);
    }
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct run_values *given = values;
    struct set_by_hand hand = {.rule = given->name};
    struct run_table table = {.hand = &hand};
    const struct running running = {.given = given, .table = &table};
    const struct lets_observer observer = set_by_hand_observer(&hand);
    enum lets_status status = writing_run(session, &observer, write_run, &running, err);

    run_table_release(&table);
    set_by_hand_release(&hand);
    return status;
}

const struct command cmd_run = {
    .name = "run",
    .kind = COMMAND_WRITER,
    .synopsis = "NAME",
    .summary = "work a rule out of the closed books, and carry it out",
    .details = "It lists what is due from each member, or how far each may go, and asks; with "
               "--dry-run that is all. The run is one commit. One of a levy is taken back by "
               "'lets reverse' of all its transfers.",
    .arguments = arguments,
    .values_size = sizeof(struct run_values),
    .run = run,
};
