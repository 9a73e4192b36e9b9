/* SPDX-License-Identifier: MIT */
/* What a charter says, in the order in which a meeting decides it; what is proposed; who answers
 * how. */

#include "words/fund_text.h"

#include <inttypes.h>

#include "words/figures.h"

static void add_figure(struct buffer *out, const struct lets_ledger *ledger, const char *before,
                       struct lets_amount amount, const char *behind)
{
    char text[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(amount, lets_ledger_summary(ledger)->decimals, text);
    buffer_format(out, "%s%s%s", before, text, behind);
}

/* "2 of Ann Archer (signs), Bob Jones and Cora Bell approve". */
static void add_approvers(struct buffer *out, const struct lets_ledger *ledger,
                          const struct names *names, const struct lets_entry *entry)
{
    enum { KEY_DIGITS = 12 };
    const struct lets_pairs *approvers = &entry->approvers;

    buffer_format(out, ", %" PRIu32 " of ", entry->quorum);
    for (size_t i = 0; i < approvers->n; i++) {
        struct lets_span key = approvers->items[i].value.text;
        bool signs = !lets_span_equal(key, lets_span_of("none"));
        const char *before = i == 0 ? "" : i + 1 == approvers->n ? " and " : ", ";

        buffer_add_string(out, before);
        words_label_of(out, names, ledger, approvers->items[i].key.text);
        if (signs) { /* its end, by which one key is told from another */
            buffer_format(out, " (signs, key ..%.*s)", KEY_DIGITS,
                          key.bytes + key.size - KEY_DIGITS);
        }
    }
    buffer_add_string(out, entry->quorum == 1 ? " approves" : " approve");
}

void words_charter(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                   const struct lets_entry *entry)
{
    char begins[LETS_DATE_SIZE];
    char ends[LETS_DATE_SIZE];

    words_label_of(out, names, ledger, entry->id);
    if (lets_entry_has(entry, withdrawn)) {
        buffer_add_string(out, ": charter withdrawn");
    } else {
        lets_date_format(entry->begins, begins);
        lets_date_format(entry->ends, ends);
        buffer_format(out, ": charter from %s to %s", begins, ends);
        add_figure(out, ledger, ", budget ", entry->budget, "");
        add_figure(out, ledger, ", at most ", entry->ceiling, " at a time");
        add_figure(out, ledger, ", without a proposal ", entry->petty, " a month");
        add_approvers(out, ledger, names, entry);
        buffer_add_string(out, ", what is left goes to ");
        words_label_of(out, names, ledger, entry->residue_to);
    }
    if (lets_entry_has(entry, proposal)) {
        buffer_format(out, ", by proposal %" PRIu32, entry->proposal);
    }
    if (lets_entry_has(entry, withdrawn)) {
        buffer_format(out, "; %.*s", SHOW(entry->withdrawn));
    }
}

/* ---------------------------------------------------------------- from one charter to the next */

/* Parts of a list: "; " between them. */
static void part(struct buffer *out)
{
    buffer_add_string(out, out->size > 0 ? "; " : "");
}

static void add_amount_change(struct buffer *out, const struct lets_ledger *ledger,
                              const char *what, struct lets_amount was, struct lets_amount now)
{
    if (was.minor != now.minor) {
        part(out);
        add_figure(out, ledger, what, now, "");
        add_figure(out, ledger, ", was ", was, "");
    }
}

static void add_day_change(struct buffer *out, const char *what, struct lets_date was,
                           struct lets_date now)
{
    char before[LETS_DATE_SIZE];
    char after[LETS_DATE_SIZE];

