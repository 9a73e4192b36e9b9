/* SPDX-License-Identifier: MIT */
#ifndef PAPER_H
#define PAPER_H

/*
 * Pages of a PDF: text in any script, lines, areas. Lengths are points (72 an inch), from the top
 * left corner of the page. The bytes depend on what is drawn, the size of the paper and the fonts
 * of this machine; on no clock, and on no order of memory.
 *
 * What members wrote is drawn, never read as markup; control characters show as '?'.
 */

#include "base/buffer.h"
#include "base/paper_size.h"

/* Millimetres as points. */
#define MM(length) ((length)*72.0 / 25.4)

enum paper_ink {
    PAPER_INK,    /* text */
    PAPER_QUIET,  /* labels, small print */
    PAPER_LINE,   /* rules and grids */
    PAPER_FAINT,  /* areas behind text */
    PAPER_ACCENT, /* what a chart shows */
    PAPER_WHITE
};

enum paper_align { PAPER_LEFT, PAPER_RIGHT, PAPER_CENTRE };

struct paper_style {
    double points; /* of the type */
    enum paper_ink ink;
    enum paper_align align; /* the same side for every script */
    bool is_bold;
    int lines_max; /* what is longer ends in an ellipsis; 0: as many lines as it takes */
};

struct paper;

struct paper_options {
    enum paper_size size;
    bool is_landscape;
    struct lets_span title; /* of the document, in its properties */
    struct lets_time time;  /* of the document: that of the seal it is made of */
};

/* Begins a document without pages, under a guard (drawn.c). LETS_INPUT_OUTPUT where this machine
 * has no fonts, LETS_OUT_OF_MEMORY. */
enum lets_status paper_new(const struct paper_options *options, struct paper **out,
                           struct lets_error *err);
void paper_free(struct paper *paper);

double paper_width(const struct paper *paper);
double paper_height(const struct paper *paper);

/* While a document is rehearsed nothing is drawn, and all calls answer as they else would: so the
 * pages are counted before the first one says of how many it is one. Returns what it was. */
bool paper_rehearse(struct paper *paper, bool is_rehearsed);

/* Begins a page, and ends the one before. */
void paper_page(struct paper *paper);

/* Adds the page at hand to the outline that viewers show beside the pages. */
void paper_mark(struct paper *paper, struct lets_span title);

/* Text from its upper left corner, broken to the width; returns the height it takes, which is that
 * of one line at least. */
double paper_text(struct paper *paper, const struct paper_style *style, double x, double y,
                  double width, struct lets_span text);

/* The height that paper_text would return. */
double paper_text_height(struct paper *paper, const struct paper_style *style, double width,
                         struct lets_span text);

/* One line of text whose baseline is y, beginning at x (or ending, or centred there); returns its
 * width. */
double paper_label(struct paper *paper, const struct paper_style *style, double x, double y,
                   struct lets_span text);
double paper_label_width(struct paper *paper, const struct paper_style *style,
                         struct lets_span text);

void paper_line(struct paper *paper, enum paper_ink ink, double thickness, double x1, double y1,
                double x2, double y2);

/* Where to cut or fold. */
void paper_dashes(struct paper *paper, double x1, double y1, double x2, double y2);

void paper_fill(struct paper *paper, enum paper_ink ink, double x, double y, double width,
                double height);
void paper_frame(struct paper *paper, enum paper_ink ink, double x, double y, double width,
                 double height);

/* How many characters were drawn that no font of this machine has. */
size_t paper_missing(const struct paper *paper);

/* Ends the document and adds its bytes. LETS_OUT_OF_MEMORY. */
enum lets_status paper_finish(struct paper *paper, struct buffer *out, struct lets_error *err);

#endif
