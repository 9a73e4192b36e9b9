/* SPDX-License-Identifier: MIT */
/*
 * Charts. A canvas need not know how wide a text is, so widths are taken as those of digits, which
 * is what labels mostly are.
 */

#include "output/chart.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define DIGIT_WIDTH 0.58  /* of the type size */
#define COLUMN_SHARE 0.68 /* of its step that a column fills */
#define TICKS_MAX 5
#define BAR_STEP 1.75 /* of the type size */

/* The distance between ticks: 1, 2 or 5 times a power of ten, so that at most `most` of them reach
 * from zero to the highest value. */
static int64_t step_of(int64_t highest, int64_t most)
{
    static const int64_t factors[] = {1, 2, 5};
    int64_t power = 1;

    for (;;) {
        for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++) {
            int64_t step = power * factors[i];
            if (highest <= step * most) {
                return step;
            }
        }
        power *= 10; /* values stay below 10^18 and most is at least 1, so this fits */
    }
}

static int64_t highest_of(const struct chart_value *values, size_t n)
{
    int64_t highest = 0;

    for (size_t i = 0; i < n; i++) {
        highest = values[i].value > highest ? values[i].value : highest;
    }
    return highest;
}

static double width_of(const struct canvas *canvas, const char *text)
{
    size_t n_characters = 0;

    for (; *text != '\0'; text++) {
        n_characters += ((unsigned char)*text & 0xc0U) != 0x80 ? 1 : 0;
    }
    return (double)n_characters * DIGIT_WIDTH * canvas->type_size;
}

