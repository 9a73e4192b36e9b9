/* SPDX-License-Identifier: MIT */
/* What is told of a new charter, or of one that is gone. */

#include "commands/charter_effect.h"

#include <inttypes.h>

#include "words/figures.h"
#include "words/fund_text.h"

struct charter_before charter_before_take(const struct lets_ledger *ledger, uint32_t fund)
{
    struct charter_before before = {.n = lets_ledger_summary(ledger)->n_proposals};

    before.has_charter = lets_ledger_charter(ledger, fund, &before.charter);
    before.was = memory_array((size_t)before.n + 1, sizeof *before.was);
    for (uint32_t i = lets_ledger_next_proposal(ledger, fund, 0); i != 0;
         i = lets_ledger_next_proposal(ledger, fund, i)) {
        before.was[i - 1] = lets_ledger_approval(ledger, i, LETS_NOBODY).status;
    }
    return before;
}

void charter_before_release(struct charter_before *before)
{
    memory_free(before->was);
    *before = (struct charter_before){0};
}

/* Of one that is neither withdrawn nor paid: whether it gained or lost its quorum, or lapsed. */
static void say_proposal(struct writing *writing, const struct session *session,
                         const struct lets_proposal *proposal, enum lets_status was)
{
    struct lets_approval approval =
        lets_ledger_approval(session->ledger, proposal->number, LETS_NOBODY);
    bool is_left = proposal->is_for_charter || proposal->paid.minor < proposal->amount.minor;
    struct buffer what = {0};

    if (!is_left || was == approval.status || approval.status == LETS_PROPOSAL_WITHDRAWN ||
        (was != LETS_OK && approval.status == LETS_NOT_APPROVED)) {
        return;
    }
    words_proposal_short(&what, session->ledger, &session->names, proposal);
    if (approval.status == LETS_OK) {
        writing_say(writing, "proposal %" PRIu32 " has its quorum now: %s", proposal->number,
                    buffer_string(&what));
    } else if (approval.status == LETS_NOT_APPROVED) {
        writing_say(writing,
                    "proposal %" PRIu32 " has its quorum no more, %" PRIu32 " of %" PRIu32 ": %s",
                    proposal->number, approval.n_approve, approval.quorum, buffer_string(&what));
    } else {
        writing_say(writing, "proposal %" PRIu32 " lapses: %s", proposal->number,
                    buffer_string(&what));
    }
    buffer_release(&what);
}

/* What was paid in the days of a charter counts, whoever allowed it then. */
static void say_spent(struct writing *writing, const struct session *session,
                      const struct lets_charter *charter)
{
    struct buffer spent = {0};

    if (charter->spent.minor > 0) {
        words_amount(&spent, session->ledger, charter->spent);
        writing_say(writing, "%s of its budget are spent already%s", buffer_string(&spent),
                    charter->spent.minor >= charter->budget.minor ? ": nothing is left" : "");
    }
    buffer_release(&spent);
}

void charter_effect_say(struct writing *writing, const struct session *session,
                        const struct charter_before *before, uint32_t fund)
{
    struct buffer text = {0};
    struct lets_proposal proposal;
    struct lets_charter now;
    bool has_charter = lets_ledger_charter(session->ledger, fund, &now);

    if (has_charter && before->has_charter) {
        words_charter_changes(&text, session->ledger, &session->names, &before->charter, &now);
        writing_say(writing, "%s%s", text.size > 0 ? "changed: " : "nothing of it changes",
                    buffer_string(&text));
        buffer_clear(&text);
    }
    for (uint32_t i = lets_ledger_next_proposal(session->ledger, fund, 0); i != 0;
         i = lets_ledger_next_proposal(session->ledger, fund, i)) {
        if (i <= before->n && lets_ledger_proposal(session->ledger, i, &proposal) &&
            !proposal.is_set) {
            say_proposal(writing, session, &proposal, before->was[i - 1]);
        }
    }
    if (has_charter) {
        say_spent(writing, session, &now);
        words_clerk_alone(&text, session->ledger, &session->names, &now);
        writing_say(writing, "%s", buffer_string(&text));
    } else {
        writing_say(writing, "the account pays as any other now, within its limits");
    }
    buffer_release(&text);
}
