/* SPDX-License-Identifier: MIT */
/* Tables on paper. */

#include "paper/draw_table.h"

#define GAP MM(3)   /* between the texts of two columns */
#define PAD MM(0.8) /* above and below the text of a row */

static const struct paper_style heading = {.points = 7, .ink = PAPER_QUIET, .lines_max = 1};
static const struct paper_style small = {.points = 7.5, .ink = PAPER_QUIET};

static struct paper_style style_of(const struct draw_table *table, const struct draw_row *row,
                                   enum paper_align align, bool is_wide)
{
    return (struct paper_style){.points = 8.5 * table->scale,
                                .ink = row->ink,
                                .align = align,
                                .is_bold = row->is_bold,
                                .lines_max = is_wide ? 0 : 1};
}

double draw_table_width(const struct draw_table *table)
{
    double width = 0;

    for (size_t i = 0; i < table->n_columns; i++) {
        width += table->columns[i].heading != NULL ? table->columns[i].width : 0;
    }
    return width;
}

void draw_table_fit(struct draw_table *table, struct draw_column *columns, double width)
{
    double whole = draw_table_width(table);

    table->scale = whole > width ? width / whole : 1;
    for (size_t i = 0; i < table->n_columns; i++) {
        columns[i].width *= table->scale;
    }
}

/* The room of the text of a column: the gap lies at its right, and the last one needs none. */
static double room_of(const struct draw_table *table, size_t i)
{
    return table->columns[i].width - (i + 1 < table->n_columns ? GAP * table->scale : 0);
}

double draw_table_head(const struct draw_table *table, double y)
{
    double x = table->x;

    for (size_t i = 0; i < table->n_columns; i++) {
        const struct draw_column *column = &table->columns[i];
        struct paper_style style = heading;
        style.align = column->align;
        style.points *= table->scale;
        if (column->heading != NULL) {
            (void)paper_text(table->paper, &style, x, y, room_of(table, i),
                             lets_span_of(column->heading));
            x += column->width;
        }
    }
    y += MM(4.2);
    paper_line(table->paper, PAPER_QUIET, 0.6, table->x, y, x, y);
    return MM(4.2);
}

double draw_table_row_height(const struct draw_table *table, const struct draw_row *row)
{
    struct paper_style style = style_of(table, row, PAPER_LEFT, true);
    double room = room_of(table, row->wide);
    double height = paper_text_height(table->paper, &style, room, row->cells[row->wide]);

    for (size_t i = 0; i < sizeof row->below / sizeof row->below[0]; i++) {
        if (row->below[i].size > 0) {
            height += paper_text_height(table->paper, &small, room, row->below[i]);
        }
    }
    return height + 2 * PAD;
}

static double draw_below(const struct draw_table *table, double x, double y,
                         const struct draw_row *row)
{
    double height = 0;

    for (size_t i = 0; i < sizeof row->below / sizeof row->below[0]; i++) {
        if (row->below[i].size > 0) {
            height += paper_text(table->paper, &small, x, y + height, room_of(table, row->wide),
                                 row->below[i]);
        }
    }
    return height;
}

double draw_table_row(const struct draw_table *table, double y, const struct draw_row *row)
{
    double height = draw_table_row_height(table, row);
    double x = table->x;

    for (size_t i = 0; i < table->n_columns; i++) {
        const struct draw_column *column = &table->columns[i];
        bool is_wide = i == row->wide;
        struct paper_style style = style_of(table, row, column->align, is_wide);
        if (column->heading == NULL) {
            continue;
        }
        if (row->cells[i].size > 0) {
            double used =
                paper_text(table->paper, &style, x, y + PAD, room_of(table, i), row->cells[i]);
            if (is_wide) {
                (void)draw_below(table, x, y + PAD + used, row);
            }
        }
        x += column->width;
    }
    paper_line(table->paper, PAPER_LINE, 0.3, table->x, y + height, x, y + height);
    return height;
}
