/* SPDX-License-Identifier: MIT */
/*
 * Statements on paper. The first page is a letter (draw_letter.c), further ones go on with its
 * table. Every page says of which it is one, and the last one how its reader can check it.
 */

#include "paper/draw_statement.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "paper/draw_charter.h"
#include "paper/draw_letter.h"
#include "paper/draw_page.h"
#include "words/figures.h"

#define GAP MM(4)

enum { NUMBER, DATE, WRITTEN, CHEQUE, TEXT, EARNED, SPENT, BALANCE, N_COLUMNS };

static const struct paper_style small = {.points = 7.5, .ink = PAPER_QUIET};
static const struct paper_style text = {.points = 9, .lines_max = 0};

/* The texts of a row, which its cells point into. */
#define PARTY_SIZE 640 /* a name, and an id behind it */

struct row_text {
    char number[16];
    char date[LETS_DATE_SIZE];
    char written[LETS_DATE_SIZE];
    char cheque[16];
    char figures[3][LETS_AMOUNT_SIZE];
    char remark[96];
    char party[PARTY_SIZE];
};

/* ---------------------------------------------------------------- rows */

static struct lets_span format_number(char *out, size_t size, uint32_t number)
{
    (void)snprintf(out, size, "%" PRIu32, number);
    return lets_span_of(out);
}

static struct draw_row row_of_line(const struct letter *letter,
                                   const struct lets_statement_line *line, struct row_text *texts)
{
    struct draw_row row = {.wide = TEXT};
    bool is_earned = line->earned.minor != 0;

    row.cells[NUMBER] = format_number(texts->number, sizeof texts->number, line->number);
    lets_date_format(line->date, texts->date);
    row.cells[DATE] = lets_span_of(texts->date);
    if (line->has_written) {
        lets_date_format(line->written, texts->written);
        row.cells[WRITTEN] = lets_span_of(texts->written);
    }
    if (line->cheque != 0) {
        row.cells[CHEQUE] = format_number(texts->cheque, sizeof texts->cheque, line->cheque);
    }
    struct buffer party = {0};
    statements_add_party(&party, letter->statements, line->party);
    (void)snprintf(texts->party, sizeof texts->party, "%s", buffer_string(&party));
    row.cells[TEXT] = lets_span_of(texts->party);
    buffer_release(&party);
    row.below[0] = line->what_for;
    if (line->first != 0) {
        struct buffer vouchers = {0};
        statement_add_vouchers(&vouchers, letter->statements, line);
        if (line->reversed_by != 0) {
            buffer_format(&vouchers, ", reversed by %" PRIu32, line->reversed_by);
        }
        (void)snprintf(texts->remark, sizeof texts->remark, "%s", buffer_string(&vouchers));
        buffer_release(&vouchers);
        row.below[1] = lets_span_of(texts->remark);
    } else if (line->reverses != 0 || line->reversed_by != 0) {
        bool is_reversal = line->reverses != 0;
        (void)snprintf(texts->remark, sizeof texts->remark, "%s %" PRIu32,
                       is_reversal ? "reverses" : "reversed by",
                       is_reversal ? line->reverses : line->reversed_by);
        row.below[1] = lets_span_of(texts->remark);
    }
    row.cells[is_earned ? EARNED : SPENT] =
        draw_letter_amount(letter, texts->figures[0], is_earned ? line->earned : line->spent);
    row.cells[BALANCE] = draw_letter_amount(letter, texts->figures[1], line->balance);
    return row;
}

static struct draw_row row_of_sum(const struct letter *letter, bool is_last, struct row_text *texts)
{
    const struct lets_statement *statement = letter->item->statement;
    struct lets_period period = letter->statements->set->period;
    struct draw_row row = {.wide = TEXT, .is_bold = true};

    lets_date_format(is_last ? period.last : period.first, texts->date);
    row.cells[DATE] = lets_span_of(texts->date);
    row.cells[TEXT] = lets_span_of(is_last ? "carried forward" : "brought forward");
    row.cells[BALANCE] =
        draw_letter_amount(letter, texts->figures[2],
                           is_last ? statement->carried_forward : statement->brought_forward);
    if (is_last) {
        row.cells[EARNED] = draw_letter_amount(letter, texts->figures[0], statement->earned);
        row.cells[SPENT] = draw_letter_amount(letter, texts->figures[1], statement->spent);
    }
    return row;
}

/* The rows are: brought forward, the lines, carried forward. */
static struct draw_row row_at(const struct letter *letter, size_t i, struct row_text *texts)
{
    const struct lets_statement *statement = letter->item->statement;

    return i == 0 || i == statement->n_lines + 1
               ? row_of_sum(letter, i > 0, texts)
               : row_of_line(letter, &statement->lines[i - 1], texts);
}

/* Each column is as wide as its widest cell, and those that no line fills leave their room to the
 * text. */
