/* SPDX-License-Identifier: MIT */
/*
 * A report as one page of HTML that needs nothing else: no script, no font, no picture from
 * anywhere, and a policy in its head that forbids them. Charts are SVG in the page; the table after
 * each says the same to those who do not see it. Colours follow the reader's light or dark, and
 * print in black and one blue.
 */

#include "report/report_html.h"

#include "output/html.h"
#include "report/report_cells.h"
#include "report/report_charts.h"
#include "words/figures.h"

#define PICTURE_WIDTH 660.0
#define PICTURE_HEIGHT 230.0
#define BINS_WIDTH 430.0
#define TYPE_SIZE 12.0

static const char head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n";

static const char style[] =
    "<style>\n"
    ":root { --page: #fff; --ink: #17191f; --quiet: #565b63; --grid: #dfe2e6; --panel: #f2f4f6; "
    "--accent: #005c94; }\n"
    "@media (prefers-color-scheme: dark) { :root { --page: #15181c; --ink: #e8eaed; --quiet: "
    "#a9b0b8; --grid: #343a41; --panel: #1f242a; --accent: #6cb8ea; } }\n"
    "@media print { :root { --page: #fff; --ink: #000; --quiet: #444; --grid: #ccc; --panel: #fff; "
    "--accent: #005c94; } }\n"
    "* { box-sizing: border-box; }\n"
    "body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 3rem; background: var(--page); "
    "color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', "
    "'Liberation Sans', 'DejaVu Sans', sans-serif; }\n"
    "h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; overflow-wrap: anywhere; }\n"
    "h2 { margin: 2.75rem 0 .5rem; font-size: 1.2rem; }\n"
    "p { margin: .25rem 0; max-width: 46rem; }\n"
    ".quiet, footer { color: var(--quiet); }\n"
    "header { border-bottom: 3px solid var(--accent); padding-bottom: 1rem; }\n"
    "dl { display: grid; grid-template-columns: repeat(2, 1fr); gap: .75rem; margin: "
    "1.5rem 0 0; }\n"
    "@media (min-width: 36rem) { dl { grid-template-columns: repeat(3, 1fr); } }\n"
    "dl div { background: var(--panel); border-radius: .375rem; padding: .6rem .75rem; }\n"
    "dt { color: var(--quiet); font-size: .85rem; }\n"
    "dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; "
    "overflow-wrap: anywhere; }\n"
    "figure { margin: 1.25rem 0 1.5rem; }\n"
    "figcaption { font-weight: 600; margin-bottom: .25rem; }\n"
    "svg { display: block; width: 100%; max-width: 44rem; height: auto; }\n"
    "svg.bars { max-width: 29rem; }\n"
    "svg text { font-size: 12px; font-family: inherit; font-variant-numeric: tabular-nums; }\n"
    ".said { fill: var(--ink); } svg .quiet { fill: var(--quiet); } .bar { fill: var(--accent); }\n"
    "svg .said { paint-order: stroke; stroke: var(--page); stroke-width: 4px; stroke-linejoin: "
    "round; }\n"
    ".axis { stroke: var(--quiet); } .grid { stroke: var(--grid); }\n"
    ".table { overflow-x: auto; margin-bottom: 1.25rem; }\n"
    "@media (min-width: 56rem) { .pair { display: grid; grid-template-columns: minmax(0, 3fr) "
    "minmax(0, 2fr); gap: 2.5rem; align-items: start; } }\n"
    ".pair .table { margin-top: .75rem; }\n"
    "table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .5rem 0; }\n"
    "caption { text-align: left; white-space: nowrap; font-weight: 600; padding-bottom: .35rem; }\n"
    "th, td { padding: .3rem .9rem .3rem 0; text-align: left; vertical-align: top; border-bottom: "
    "1px solid var(--grid); }\n"
    "thead th { color: var(--quiet); font-weight: 500; font-size: .85rem; vertical-align: bottom; "
    "border-bottom-color: var(--quiet); }\n"
    "tbody th { font-weight: 400; }\n"
    "tbody th, td { white-space: nowrap; }\n"
    ".figure { text-align: right; }\n"
    "tbody .text { white-space: normal; overflow-wrap: anywhere; min-width: 8rem; max-width: "
    "22rem; }\n"
    "footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--grid); font-size: "
    ".85rem; overflow-wrap: anywhere; }\n"
    "@media print { body { max-width: none; padding: 0; font-size: 9pt; } dl { "
    "grid-template-columns: repeat(3, 1fr); } figure, tr, dl { break-inside: avoid; } h2, caption, "
    "thead { break-after: avoid; } tbody tr:nth-child(-n+3) { break-before: avoid; } .table { "
    "overflow: visible; } th, td { padding-top: .15rem; padding-bottom: .15rem; } }\n"
    "@page { margin: 16mm; }\n"
    "</style>\n";

