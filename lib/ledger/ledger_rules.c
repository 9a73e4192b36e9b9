/* SPDX-License-Identifier: MIT */
/*
 * Rules are set, replaced and withdrawn (journal.md: rule). A rule is kept as it was last set; what
 * it comes to is worked out when it is run.
 */

#include "ledger/ledger_rules.h"

#include "entries/entry.h"
#include "ledger/ledger_ids.h"
#include "values/ident.h"

/* ---------------------------------------------------------------- checks */

static enum lets_status check_name(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   const struct lets_rule *like, struct lets_error *err)
{
    if (like != NULL && !lets_span_equal(like->name, entry->id)) {
        return LEDGER_REFUSE(id, LETS_RULE_NAME,
                             "the name '%.*s' differs from that of the rule '%.*s' only in case or "
                             "leading zeros",
                             LETS__SHOW(entry->id), LETS__SHOW(like->name));
    }
    return LETS_OK;
}

static enum lets_status check_withdrawal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                         const struct lets_rule *rule, struct lets_error *err)
{
    static const enum lets_field keys[] = {LETS_FIELD_id, LETS_FIELD_date, LETS_FIELD_withdrawn,
                                           LETS_FIELD_note};
    if (!entry_has_only(entry, keys, sizeof keys / sizeof *keys)) {
        return LEDGER_REFUSE(withdrawn, LETS_RULE_KEYS,
                             "a rule that is withdrawn has only the keys date and withdrawn");
    }
    if (rule == NULL || rule->is_withdrawn) {
        return LEDGER_REFUSE(id, LETS_UNKNOWN_RULE, "no rule '%.*s' stands", LETS__SHOW(entry->id));
    }
    return LETS_OK;
}

/* Which keys go together. */
static enum lets_status check_keys(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    bool has_to = lets_entry_has(entry, payee);
    if (!lets_entry_has(entry, of)) {
        return LEDGER_REFUSE(id, LETS_RULE_KEYS, "a rule needs the key 'of'");
    }
    if (!lets_entry_has(entry, reason)) {
        return LEDGER_REFUSE(id, LETS_REASON_MISSING, "a rule needs a reason");
    }
    if (has_to == lets_entry_has(entry, sets)) {
        return LEDGER_REFUSE(id, LETS_RULE_KEYS,
                             "a rule has either 'to', the account that a levy goes to, or 'sets', "
                             "the limit that it sets");
    }
    if (lets_entry_has(entry, steps) &&
        (lets_entry_has(entry, above) || lets_entry_has(entry, percent) ||
         lets_entry_has(entry, flat))) {
        return LEDGER_REFUSE(steps, LETS_RULE_KEYS,
                             "a rule with steps has none of above, percent, flat");
    }
    return LETS_OK;
}

/* The account that a levy goes to. */
static enum lets_status check_to(struct lets_ledger *ledger, const struct lets_entry *entry,
                                 struct lets_error *err)
{
    const struct lets_account *to = ledger_exact(ledger, entry->payee);
    ledger->blamed = LETS_FIELD_payee;
    if (to == NULL) {
        return ledger_fail_unknown(ledger, entry->payee, err);
    }
    if (to->kind != LETS_CENTRAL) {
        return lets__fail(err, LETS_WRONG_KIND,
                          "'%.*s' is a member's account: a levy goes to a central account",
                          LETS__SHOW(to->id));
    }
    if (to->status == LETS_CLOSED) {
        return lets__fail(err, LETS_ACCOUNT_CLOSED, "the account '%.*s' is closed",
                          LETS__SHOW(to->id));
    }
    if (to->is_float) {
        return lets__fail(err, LETS_WRONG_KIND,
                          "'%.*s' sells vouchers: its balance is what is out, and no levy goes "
                          "there",
                          LETS__SHOW(to->id));
    }
    return LETS_OK;
}