static void set_columns(struct letter *letter)
{
    static const struct paper_style bold = {.points = 8.5, .is_bold = true};
    static const struct {
        const char *heading;
        double width; /* at least */
        enum paper_align align;
    } kinds[N_COLUMNS] = {
        [NUMBER] = {"no.", MM(9), PAPER_LEFT},
        [DATE] = {"date", MM(19), PAPER_LEFT},
        [WRITTEN] = {"written", 0, PAPER_LEFT},
        [CHEQUE] = {"cheque", 0, PAPER_LEFT},
        [TEXT] = {"with whom, and for what", MM(30), PAPER_LEFT},
        [EARNED] = {"earned", MM(17), PAPER_RIGHT},
        [SPENT] = {"spent", MM(17), PAPER_RIGHT},
        [BALANCE] = {"balance", MM(17), PAPER_RIGHT},
    };
    struct draw_column *columns = letter->columns;

    for (size_t i = 0; i < N_COLUMNS; i++) {
        columns[i] = (struct draw_column){NULL, kinds[i].width, kinds[i].align};
    }
    for (size_t i = 0; i < letter->item->statement->n_lines + 2; i++) {
        struct row_text texts;
        const struct draw_row row = row_at(letter, i, &texts);
        for (size_t k = 0; k < N_COLUMNS; k++) {
            double width = k == TEXT ? 0 : paper_label_width(letter->paper, &bold, row.cells[k]);
            if (width + MM(4) > columns[k].width && row.cells[k].size > 0) {
                columns[k].width = width + MM(4);
            }
        }
    }
    for (size_t i = 0; i < N_COLUMNS; i++) {
        static const struct paper_style small_type = {.points = 7};
        struct lets_span heading = lets_span_of(kinds[i].heading);
        double least = paper_label_width(letter->paper, &small_type, heading) + MM(4);
        if (columns[i].width > 0 && columns[i].width < least) {
            columns[i].width = least;
        }
        columns[i].heading = columns[i].width > 0 ? kinds[i].heading : NULL;
    }
    letter->table = (struct draw_table){
        .paper = letter->paper, .x = LETTER_LEFT, .columns = columns, .n_columns = N_COLUMNS};
    double rest = draw_letter_width(letter) - draw_table_width(&letter->table);
    columns[TEXT].width += rest > 0 ? rest : 0;
    draw_table_fit(&letter->table, columns, draw_letter_width(letter));
}

/* ---------------------------------------------------------------- the end */