/* ---------------------------------------------------------------- pieces */

static void begin_figure(struct buffer *out, const char *caption)
{
    buffer_add_string(out, "<figure>\n<figcaption>");
    html_add(out, lets_span_of(caption));
    buffer_add_string(out, "</figcaption>\n");
}

static void add_series(struct buffer *out, const struct report *report, enum report_series series)
{
    const struct canvas canvas = html_canvas(out, TYPE_SIZE);
    const struct chart_frame frame = {.width = PICTURE_WIDTH, .height = PICTURE_HEIGHT};
    unsigned decimals = series == REPORT_VOLUME ? report_decimals(report) : 0;
    struct buffer caption = {0};
    struct chart_value *values = report_series(report, series);

    report_add_caption(&caption, report, series);
    begin_figure(out, buffer_string(&caption));
    buffer_add_string(&caption, ": a chart; its figures are in the table");
    html_begin_picture(out, "columns", PICTURE_WIDTH, PICTURE_HEIGHT, buffer_string(&caption));
    if (values != NULL) {
        chart_columns(&canvas, &frame, values, report->figures->n_rows, decimals);
    }
    html_end_picture(out);
    buffer_add_string(out, "</figure>\n");
    memory_free(values);
    buffer_release(&caption);
}

static void add_bins(struct buffer *out, const struct report *report)
{
    const struct canvas canvas = html_canvas(out, TYPE_SIZE);
    size_t n = report->figures->n_bins;
    double height = chart_bars_height(&canvas, n) + 2;
    const struct chart_frame frame = {.y = 1, .width = BINS_WIDTH, .height = height};
    struct chart_value *values = report_bins(report);

    begin_figure(out, "How many members have which balance");
    html_begin_picture(
        out, "bars", BINS_WIDTH, height,
        "How many members have which balance: a chart; its figures are in the table");
    if (values != NULL) {
        chart_bars(&canvas, &frame, values, n);
    }
    html_end_picture(out);
    buffer_add_string(out, "</figure>\n");
    memory_free(values);
}

static void add_table_head(struct buffer *out, const struct report *report,
                           const struct report_table *table)
{
    size_t n = report_n_columns(report, table);

    buffer_add_string(out, "<div class=\"table\" tabindex=\"0\">\n<table>\n<caption>");
    html_add(out, lets_span_of(table->title));
    buffer_add_string(out, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        const struct report_column *column = report_table_column(table, i);
        buffer_format(out, "<th scope=\"col\"%s>",
                      report_is_figure(column) ? " class=\"figure\"" : "");
        html_add(out, lets_span_of(column->caption));
        buffer_add_string(out, "</th>");
    }
    buffer_add_string(out, "</tr></thead>\n<tbody>\n");
}

/* The first cell of a row is its heading. */
static void add_table_row(struct buffer *out, const struct report *report,
                          const struct report_table *table, size_t row)
{
    size_t n = report_n_columns(report, table);

    buffer_add_string(out, "<tr>");
    for (size_t i = 0; i < n; i++) {
        const struct report_column *column = report_table_column(table, i);
        struct report_cell room;
        struct lets_span cell = report_page_cell(report, table, row, column, &room);
        const char *kind = report_is_figure(column)  ? " class=\"figure\""
                           : report_is_words(column) ? " class=\"text\""
                                                     : "";
        const char *tag = i == 0 ? "th" : "td";
        buffer_format(out, "<%s%s%s>", tag, i == 0 ? " scope=\"row\"" : "", kind);
        if (report_is_figure(column)) {
            html_add(out, cell);
        } else {
            html_add_name(out, cell);
        }
        buffer_format(out, "</%s>", tag);
    }
    buffer_add_string(out, "</tr>\n");
}

