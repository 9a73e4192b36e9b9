/* SPDX-License-Identifier: MIT */
#ifndef CHART_H
#define CHART_H

/*
 * Charts of a report, drawn on any canvas: a picture within an HTML page, or a page of a PDF. One
 * colour, round ticks from zero, and the figures written where they are; a table beside each chart
 * says the same.
 */

#include "base/buffer.h"

/* What is drawn with: its place in the picture's palette. */
enum chart_ink { CHART_TEXT, CHART_QUIET, CHART_GRID };

enum chart_anchor { CHART_START, CHART_MIDDLE, CHART_END };

/* What a chart is drawn on; lengths are units of the canvas, from its upper left corner. */
struct canvas {
    void *context;
    void (*bar)(void *context, double x, double y, double width, double height);
    void (*line)(void *context, enum chart_ink ink, double x1, double y1, double x2, double y2);
    /* y is the baseline. Text may be anybody's. */
    void (*text)(void *context, enum chart_ink ink, enum chart_anchor anchor, double x, double y,
                 struct lets_span text);
    double type_size; /* of all text */
};

/* The room of a chart. */
struct chart_frame {
    double x;
    double y;
    double width;
    double height;
};

/* One column or bar. */
struct chart_value {
    char label[2 * LETS_AMOUNT_SIZE + 8];
    char second[12]; /* below the label; may be empty */
    int64_t value;   /* >= 0 */
    char shown[LETS_AMOUNT_SIZE];
};

/* Columns over time; each `shown` stands over its column where there is room, else the highest and
 * the last. decimals: of the values, for the ticks. */
void chart_columns(const struct canvas *canvas, const struct chart_frame *frame,
                   const struct chart_value *values, size_t n, unsigned decimals);

/* Bars from the left, one under the other, their labels before and `shown` behind them. */
void chart_bars(const struct canvas *canvas, const struct chart_frame *frame,
                const struct chart_value *values, size_t n);

/* The height that chart_bars needs. */
double chart_bars_height(const struct canvas *canvas, size_t n);

#endif
