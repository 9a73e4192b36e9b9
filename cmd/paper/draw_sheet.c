/* SPDX-License-Identifier: MIT */
/*
 * The trading sheet: the members in two columns, read downwards, then lines to write trades on, as
 * many as the page has room for; where that is few, a page of lines follows.
 */

#include "paper/draw_sheet.h"

#include <stdio.h>

#include "paper/draw_page.h"
#include "words/figures.h"

#define ROW MM(5)     /* of a member */
#define TRADE MM(8.5) /* of a trade: room for handwriting */
#define TRADES_MIN 10 /* else they begin on a page of their own */
#define COLUMN_GAP MM(8)
#define SIDES 2
#define AVAILABLE_SIZE (LETS_AMOUNT_SIZE + 8)

static const struct paper_style small = {.points = 7.5, .ink = PAPER_QUIET, .lines_max = 1};
static const struct paper_style small_right = {
    .points = 7.5, .ink = PAPER_QUIET, .align = PAPER_RIGHT, .lines_max = 1};
static const struct paper_style text = {.points = 9, .lines_max = 1};
static const struct paper_style figure = {.points = 9, .align = PAPER_RIGHT, .lines_max = 1};

/* Where things stand within one of the two columns. */
struct side {
    double x;
    double width;
    double id_width;
    double figure_width;
};

/* How the sheet falls into pages. */
struct plan {
    const struct drawn_sheet *sheet;
    struct paper *paper;
    double top;      /* below the heading */
    double bottom;   /* above the foot */
    size_t rows_max; /* of a page, in one column */
    size_t n_rows;   /* on the last page with members */
    size_t n_pages;
    bool has_page_of_lines;
    double id_width;
    double figure_width;
};

static size_t count_that_fit(double room, double step)
{
    return room < step ? 0 : (size_t)(room / step);
}

static struct side side_of(const struct plan *plan, size_t which)
{
    double width = (paper_width(plan->paper) - 2 * DRAW_MARGIN - COLUMN_GAP) / SIDES;

    return (struct side){.x = DRAW_MARGIN + (double)which * (width + COLUMN_GAP),
                         .width = width,
                         .id_width = plan->id_width,
                         .figure_width = plan->figure_width};
}

static double draw_title(struct paper *paper, const struct drawn_sheet *sheet)
{
    const struct lets_summary *summary = lets_ledger_summary(sheet->ledger);
    struct buffer title = {0};
    char date[LETS_DATE_SIZE];

    lets_date_format(sheet->date, date);
    buffer_format(&title, "Trading sheet, %s", date);
    if (sheet->locality.size > 0) {
        buffer_format(&title, ", %.*s", SHOW(sheet->locality));
    }
    double y = draw_heading(paper, DRAW_MARGIN, summary, buffer_span(&title));
    buffer_release(&title);
    return y;
}

static void draw_side_heading(const struct plan *plan, const struct side *side)
{
    double right = side->x + side->width;
    double y = plan->top - MM(1.8);

    (void)paper_label(plan->paper, &small, side->x, y, lets_span_of("account"));
    (void)paper_label(plan->paper, &small, side->x + side->id_width, y, lets_span_of("name"));
    (void)paper_label(plan->paper, &small_right, right - side->figure_width, y,
                      lets_span_of("balance"));
    (void)paper_label(plan->paper, &small_right, right, y, lets_span_of("can spend"));
    paper_line(plan->paper, PAPER_QUIET, 0.6, side->x, plan->top, right, plan->top);
}

