/* SPDX-License-Identifier: MIT */
/* Each fund is gone through from its first payment on, so that what a charter found spent when it
 * came is reckoned like what was spent under it. */

#include "audit/audit_spent.h"

#include <inttypes.h>

#include "audit/audit_findings.h"

static struct lets_period days_of(const struct audit_budget *budget)
{
    return (struct lets_period){budget->begins, budget->ends};
}

/* A payment, already counted, that a charter bound. */
static enum lets_status check_payment(struct lets_audit *audit, const struct audit_days *days,
                                      const struct audit_event *event,
                                      const struct audit_budget *budget, struct lets_error *err)
{
    const char *what = NULL;
    if (!lets_period_holds(days_of(budget), event->date)) {
        what = "lies outside the days of the charter";
    } else if (event->minor > budget->ceiling) {
        what = "is above the ceiling of the charter";
    } else if (audit_days_spent(days, days_of(budget)) > budget->budget) {
        what = "goes past the budget of the charter";
    } else if (event->is_petty &&
               audit_days_petty(days, days_of(budget), event->date) > budget->petty) {
        what = "goes past what the charter lets be paid in a month without a proposal";
    }
    return what == NULL
               ? LETS_OK
               : audit_note(audit, lets_status_name(LETS_SUM_NOT_ZERO), LETS_ERROR, event->line,
                            err, "worked out anew, transfer %" PRIu32 " %s", event->number, what);
}

/* Whether the ledger has the same for the charter that stands. */
static enum lets_status compare(struct lets_audit *audit, const struct audit_days *days,
                                uint32_t account, const struct audit_budget *budget,
                                struct lets_error *err)
{
    struct lets_charter charter = {.fund = account};
    bool stands = lets_ledger_charter(audit->ledger, account, &charter);
    bool is_same = stands == (budget != NULL);
    if (stands && budget != NULL) {
        is_same = charter.spent.minor == audit_days_spent(days, days_of(budget));
        for (size_t i = 0; is_same && i < days->n; i++) {
            is_same = lets_ledger_petty(audit->ledger, account, days->days[i]).minor ==
                      audit_days_petty(days, days_of(budget), days->days[i]);
        }
    }
    return is_same ? LETS_OK
                   : audit_note(audit, lets_status_name(LETS_SUM_NOT_ZERO), LETS_ERROR, 0, err,
                                "what '%.*s' has spent of its budget does not follow from its "
                                "transfers",
                                LETS__SHOW(lets_ledger_account(audit->ledger, account)->id));
}

static enum lets_status check_account(struct lets_audit *audit, uint32_t account,
                                      struct lets_error *err)
{
    const struct audit_funds *funds = &audit->funds;
    const struct audit_spending *spending = &audit->accounts[account].spending;
    const struct audit_budget *budget = NULL;
    struct audit_days days = {0};
    enum lets_status status = audit_days_collect(&days, &funds->budgets, spending, err);
    for (uint32_t i = spending->first; status == LETS_OK && i != 0;
         i = funds->budgets.events[i - 1].next) {
        const struct audit_event *event = &funds->budgets.events[i - 1];
        if (event->minor == 0) {
            budget = event->charter == 0 ? NULL : &funds->charters[event->charter - 1].budget;
            continue;
        }
        audit_days_add(&days, event);
        if (event->minor > 0 && event->is_bound && budget != NULL) {
            status = check_payment(audit, &days, event, budget, err);
        }
    }
    if (status == LETS_OK) {
        status = compare(audit, &days, account, budget, err);
    }
    audit_days_release(&days);
    return status;
}

enum lets_status audit_spent_finish(struct lets_audit *audit, struct lets_error *err)
{
    const struct audit_funds *funds = &audit->funds;
    enum lets_status status = LETS_OK;
    for (uint32_t i = 0; status == LETS_OK && i < audit->n_accounts; i++) {
        if (audit->accounts[i].spending.had_charter) {
            status = check_account(audit, i, err);
        }
    }
    for (size_t i = 0; status == LETS_OK && i < funds->n_proposals; i++) {
        struct lets_proposal proposal = {.number = 0};
        uint32_t number = (uint32_t)i + 1;
        if (!lets_ledger_proposal(audit->ledger, number, &proposal) ||
            proposal.paid.minor != funds->proposals[i].paid) {
            status = audit_note(audit, lets_status_name(LETS_SUM_NOT_ZERO), LETS_ERROR, 0, err,
                                "what was paid under proposal %" PRIu32
                                " does not follow from the transfers",
                                number);
        }
    }
    return status;
}