static double widest_shown(const struct canvas *canvas, const struct chart_value *values, size_t n)
{
    double widest = 0;

    for (size_t i = 0; i < n; i++) {
        double width = width_of(canvas, values[i].shown);
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* A tick in whole units where all of them are. */
static void format_tick(char out[LETS_AMOUNT_SIZE], int64_t value, int64_t step, unsigned decimals)
{
    int64_t whole = 1;

    for (unsigned i = 0; i < decimals; i++) {
        whole *= 10;
    }
    if (step % whole == 0) {
        (void)snprintf(out, LETS_AMOUNT_SIZE, "%" PRId64, value / whole);
    } else {
        (void)lets_amount_format((struct lets_amount){value}, decimals, out);
    }
}

/* Where the columns stand. */
struct plot {
    double left;
    double right;
    double top;    /* of the highest tick */
    double bottom; /* zero */
    int64_t ceiling;
};

static double height_of(const struct plot *plot, int64_t value)
{
    return (plot->bottom - plot->top) * (double)value / (double)plot->ceiling;
}

static struct plot draw_axis(const struct canvas *canvas, const struct chart_frame *frame,
                             int64_t highest, unsigned decimals)
{
    int64_t step = step_of(highest > 0 ? highest : 1, TICKS_MAX);
    int64_t n_steps = highest > 0 ? (highest + step - 1) / step : 1;
    char tick[LETS_AMOUNT_SIZE];

    format_tick(tick, n_steps * step, step, decimals);
    struct plot plot = {.left = frame->x + width_of(canvas, tick) + canvas->type_size,
                        .right = frame->x + frame->width,
                        .top = frame->y + 1.6 * canvas->type_size,
                        .bottom = frame->y + frame->height - 3 * canvas->type_size,
                        .ceiling = n_steps * step};
    for (int64_t i = 0; i <= n_steps; i++) {
        double y = plot.bottom - height_of(&plot, i * step);
        format_tick(tick, i * step, step, decimals);
        canvas->line(canvas->context, i == 0 ? CHART_QUIET : CHART_GRID, plot.left, y, plot.right,
                     y);
        canvas->text(canvas->context, CHART_QUIET, CHART_END, plot.left - canvas->type_size / 2,
                     y + canvas->type_size * 0.35, lets_span_of(tick));
    }
    return plot;
}

/* Every how many columns a label fits. */
static size_t stride_of(const struct canvas *canvas, const struct chart_value *values, size_t n,
                        double step)
{
    double widest = 0;

    for (size_t i = 0; i < n; i++) {
        double first = width_of(canvas, values[i].label);
        double second = width_of(canvas, values[i].second);
        double width = (first > second ? first : second) + canvas->type_size / 2;
        widest = width > widest ? width : widest;
    }
    /* Parts of a year, then whole years: the same months are named each year. */
    static const size_t strides[] = {1, 2, 3, 4, 6};
    for (size_t i = 0; i < sizeof strides / sizeof strides[0]; i++) {
        if ((double)strides[i] * step >= widest) {
            return strides[i];
        }
    }
    size_t stride = 12;
    while ((double)stride * step < widest && stride < n) {
        stride += 12;
    }
    return stride;
}

static size_t highest_index(const struct chart_value *values, size_t n)
{
    size_t found = 0;

    for (size_t i = 1; i < n; i++) {
        found = values[i].value > values[found].value ? i : found;
    }
    return found;
}

/* A text over or under the middle of a column, moved where it would leave the frame. */
static void draw_centred(const struct canvas *canvas, const struct chart_frame *frame,
                         enum chart_ink ink, double middle, double y, const char *text)
{
    double half = width_of(canvas, text) / 2;
    double left = frame->x + half;
    double right = frame->x + frame->width - half;
    double x = middle > right ? right : middle;

    canvas->text(canvas->context, ink, CHART_MIDDLE, x < left ? left : x, y, lets_span_of(text));
}

void chart_columns(const struct canvas *canvas, const struct chart_frame *frame,
                   const struct chart_value *values, size_t n, unsigned decimals)
{
    struct plot plot = draw_axis(canvas, frame, highest_of(values, n), decimals);
    double step = (plot.right - plot.left) / (double)(n > 0 ? n : 1);
    double widest_step = (plot.right - plot.left) / 6; /* few columns are no broader than six */
    double column = (step < widest_step ? step : widest_step) * COLUMN_SHARE;
    bool has_room = widest_shown(canvas, values, n) + canvas->type_size / 3 <= step;
    size_t stride = stride_of(canvas, values, n, step);
    size_t highest = highest_index(values, n);
    double second_end = 0; /* of the last label below a label */

    for (size_t i = 0; i < n; i++) {
        double middle = plot.left + ((double)i + 0.5) * step;
        double height = height_of(&plot, values[i].value);
        canvas->bar(canvas->context, middle - column / 2, plot.bottom - height, column, height);
        if (has_room || i == highest) {
            draw_centred(canvas, frame, CHART_TEXT, middle,
                         plot.bottom - height - canvas->type_size * 0.4, values[i].shown);
        }
        if (i % stride == 0) {
            draw_centred(canvas, frame, CHART_QUIET, middle, plot.bottom + canvas->type_size * 1.3,
                         values[i].label);
        }
        double second_half = width_of(canvas, values[i].second) / 2;
        if (second_half > 0 && middle - second_half > second_end) {
            draw_centred(canvas, frame, CHART_QUIET, middle, plot.bottom + canvas->type_size * 2.6,
                         values[i].second);
            second_end = middle + second_half + canvas->type_size / 2;
        }
    }
}

double chart_bars_height(const struct canvas *canvas, size_t n)
{
    return (double)n * BAR_STEP * canvas->type_size;
}

void chart_bars(const struct canvas *canvas, const struct chart_frame *frame,
                const struct chart_value *values, size_t n)
{
    int64_t highest = highest_of(values, n);
    double label_width = 0;
    double step = BAR_STEP * canvas->type_size;

    for (size_t i = 0; i < n; i++) {
        double width = width_of(canvas, values[i].label);
        label_width = width > label_width ? width : label_width;
    }
    double left = frame->x + label_width + canvas->type_size;
    double room =
        frame->width - label_width - canvas->type_size * 2 - widest_shown(canvas, values, n);
    for (size_t i = 0; i < n; i++) {
        double y = frame->y + (double)i * step;
        double width = highest > 0 ? room * (double)values[i].value / (double)highest : 0;
        double baseline = y + step / 2 + canvas->type_size * 0.35;
        canvas->text(canvas->context, CHART_QUIET, CHART_END, left - canvas->type_size / 2,
                     baseline, lets_span_of(values[i].label));
        canvas->bar(canvas->context, left, y + step * 0.16, width, step * 0.68);
        canvas->text(canvas->context, CHART_TEXT, CHART_START, left + width + canvas->type_size / 2,
                     baseline, lets_span_of(values[i].shown));
    }
    canvas->line(canvas->context, CHART_QUIET, left, frame->y, left,
                 frame->y + chart_bars_height(canvas, n));
}