/* "21.00", or "21.00 left" of a fund. */
static void format_available(const struct drawn_trader *trader, unsigned decimals,
                             char out[AVAILABLE_SIZE])
{
    char amount[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(trader->available, decimals, amount);
    (void)snprintf(out, AVAILABLE_SIZE, "%s%s", amount, trader->is_fund ? " left" : "");
}

static void draw_trader(const struct plan *plan, const struct side *side, double y,
                        const struct drawn_trader *trader)
{
    unsigned decimals = lets_ledger_summary(plan->sheet->ledger)->decimals;
    double right = side->x + side->width;
    double name_width = side->width - side->id_width - 2 * side->figure_width;
    char amount[LETS_AMOUNT_SIZE];
    char left[AVAILABLE_SIZE];

    draw_figure(plan->paper, &text, side->x, y + MM(0.6), side->id_width - MM(1), trader->account);
    (void)paper_text(plan->paper, &text, side->x + side->id_width, y + MM(0.6), name_width,
                     trader->name);
    (void)lets_amount_format(trader->balance, decimals, amount);
    draw_figure(plan->paper, &figure, right - 2 * side->figure_width, y + MM(0.6),
                side->figure_width, lets_span_of(amount));
    struct lets_span available = lets_span_of("no limit");
    if (trader->is_suspended) {
        available = lets_span_of("suspended");
    } else if (trader->has_available) {
        format_available(trader, decimals, left);
        available = lets_span_of(left);
    }
    draw_figure(plan->paper, &figure, right - side->figure_width, y + MM(0.6), side->figure_width,
                available);
    paper_line(plan->paper, PAPER_LINE, 0.3, side->x, y + ROW, right, y + ROW);
}

/* The members from `first` on, rows of them in each column; returns where the list ends. */
static double draw_traders(const struct plan *plan, size_t first, size_t rows)
{
    for (size_t i = 0; i < SIDES; i++) {
        struct side side = side_of(plan, i);
        size_t from = first + i * rows;
        if (from < plan->sheet->n_traders) {
            draw_side_heading(plan, &side);
        }
        for (size_t k = 0; k < rows && from + k < plan->sheet->n_traders; k++) {
            draw_trader(plan, &side, plan->top + (double)k * ROW, &plan->sheet->traders[from + k]);
        }
    }
    return plan->top + (double)rows * ROW;
}

/* Lines for trades from y down to the foot. */
static void draw_lines(const struct plan *plan, double y)
{
    static const struct {
        const char *heading;
        double share;
    } columns[] = {{"payer, account", 0.15},
                   {"payee, account", 0.15},
                   {"amount", 0.14},
                   {"what for", 0.33},
                   {"signed by the payer", 0.23}};
    double width = paper_width(plan->paper) - 2 * DRAW_MARGIN;
    double top = y + MM(5);
    size_t n = count_that_fit(plan->bottom - top, TRADE);
    double bottom = top + (double)n * TRADE;
    double x = DRAW_MARGIN;

    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        double shown = i == 0 ? x : x + MM(1.5);
        (void)paper_label(plan->paper, &small, shown, top - MM(1.8),
                          lets_span_of(columns[i].heading));
        if (i > 0) {
            paper_line(plan->paper, PAPER_LINE, 0.5, x, top, x, bottom);
        }
        x += columns[i].share * width;
    }
    for (size_t i = 0; i <= n; i++) {
        double line = top + (double)i * TRADE;
        paper_line(plan->paper, i == 0 ? PAPER_QUIET : PAPER_LINE, i == 0 ? 0.6 : 0.5, DRAW_MARGIN,
                   line, DRAW_MARGIN + width, line);
    }
}

/* The widths that the widest id and figure need; an id gets at most a third of a column. */
static void measure(struct plan *plan)
{
    unsigned decimals = lets_ledger_summary(plan->sheet->ledger)->decimals;
    char amount[LETS_AMOUNT_SIZE];
    char left[AVAILABLE_SIZE];
    double widest_id = paper_label_width(plan->paper, &small, lets_span_of("account"));
    double widest = paper_label_width(plan->paper, &text, lets_span_of("suspended"));
    struct side side = side_of(plan, 0);

    for (size_t i = 0; i < plan->sheet->n_traders; i++) {
        const struct drawn_trader *trader = &plan->sheet->traders[i];
        double width = paper_label_width(plan->paper, &text, trader->account);
        widest_id = width > widest_id ? width : widest_id;
        (void)lets_amount_format(trader->balance, decimals, amount);
        width = paper_label_width(plan->paper, &text, lets_span_of(amount));
        widest = width > widest ? width : widest;
        format_available(trader, decimals, left);
        width = paper_label_width(plan->paper, &text, lets_span_of(left));
        widest = width > widest ? width : widest;
    }
    widest_id = widest_id > side.width / 3 ? side.width / 3 : widest_id;
    widest = widest > side.width / 4 ? side.width / 4 : widest;
    plan->id_width = widest_id + MM(3);
    plan->figure_width = widest + MM(2);
}

