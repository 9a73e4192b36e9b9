/* SPDX-License-Identifier: MIT */
/*
 * A report on paper: the figures a reader wants first, the charts, and the tables that say the
 * same. What belongs together stays on a page, as far as it fits on one.
 */

#include "paper/draw.h"
#include "paper/draw_table.h"
#include "report/report_charts.h"
#include "report/report_tables.h"

#define CHART_HEIGHT MM(46)
#define TYPE_SIZE 7.5
#define TILE_HEIGHT MM(13)
#define TILE_GAP MM(2)
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
    chart_columns(&canvas, &frame, values, flow->report->figures->n_rows, decimals);
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
    chart_bars(&canvas, &frame, values, n);
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

/* The column that gives way where a table is too wide. */
static size_t wide_column(const struct report_table *table)
{
    return table->text_column < table->n_columns ? table->text_column : 0;
}

/* Each column as wide as its widest text; the wide one as wide as the page allows. */
static void set_widths(const struct flow *flow, const struct report_table *table,
                       struct draw_column columns[DRAW_COLUMNS_MAX])
{
    static const struct paper_style heading = {.points = 7};
    static const struct paper_style cell = {.points = 8.5};
    size_t wide = wide_column(table);
    double others = 0;

    for (size_t i = 0; i < table->n_columns; i++) {
        double widest = paper_label_width(flow->paper, &heading, lets_span_of(table->headings[i]));
        for (size_t row = 0; row < table->n_rows; row++) {
            struct lets_span shown = lets_span_of(table->cells[row * table->n_columns + i]);
            double width = paper_label_width(flow->paper, &cell, shown);
            widest = width > widest ? width : widest;
        }
        columns[i] = (struct draw_column){.heading = table->headings[i],
                                          .width = widest + MM(5),
                                          .align = table->is_figure[i] ? PAPER_RIGHT : PAPER_LEFT};
        others += i == wide ? 0 : columns[i].width;
    }
    double room = flow->width - others;
    if (columns[wide].width > room) {
        columns[wide].width = room > MM(20) ? room : MM(20);
    }
}

static void begin_table(struct flow *flow, const struct draw_table *table, const char *title)
{
    flow->y +=
        paper_text(flow->paper, &caption, DRAW_MARGIN, flow->y, flow->width, lets_span_of(title)) +
        MM(1.5);
    flow->y += draw_table_head(table, flow->y);
}

static struct draw_row row_of(const struct report_table *table, size_t i)
{
    struct draw_row row = {.wide = wide_column(table)};

    for (size_t k = 0; k < table->n_columns; k++) {
        row.cells[k] = lets_span_of(table->cells[i * table->n_columns + k]);
    }
    return row;
}

static void draw_rows(struct flow *flow, const struct report_table *table)
{
    struct draw_column columns[DRAW_COLUMNS_MAX];
    struct draw_table drawn = {
        .paper = flow->paper, .x = DRAW_MARGIN, .columns = columns, .n_columns = table->n_columns};

    set_widths(flow, table, columns);
    draw_table_fit(&drawn, columns, flow->width);
    ensure(flow, MM(11) + ROWS_KEPT * MM(6));
    begin_table(flow, &drawn, table->caption);
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct draw_row row = row_of(table, i);
        if (flow->y + draw_table_row_height(&drawn, &row) > flow->bottom) {
            next_page(flow);
            begin_table(flow, &drawn, table->caption);
        }
        flow->y += draw_table_row(&drawn, flow->y, &row);
    }
    flow->y += MM(6);
}

static void draw_report_table(struct flow *flow, enum report_table_kind kind)
{
    struct report_table table = report_table(flow->report, kind);

    if (table.n_rows > 0) {
        draw_rows(flow, &table);
    } else {
        ensure(flow, MM(8));
        flow->y += paper_text(flow->paper, &text, DRAW_MARGIN, flow->y, flow->width,
                              lets_span_of(table.empty)) +
                   MM(6);
    }
    report_table_release(&table);
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
    draw_report_table(flow, REPORT_TABLE_ROWS);
    draw_report_table(flow, REPORT_TABLE_CATEGORIES);
    if (flow->report->figures->n_bins > 0) {
        draw_bins(flow);
    }
    draw_report_table(flow, REPORT_TABLE_MEMBERS);
    if (!report_is_flat(flow->report, REPORT_OVER)) {
        draw_series(flow, REPORT_OVER);
    }
    draw_report_table(flow, REPORT_TABLE_OVER);
    draw_report_table(flow, REPORT_TABLE_CENTRALS);
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
        out->n_missing += paper_missing(flow.paper);
        status = paper_finish(flow.paper, &out->bytes, err);
    }
    paper_free(flow.paper);
    buffer_release(&title);
    return status;
}
