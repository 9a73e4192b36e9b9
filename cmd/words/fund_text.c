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
    const struct lets_pairs *approvers = &entry->approvers;

    buffer_format(out, ", %" PRIu32 " of ", entry->quorum);
    for (size_t i = 0; i < approvers->n; i++) {
        bool signs = !lets_span_equal(approvers->items[i].value.text, lets_span_of("none"));
        const char *before = i == 0 ? "" : i + 1 == approvers->n ? " and " : ", ";

        buffer_add_string(out, before);
        words_label_of(out, names, ledger, approvers->items[i].key.text);
        buffer_add_string(out, signs ? " (signs)" : "");
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
        buffer_format(out, ": charter withdrawn; %.*s", SHOW(entry->withdrawn));
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
        buffer_format(out, " gets the charter of digest %.*s..", DIGITS, entry->digest.hex);
    } else {
        buffer_add_string(out, " pays ");
        if (lets_entry_has(entry, payee)) {
            words_label_of(out, names, ledger, entry->payee);
            buffer_add_string(out, " ");
        }
        words_amount(out, ledger, entry->amount);
    }
    buffer_format(out, " for %.*s", SHOW(entry->what_for));
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