static void add_table(struct buffer *out, const struct report *report, enum report_page_table which)
{
    const struct report_table *table = &report_page_tables[which];
    size_t n = report_n_rows(report, table);

    if (n == 0 && table->empty == NULL) {
        return;
    }
    if (n == 0) {
        buffer_add_string(out, "<p>");
        html_add(out, lets_span_of(table->empty));
        buffer_add_string(out, "</p>\n");
        return;
    }
    add_table_head(out, report, table);
    for (size_t i = 0; i < n; i++) {
        add_table_row(out, report, table, i);
    }
    buffer_add_string(out, "</tbody>\n</table>\n</div>\n");
}

static void begin_section(struct buffer *out, const char *title)
{
    buffer_format(out, "<section>\n<h2>%s</h2>\n", title);
}

static void end_section(struct buffer *out)
{
    buffer_add_string(out, "</section>\n");
}

/* ---------------------------------------------------------------- the page */

static void add_heading(struct buffer *out, const struct report *report)
{
    struct report_tile tiles[N_REPORT_TILES];
    struct buffer title = {0};
    struct buffer span = {0};

    report_add_title(&title, report);
    report_add_span(&span, report);
    buffer_add_string(out, head);
    buffer_add_string(out, "<title>");
    html_add(out, buffer_span(&title));
    buffer_add_string(out, "</title>\n");
    buffer_add_string(out, style);
    buffer_add_string(out, "</head>\n<body>\n<header>\n<h1>");
    html_add(out, buffer_span(&title));
    buffer_add_string(out, "</h1>\n<p class=\"quiet\">");
    html_add(out, buffer_span(&span));
    buffer_add_string(out, "</p>\n</header>\n<main>\n<dl>\n");
    report_tiles(report, tiles);
    for (size_t i = 0; i < N_REPORT_TILES; i++) {
        buffer_format(out, "<div><dt>%s</dt><dd>%s</dd></div>\n", tiles[i].name, tiles[i].shown);
    }
    buffer_add_string(out, "</dl>\n");
    buffer_release(&title);
    buffer_release(&span);
}

static void add_foot(struct buffer *out, const struct report *report)
{
    struct buffer line = {0};

    words_head_line(&line, report->ledger);
    buffer_add_string(out, "</main>\n<footer>\n<p>");
    html_add(out, lets_span_of(report_counted));
    buffer_add_string(out, "</p>\n<p>");
    html_add(out, buffer_span(&line));
    buffer_add_string(out, "</p>\n</footer>\n</body>\n</html>\n");
    buffer_release(&line);
}

enum lets_status report_add_html(struct buffer *out, const struct report *report,
                                 struct lets_error *err)
{
    struct memory_guard guard;

    memory_guard_begin(&guard, out);
    add_heading(out, report);
    begin_section(out, "Trade");
    if (!report_is_flat(report, REPORT_TRADES)) {
        add_series(out, report, REPORT_TRADES);
        add_series(out, report, REPORT_VOLUME);
    }
    add_table(out, report, REPORT_PAGE_TRADE);
    add_table(out, report, REPORT_PAGE_CATEGORIES);
    end_section(out);
    begin_section(out, "Members");
    if (report->figures->n_bins > 0) {
        buffer_add_string(out, "<div class=\"pair\">\n");
        add_bins(out, report);
        add_table(out, report, REPORT_PAGE_BINS);
        buffer_add_string(out, "</div>\n");
    } else {
        add_table(out, report, REPORT_PAGE_BINS);
    }
    add_table(out, report, REPORT_PAGE_MEMBERS);
    end_section(out);
    begin_section(out, "Over a limit");
    if (!report_is_flat(report, REPORT_OVER)) {
        add_series(out, report, REPORT_OVER);
    }
    add_table(out, report, REPORT_PAGE_OVER);
    end_section(out);
    begin_section(out, "Central accounts");
    add_table(out, report, REPORT_PAGE_CENTRALS);
    add_table(out, report, REPORT_PAGE_FLOATS);
    add_table(out, report, REPORT_PAGE_FUNDS);
    add_table(out, report, REPORT_PAGE_LOCALITIES);
    add_table(out, report, REPORT_PAGE_LEVIES);
    end_section(out);
    add_foot(out, report);
    return memory_guard_end(&guard, err);
}
