/* SPDX-License-Identifier: MIT */
/* What is told of a new charter, or of one that is gone. */

#include "commands/charter_effect.h"

#include <inttypes.h>

#include "words/fund_text.h"

static bool is_approved(const struct lets_ledger *ledger, uint32_t number)
{
    return lets_ledger_approval(ledger, number, LETS_NOBODY).status == LETS_OK;
}

struct charter_before charter_before_take(const struct lets_ledger *ledger, uint32_t fund)
{
    struct charter_before before = {.n = lets_ledger_summary(ledger)->n_proposals};

    before.has_charter = lets_ledger_charter(ledger, fund, &before.charter);
    before.was_approved = memory_array((size_t)before.n + 1, sizeof *before.was_approved);
    for (uint32_t i = 0; i < before.n; i++) {
        before.was_approved[i] = is_approved(ledger, i + 1);
    }
    return before;
}

void charter_before_release(struct charter_before *before)
{
    memory_free(before->was_approved);
    *before = (struct charter_before){0};
}

/* Of one that is neither withdrawn nor paid: whether it gained or lost its quorum. */
static void say_proposal(struct writing *writing, const struct session *session,
                         const struct lets_proposal *proposal, bool was_approved)
{
    struct lets_approval approval =
        lets_ledger_approval(session->ledger, proposal->number, LETS_NOBODY);
    bool is_left = proposal->is_for_charter || proposal->paid.minor < proposal->amount.minor;
    struct buffer what = {0};

    words_proposal_short(&what, session->ledger, &session->names, proposal);
    if (!is_left || was_approved == (approval.status == LETS_OK) ||
        approval.status == LETS_PROPOSAL_WITHDRAWN) {
        buffer_release(&what);
        return;
    }
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
    for (uint32_t i = 0; i < before->n; i++) {
        if (lets_ledger_proposal(session->ledger, i + 1, &proposal) && proposal.fund == fund &&
            !proposal.is_set) {
            say_proposal(writing, session, &proposal, before->was_approved[i]);
        }
    }
    if (has_charter) {
        words_clerk_alone(&text, session->ledger, &session->names, &now);
        writing_say(writing, "%s", buffer_string(&text));
    } else {
        writing_say(writing, "the account pays as any other now, within its limits");
    }
    buffer_release(&text);
}
