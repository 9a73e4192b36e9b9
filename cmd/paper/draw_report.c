/* SPDX-License-Identifier: MIT */
/*
 * A report on paper: the figures a reader wants first, the charts, and the tables that say the
 * same. What belongs together stays on a page, as far as it fits on one.
 */

#include "paper/draw_report.h"

#include "paper/draw_page.h"
#include "paper/draw_table.h"
#include "report/report_cells.h"
#include "report/report_charts.h"
#include "words/figures.h"

#define CHART_HEIGHT MM(46)
#define TYPE_SIZE 7.5
#define TILE_HEIGHT MM(13)
#define TILE_GAP MM(2)
#define WORDS_WIDTH MM(24)
#define ROWS_KEPT 3 /* of a table, with its caption */

static const struct paper_style caption = {.points = 9.5, .is_bold = true, .lines_max = 2};
static const struct paper_style small = {.points = 7.5, .ink = PAPER_QUIET};
static const struct paper_style text = {.points = 9};

/* The pages being filled. */
struct flow {
    struct paper *paper;
    const struct report *report;
    double width;
    double bottom;
    double y;
    size_t page;
    size_t n_pages;
};

/* ---------------------------------------------------------------- pages */

static void next_page(struct flow *flow)
{
    const struct lets_summary *summary = lets_ledger_summary(flow->report->ledger);
    struct buffer line = {0};

    flow->page++;
    paper_page(flow->paper);
    words_head_line(&line, flow->report->ledger);
    draw_foot(flow->paper, DRAW_MARGIN, buffer_span(&line), flow->page, flow->n_pages);
    buffer_clear(&line);
    buffer_add_string(&line, "How it stands: ");
    report_add_span(&line, flow->report);
    flow->y = draw_heading(flow->paper, DRAW_MARGIN, summary, buffer_span(&line)) + MM(5);
    buffer_release(&line);
}

/* Sees to it that so much room is left on the page, or begins the next one. */
static void ensure(struct flow *flow, double height)
{
    if (flow->y + height > flow->bottom) {
        next_page(flow);
    }
}

/* ---------------------------------------------------------------- charts */

static void draw_bar(void *context, double x, double y, double width, double height)
{
    paper_fill(context, PAPER_ACCENT, x, y, width, height);
}

static void draw_line(void *context, enum chart_ink ink, double x1, double y1, double x2, double y2)
{
    bool is_grid = ink == CHART_GRID;

    paper_line(context, is_grid ? PAPER_LINE : PAPER_QUIET, is_grid ? 0.3 : 0.6, x1, y1, x2, y2);
}

static void draw_text(void *context, enum chart_ink ink, enum chart_anchor anchor, double x,
                      double y, struct lets_span shown)
{
    static const enum paper_align aligns[] = {
        [CHART_START] = PAPER_LEFT, [CHART_MIDDLE] = PAPER_CENTRE, [CHART_END] = PAPER_RIGHT};
    const struct paper_style style = {.points = TYPE_SIZE,
                                      .ink = ink == CHART_QUIET ? PAPER_QUIET : PAPER_INK,
                                      .align = aligns[anchor]};

    /* A figure stands on a ground of its own, not on the lines behind it. */
    if (ink == CHART_TEXT && anchor == CHART_MIDDLE) {
        double width = paper_label_width(context, &style, shown) + 2;
        paper_fill(context, PAPER_WHITE, x - width / 2, y - TYPE_SIZE * 0.8, width, TYPE_SIZE);
    }
    (void)paper_label(context, &style, x, y, shown);
}

static struct canvas canvas_of(struct paper *paper)
{
    return (struct canvas){.context = paper,
                           .bar = draw_bar,
                           .line = draw_line,
                           .text = draw_text,
                           .type_size = TYPE_SIZE};
}

static void draw_series(struct flow *flow, enum report_series series)
{
    const struct canvas canvas = canvas_of(flow->paper);
    unsigned decimals = series == REPORT_VOLUME ? report_decimals(flow->report) : 0;
    struct chart_value *values = report_series(flow->report, series);
    struct buffer line = {0};

    report_add_caption(&line, flow->report, series);
    ensure(flow, CHART_HEIGHT + MM(6));
    flow->y +=
        paper_text(flow->paper, &caption, DRAW_MARGIN, flow->y, flow->width, buffer_span(&line));
    const struct chart_frame frame = {
        .x = DRAW_MARGIN, .y = flow->y, .width = flow->width, .height = CHART_HEIGHT};
    if (values != NULL) {
        chart_columns(&canvas, &frame, values, flow->report->figures->n_rows, decimals);
    }
    flow->y += CHART_HEIGHT + MM(4);
    memory_free(values);
    buffer_release(&line);
}

