/* SPDX-License-Identifier: MIT */
/* Heading and foot of a page. */

#include "paper/draw_page.h"

#include "words/figures.h"

double draw_heading(struct paper *paper, double x, const struct lets_summary *summary,
                    struct lets_span title)
{
    static const struct paper_style scheme = {.points = 14, .is_bold = true, .lines_max = 2};
    static const struct paper_style contact = {.points = 8, .ink = PAPER_QUIET, .lines_max = 2};
    static const struct paper_style right = {
        .points = 10.5, .ink = PAPER_ACCENT, .is_bold = true, .align = PAPER_RIGHT, .lines_max = 3};
    double width = paper_width(paper) - x - DRAW_MARGIN;
    double left_width = width * 0.58;
    double right_width = width * 0.38;
    double y = DRAW_TOP;

    double right_height =
        paper_text(paper, &right, x + width - right_width, y + 2, right_width, title);
    double left_height = paper_text(paper, &scheme, x, y, left_width, summary->name);
    if (summary->contact.size > 0) {
        left_height +=
            paper_text(paper, &contact, x, y + left_height, left_width, words_contact(summary));
    }
    y += (left_height > right_height + 2 ? left_height : right_height + 2) + MM(2);
    paper_line(paper, PAPER_ACCENT, 1.2, x, y, x + width, y);
    return y;
}

void draw_foot(struct paper *paper, double x, struct lets_span text, size_t page, size_t n_pages)
{
    static const struct paper_style small = {.points = 7, .ink = PAPER_QUIET, .lines_max = 2};
    static const struct paper_style small_right = {
        .points = 7.5, .ink = PAPER_QUIET, .align = PAPER_RIGHT, .lines_max = 1};
    double width = paper_width(paper) - x - DRAW_MARGIN;
    double y = paper_height(paper) - DRAW_FOOT + MM(3);
    struct buffer number = {0};

    buffer_format(&number, "page %zu of %zu", page, n_pages);
    paper_line(paper, PAPER_LINE, 0.5, x, y, x + width, y);
    (void)paper_text(paper, &small, x, y + MM(1.5), width - MM(28), text);
    (void)paper_text(paper, &small_right, x + width - MM(26), y + MM(1.5), MM(26),
                     buffer_span(&number));
    buffer_release(&number);
}

void draw_figure(struct paper *paper, const struct paper_style *style, double x, double y,
                 double room, struct lets_span text)
{
    struct paper_style fitted = *style;
    double width = paper_label_width(paper, style, text);
    double slack = room * 0.05; /* for the rounding of small type */

    if (width > room) {
        fitted.points *= room / width;
    }
    fitted.lines_max = 0;
    (void)paper_text(paper, &fitted, style->align == PAPER_RIGHT ? x - slack : x, y, room + slack,
                     text);
}
