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
    json_put(row, "reverses", json_of_number(line->reverses));
    json_put(row, "reversed_by", json_of_number(line->reversed_by));
    return row;
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
