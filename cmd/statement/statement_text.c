/* SPDX-License-Identifier: MIT */
/*
 * A statement as text that fits 80 columns, for the printer and for mail: nothing in it depends on
 * the terminal, the clock or the day.
 */

#include "statement/statement_text.h"

#include <inttypes.h>
#include <string.h>

#include "base/harmless.h"
#include "base/wrap.h"
#include "statement/statement.h"
#include "statement/statement_charter.h"
#include "words/figures.h"

enum { WIDTH = 80, DATE_WIDTH = LETS_DATE_SIZE - 1, TEXT_MIN = 16, GAP = 2 };

enum { EARNED, SPENT, BALANCE, N_FIGURES };
static const char *const headings[N_FIGURES] = {"earned", "spent", "balance"};

/* How wide the columns are. */
struct layout {
    unsigned decimals;
    size_t text;
    size_t figures[N_FIGURES];
};

/* ---------------------------------------------------------------- words */

static void add_amount(struct buffer *out, struct lets_amount amount, unsigned decimals)
{
    char text[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(amount, decimals, text);
    buffer_add_string(out, text);
}

static void add_limit(struct buffer *out, struct lets_limit limit, unsigned decimals)
{
    if (limit.kind == LETS_LIMIT_AMOUNT) {
        add_amount(out, limit.amount, decimals);
    } else {
        buffer_add_string(out, "none");
    }
}

/* ---------------------------------------------------------------- columns */

static void widen(struct layout *layout, size_t figure, struct lets_amount amount)
{
    char text[LETS_AMOUNT_SIZE];
    size_t width = lets_amount_format(amount, layout->decimals, text);

    if (layout->figures[figure] < width) {
        layout->figures[figure] = width;
    }
}

static struct layout lay_out(const struct lets_statement *statement, unsigned decimals)
{
    struct layout layout = {.decimals = decimals};
    size_t taken = DATE_WIDTH + GAP;

    for (size_t i = 0; i < N_FIGURES; i++) {
        layout.figures[i] = strlen(headings[i]);
    }
    for (size_t i = 0; i < statement->n_lines; i++) {
        widen(&layout, EARNED, statement->lines[i].earned);
        widen(&layout, SPENT, statement->lines[i].spent);
        widen(&layout, BALANCE, statement->lines[i].balance);
    }
    widen(&layout, EARNED, statement->earned);
    widen(&layout, SPENT, statement->spent);
    widen(&layout, BALANCE, statement->brought_forward);
    widen(&layout, BALANCE, statement->carried_forward);
    for (size_t i = 0; i < N_FIGURES; i++) {
        taken += layout.figures[i] + GAP;
    }
    layout.text = taken + TEXT_MIN < WIDTH ? WIDTH - taken : TEXT_MIN;
    return layout;
}

/* One row: the first line of its text beside date and figures, the others below. */
static void add_row(struct buffer *out, const struct layout *layout, const char *date,
                    const char *text, const char *const figures[N_FIGURES])
{
    size_t first = strcspn(text, "\n");
    struct lets_span line = {.bytes = text, .size = first};
    struct buffer row = {0};

    buffer_format(&row, "%-*s  %.*s", DATE_WIDTH, date, SHOW(line));
    size_t width = harmless_width(line, SIZE_MAX);
    size_t pad = width < layout->text ? layout->text - width : 0;
    for (size_t i = 0; i < N_FIGURES; i++) {
        buffer_format(&row, "%*s%*s", (int)(pad + GAP), "", (int)layout->figures[i], figures[i]);
        pad = 0;
    }
    while (row.size > 0 && row.bytes[row.size - 1] == ' ') {
        row.size--;
    }
    buffer_format(out, "%.*s\n", (int)row.size, buffer_string(&row));
    buffer_release(&row);
    for (text += first; *text == '\n'; text += first) {
        text++;
        first = strcspn(text, "\n");
        buffer_format(out, "%*s%.*s\n", DATE_WIDTH + GAP, "", (int)first, text);
    }
}

static void add_figures(struct buffer *out, const struct layout *layout, struct lets_date date,
                        const char *text, const struct lets_amount *earned,
                        const struct lets_amount *spent, struct lets_amount balance)
{
    const struct lets_amount *amounts[N_FIGURES] = {earned, spent, &balance};
    char texts[N_FIGURES][LETS_AMOUNT_SIZE] = {"", "", ""};
    const char *figures[N_FIGURES];
    char day[LETS_DATE_SIZE];

    for (size_t i = 0; i < N_FIGURES; i++) {
        if (amounts[i] != NULL) {
            (void)lets_amount_format(*amounts[i], layout->decimals, texts[i]);
        }
        figures[i] = texts[i];
    }
    lets_date_format(date, day);
    add_row(out, layout, day, text, figures);
}

/* ---------------------------------------------------------------- lines */

static void add_detail(struct buffer *details, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void add_detail(struct buffer *details, const char *format, ...)
{
    va_list arguments;

    if (details->size > 0) {
        buffer_add_string(details, ", ");
    }
    va_start(arguments, format);
    buffer_add_format(details, format, arguments);
    va_end(arguments);
}

/* "cheque 301, written 2026-10-01, transfer 17, reversed by 871"; "20 vouchers 4001-4020, ..". */
static void describe(struct buffer *out, const struct statements *statements,
                     const struct lets_statement_line *line)
{
    if (line->cheque != 0) {
        add_detail(out, "%s %" PRIu32, line->is_redemption ? "voucher" : "cheque", line->cheque);
    }
    if (line->has_written) {
        char day[LETS_DATE_SIZE];
        lets_date_format(line->written, day);
        add_detail(out, "written %s", day);
    }
    if (line->first != 0) {
        struct buffer vouchers = {0};
        statement_add_vouchers(&vouchers, statements, line);
        add_detail(out, "%s", buffer_string(&vouchers));
        buffer_release(&vouchers);
    }
    add_detail(out, "transfer %" PRIu32, line->number);
    if (line->proposal != 0) {
        add_detail(out, "proposal %" PRIu32, line->proposal);
    }
    if (line->reverses != 0) {
        add_detail(out, "reverses %" PRIu32, line->reverses);
    }
    if (line->reversed_by != 0) {
        add_detail(out, "reversed by %" PRIu32, line->reversed_by);
    }
}

static void add_line(struct buffer *out, const struct layout *layout,
                     const struct statements *statements, const struct lets_statement_line *line)
{
    struct buffer party = {0};
    struct buffer words = {0};
    struct buffer details = {0};
    struct buffer text = {0};
    bool is_earned = line->earned.minor != 0;

    statements_add_party(&party, statements, line->party);
    statement_add_theirs(&words, buffer_span(&party));
    buffer_release(&party);
    if (line->what_for.size > 0) {
        buffer_add_string(&words, ": ");
        statement_add_theirs(&words, line->what_for);
    }
    describe(&details, statements, line);
    wrap_add(&text, buffer_string(&words), layout->text);
    buffer_add_string(&text, "\n");
    wrap_add(&text, buffer_string(&details), layout->text);
    add_figures(out, layout, line->date, buffer_string(&text), is_earned ? &line->earned : NULL,
                is_earned ? NULL : &line->spent, line->balance);
    buffer_release(&words);
    buffer_release(&details);
    buffer_release(&text);
}

/* ---------------------------------------------------------------- the page */

/* A line of its own, in as many as it needs. */
static void add_wrapped(struct buffer *out, const struct buffer *line)
{
    wrap_add(out, buffer_string(line), WIDTH);
    buffer_add_string(out, "\n");
}

static void add_heading(struct buffer *out, const struct statements *statements,
                        const struct statement_item *item)
{
    const struct lets_summary *summary = statements->set->summary;
    struct buffer line = {0};

    bool has_name_in_contact =
        summary->contact.size >= summary->name.size &&
        memcmp(summary->contact.bytes, summary->name.bytes, summary->name.size) == 0;
    if (!has_name_in_contact) {
        statement_add_theirs(&line, summary->name);
        add_wrapped(out, &line);
    }
    if (summary->contact.size > 0) {
        buffer_clear(&line);
        statement_add_theirs(&line, summary->contact);
        add_wrapped(out, &line);
    }
    buffer_clear(&line);
    buffer_add_string(&line, "Statement for ");
    statement_add_theirs(&line, item->name);
    if (!lets_span_equal(item->name, item->statement->account->id)) {
        buffer_format(&line, " (%.*s)", SHOW(item->statement->account->id));
    }
    struct buffer whose = {0};
    statement_add_whose(&whose, item->statement->account);
    if (whose.size > 0) {
        buffer_format(&line, ", %s", buffer_string(&whose));
    }
    buffer_release(&whose);
    buffer_add_string(out, "\n");
    add_wrapped(out, &line);
    buffer_clear(&line);
    statements_add_days(&line, statements->set->period);
    buffer_add_string(&line, ", in ");
    statement_add_theirs(&line, summary->unit);
    if (!statements->set->is_closed) {
        buffer_add_string(&line, "; provisional, the period is not closed");
    }
    add_wrapped(out, &line);
    buffer_add_string(out, "\n");
    buffer_release(&line);
}

static void add_standing(struct buffer *out, const struct statements *statements,
                         const struct lets_statement *statement)
{
    unsigned decimals = statements->set->summary->decimals;
    struct buffer line = {0};

    buffer_add_string(&line, "turnover ");
    add_amount(&line, statement->turnover, decimals);
    if (statement->levied.minor != 0) {
        buffer_add_string(&line, "; of what was spent, levied by rule: ");
        add_amount(&line, statement->levied, decimals);
    }
    buffer_add_string(&line, "; debit limit ");
    add_limit(&line, statement->debit_limit, decimals);
    buffer_add_string(&line, ", credit limit ");
    add_limit(&line, statement->credit_limit, decimals);
    add_wrapped(out, &line);
    buffer_clear(&line);
    if (statement->account->status != LETS_ACTIVE) {
        buffer_format(&line, "the account is %s; ",
                      lets_account_status_word(statement->account->status));
    }
    if (statement->is_over) {
        buffer_add_string(&line, "the balance is over the limit; ");
    }
    buffer_add_string(&line, "left to spend: ");
    if (statement->has_available) {
        add_amount(&line, statement->available, decimals);
    } else {
        buffer_add_string(&line, "no limit");
    }
    add_wrapped(out, &line);
    buffer_release(&line);
}

/* Each of the lines of a text, in as many as it needs. */
static void add_lines(struct buffer *out, const struct buffer *lines)
{
    for (const char *at = buffer_string(lines); *at != '\0';) {
        struct lets_span span = {.bytes = at, .size = strcspn(at, "\n")};
        struct buffer line = {0};
        buffer_add(&line, span);
        add_wrapped(out, &line);
        buffer_release(&line);
        at += span.size + (at[span.size] == '\n' ? 1 : 0);
    }
}

/* Of a fund: figures below each other, then sentences. */
static void add_charter(struct buffer *out, const struct statements *statements,
                        const struct lets_fund_state *fund)
{
    struct charter_figure figures[CHARTER_FIGURES_MAX];
    char amounts[CHARTER_FIGURES_MAX][LETS_AMOUNT_SIZE];
    struct buffer text = {0};
    size_t n = charter_figures(fund, figures);
    size_t names = 0;
    size_t width = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned decimals = statements->set->summary->decimals;
        size_t size = lets_amount_format(figures[i].amount, decimals, amounts[i]);
        size_t name = strlen(figures[i].name);
        width = size > width ? size : width;
        names = name > names ? name : names;
    }
    charter_add_title(&text, fund);
    buffer_format(out, "\n%s\n", buffer_string(&text));
    for (size_t i = 0; i < n; i++) {
        buffer_format(out, "  %-*s  %*s%s%s\n", (int)names, figures[i].name, (int)width, amounts[i],
                      figures[i].remark[0] != '\0' ? "  " : "", figures[i].remark);
    }
    buffer_clear(&text);
    charter_add_paragraphs(&text, statements, fund);
    add_lines(out, &text);
    buffer_release(&text);
}

static void add_witness(struct buffer *out, const struct lets_summary *summary)
{
    struct buffer line = {0};

    words_head_line_of(&line, summary);
    buffer_add_string(out, "\n");
    add_wrapped(out, &line);
    buffer_clear(&line);
    buffer_add_string(&line, STATEMENT_CHECK);
    add_wrapped(out, &line);
    buffer_release(&line);
}

enum lets_status statement_add_text(struct buffer *out, const struct statements *statements,
                                    const struct statement_item *item, struct lets_error *err)
{
    const struct lets_statement *statement = item->statement;
    struct layout layout = lay_out(statement, statements->set->summary->decimals);
    struct memory_guard guard;

    memory_guard_begin(&guard, out);
    add_heading(out, statements, item);
    add_row(out, &layout, "date", "with whom, and for what", headings);
    add_figures(out, &layout, statements->set->period.first, "brought forward", NULL, NULL,
                statement->brought_forward);
    for (size_t i = 0; i < statement->n_lines; i++) {
        add_line(out, &layout, statements, &statement->lines[i]);
    }
    add_figures(out, &layout, statements->set->period.last, "carried forward", &statement->earned,
                &statement->spent, statement->carried_forward);
    buffer_add_string(out, "\n");
    add_standing(out, statements, statement);
    if (statement->fund != NULL) {
        add_charter(out, statements, statement->fund);
    }
    add_witness(out, statements->set->summary);
    return memory_guard_end(&guard, err);
}