static enum lets_status check_steps(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    struct lets_error *err)
{
    const struct lets_pair *steps = entry->steps.items;
    if (entry->steps.n == 0) {
        return LEDGER_REFUSE(steps, LETS_RULE_STEPS, "at least one step is needed");
    }
    for (size_t i = 1; i < entry->steps.n; i++) {
        if (steps[i].key.amount.minor <= steps[i - 1].key.amount.minor) {
            char amount[LETS_AMOUNT_SIZE];
            char before[LETS_AMOUNT_SIZE];
            lets_amount_format(steps[i].key.amount, ledger->summary.decimals, amount);
            lets_amount_format(steps[i - 1].key.amount, ledger->summary.decimals, before);
            return LEDGER_REFUSE(steps, LETS_RULE_STEPS,
                                 "step %zu, of %s, is not above the one before, of %s", i + 1,
                                 amount, before);
        }
    }
    return LETS_OK;
}

static enum lets_status check_own(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  struct lets_error *err)
{
    ledger->blamed = LETS_FIELD_own;
    for (size_t i = 0; i < entry->own.n; i++) {
        struct lets_span id = entry->own.items[i].key.text;
        const struct lets_account *account = ledger_exact(ledger, id);
        if (account == NULL) {
            return ledger_fail_unknown(ledger, id, err);
        }
        if (account->kind != LETS_MEMBER) {
            return lets__fail(err, LETS_WRONG_KIND,
                              "'%.*s' is a central account: a rule is about members",
                              LETS__SHOW(id));
        }
    }
    return LETS_OK;
}

static enum lets_status check(struct lets_ledger *ledger, const struct lets_entry *entry,
                              struct lets_error *err)
{
    enum lets_status status = check_keys(ledger, entry, err);
    if (status == LETS_OK && lets_span_equal(entry->locality, lets_span_of("none"))) {
        status = LEDGER_REFUSE(locality, LETS_BAD_WORD,
                               "no locality can be called 'none': the rule would be nobody's");
    }
    if (status == LETS_OK && lets_entry_has(entry, payee)) {
        status = check_to(ledger, entry, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, steps)) {
        status = check_steps(ledger, entry, err);
    }
    return status == LETS_OK && lets_entry_has(entry, own) ? check_own(ledger, entry, err) : status;
}

/* ---------------------------------------------------------------- taking it in */

