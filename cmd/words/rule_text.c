/* SPDX-License-Identifier: MIT */
/* What a rule says, in the order in which people say it: how much of what, from whom, where to. */

#include "words/rule_text.h"

#include <inttypes.h>

#include "words/figures.h"

static void add_figure(struct buffer *out, const struct lets_ledger *ledger, const char *before,
                       struct lets_amount amount)
{
    char text[LETS_AMOUNT_SIZE];

    lets_amount_format(amount, lets_ledger_summary(ledger)->decimals, text);
    buffer_format(out, "%s%s", before, text);
}

static const char *base_text(enum lets_rule_base of)
{
    switch (of) {
    case LETS_OF_TURNOVER:
        return "the turnover";
    case LETS_OF_EARNED:
        return "what was earned";
    case LETS_OF_SPENT:
        return "what was spent";
    case LETS_OF_CREDIT:
        return "the credit";
    case LETS_OF_DEBT:
        return "the debt";
    case LETS_OF_MONTHS:
        return "the full months since joining";
    case LETS_OF_NOTHING:
        break;
    }
    return "nothing";
}

/* "by the turnover: 0.05 from 10.00, 0.30 from 67.17". */
static void add_steps(struct buffer *out, const struct lets_ledger *ledger,
                      const struct lets_entry *entry)
{
    buffer_format(out, "by %s: ", base_text(entry->of));
    for (size_t i = 0; i < entry->steps.n; i++) {
        add_figure(out, ledger, i == 0 ? "" : ", ", entry->steps.items[i].value.amount);
        add_figure(out, ledger, " from ", entry->steps.items[i].key.amount);
    }
}

/* "3 % of the turnover above 10.00 and 0.10". */
static void add_formula(struct buffer *out, const struct lets_ledger *ledger,
                        const struct lets_entry *entry)
{
    bool has_percent = lets_entry_has(entry, percent);
    bool has_flat = lets_entry_has(entry, flat);
    char percent[LETS_PERCENT_SIZE];

    if (has_percent) {
        (void)lets_percent_format(entry->percent, percent);
        buffer_format(out, "%s %% of %s", percent, base_text(entry->of));
    }
    if (has_percent && lets_entry_has(entry, above)) {
        add_figure(out, ledger, " above ", entry->above);
    }
    if (has_flat || !has_percent) {
        add_figure(out, ledger, has_percent ? " and " : "", entry->flat);
    }
}

/* "; for themselves Ann Archer 0.50, Bob Jones none". */
static void add_own(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                    const struct lets_entry *entry)
{
    for (size_t i = 0; i < entry->own.n; i++) {
        buffer_add_string(out, i == 0 ? "; for themselves " : ", ");
        words_label_of(out, names, ledger, entry->own.items[i].key.text);
        buffer_add_string(out, " ");
        words_limit(out, ledger, entry->own.items[i].value.limit);
    }
}

/* What the rule says, without its name. */
static void add_rule(struct buffer *out, const struct lets_ledger *ledger,
                     const struct names *names, const struct lets_entry *entry)
{
    if (lets_entry_has(entry, steps)) {
        add_steps(out, ledger, entry);
    } else {
        add_formula(out, ledger, entry);
    }
    if (lets_entry_has(entry, floor)) {
        add_figure(out, ledger, ", at least ", entry->floor);
    }
    if (lets_entry_has(entry, cap)) {
        add_figure(out, ledger, ", at most ", entry->cap);
    }
    if (lets_entry_has(entry, after)) {
        buffer_format(out, ", after %" PRIu32 " full month%s", entry->after,
                      entry->after == 1 ? "" : "s");
    }
    if (lets_entry_has(entry, locality)) {
        buffer_format(out, ", in %.*s", SHOW(entry->locality));
    }
    if (lets_entry_has(entry, payee)) {
        buffer_add_string(out, ", to ");
        words_label_of(out, names, ledger, entry->payee);
    } else {
        buffer_format(out, ", as %s limit",
                      entry->sets == LETS_SETS_DEBIT_LIMIT ? "debit" : "credit");
    }
    add_own(out, ledger, names, entry);
}

void words_rule(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                const struct lets_entry *entry)
{
    if (lets_entry_has(entry, withdrawn)) {
        buffer_format(out, "rule %.*s withdrawn; %.*s", SHOW(entry->id), SHOW(entry->withdrawn));
        return;
    }
    buffer_format(out, "rule %.*s: ", SHOW(entry->id));
    add_rule(out, ledger, names, entry);
}

struct lets_entry words_entry_of_rule(const struct lets_ledger *ledger,
                                      const struct lets_rule *rule)
{
    struct lets_entry entry = {.kind = LETS_KIND_RULE};

    lets_entry_put(&entry, id, rule->name);
    lets_entry_put(&entry, of, rule->of);
    if (rule->above.minor > 0) {
        lets_entry_put(&entry, above, rule->above);
    }
    if (rule->percent.parts > 0) {
        lets_entry_put(&entry, percent, rule->percent);
    }
    if (rule->flat.minor > 0) {
        lets_entry_put(&entry, flat, rule->flat);
    }
    if (rule->steps.n > 0) {
        lets_entry_put(&entry, steps, rule->steps);
    }
    if (rule->floor.minor > 0) {
        lets_entry_put(&entry, floor, rule->floor);
    }
    if (rule->has_cap) {
        lets_entry_put(&entry, cap, rule->cap);
    }
    if (rule->after > 0) {
        lets_entry_put(&entry, after, rule->after);
    }
    if (rule->locality.size > 0) {
        lets_entry_put(&entry, locality, rule->locality);
    }
    if (rule->is_levy) {
        lets_entry_put(&entry, payee, lets_ledger_account(ledger, rule->to)->id);
    } else {
        lets_entry_put(&entry, sets, rule->sets);
    }
    if (rule->own.n > 0) {
        lets_entry_put(&entry, own, rule->own);
    }
    return entry;
}

void words_standing_rule(struct buffer *out, const struct lets_ledger *ledger,
                         const struct names *names, const struct lets_rule *rule)
{
    struct lets_entry entry = words_entry_of_rule(ledger, rule);

    add_rule(out, ledger, names, &entry);
}

void words_run(struct buffer *out, const struct lets_ledger *ledger, const struct lets_entry *entry)
{
    bool is_levy = lets_entry_has(entry, total);
    char close[LETS_DATE_SIZE];

    lets_date_format(entry->close, close);
    buffer_format(out, "run %.*s on the books closed %s: %" PRIu32 " %s%s", SHOW(entry->id), close,
                  entry->count, is_levy ? "transfer" : "limit", entry->count == 1 ? "" : "s");
    if (is_levy) {
        add_figure(out, ledger, ", ", entry->total);
    }
}
