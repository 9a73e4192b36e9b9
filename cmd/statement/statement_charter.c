/* SPDX-License-Identifier: MIT */
/* Figures stand in a column, for people look for what is left; everything else is in sentences. */

#include "statement/statement_charter.h"

#include <inttypes.h>
#include <stdio.h>

void charter_add_title(struct buffer *out, const struct lets_fund_state *fund)
{
    char begins[LETS_DATE_SIZE];
    char ends[LETS_DATE_SIZE];

    lets_date_format(fund->charter.begins, begins);
    lets_date_format(fund->charter.ends, ends);
    buffer_format(out, "Charter from %s to %s", begins, ends);
}

/* ---------------------------------------------------------------- figures */

static void add_figure(struct charter_figure *out, size_t *n, const char *name,
                       struct lets_amount amount, const char *remark)
{
    out[*n] = (struct charter_figure){.name = name, .amount = amount};
    (void)snprintf(out[*n].remark, sizeof out[*n].remark, "%s", remark);
    *n += 1;
}

size_t charter_figures(const struct lets_fund_state *fund,
                       struct charter_figure out[CHARTER_FIGURES_MAX])
{
    const struct lets_charter *charter = &fund->charter;
    bool is_in_days =
        fund->month.first.day <= charter->ends.day && fund->month.last.day >= charter->begins.day;
    int64_t petty_left = charter->petty.minor - fund->petty_paid.minor;
    size_t n = 0;

    add_figure(out, &n, "budget", charter->budget, "");
    add_figure(out, &n, "spent", charter->spent, "");
    add_figure(out, &n, "committed", fund->figures.committed, "approved and not yet paid");
    add_figure(out, &n, "left", fund->figures.left,
               fund->figures.left.minor < 0 ? "more was approved than the budget holds"
                                            : "of the budget, less spent and committed");
    out[n - 1].matters = true;
    add_figure(out, &n, "ceiling", charter->ceiling, "of one payment");
    add_figure(out, &n, "petty", charter->petty, "a month, without a proposal");
    if (is_in_days) {
        char month[LETS_PERIOD_SIZE];
        char remark[LETS_PERIOD_SIZE + 16];
        lets_period_format(fund->month, month);
        (void)snprintf(remark, sizeof remark, "of that, in %s", month);
        add_figure(out, &n, "petty left", (struct lets_amount){petty_left > 0 ? petty_left : 0},
                   remark);
    }
    return n;
}

/* ---------------------------------------------------------------- paragraphs */

static void add_label(struct buffer *out, const struct statements *statements, uint32_t account)
{
    struct buffer label = {0};

    statements_add_party(&label, statements, account);
    statement_add_theirs(out, buffer_span(&label));
    buffer_release(&label);
}

static void add_amount(struct buffer *out, const struct statements *statements,
                       struct lets_amount amount)
{
    char figure[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(amount, statements->set->summary->decimals, figure);
    buffer_add_string(out, figure);
}

static void add_approvers(struct buffer *out, const struct statements *statements,
                          const struct lets_charter *charter)
{
    buffer_format(out, "%" PRIu32 " of ", charter->quorum);
    for (size_t i = 0; i < charter->n_approvers; i++) {
        const struct lets_approver *approver = &charter->approvers[i];
        const char *before = i == 0 ? "" : i + 1 == charter->n_approvers ? " and " : ", ";
        buffer_add_string(out, before);
        add_label(out, statements, approver->account);
        buffer_add_string(out, approver->key.size > 0 ? " (signs)" : "");
    }
    buffer_format(out, " approve%s; what is left in the end goes to ",
                  charter->quorum == 1 ? "s" : "");
    add_label(out, statements, charter->residue_to);
    buffer_add_string(out, "\n");
}

/* "; approved by Ann Archer and Bob Jones": of votes that count, the payee's apart. */
static void add_votes(struct buffer *out, const struct statements *statements,
                      const struct lets_fund_proposal *proposal, enum lets_answer answer,
                      const char *words)
{
    const struct lets_proposal *said = &proposal->proposal;
    const char *before = words;

    for (uint32_t i = 0; i < said->n_votes; i++) {
        const struct lets_vote *vote = &proposal->votes[i];
        bool is_payee = said->has_to && said->to == vote->by;
        if (vote->counts && vote->answer == answer && !is_payee) {
            buffer_add_string(out, before);
            add_label(out, statements, vote->by);
            before = ", ";
        }
    }
}

static void add_state(struct buffer *out, const struct statements *statements,
                      const struct lets_fund_proposal *proposal)
{
    const struct lets_proposal *said = &proposal->proposal;
    uint32_t missing = proposal->approval.quorum - proposal->approval.n_approve;

    if (said->withdrawn.size > 0) {
        buffer_add_string(out, "; withdrawn: ");
        statement_add_theirs(out, said->withdrawn);
    } else if (proposal->is_set) {
        buffer_add_string(out, "; it is this charter");
    } else if (proposal->approval.status == LETS_NOT_APPROVED) {
        buffer_format(out, "; %" PRIu32 " approval%s missing", missing,
                      missing == 1 ? " is" : "s are");
    }
    if (!said->is_for_charter && (said->withdrawn.size == 0 || said->paid.minor != 0)) {
        buffer_add_string(out, "; paid ");
        add_amount(out, statements, said->paid);
    }
    if (!said->is_for_charter && said->withdrawn.size == 0) {
        buffer_add_string(out, ", left ");
        add_amount(out, statements, (struct lets_amount){said->amount.minor - said->paid.minor});
    }
}

static void add_proposal(struct buffer *out, const struct statements *statements,
                         const struct lets_fund_proposal *proposal)
{
    const struct lets_proposal *said = &proposal->proposal;
    char date[LETS_DATE_SIZE];

    lets_date_format(said->date, date);
    buffer_format(out, "proposal %" PRIu32 " of %s: ", said->number, date);
    if (said->is_for_charter) {
        buffer_add_string(out, "a charter");
    } else {
        add_amount(out, statements, said->amount);
    }
    if (said->has_to) {
        buffer_add_string(out, " to ");
        add_label(out, statements, said->to);
    }
    buffer_add_string(out, said->is_for_charter ? ", " : " for ");
    statement_add_theirs(out, said->what_for);
    if (!proposal->is_set) { /* who voted then is no more what counts */
        add_votes(out, statements, proposal, LETS_ANSWER_APPROVE, "; approved by ");
        add_votes(out, statements, proposal, LETS_ANSWER_DECLINE, "; declined by ");
    }
    add_state(out, statements, proposal);
    buffer_add_string(out, "\n");
}

void charter_add_paragraphs(struct buffer *out, const struct statements *statements,
                            const struct lets_fund_state *fund)
{
    add_approvers(out, statements, &fund->charter);
    for (size_t i = 0; i < fund->n_proposals; i++) {
        add_proposal(out, statements, &fund->proposals[i]);
    }
}

void statement_add_whose(struct buffer *out, const struct lets_account *account)
{
    if (account->kind == LETS_CENTRAL && account->locality.size > 0) {
        buffer_add_string(out, "of the members of ");
        statement_add_theirs(out, account->locality);
    }
}
