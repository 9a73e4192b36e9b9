/* SPDX-License-Identifier: MIT */
/* What a report's tables say, cell by cell, from what the library counted. */

#include "report/report_cells.h"

#include <inttypes.h>
#include <stdio.h>

static void set_text(struct report_cell *cell, struct lets_span text)
{
    cell->kind = text.size > 0 ? REPORT_CELL_TEXT : REPORT_CELL_ABSENT;
    cell->text = text;
}

static void set_string(struct report_cell *cell, const char *string)
{
    set_text(cell, lets_span_of(string));
}

static void set_amount(struct report_cell *cell, const struct lets_amount *amount)
{
    cell->kind = REPORT_CELL_AMOUNT;
    cell->amount = *amount;
}

static void set_account(struct report_cell *cell, const struct report *report,
                        enum report_type type, const struct lets_account *account)
{
    struct lets_span name = words_name(report->names, account);

    if (type == REPORT_ID) {
        set_text(cell, account->id);
    } else if (type == REPORT_PURPOSE) {
        set_string(cell, lets_purpose_word(account->purpose));
    } else if (!lets_span_equal(name, account->id)) {
        set_text(cell, name);
    }
}

/* Which limit a member is over, and that limit: in a column for each kind of them. */
static void set_over(struct report_cell *cell, enum report_type type,
                     const struct lets_report_over *over)
{
    if (type == REPORT_SIDE) {
        set_string(cell, over->is_debit ? "debit" : "credit");
    } else if (over->is_debit == (type == REPORT_DEBIT_LIMIT)) {
        set_amount(cell, &over->limit);
    }
}

static void set_flag(struct report_cell *cell, enum report_type type, const bool *is_true)
{
    if (type == REPORT_FLAG) {
        cell->kind = REPORT_CELL_FLAG;
        cell->is_true = *is_true;
    } else {
        set_string(cell, *is_true ? "over limit" : "");
    }
}

static void set_category(struct report_cell *cell, const struct lets_span *category)
{
    set_text(cell, *category);
    if (category->size == 0) {
        cell->kind = REPORT_CELL_NOT_GIVEN;
    }
}

void report_cell(const struct report *report, const struct report_table *table, size_t row,
                 const struct report_column *column, struct report_cell *out)
{
    const void *value = report_value(report, table, row, column);

    *out = (struct report_cell){.kind = REPORT_CELL_ABSENT};
    switch (column->type) {
    case REPORT_DAY:
        out->kind = REPORT_CELL_DAY;
        out->day = *(const struct lets_date *)value;
        break;
    case REPORT_NAME_OF_ROW:
        report_name_row(report, value, out->room);
        set_string(out, out->room);
        break;
    case REPORT_PERIOD:
        lets_period_format(*(const struct lets_period *)value, out->room);
        set_string(out, out->room);
        break;
    case REPORT_COUNT:
        out->kind = REPORT_CELL_COUNT;
        out->count = *(const uint32_t *)value;
        break;
    case REPORT_NUMBER:
        out->kind = REPORT_CELL_COUNT;
        out->count = *(const int64_t *)value;
        break;
    case REPORT_AMOUNT:
    case REPORT_DEBT:
        set_amount(out, value);
        break;
    case REPORT_LIMIT:
        out->kind = REPORT_CELL_LIMIT;
        out->limit = *(const struct lets_limit *)value;
        break;
    case REPORT_FLAG:
    case REPORT_REMARK:
        set_flag(out, column->type, value);
        break;
    case REPORT_CATEGORY:
        set_category(out, value);
        break;
    case REPORT_LOCALITY:
        set_text(out, *(const struct lets_span *)value);
        break;
    case REPORT_ID:
    case REPORT_NAME:
    case REPORT_PURPOSE:
        set_account(out, report, column->type, *(const struct lets_account *const *)value);
        break;
    case REPORT_SIDE:
    case REPORT_DEBIT_LIMIT:
    case REPORT_CREDIT_LIMIT:
        set_over(out, column->type, value);
        break;
    case REPORT_RANGE:
        report_name_bin(report, value, out->room);
        set_string(out, out->room);
        break;
    }
}

static struct lets_span format_amount(const struct report *report, struct lets_amount amount,
                                      struct report_cell *cell)
{
    (void)lets_amount_format(amount, report_decimals(report), cell->room);
    return lets_span_of(cell->room);
}

struct lets_span report_page_cell(const struct report *report, const struct report_table *table,
                                  size_t row, const struct report_column *column,
                                  struct report_cell *cell)
{
    report_cell(report, table, row, column, cell);
    if (column->type == REPORT_DEBT) {
        cell->amount.minor = -cell->amount.minor;
    }
    switch (cell->kind) {
    case REPORT_CELL_ABSENT:
    case REPORT_CELL_TEXT:
        break;
    case REPORT_CELL_COUNT:
        (void)snprintf(cell->room, sizeof cell->room, "%" PRId64, cell->count);
        return lets_span_of(cell->room);
    case REPORT_CELL_AMOUNT:
        return format_amount(report, cell->amount, cell);
    case REPORT_CELL_LIMIT:
        return cell->limit.kind == LETS_LIMIT_AMOUNT
                   ? format_amount(report, cell->limit.amount, cell)
                   : lets_span_of("none");
    case REPORT_CELL_DAY:
        lets_date_format(cell->day, cell->room);
        return lets_span_of(cell->room);
    case REPORT_CELL_FLAG:
        return lets_span_of(cell->is_true ? "yes" : "no");
    case REPORT_CELL_NOT_GIVEN:
        return lets_span_of("none given");
    }
    return cell->text;
}