    if (was.day != now.day) {
        lets_date_format(was, before);
        lets_date_format(now, after);
        part(out);
        buffer_format(out, "%s%s, was %s", what, after, before);
    }
}

/* "Bob Jones approves no more", "Cora Bell signs now". */
static void add_approver_changes(struct buffer *out, const struct lets_ledger *ledger,
                                 const struct names *names, const struct lets_charter *was,
                                 const struct lets_charter *now)
{
    for (size_t i = 0; i < was->n_approvers; i++) {
        const struct lets_approver *before = &was->approvers[i];
        const struct lets_approver *after = lets_charter_approver(now, before->account);
        bool is_same_key = after != NULL && lets_span_equal(before->key, after->key);
        if (is_same_key) {
            continue;
        }
        part(out);
        words_label(out, names, lets_ledger_account(ledger, before->account));
        buffer_add_string(out, after == NULL           ? " approves no more"
                               : after->key.size == 0  ? " signs no more"
                               : before->key.size == 0 ? " signs now"
                                                       : " signs with another key");
    }
    for (size_t i = 0; i < now->n_approvers; i++) {
        const struct lets_approver *after = &now->approvers[i];
        if (lets_charter_approver(was, after->account) == NULL) {
            part(out);
            words_label(out, names, lets_ledger_account(ledger, after->account));
            buffer_add_string(out,
                              after->key.size > 0 ? " approves now, and signs" : " approves now");
        }
    }
}

void words_charter_changes(struct buffer *out, const struct lets_ledger *ledger,
                           const struct names *names, const struct lets_charter *was,
                           const struct lets_charter *now)
{
    add_day_change(out, "begins ", was->begins, now->begins);
    add_day_change(out, "ends ", was->ends, now->ends);
    add_amount_change(out, ledger, "budget ", was->budget, now->budget);
    add_amount_change(out, ledger, "ceiling ", was->ceiling, now->ceiling);
    add_amount_change(out, ledger, "petty ", was->petty, now->petty);
    if (was->quorum != now->quorum) {
        part(out);
        buffer_format(out, "quorum %" PRIu32 ", was %" PRIu32, now->quorum, was->quorum);
    }
    if (was->residue_to != now->residue_to) {
        part(out);
        buffer_add_string(out, "what is left goes to ");
        words_label(out, names, lets_ledger_account(ledger, now->residue_to));
        buffer_add_string(out, ", was ");
        words_label(out, names, lets_ledger_account(ledger, was->residue_to));
    }
    add_approver_changes(out, ledger, names, was, now);
}

void words_clerk_alone(struct buffer *out, const struct lets_ledger *ledger,
                       const struct names *names, const struct lets_charter *charter)
{
    uint32_t n_keyless = 0;
    char ends[LETS_DATE_SIZE];

    for (size_t i = 0; i < charter->n_approvers; i++) {
        n_keyless += charter->approvers[i].key.size == 0 ? 1 : 0;
    }
    if (!charter->has_key) {
        buffer_add_string(out, "nobody signs: votes are what the clerk records");
    } else if (n_keyless >= charter->quorum) {
        buffer_format(out,
                      "the keys bind nobody: %" PRIu32 " without a key can approve, by what the "
                      "clerk records",
                      n_keyless);
    } else {
        add_figure(out, ledger, "one clerk alone can pay ", charter->petty, " a month");
        lets_date_format(charter->ends, ends);
        buffer_format(out, ", and after %s what is left to ", ends);
        words_label(out, names, lets_ledger_account(ledger, charter->residue_to));
    }
}

/* ---------------------------------------------------------------- proposals */

enum proposal_state proposal_state_of(const struct lets_proposal *proposal,
                                      const struct lets_approval *approval)
{
    if (approval->status == LETS_PROPOSAL_WITHDRAWN) {
        return PROPOSAL_WITHDRAWN;
    }
    if (proposal->is_set) {
        return PROPOSAL_SET;
    }
    if (!proposal->is_for_charter && proposal->paid.minor >= proposal->amount.minor) {
        return PROPOSAL_PAID;
    }
    if (approval->status == LETS_PROPOSAL_LAPSED || approval->status == LETS_CHARTER_MISSING) {
        return PROPOSAL_LAPSED;
    }
    return approval->status == LETS_OK ? PROPOSAL_APPROVED : PROPOSAL_OPEN;
}

const char *words_proposal_state(enum proposal_state state)
{
    static const char *const words[] = {
        [PROPOSAL_OPEN] = "open",     [PROPOSAL_APPROVED] = "approved",
        [PROPOSAL_PAID] = "paid",     [PROPOSAL_SET] = "set",
        [PROPOSAL_LAPSED] = "lapsed", [PROPOSAL_WITHDRAWN] = "withdrawn",
    };

    return words[state];
}

void words_proposal_short(struct buffer *out, const struct lets_ledger *ledger,
                          const struct names *names, const struct lets_proposal *proposal)
{
    words_label(out, names, lets_ledger_account(ledger, proposal->fund));
    if (proposal->is_for_charter) {
        buffer_add_string(out, ", a charter");
    } else {
        buffer_add_string(out, " pays ");
        if (proposal->has_to) {
            words_label(out, names, lets_ledger_account(ledger, proposal->to));
            buffer_add_string(out, " ");
        }
        words_amount(out, ledger, proposal->amount);
    }
    buffer_format(out, "%s%.*s", proposal->is_for_charter ? ": " : " for ",
                  SHOW(proposal->what_for));
}

void words_proposal(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                    const struct lets_entry *entry)
{
    enum { DIGITS = 16 };

    buffer_format(out, "proposal %" PRIu32, entry->number);
    if (lets_entry_has(entry, withdrawn)) {
        buffer_format(out, " withdrawn; %.*s", SHOW(entry->withdrawn));
        return;
    }
    buffer_add_string(out, ": ");
    words_label_of(out, names, ledger, entry->fund);
    if (lets_entry_has(entry, digest)) {
        buffer_format(out, ", charter of SHA-256 %.*s..", DIGITS, entry->digest.hex);
    } else {
        buffer_add_string(out, " pays ");
        if (lets_entry_has(entry, payee)) {
            words_label_of(out, names, ledger, entry->payee);
            buffer_add_string(out, " ");
        }
        words_amount(out, ledger, entry->amount);
    }
    buffer_format(out, "%s%.*s", lets_entry_has(entry, digest) ? ": " : " for ",
                  SHOW(entry->what_for));
}

void words_vote(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                const struct lets_entry *entry)
{
    static const char *const answers[] = {
        [LETS_ANSWER_APPROVE] = " approves",
        [LETS_ANSWER_DECLINE] = " declines",
        [LETS_ANSWER_NONE] = " takes the vote back",
    };

    buffer_format(out, "proposal %" PRIu32 ": ", entry->number);
    words_label_of(out, names, ledger, entry->by);
    buffer_format(out, "%s%s", answers[entry->answer],
                  lets_entry_has(entry, signature) ? ", signed" : "");
}
