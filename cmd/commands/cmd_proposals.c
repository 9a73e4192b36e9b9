/* SPDX-License-Identifier: MIT */
/* lets proposals: what was proposed to each fund, who voted how, what is missing, and what is left
 * to be paid. */

#include <inttypes.h>

#include "commands/commands.h"
#include "output/list.h"
#include "session/footer.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "session/session.h"
#include "words/fund_text.h"

struct proposals_values {
    const char *fund;
    bool is_open;
};

#define AT(member) offsetof(struct proposals_values, member)

static const struct argument arguments[] = {
    {"FUND", "only those of that account", OPTION_ID, AT(fund), true, false},
    {0},
};

static const struct option options[] = {
    {"open", 0, NULL, "only those under which something can still be voted on or paid", OPTION_FLAG,
     AT(is_open), false},
    {0},
};

enum {
    PROPOSAL,
    FUND,
    FUND_NAME,
    TO,
    TO_NAME,
    AMOUNT,
    WHAT_FOR,
    DATE,
    STATUS,
    APPROVED_BY,
    APPROVED_NAMES,
    DECLINED_BY,
    DECLINED_NAMES,
    MISSING,
    PAID,
    LEFT,
    N_COLUMNS
};
static const struct column columns[N_COLUMNS] = {
    [PROPOSAL] = {"proposal", "no.", COLUMN_INTEGER, COLUMN_WHOLE},
    [FUND] = {"fund", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [FUND_NAME] = {NULL, "fund", COLUMN_TEXT, COLUMN_CUT},
    [TO] = {"to", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [TO_NAME] = {NULL, "to", COLUMN_TEXT, COLUMN_CUT},
    [AMOUNT] = {"amount", "amount", COLUMN_AMOUNT, COLUMN_WHOLE},
    [WHAT_FOR] = {"for", "for", COLUMN_TEXT, COLUMN_WRAPPED},
    [DATE] = {"date", "date", COLUMN_WORD, COLUMN_WHOLE},
    [STATUS] = {"status", "status", COLUMN_WORD, COLUMN_WHOLE},
    [APPROVED_BY] = {"approved_by", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [APPROVED_NAMES] = {NULL, "approved by", COLUMN_TEXT, COLUMN_WRAPPED},
    [DECLINED_BY] = {"declined_by", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [DECLINED_NAMES] = {NULL, "declined by", COLUMN_TEXT, COLUMN_WRAPPED},
    [MISSING] = {"missing", "missing", COLUMN_INTEGER, COLUMN_WHOLE},
    [PAID] = {"paid", "paid", COLUMN_AMOUNT, COLUMN_WHOLE},
    [LEFT] = {"left", "left", COLUMN_AMOUNT, COLUMN_WHOLE},
};

/* Those whose vote counts, by id and by name. */
static void list_votes(struct list *list, const struct session *session,
                       const struct lets_proposal *proposal, enum lets_answer answer,
                       size_t id_column, size_t name_column)
{
    struct buffer ids = {0};
    struct buffer labels = {0};

    for (uint32_t i = 0; i < proposal->n_votes; i++) {
        struct lets_vote vote = lets_ledger_vote(session->ledger, proposal->number, i);
        const struct lets_account *by = lets_ledger_account(session->ledger, vote.by);
        bool is_payee = proposal->has_to && proposal->to == vote.by;
        if (!vote.counts || vote.answer != answer || is_payee) {
            continue;
        }
        buffer_format(&ids, "%s%.*s", ids.size > 0 ? " " : "", SHOW(by->id));
        buffer_add_string(&labels, labels.size > 0 ? ", " : "");
        words_label(&labels, &session->names, by);
    }
    list_text(list, id_column, buffer_span(&ids));
    list_text(list, name_column, buffer_span(&labels));
    buffer_release(&ids);
    buffer_release(&labels);
}

static void list_account(struct list *list, const struct session *session, uint32_t index,
                         size_t id_column, size_t name_column)
{
    const struct lets_account *account = lets_ledger_account(session->ledger, index);
    struct buffer label = {0};

    words_label(&label, &session->names, account);
    list_text(list, id_column, account->id);
    list_text(list, name_column, buffer_span(&label));
    buffer_release(&label);
}

/* How many approvals it lacks, while it can still get some. */
static void list_missing(struct list *list, const struct lets_approval *approval)
{
    if (approval->status == LETS_NOT_APPROVED) {
        list_integer(list, MISSING, approval->quorum - approval->n_approve);
    } else if (approval->status == LETS_OK) {
        list_zero(list, MISSING);
    }
}

/* A proposal as it stands now. */
struct standing {
    struct lets_proposal proposal;
    struct lets_approval approval;
    enum proposal_state state;
};

static bool is_open(const struct standing *standing)
{
    return standing->state == PROPOSAL_OPEN || standing->state == PROPOSAL_APPROVED;
}

/* The proposal of a number; false where it is of another fund. NULL: of any. */
static bool find(const struct lets_ledger *ledger, uint32_t number, const struct lets_account *fund,
                 struct standing *out)
{
    if (!lets_ledger_proposal(ledger, number, &out->proposal) ||
        (fund != NULL && out->proposal.fund != fund->index)) {
        return false;
    }
    out->approval = lets_ledger_approval(ledger, number, LETS_NOBODY);
    out->state = proposal_state_of(&out->proposal, &out->approval);
    return true;
}

static void print_proposal(struct list *list, const struct session *session,
                           const struct standing *standing)
{
    const struct lets_proposal *proposal = &standing->proposal;

    list_row(list);
    list_integer(list, PROPOSAL, proposal->number);
    list_account(list, session, proposal->fund, FUND, FUND_NAME);
    if (proposal->has_to) {
        list_account(list, session, proposal->to, TO, TO_NAME);
    }
    if (!proposal->is_for_charter) {
        list_amount(list, AMOUNT, proposal->amount);
        list_amount(list, PAID, proposal->paid);
        list_amount(list, LEFT,
                    (struct lets_amount){proposal->amount.minor - proposal->paid.minor});
    }
    list_text(list, WHAT_FOR, proposal->what_for);
    list_date(list, DATE, proposal->date);
    list_string(list, STATUS, words_proposal_state(standing->state));
    list_votes(list, session, proposal, LETS_ANSWER_APPROVE, APPROVED_BY, APPROVED_NAMES);
    list_votes(list, session, proposal, LETS_ANSWER_DECLINE, DECLINED_BY, DECLINED_NAMES);
    if (is_open(standing)) {
        list_missing(list, &standing->approval);
    }
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct proposals_values *given = values;
    const struct lets_account *fund = NULL;
    enum lets_status status = session_read(session, NULL, 0, err);

    if (status == LETS_OK && given->fund != NULL) {
        status = session_account(session, given->fund, &fund, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    uint32_t n = lets_ledger_summary(session->ledger)->n_proposals;
    uint32_t n_shown = 0;
    struct list *list =
        list_begin(&session->output, session->ledger, "proposals", columns, N_COLUMNS, NULL);
    for (uint32_t i = 1; i <= n; i++) {
        struct standing standing;
        if (find(session->ledger, i, fund, &standing) && (!given->is_open || is_open(&standing))) {
            print_proposal(list, session, &standing);
            n_shown++;
        }
    }
    list_end(list);
    if (footer_begin(session, n_shown > 0)) {
        output_line(&session->output, "%" PRIu32 " proposal%s", n_shown, n_shown == 1 ? "" : "s");
        footer_head(session);
    }
    return LETS_OK;
}

const struct command cmd_proposals = {
    .name = "proposals",
    .kind = COMMAND_VIEW,
    .synopsis = "[FUND] [--open]",
    .summary = "list proposals to funds, with their votes",
    .details = "Of each, who approved and who declined as the charter in force counts them, how "
               "many approvals are missing, what was paid and what is left.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct proposals_values),
    .run = run,
};