static void draw_bins(struct flow *flow)
{
    const struct canvas canvas = canvas_of(flow->paper);
    size_t n = flow->report->figures->n_bins;
    double height = chart_bars_height(&canvas, n);
    struct chart_value *values = report_bins(flow->report);

    ensure(flow, height + MM(8));
    flow->y += paper_text(flow->paper, &caption, DRAW_MARGIN, flow->y, flow->width,
                          lets_span_of("How many members have which balance"));
    const struct chart_frame frame = {
        .x = DRAW_MARGIN, .y = flow->y + MM(1.5), .width = flow->width, .height = height};
    if (values != NULL) {
        chart_bars(&canvas, &frame, values, n);
    }
    flow->y += height + MM(6);
    memory_free(values);
}

static void draw_tiles(struct flow *flow)
{
    static const struct paper_style figure = {.points = 13, .is_bold = true, .lines_max = 1};
    static const struct paper_style name = {.points = 7.5, .ink = PAPER_QUIET, .lines_max = 1};
    struct report_tile tiles[N_REPORT_TILES];
    double step = (flow->width + TILE_GAP) / 3;

    report_tiles(flow->report, tiles);
    for (size_t i = 0; i < N_REPORT_TILES; i++) {
        size_t line = i / 3;
        double x = DRAW_MARGIN + (double)(i % 3) * step;
        double y = flow->y + (double)line * (TILE_HEIGHT + TILE_GAP);
        double room = step - TILE_GAP - MM(6);
        paper_fill(flow->paper, PAPER_FAINT, x, y, step - TILE_GAP, TILE_HEIGHT);
        (void)paper_text(flow->paper, &name, x + MM(3), y + MM(1.6), room,
                         lets_span_of(tiles[i].name));
        draw_figure(flow->paper, &figure, x + MM(3), y + MM(5), room, lets_span_of(tiles[i].shown));
    }
    flow->y += 2 * (TILE_HEIGHT + TILE_GAP) + MM(4);
}

/* ---------------------------------------------------------------- tables */

/* A table being drawn. */
struct drawing {
    const struct report *report;
    const struct report_table *table;
    size_t n_columns;
    size_t wide; /* the column that gives way where a table is too wide */
    struct draw_column columns[DRAW_COLUMNS_MAX];
    struct draw_table drawn;
};

static void begin_drawing(struct drawing *drawing, const struct flow *flow,
                          const struct report_table *table)
{
    *drawing = (struct drawing){
        .report = flow->report, .table = table, .n_columns = report_n_columns(flow->report, table)};
    drawing->drawn = (struct draw_table){.paper = flow->paper,
                                         .x = DRAW_MARGIN,
                                         .columns = drawing->columns,
                                         .n_columns = drawing->n_columns};
    for (size_t i = drawing->n_columns; i-- > 0;) {
        drawing->wide = report_is_words(report_table_column(table, i)) ? i : drawing->wide;
    }
}

/* Each column as wide as its widest text; the wide one as wide as the page allows. */
static void set_widths(struct drawing *drawing, const struct flow *flow)
{
    static const struct paper_style heading = {.points = 7};
    static const struct paper_style text_of_cell = {.points = 8.5};
    struct draw_column *columns = drawing->columns;
    size_t n_rows = report_n_rows(drawing->report, drawing->table);
    double others = 0;

    for (size_t i = 0; i < drawing->n_columns; i++) {
        const struct report_column *column = report_table_column(drawing->table, i);
        double widest = paper_label_width(flow->paper, &heading, lets_span_of(column->caption));
        for (size_t row = 0; row < n_rows; row++) {
            struct report_cell cell;
            struct lets_span shown =
                report_page_cell(drawing->report, drawing->table, row, column, &cell);
            double width = paper_label_width(flow->paper, &text_of_cell, shown);
            widest = width > widest ? width : widest;
        }
        /* Of two columns of words one gives way; the other is cut rather than press the rest. */
        if (report_is_words(column) && i != drawing->wide && widest > WORDS_WIDTH) {
            widest = WORDS_WIDTH;
        }
        columns[i] =
            (struct draw_column){.heading = column->caption,
                                 .width = widest + MM(5),
                                 .align = report_is_figure(column) ? PAPER_RIGHT : PAPER_LEFT};
        others += i == drawing->wide ? 0 : columns[i].width;
    }
    double room = flow->width - others;
    if (columns[drawing->wide].width > room) {
        columns[drawing->wide].width = room > MM(20) ? room : MM(20);
    }
    draw_table_fit(&drawing->drawn, columns, flow->width);
}

