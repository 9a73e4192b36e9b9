/* SPDX-License-Identifier: MIT */
/*
 * lets rules: every rule that there was, what it says, whether it stands, and its last run. Steps
 * and dues of their own are shown as set-rule takes them.
 */

#include <inttypes.h>

#include "commands/commands.h"
#include "output/list.h"
#include "session/footer.h"
#include "session/reading.h"
#include "session/session.h"
#include "words/figures.h"
#include "words/rule_text.h"

enum {
    RULE,
    SAYS,
    OF,
    ABOVE,
    PERCENT,
    FLAT,
    STEPS,
    FLOOR,
    CAP,
    AFTER,
    LOCALITY,
    TO,
    SETS,
    OWN,
    DATE,
    SINCE,
    STATUS,
    RUN,
    RUN_CLOSE,
    RUN_COUNT,
    RUN_TOTAL,
    REASON,
    N_COLUMNS
};
static const struct column columns[N_COLUMNS] = {
    [RULE] = {"rule", "rule", COLUMN_TEXT, COLUMN_WHOLE},
    [SAYS] = {NULL, "what is due", COLUMN_TEXT, COLUMN_WRAPPED},
    [OF] = {"of", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [ABOVE] = {"above", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [PERCENT] = {"percent", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [FLAT] = {"flat", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [STEPS] = {"steps", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [FLOOR] = {"floor", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [CAP] = {"cap", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [AFTER] = {"after", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [LOCALITY] = {"locality", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [TO] = {"to", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [SETS] = {"sets", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [OWN] = {"own", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [DATE] = {"date", "set", COLUMN_WORD, COLUMN_WHOLE},
    [SINCE] = {"since", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [STATUS] = {"status", "status", COLUMN_WORD, COLUMN_WHOLE},
    [RUN] = {NULL, "last run", COLUMN_TEXT, COLUMN_WRAPPED},
    [RUN_CLOSE] = {"run_close", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [RUN_COUNT] = {"run_count", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [RUN_TOTAL] = {"run_total", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [REASON] = {"reason", "reason", COLUMN_TEXT, COLUMN_WRAPPED},
};

/* "0.00=100.00 500.00=300.00", "0003=none". */
static void list_pairs(struct list *list, size_t column, const struct lets_ledger *ledger,
                       struct lets_pairs pairs, bool is_own)
{
    unsigned decimals = lets_ledger_summary(ledger)->decimals;
    char amount[LETS_AMOUNT_SIZE];
    struct buffer text = {0};

    for (size_t i = 0; i < pairs.n; i++) {
        buffer_add_string(&text, i > 0 ? " " : "");
        if (is_own) {
            buffer_format(&text, "%.*s=", SHOW(pairs.items[i].key.text));
            words_limit(&text, ledger, pairs.items[i].value.limit);
        } else {
            lets_amount_format(pairs.items[i].key.amount, decimals, amount);
            buffer_format(&text, "%s=", amount);
            lets_amount_format(pairs.items[i].value.amount, decimals, amount);
            buffer_add_string(&text, amount);
        }
    }
    list_text(list, column, buffer_span(&text));
    buffer_release(&text);
}

static void list_positive(struct list *list, size_t column, struct lets_amount amount)
{
    if (amount.minor > 0) {
        list_amount(list, column, amount);
    }
}

/* The last run that stands; of limits by rule, of which none ever stands, the last. */
static bool find_run(const struct lets_ledger *ledger, const struct lets_rule *rule,
                     struct lets_run *out)
{
    for (uint32_t i = lets_ledger_summary(ledger)->n_runs; i > 0; i--) {
        *out = lets_ledger_run(ledger, i - 1);
        if (out->rule == rule->index && (!out->is_levy || out->stands)) {
            return true;
        }
    }
    return false;
}

static void list_run(struct list *list, const struct session *session, const struct lets_run *run)
{
    struct buffer text = {0};
    char close[LETS_DATE_SIZE];

    lets_date_format(run->close, close);
    buffer_format(&text, "on %s: ", close);
    if (run->is_levy) {
        words_amount(&text, session->ledger, run->total);
        buffer_format(&text, " of %" PRIu32 " member%s", run->count, run->count == 1 ? "" : "s");
        list_amount(list, RUN_TOTAL, run->total);
    } else {
        buffer_format(&text, "%" PRIu32 " limit%s", run->count, run->count == 1 ? "" : "s");
    }
    if (run->n_reversed > 0) {
        buffer_format(&text, ", %" PRIu32 " reversed", run->n_reversed);
    }
    list_text(list, RUN, buffer_span(&text));
    list_date(list, RUN_CLOSE, run->close);
    if (run->count > 0) {
        list_integer(list, RUN_COUNT, run->count);
    } else {
        list_zero(list, RUN_COUNT);
    }
    buffer_release(&text);
}

/* What is due: the parts of the formula, whom it is about and where it goes. */
static void list_formula(struct list *list, const struct lets_ledger *ledger,
                         const struct lets_rule *rule)
{
    char percent[LETS_PERCENT_SIZE];

    list_string(list, OF, lets_rule_base_word(rule->of));
    list_positive(list, ABOVE, rule->above);
    if (rule->percent.parts > 0) {
        (void)lets_percent_format(rule->percent, percent);
        list_string(list, PERCENT, percent);
    }
    list_positive(list, FLAT, rule->flat);
    list_pairs(list, STEPS, ledger, rule->steps, false);
    list_positive(list, FLOOR, rule->floor);
    if (rule->has_cap) {
        list_amount(list, CAP, rule->cap);
    }
    list_integer(list, AFTER, rule->after);
    list_text(list, LOCALITY, rule->locality);
    if (rule->is_levy) {
        list_text(list, TO, lets_ledger_account(ledger, rule->to)->id);
    } else {
        list_string(list, SETS, lets_rule_sets_word(rule->sets));
    }
    list_pairs(list, OWN, ledger, rule->own, true);
}

static void print_rule(struct list *list, const struct session *session,
                       const struct lets_rule *rule)
{
    struct lets_run last;
    struct buffer says = {0};

    list_row(list);
    list_text(list, RULE, rule->name);
    words_standing_rule(&says, session->ledger, &session->names, rule);
    list_text(list, SAYS, buffer_span(&says));
    list_formula(list, session->ledger, rule);
    list_date(list, DATE, rule->date);
    list_date(list, SINCE, rule->since);
    list_string(list, STATUS, rule->is_withdrawn ? "withdrawn" : "standing");
    if (find_run(session->ledger, rule, &last)) {
        list_run(list, session, &last);
    }
    list_text(list, REASON, rule->reason);
    buffer_release(&says);
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    enum lets_status status = session_read(session, NULL, 0, err);

    (void)values;
    if (status != LETS_OK) {
        return status;
    }
    uint32_t n = lets_ledger_summary(session->ledger)->n_rules;
    struct list *list =
        list_begin(&session->output, session->ledger, "rules", columns, N_COLUMNS, NULL);
    for (uint32_t i = 0; i < n; i++) {
        print_rule(list, session, lets_ledger_rule(session->ledger, i));
    }
    list_end(list);
    if (footer_begin(session, n > 0)) {
        output_line(&session->output, "%" PRIu32 " rule%s", n, n == 1 ? "" : "s");
        footer_head(session);
    }
    return LETS_OK;
}

const struct command cmd_rules = {
    .name = "rules",
    .kind = COMMAND_VIEW,
    .synopsis = "",
    .summary = "list the rules of levies and limits",
    .details = "Withdrawn ones too; of each the last run, if there was one.",
    .run = run,
};
