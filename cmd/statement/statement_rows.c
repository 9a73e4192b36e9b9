/* SPDX-License-Identifier: MIT */
/*
 * Statements as rows, for spreadsheets and programs.
 */

#include "statement/statement_rows.h"

#include "output/json.h"
#include "output/list.h"
#include "output/output.h"
#include "statement/statement.h"

enum {
    ACCOUNT,
    NAME,
    BEGIN,
    END,
    LINE,
    TRANSFER,
    DATE,
    WRITTEN,
    CHEQUE,
    PARTY,
    PARTY_NAME,
    FOR,
    EARNED,
    SPENT,
    BALANCE,
    N_COLUMNS
};
static const struct column columns[N_COLUMNS] = {
    [ACCOUNT] = {"account", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [NAME] = {"name", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [BEGIN] = {"begin", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [END] = {"end", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [LINE] = {"line", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [TRANSFER] = {"transfer", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [DATE] = {"date", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [WRITTEN] = {"written", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [CHEQUE] = {"cheque", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [PARTY] = {"party", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [PARTY_NAME] = {"party_name", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [FOR] = {"for", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [EARNED] = {"earned", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [SPENT] = {"spent", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [BALANCE] = {"balance", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
};

/* A name; empty where there is only the id. */
static struct lets_span name_beside(struct lets_span name, struct lets_span id)
{
    return lets_span_equal(name, id) ? (struct lets_span){.bytes = NULL} : name;
}

static struct lets_span party_name(const struct statements *statements,
                                   const struct lets_statement_line *line)
{
    return name_beside(statements_name(statements, line->party),
                       statements->set->accounts[line->party].id);
}

static void begin_row(struct list *list, const struct statements *statements,
                      const struct statement_item *item, const char *line)
{
    list_row(list);
    list_text(list, ACCOUNT, item->statement->account->id);
    list_text(list, NAME, name_beside(item->name, item->statement->account->id));
    list_date(list, BEGIN, statements->set->period.first);
    list_date(list, END, statements->set->period.last);
    list_string(list, LINE, line);
}

static void add_line(struct list *list, const struct statements *statements,
                     const struct lets_statement_line *line)
{
    list_integer(list, TRANSFER, line->number);
    list_date(list, DATE, line->date);
    if (line->has_written) {
        list_date(list, WRITTEN, line->written);
    }
    list_integer(list, CHEQUE, line->cheque);
    list_text(list, PARTY, statements->set->accounts[line->party].id);
    list_text(list, PARTY_NAME, party_name(statements, line));
    list_text(list, FOR, line->what_for);
    if (line->earned.minor != 0) {
        list_amount(list, EARNED, line->earned);
    } else {
        list_amount(list, SPENT, line->spent);
    }
    list_amount(list, BALANCE, line->balance);
}

static void add_statement(struct list *list, const struct statements *statements,
                          const struct statement_item *item)
{
    const struct lets_statement *statement = item->statement;

    begin_row(list, statements, item, "brought");
    list_amount(list, BALANCE, statement->brought_forward);
    for (size_t i = 0; i < statement->n_lines; i++) {
        begin_row(list, statements, item, "entry");
        add_line(list, statements, &statement->lines[i]);
    }
    begin_row(list, statements, item, "carried");
    list_amount(list, EARNED, statement->earned);
    list_amount(list, SPENT, statement->spent);
    list_amount(list, BALANCE, statement->carried_forward);
}

enum lets_status statement_write_csv(FILE *stream, const struct statements *statements,
                                     const struct statement_item *items, size_t n,
                                     struct lets_error *err)
{
    struct output output = {.format = OUTPUT_CSV, .stream = stream};
    struct memory_guard guard;

    memory_guard_begin(&guard, NULL);
    struct list *list =
        list_begin_as(&output, statements->set->summary, "statements", columns, N_COLUMNS, NULL);
    for (size_t i = 0; i < n; i++) {
        add_statement(list, statements, &items[i]);
    }
    list_end(list);
    return memory_guard_end(&guard, err);
}

/* ---------------------------------------------------------------- JSON */

static json_t *json_of_number(uint32_t number)
{
    return number > 0 ? json_integer(number) : json_null();
}

static json_t *json_of_line(const struct statements *statements,
                            const struct lets_statement_line *line)
{
    unsigned decimals = statements->set->summary->decimals;
    json_t *row = json_object();
    bool is_earned = line->earned.minor != 0;

    json_put(row, "transfer", json_of_number(line->number));
    json_put(row, "date", json_of_date(line->date));
    json_put(row, "written", line->has_written ? json_of_date(line->written) : json_null());
    json_put(row, "cheque", json_of_number(line->cheque));
    json_put(row, "party", json_of_span(statements->set->accounts[line->party].id));
    json_put(row, "party_name", json_of_span(party_name(statements, line)));
    json_put(row, "for", json_of_span(line->what_for));
    json_put(row, "earned", is_earned ? json_of_amount(line->earned, decimals) : json_null());
    json_put(row, "spent", is_earned ? json_null() : json_of_amount(line->spent, decimals));
    json_put(row, "balance", json_of_amount(line->balance, decimals));
    json_put(row, "proposal", json_of_number(line->proposal));
    json_put(row, "reverses", json_of_number(line->reverses));
    json_put(row, "reversed_by", json_of_number(line->reversed_by));
    return row;
}

/* ---------------------------------------------------------------- funds */

static json_t *json_of_approvers(const struct statements *statements,
                                 const struct lets_charter *charter)
{
    json_t *list = json_array();

    for (size_t i = 0; i < charter->n_approvers; i++) {
        const struct lets_account *account =
            &statements->set->accounts[charter->approvers[i].account];
        json_t *row = json_object();
        struct lets_span name = statements_name(statements, account->index);
        json_put(row, "account", json_of_span(account->id));
        json_put(row, "name", json_of_span(name_beside(name, account->id)));
        json_put(row, "signs", json_boolean(charter->approvers[i].key.size > 0));
        json_add(list, row);
    }
    return list;
}

static json_t *json_of_charter(const struct statements *statements,
                               const struct lets_fund_state *fund)
{
    const struct lets_charter *charter = &fund->charter;
    unsigned decimals = statements->set->summary->decimals;
    char month[LETS_PERIOD_SIZE];
    json_t *row = json_object();

    lets_period_format(fund->month, month);
    json_put(row, "date", json_of_date(charter->date));
    json_put(row, "begins", json_of_date(charter->begins));
    json_put(row, "ends", json_of_date(charter->ends));
    json_put(row, "budget", json_of_amount(charter->budget, decimals));
    json_put(row, "spent", json_of_amount(charter->spent, decimals));
    json_put(row, "committed", json_of_amount(fund->figures.committed, decimals));
    json_put(row, "left", json_of_amount(fund->figures.left, decimals));
    json_put(row, "ceiling", json_of_amount(charter->ceiling, decimals));
    json_put(row, "petty", json_of_amount(charter->petty, decimals));
    json_put(row, "month", json_of_span(lets_span_of(month)));
    json_put(row, "petty_paid", json_of_amount(fund->petty_paid, decimals));
    json_put(row, "quorum", json_integer(charter->quorum));
    json_put(row, "approvers", json_of_approvers(statements, charter));
    json_put(row, "residue_to", json_of_span(statements->set->accounts[charter->residue_to].id));
    json_put(row, "proposal", json_of_number(charter->proposal));
    json_put(row, "reason", json_of_span(charter->reason));
    return row;
}

/* The ids of those whose vote counts, the payee's apart. */
static json_t *json_of_votes(const struct statements *statements,
                             const struct lets_fund_proposal *proposal, enum lets_answer answer)
{
    const struct lets_proposal *said = &proposal->proposal;
    json_t *list = json_array();

    for (uint32_t i = 0; i < said->n_votes; i++) {
        const struct lets_vote *vote = &proposal->votes[i];
        bool is_payee = said->has_to && said->to == vote->by;
        if (vote->counts && vote->answer == answer && !is_payee) {
            json_add(list, json_of_span(statements->set->accounts[vote->by].id));
        }
    }
    return list;
}

static json_t *json_of_proposal(const struct statements *statements,
                                const struct lets_fund_proposal *proposal)
{
    const struct lets_proposal *said = &proposal->proposal;
    const struct lets_approval *approval = &proposal->approval;
    unsigned decimals = statements->set->summary->decimals;
    bool is_open = approval->status == LETS_OK || approval->status == LETS_NOT_APPROVED;
    uint32_t missing =
        approval->n_approve < approval->quorum ? approval->quorum - approval->n_approve : 0;
    struct lets_amount left = {said->amount.minor - said->paid.minor};
    bool is_paid = !said->is_for_charter;
    json_t *row = json_object();

    json_put(row, "proposal", json_integer(said->number));
    json_put(row, "date", json_of_date(said->date));
    json_put(row, "to",
             said->has_to ? json_of_span(statements->set->accounts[said->to].id) : json_null());
    json_put(row, "amount", is_paid ? json_of_amount(said->amount, decimals) : json_null());
    json_put(row, "for", json_of_span(said->what_for));
    json_put(row, "approved_by", json_of_votes(statements, proposal, LETS_ANSWER_APPROVE));
    json_put(row, "declined_by", json_of_votes(statements, proposal, LETS_ANSWER_DECLINE));
    json_put(row, "missing", is_open ? json_integer(missing) : json_null());
    json_put(row, "paid", is_paid ? json_of_amount(said->paid, decimals) : json_null());
    json_put(row, "left", is_paid ? json_of_amount(left, decimals) : json_null());
    json_put(row, "withdrawn", json_of_span(said->withdrawn));
    return row;
}

/* Only of accounts that are funds: others have the keys that every account has. */
static void put_fund(json_t *row, const struct statements *statements,
                     const struct lets_statement *statement)
{
    json_t *proposals = NULL;

    if (statement->account->kind == LETS_CENTRAL && statement->account->locality.size > 0) {
        json_put(row, "locality", json_of_span(statement->account->locality));
    }
    if (statement->fund == NULL) {
        return;
    }
    proposals = json_array();
    for (size_t i = 0; i < statement->fund->n_proposals; i++) {
        json_add(proposals, json_of_proposal(statements, &statement->fund->proposals[i]));
    }
    json_put(row, "charter", json_of_charter(statements, statement->fund));
    json_put(row, "proposals", proposals);
}

static json_t *json_of_item(const struct statements *statements, const struct statement_item *item)
{
    const struct lets_statement *statement = item->statement;
    unsigned decimals = statements->set->summary->decimals;
    json_t *row = json_object();
    json_t *lines = json_array();

    for (size_t i = 0; i < statement->n_lines; i++) {
        json_add(lines, json_of_line(statements, &statement->lines[i]));
    }
    json_put(row, "account", json_of_span(statement->account->id));
    json_put(row, "name", json_of_span(name_beside(item->name, statement->account->id)));
    json_put(row, "begin", json_of_date(statements->set->period.first));
    json_put(row, "end", json_of_date(statements->set->period.last));
    json_put(row, "closed", json_boolean(statements->set->is_closed));
    json_put(row, "brought_forward", json_of_amount(statement->brought_forward, decimals));
    json_put(row, "lines", lines);
    json_put(row, "earned", json_of_amount(statement->earned, decimals));
    json_put(row, "spent", json_of_amount(statement->spent, decimals));
    json_put(row, "turnover", json_of_amount(statement->turnover, decimals));
    json_put(row, "carried_forward", json_of_amount(statement->carried_forward, decimals));
    json_put(row, "debit_limit", json_of_limit(statement->debit_limit, decimals));
    json_put(row, "credit_limit", json_of_limit(statement->credit_limit, decimals));
    json_put(row, "available",
             statement->has_available ? json_of_amount(statement->available, decimals)
                                      : json_null());
    put_fund(row, statements, statement);
    return row;
}

enum lets_status statement_write_json(FILE *stream, const struct statements *statements,
                                      const struct statement_item *items, size_t n,
                                      struct lets_error *err)
{
    struct memory_guard guard;
    struct json_rows rows;

    memory_guard_begin(&guard, NULL);
    json_rows_begin(&rows, stream, json_envelope_of(statements->set->summary), "statements");
    for (size_t i = 0; i < n; i++) {
        json_rows_add(&rows, json_of_item(statements, &items[i]));
    }
    json_rows_end(&rows);
    return memory_guard_end(&guard, err);
}