static void add_limit(const struct letter *letter, struct buffer *out, const char *name,
                      struct lets_limit limit)
{
    char amount[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(limit.amount, letter->statements->set->summary->decimals, amount);
    buffer_format(out, "%s %s", name, limit.kind == LETS_LIMIT_AMOUNT ? amount : "none");
}

/* Turnover, limits and what is left of them, in a sentence each. */
static void add_standing(const struct letter *letter, struct buffer *out)
{
    const struct lets_statement *statement = letter->item->statement;
    char amount[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(statement->turnover, letter->statements->set->summary->decimals,
                             amount);
    buffer_format(out, "Turnover in this period: %s, earned and spent together.\n", amount);
    if (statement->levied.minor != 0) {
        (void)lets_amount_format(statement->levied, letter->statements->set->summary->decimals,
                                 amount);
        buffer_format(out, "Of what was spent, levied by rule: %s.\n", amount);
    }
    add_limit(letter, out, "Limits: debit limit", statement->debit_limit);
    add_limit(letter, out, ", credit limit", statement->credit_limit);
    buffer_add_string(out, ".");
    if (statement->is_over) {
        buffer_add_string(out, " The balance is over the limit.");
    }
    if (statement->account->status != LETS_ACTIVE) {
        buffer_format(out, " The account is %s.",
                      lets_account_status_word(statement->account->status));
    }
}

/* Lines of a text, each a paragraph of its own. */
static double paragraphs(const struct letter *letter, const struct paper_style *style, double y,
                         const struct buffer *lines)
{
    double width = draw_letter_width(letter);
    double height = 0;

    for (const char *at = buffer_string(lines); *at != '\0';) {
        struct lets_span line = {.bytes = at, .size = strcspn(at, "\n")};
        height += paper_text(letter->paper, style, LETTER_LEFT, y + height, width, line);
        at += line.size + (at[line.size] == '\n' ? 1 : 0);
    }
    return height;
}

/* What stands under the table, and what ends the letter; each returns its height. */
static double draw_standing(const struct letter *letter, double y)
{
    struct buffer standing = {0};

    add_standing(letter, &standing);
    double height = GAP + paragraphs(letter, &text, y + GAP, &standing) + GAP;
    buffer_release(&standing);
    return height;
}

static double draw_witness(const struct letter *letter, double y)
{
    static const struct paper_style witness = {.points = 9, .is_bold = true};
    struct buffer head = {0};
    struct buffer check = {0};

    words_head_line_of(&head, letter->statements->set->summary);
    buffer_add_string(&check, STATEMENT_CHECK);
    double height = paragraphs(letter, &witness, y, &head) + MM(0.8);
    height += paragraphs(letter, &small, y + height, &check);
    buffer_release(&head);
    buffer_release(&check);
    return height;
}

/* Of a fund its charter stands between the two. */
static bool has_charter(const struct letter *letter)
{
    return letter->item->statement->fund != NULL;
}

static double draw_closing(const struct letter *letter, double y)
{
    double height = draw_standing(letter, y);

    return has_charter(letter) ? height : height + draw_witness(letter, y + height);
}

/* ---------------------------------------------------------------- pages */

static void draw_letter_foot(const struct letter *letter)
{
    struct buffer line = {0};

    buffer_format(&line, "account %.*s, ", SHOW(letter->item->statement->account->id));
    statements_add_days(&line, letter->statements->set->period);
    buffer_add_string(&line, "; ");
    words_head_line_of(&line, letter->statements->set->summary);
    draw_foot(letter->paper, LETTER_LEFT, buffer_span(&line), letter->page, letter->n_pages);
    buffer_release(&line);
}

static void mark(const struct letter *letter)
{
    struct buffer line = {0};

    words_name_and_id(&line, &letter->statements->names, letter->item->statement->account);
    paper_mark(letter->paper, buffer_span(&line));
    buffer_release(&line);
}

/* Begins a page; returns where it goes on. */
static double begin_page(struct letter *letter)
{
    const struct lets_statement_set *set = letter->statements->set;
    struct buffer line = {0};
    double y = 0;

    letter->page++;
    paper_page(letter->paper);
    draw_letter_foot(letter);
    if (letter->page == 1) {
        mark(letter);
        y = draw_letter_opening(letter);
    } else {
        buffer_format(&line, "Account %.*s, ", SHOW(letter->item->statement->account->id));
        statements_add_days(&line, set->period);
        y = draw_heading(letter->paper, LETTER_LEFT, set->summary, buffer_span(&line)) + MM(5);
        buffer_release(&line);
    }
    return y;
}

/* The same, for rows of the table. */
static double next_page(struct letter *letter)
{
    double y = begin_page(letter);

    return y + draw_table_head(&letter->table, y);
}

/* How high something is. */
static double height_of(const struct letter *letter,
                        double (*draw)(const struct letter *letter, double y))
{
    bool was_rehearsed = paper_rehearse(letter->paper, true);
    double height = draw(letter, 0);

    (void)paper_rehearse(letter->paper, was_rehearsed);
    return height;
}

/* What must stand on one page, beginning with row i of n: the row; with the last one, what follows
 * the table; and the last but one goes along with the last. */
static double height_together(const struct letter *letter, size_t i, size_t n, double closing)
{
    double height = 0;

    do {
        struct row_text texts;
        const struct draw_row row = row_at(letter, i, &texts);
        height += draw_table_row_height(&letter->table, &row);
        i++;
    } while (i + 1 == n);
    return height + (i == n ? closing : 0);
}

static void draw_pages(struct letter *letter)
{
    size_t n_rows = letter->item->statement->n_lines + 2;

    letter->page = 0;
    double y = next_page(letter);
    double closing = height_of(letter, draw_closing);
    for (size_t i = 0; i < n_rows; i++) {
        struct row_text texts;
        if (y + height_together(letter, i, n_rows, closing) > letter->bottom) {
            y = next_page(letter);
        }
        const struct draw_row row = row_at(letter, i, &texts);
        y += draw_table_row(&letter->table, y, &row);
    }
    y += draw_closing(letter, y);
    if (has_charter(letter)) {
        y = draw_charter(letter, y, begin_page);
        y = y + height_of(letter, draw_witness) > letter->bottom ? begin_page(letter) : y;
        (void)draw_witness(letter, y);
    }
    letter->n_pages = letter->page;
}

static void draw_letter(struct paper *paper, const struct drawn_statements *statements,
                        const struct statement_item *item)
{
    struct letter letter = {.paper = paper,
                            .statements = statements->statements,
                            .item = item,
                            .is_letter_size = statements->size == PAPER_LETTER,
                            .bottom = paper_height(paper) - DRAW_FOOT};

    set_columns(&letter);
    (void)paper_rehearse(paper, true);
    draw_pages(&letter);
    (void)paper_rehearse(paper, false);
    draw_pages(&letter);
}

static void add_title(struct buffer *out, const struct drawn_statements *statements)
{
    buffer_format(out, "%.*s: statement%s, ", SHOW(statements->statements->set->summary->name),
                  statements->n_items == 1 ? "" : "s");
    statements_add_days(out, statements->statements->set->period);
}

enum lets_status draw_statements(const struct drawn_statements *statements, struct drawn *out,
                                 struct lets_error *err)
{
    struct buffer name = {0};
    struct paper *paper = NULL;

    add_title(&name, statements);
    const struct paper_options options = {.size = statements->size,
                                          .title = buffer_span(&name),
                                          .time = statements->statements->set->summary->sealed};
    enum lets_status status = paper_new(&options, &paper, err);
    if (status == LETS_OK) {
        for (size_t i = 0; i < statements->n_items; i++) {
            draw_letter(paper, statements, &statements->items[i]);
        }
        status = paper_finish(paper, &out->bytes, err);
    }
    if (status == LETS_OK) {
        out->n_missing += paper_missing(paper);
    }
    paper_free(paper);
    buffer_release(&name);
    return status;
}
