/* SPDX-License-Identifier: MIT */
/* lets withdraw-rule: a rule stands no more. What its runs did stays. */

#include "base/failure.h"
#include "commands/commands.h"
#include "writing/writing.h"

struct withdraw_values {
    const char *name;
    const char *reason;
    struct given_date date;
};

#define AT(member) offsetof(struct withdraw_values, member)

static const struct argument arguments[] = {
    {"NAME", "the rule", OPTION_RULE, AT(name), false, false},
    {0},
};

static const struct option options[] = {
    {"reason", 0, "TEXT", "why", OPTION_TEXT, AT(reason), true},
    {"date", 0, "DATE", "the day from which on it stands no more; else today", OPTION_DATE,
     AT(date), false},
    {0},
};

static enum lets_status write_withdrawal(struct writing *writing, struct session *session,
                                         const void *values, struct lets_error *err)
{
    const struct withdraw_values *given = values;
    struct lets_entry entry = {.kind = LETS_KIND_RULE};
    const struct lets_rule *rule =
        lets_ledger_find_rule(session->ledger, lets_span_of(given->name));

    if (rule != NULL && rule->is_withdrawn) {
        return failure_set(err, LETS_NO_CHANGE, "the rule '%.*s' was withdrawn already",
                           SHOW(rule->name));
    }
    lets_entry_put(&entry, id, rule != NULL ? rule->name : lets_span_of(given->name));
    lets_entry_put(&entry, date, given->date.is_given ? given->date.value : session->today);
    lets_entry_put(&entry, withdrawn, lets_span_of(given->reason));
    enum lets_status status = writing_add(writing, &entry, err);
    if (status == LETS_OK && rule != NULL && rule->is_levy) {
        writing_say(writing, "what its runs took stays taken: 'lets reverse' takes that back");
    } else if (status == LETS_OK && rule != NULL) {
        writing_say(writing,
                    "the limits that it set stay: 'lets change-account --all-members --%s default' "
                    "gives them back to the policy",
                    lets_rule_sets_word(rule->sets));
    }
    return status;
}

const struct command cmd_withdraw_rule = {
    .name = "withdraw-rule",
    .kind = COMMAND_WRITER,
    .synopsis = "NAME --reason TEXT [--date DATE]",
    .summary = "take a rule back: it is run no more",
    .details = "What was levied, and the limits that were set, stay as they are.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct withdraw_values),
    .make = write_withdrawal,
};