static void make_plan(struct plan *plan, double heading)
{
    size_t n = plan->sheet->n_traders;

    plan->top = heading + MM(7);
    plan->bottom = paper_height(plan->paper) - DRAW_FOOT;
    plan->rows_max = count_that_fit(plan->bottom - plan->top - ROW, ROW) + 1;
    size_t per_page = plan->rows_max * SIDES;
    size_t n_full = n == 0 ? 0 : (n - 1) / per_page;
    plan->n_rows = (n - n_full * per_page + SIDES - 1) / SIDES;
    double end = plan->top + (double)plan->n_rows * ROW + MM(10);
    plan->has_page_of_lines = count_that_fit(plan->bottom - end, TRADE) < TRADES_MIN;
    plan->n_pages = n_full + 1 + (plan->has_page_of_lines ? 1 : 0);
}

static void draw_head(const struct plan *plan, size_t page)
{
    struct buffer text_of_foot = {0};
    char date[LETS_DATE_SIZE];

    lets_date_format(plan->sheet->date, date);
    buffer_format(&text_of_foot, "balances by the end of %s, in %.*s; ", date,
                  SHOW(lets_ledger_summary(plan->sheet->ledger)->unit));
    words_head_line(&text_of_foot, plan->sheet->ledger);
    draw_foot(plan->paper, DRAW_MARGIN, buffer_span(&text_of_foot), page, plan->n_pages);
    buffer_release(&text_of_foot);
}

static void draw_pages(struct plan *plan)
{
    size_t per_page = 0;

    measure(plan);
    paper_page(plan->paper);
    double heading = draw_title(plan->paper, plan->sheet);
    make_plan(plan, heading);
    per_page = plan->rows_max * SIDES;
    size_t n_with_members = plan->n_pages - (plan->has_page_of_lines ? 1 : 0);
    double end = plan->top;
    for (size_t page = 0; page < n_with_members; page++) {
        bool is_last = page + 1 == n_with_members;
        if (page > 0) {
            paper_page(plan->paper);
            (void)draw_title(plan->paper, plan->sheet);
        }
        end = draw_traders(plan, page * per_page, is_last ? plan->n_rows : plan->rows_max);
        draw_head(plan, page + 1);
    }
    if (plan->has_page_of_lines) {
        paper_page(plan->paper);
        end = draw_title(plan->paper, plan->sheet);
        draw_head(plan, plan->n_pages);
    }
    draw_lines(plan, end + MM(3));
}

enum lets_status draw_sheet(const struct drawn_sheet *sheet, struct drawn *out,
                            struct lets_error *err)
{
    const struct lets_summary *summary = lets_ledger_summary(sheet->ledger);
    struct plan plan = {.sheet = sheet};
    struct buffer title = {0};
    char date[LETS_DATE_SIZE];

    lets_date_format(sheet->date, date);
    buffer_format(&title, "%.*s: trading sheet, %s", SHOW(summary->name), date);
    const struct paper_options options = {
        .size = sheet->size, .title = buffer_span(&title), .time = summary->sealed};
    enum lets_status status = paper_new(&options, &plan.paper, err);
    if (status == LETS_OK) {
        draw_pages(&plan);
        status = paper_finish(plan.paper, &out->bytes, err);
    }
    if (status == LETS_OK) {
        out->n_missing = paper_missing(plan.paper);
    }
    paper_free(plan.paper);
    buffer_release(&title);
    return status;
}
