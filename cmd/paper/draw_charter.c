/* SPDX-License-Identifier: MIT */
/* No paragraph is parted between two pages, and the figures stay together. */

#include "paper/draw_charter.h"

#include <string.h>

#include "statement/statement_charter.h"

static const struct paper_style small = {.points = 7.5, .ink = PAPER_QUIET};
static const struct paper_style text = {.points = 9, .lines_max = 0};

/* Title and figures, the amounts below each other; returns their height. */
static double draw_figures(const struct letter *letter, double y)
{
    static const struct paper_style title = {.points = 10.5, .is_bold = true};
    static const struct paper_style name = {.points = 9, .lines_max = 1};
    static const struct paper_style bold = {.points = 9, .lines_max = 1, .is_bold = true};
    const struct lets_fund_state *fund = letter->item->statement->fund;
    struct charter_figure figures[CHARTER_FIGURES_MAX];
    size_t n = charter_figures(fund, figures);
    double width = MM(20);
    double height = 0;
    struct buffer line = {0};

    charter_add_title(&line, fund);
    height += paper_text(letter->paper, &title, LETTER_LEFT, y, draw_letter_width(letter),
                         buffer_span(&line)) +
              MM(1);
    for (size_t i = 0; i < n; i++) {
        char amount[LETS_AMOUNT_SIZE];
        struct lets_span shown = draw_letter_amount(letter, amount, figures[i].amount);
        double needed = paper_label_width(letter->paper, &bold, shown) + MM(1);
        width = needed > width ? needed : width;
    }
    for (size_t i = 0; i < n; i++) {
        const struct paper_style *style = figures[i].matters ? &bold : &name;
        struct paper_style right = *style;
        char amount[LETS_AMOUNT_SIZE];
        double x = LETTER_LEFT + MM(22);
        right.align = PAPER_RIGHT;
        (void)paper_text(letter->paper, style, LETTER_LEFT, y + height, MM(22),
                         lets_span_of(figures[i].name));
        (void)paper_text(letter->paper, &small, x + width + MM(4), y + height + 1,
                         draw_letter_width(letter) - MM(26) - width,
                         lets_span_of(figures[i].remark));
        height += paper_text(letter->paper, &right, x, y + height, width,
                             draw_letter_amount(letter, amount, figures[i].amount));
    }
    buffer_release(&line);
    return height + MM(2);
}

double draw_charter(struct letter *letter, double y, double (*begin_page)(struct letter *letter))
{
    struct buffer lines = {0};
    double width = draw_letter_width(letter);

    bool was_rehearsed = paper_rehearse(letter->paper, true);
    double height = draw_figures(letter, 0);

    (void)paper_rehearse(letter->paper, was_rehearsed);
    y = y + height > letter->bottom ? begin_page(letter) : y;
    y += draw_figures(letter, y);
    charter_add_paragraphs(&lines, letter->statements, letter->item->statement->fund);
    for (const char *at = buffer_string(&lines); *at != '\0';) {
        struct lets_span line = {.bytes = at, .size = strcspn(at, "\n")};
        if (y + paper_text_height(letter->paper, &text, width, line) > letter->bottom) {
            y = begin_page(letter);
        }
        y += paper_text(letter->paper, &text, LETTER_LEFT, y, width, line) + MM(1);
        at += line.size + (at[line.size] == '\n' ? 1 : 0);
    }
    buffer_release(&lines);
    return y + MM(4);
}