static void begin_table(struct flow *flow, const struct drawing *drawing)
{
    flow->y += paper_text(flow->paper, &caption, DRAW_MARGIN, flow->y, flow->width,
                          lets_span_of(drawing->table->title)) +
               MM(1.5);
    flow->y += draw_table_head(&drawing->drawn, flow->y);
}

static void draw_row(struct flow *flow, const struct drawing *drawing, size_t i)
{
    struct draw_row row = {.wide = drawing->wide};
    struct report_cell cells[DRAW_COLUMNS_MAX];

    for (size_t k = 0; k < drawing->n_columns; k++) {
        row.cells[k] = report_page_cell(drawing->report, drawing->table, i,
                                        report_table_column(drawing->table, k), &cells[k]);
    }
    if (flow->y + draw_table_row_height(&drawing->drawn, &row) > flow->bottom) {
        next_page(flow);
        begin_table(flow, drawing);
    }
    flow->y += draw_table_row(&drawing->drawn, flow->y, &row);
}

static void draw_report_table(struct flow *flow, enum report_page_table which)
{
    const struct report_table *table = &report_page_tables[which];
    size_t n_rows = report_n_rows(flow->report, table);
    struct drawing drawing;

    if (n_rows == 0 && table->empty == NULL) {
        return;
    }
    if (n_rows == 0) {
        ensure(flow, MM(8));
        flow->y += paper_text(flow->paper, &text, DRAW_MARGIN, flow->y, flow->width,
                              lets_span_of(table->empty)) +
                   MM(6);
        return;
    }
    begin_drawing(&drawing, flow, table);
    set_widths(&drawing, flow);
    ensure(flow, MM(11) + ROWS_KEPT * MM(6));
    begin_table(flow, &drawing);
    for (size_t i = 0; i < n_rows; i++) {
        draw_row(flow, &drawing, i);
    }
    flow->y += MM(6);
}

/* ---------------------------------------------------------------- the whole */

static void draw_pages(struct flow *flow)
{
    flow->page = 0;
    next_page(flow);
    draw_tiles(flow);
    if (!report_is_flat(flow->report, REPORT_TRADES)) {
        draw_series(flow, REPORT_TRADES);
        draw_series(flow, REPORT_VOLUME);
    }
    draw_report_table(flow, REPORT_PAGE_TRADE);
    draw_report_table(flow, REPORT_PAGE_CATEGORIES);
    if (flow->report->figures->n_bins > 0) {
        draw_bins(flow);
    }
    draw_report_table(flow, REPORT_PAGE_MEMBERS);
    if (!report_is_flat(flow->report, REPORT_OVER)) {
        draw_series(flow, REPORT_OVER);
    }
    draw_report_table(flow, REPORT_PAGE_OVER);
    draw_report_table(flow, REPORT_PAGE_CENTRALS);
    draw_report_table(flow, REPORT_PAGE_FLOATS);
    draw_report_table(flow, REPORT_PAGE_FUNDS);
    draw_report_table(flow, REPORT_PAGE_LOCALITIES);
    draw_report_table(flow, REPORT_PAGE_LEVIES);
    double height =
        paper_text_height(flow->paper, &small, flow->width, lets_span_of(report_counted));
    ensure(flow, height);
    (void)paper_text(flow->paper, &small, DRAW_MARGIN, flow->y, flow->width,
                     lets_span_of(report_counted));
    flow->n_pages = flow->page;
}

enum lets_status draw_report(const struct drawn_report *report, struct drawn *out,
                             struct lets_error *err)
{
    struct flow flow = {.report = report->report};
    struct buffer title = {0};

    report_add_title(&title, report->report);
    const struct paper_options options = {.size = report->size,
                                          .title = buffer_span(&title),
                                          .time =
                                              lets_ledger_summary(report->report->ledger)->sealed};
    enum lets_status status = paper_new(&options, &flow.paper, err);
    if (status == LETS_OK) {
        flow.width = paper_width(flow.paper) - 2 * DRAW_MARGIN;
        flow.bottom = paper_height(flow.paper) - DRAW_FOOT;
        (void)paper_rehearse(flow.paper, true);
        draw_pages(&flow);
        (void)paper_rehearse(flow.paper, false);
        draw_pages(&flow);
        status = paper_finish(flow.paper, &out->bytes, err);
    }
    if (status == LETS_OK) {
        out->n_missing += paper_missing(flow.paper);
    }
    paper_free(flow.paper);
    buffer_release(&title);
    return status;
}