static enum lets_status copy_pairs(struct lets_ledger *ledger, struct lets_pairs pairs,
                                   struct lets_pairs *out, struct lets_error *err)
{
    void *bytes = NULL;
    size_t size = pairs.n * sizeof *pairs.items; /* of an entry of at most 64 KiB, as read */
    enum lets_status status = arena_alloc(&ledger->texts, size, &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct lets_pair *items = bytes;
    for (size_t i = 0; i < pairs.n; i++) {
        items[i] = pairs.items[i];
    }
    *out = (struct lets_pairs){.items = items, .n = pairs.n};
    return LETS_OK;
}

static enum lets_status copy_own(struct lets_ledger *ledger, struct lets_pairs own,
                                 struct lets_pairs *out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = arena_alloc(&ledger->texts, own.n * sizeof *own.items, &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct lets_pair *items = bytes;
    for (size_t i = 0; i < own.n; i++) {
        items[i] = own.items[i];
        items[i].key.text = ledger_exact(ledger, own.items[i].key.text)->id;
    }
    *out = (struct lets_pairs){.items = items, .n = own.n};
    return LETS_OK;
}

/* What the entry says, with copies of its texts and mappings; name and index are those of the rule
 * that it replaces. */
static enum lets_status keep(struct lets_ledger *ledger, const struct lets_entry *entry,
                             struct lets_rule *rule, struct lets_error *err)
{
    rule->is_withdrawn = false;
    rule->date = entry->date;
    rule->of = entry->of;
    rule->above = lets_entry_has(entry, above) ? entry->above : (struct lets_amount){0};
    rule->percent = lets_entry_has(entry, percent) ? entry->percent : (struct lets_percent){0};
    rule->flat = lets_entry_has(entry, flat) ? entry->flat : (struct lets_amount){0};
    rule->floor = lets_entry_has(entry, floor) ? entry->floor : (struct lets_amount){0};
    rule->has_cap = lets_entry_has(entry, cap);
    rule->cap = rule->has_cap ? entry->cap : (struct lets_amount){0};
    rule->after = lets_entry_has(entry, after) ? entry->after : 0;
    rule->is_levy = lets_entry_has(entry, payee);
    rule->to = rule->is_levy ? ledger_exact(ledger, entry->payee)->index : 0;
    rule->sets = lets_entry_has(entry, sets) ? entry->sets : LETS_SETS_DEBIT_LIMIT;
    rule->locality = (struct lets_span){0};
    rule->steps = (struct lets_pairs){0};
    rule->own = (struct lets_pairs){0};
    enum lets_status status = arena_copy(&ledger->texts, entry->reason, &rule->reason, err);
    if (status == LETS_OK && lets_entry_has(entry, locality)) {
        status = arena_copy(&ledger->texts, entry->locality, &rule->locality, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, steps)) {
        status = copy_pairs(ledger, entry->steps, &rule->steps, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, own)) {
        status = copy_own(ledger, entry->own, &rule->own, err);
    }
    return status;
}

/* A rule of a new name. */
static enum lets_status add_rule(struct lets_ledger *ledger, const struct lets_entry *entry,
                                 struct lets_rule *rule, struct lets_error *err)
{
    struct rule_book *book = &ledger->rules;
    char buffer[LETS_ID_MAX + 1];
    struct lets_span folded = {0};
    enum lets_status status =
        mem_grow(&book->rules, &book->rules_capacity, (size_t)book->n_rules + 1, err);
    if (status == LETS_OK) {
        status = map_reserve(&book->names, err);
    }
    if (status == LETS_OK) {
        status = arena_copy(&ledger->texts, entry->id, &rule->name, err);
    }
    if (status == LETS_OK) {
        status = arena_copy(&ledger->texts, ident_fold(entry->id, buffer), &folded, err);
    }
    if (status == LETS_OK) {
        rule->index = book->n_rules;
        book->rules[book->n_rules++] = *rule;
        map_add(&book->names, folded, rule->index);
        ledger->summary.n_rules = book->n_rules;
    }
    return status;
}

enum lets_status ledger_apply_rule(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    struct lets_rule *old = rule_book_find(&ledger->rules, entry->id);
    bool is_withdrawal = lets_entry_has(entry, withdrawn);
    enum lets_status status = check_name(ledger, entry, old, err);
    if (status == LETS_OK) {
        status =
            is_withdrawal ? check_withdrawal(ledger, entry, old, err) : check(ledger, entry, err);
    }
    if (status == LETS_OK && is_withdrawal) {
        old->is_withdrawn = true;
        return LETS_OK;
    }
    struct lets_rule rule = old == NULL ? (struct lets_rule){.since = entry->date} : *old;
    if (rule.is_withdrawn) {
        rule.since = entry->date;
    }
    if (status == LETS_OK) {
        status = keep(ledger, entry, &rule, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    if (old == NULL) {
        return add_rule(ledger, entry, &rule, err);
    }
    *old = rule;
    return LETS_OK;
}

/* ---------------------------------------------------------------- questions */

bool ledger_rule_names(const struct lets_ledger *ledger, uint32_t account)
{
    for (uint32_t i = 0; i < ledger->rules.n_rules; i++) {
        const struct lets_rule *rule = &ledger->rules.rules[i];
        if (!rule->is_withdrawn && rule->is_levy && rule->to == account) {
            return true;
        }
    }
    return false;
}

const struct lets_rule *lets_ledger_rule(const struct lets_ledger *ledger, uint32_t index)
{
    assert(index < ledger->rules.n_rules);
    return &ledger->rules.rules[index];
}

const struct lets_rule *lets_ledger_find_rule(const struct lets_ledger *ledger,
                                              struct lets_span name)
{
    return rule_book_find(&ledger->rules, name);
}
