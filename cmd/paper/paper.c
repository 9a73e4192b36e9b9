/* SPDX-License-Identifier: MIT */
/*
 * The only module that knows cairo and pango. Pango lays text out in any script and in both
 * directions, and takes from other fonts what the first one lacks; cairo writes the PDF. Whatever
 * would make the same input give other bytes is fixed here: the document's time is a seal's, the
 * language is English whatever the locale says, and glyphs are never fitted to the dots of a
 * screen.
 */

#include "paper/paper.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/failure.h"
#include "base/harmless.h"

/* The first one there is, and for single characters any other. */
#define FAMILIES "Noto Sans, Liberation Sans, DejaVu Sans, sans-serif"

struct paper {
    double width;
    double height;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoLayout *layout;
    PangoFontDescription *fonts[2]; /* regular, bold */
    struct buffer bytes;
    bool has_page;
    bool is_rehearsed;
    struct buffer shown; /* the text at hand, harmless */
    size_t n_missing;
    size_t n_marks;
};

static const double inks[][3] = {
    [PAPER_INK] = {0.09, 0.10, 0.12},   [PAPER_QUIET] = {0.35, 0.37, 0.40},
    [PAPER_LINE] = {0.72, 0.74, 0.77},  [PAPER_FAINT] = {0.945, 0.953, 0.961},
    [PAPER_ACCENT] = {0.0, 0.36, 0.58}, [PAPER_WHITE] = {1.0, 1.0, 1.0},
};

static cairo_status_t take_bytes(void *context, const unsigned char *bytes, unsigned size)
{
    buffer_add(context, (struct lets_span){.bytes = (const char *)bytes, .size = size});
    return CAIRO_STATUS_SUCCESS; /* the guard knows; cairo 1.16 crashes where it is told of less */
}

static void set_size(struct paper *paper, const struct paper_options *options)
{
    bool is_a4 = options->size == PAPER_A4;
    double narrow = is_a4 ? MM(210) : MM(215.9);
    double wide = is_a4 ? MM(297) : MM(279.4);

    paper->width = options->is_landscape ? wide : narrow;
    paper->height = options->is_landscape ? narrow : wide;
}

/* A text fit to be drawn, until the next one. */
static const char *make_harmless(struct paper *paper, struct lets_span text)
{
    buffer_clear(&paper->shown);
    harmless_add(&paper->shown, text);
    return buffer_string(&paper->shown);
}

static void set_properties(struct paper *paper, const struct paper_options *options)
{
    char time[LETS_TIME_SIZE];

    lets_time_format(options->time, time);
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_TITLE,
                                   make_harmless(paper, options->title));
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_CREATOR, "lets");
    cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_CREATE_DATE, time);
}

static void set_layout(struct paper *paper)
{
    cairo_font_options_t *options = cairo_font_options_create();

    paper->layout = pango_cairo_create_layout(paper->cairo);
    PangoContext *context = pango_layout_get_context(paper->layout);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("en"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_WEAK_LTR);
    pango_layout_context_changed(paper->layout);
    for (size_t i = 0; i < 2; i++) {
        paper->fonts[i] = pango_font_description_new();
        pango_font_description_set_family_static(paper->fonts[i], FAMILIES);
        pango_font_description_set_weight(paper->fonts[i],
                                          i == 0 ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD);
    }
}

/* Where no font is installed at all, every letter is a box. */
static bool has_letters(struct paper *paper)
{
    pango_layout_set_font_description(paper->layout, paper->fonts[0]);
    pango_layout_set_text(paper->layout, "a", 1);
    return pango_layout_get_unknown_glyphs_count(paper->layout) == 0;
}

static enum lets_status fail(cairo_status_t why, struct lets_error *err)
{
    return failure_set(err, LETS_OUT_OF_MEMORY, "the PDF was not made: %s",
                       cairo_status_to_string(why));
}

/* Whether all is well until now: cairo keeps its first failure, as a guard does. */
static enum lets_status check(const struct paper *paper, struct lets_error *err)
{
    cairo_status_t status = cairo_status(paper->cairo);

    if (status == CAIRO_STATUS_SUCCESS) {
        status = cairo_surface_status(paper->surface);
    }
    if (status == CAIRO_STATUS_SUCCESS && memory_is_short()) {
        status = CAIRO_STATUS_NO_MEMORY;
    }
    return status == CAIRO_STATUS_SUCCESS ? LETS_OK : fail(status, err);
}

void paper_free(struct paper *paper)
{
    if (paper == NULL) {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        pango_font_description_free(paper->fonts[i]);
    }
    g_clear_object(&paper->layout);
    cairo_destroy(paper->cairo);
    cairo_surface_destroy(paper->surface);
    buffer_release(&paper->shown);
    buffer_release(&paper->bytes);
    memory_free(paper);
}

enum lets_status paper_new(const struct paper_options *options, struct paper **out,
                           struct lets_error *err)
{
    struct paper *paper = memory_try(1, sizeof *paper);

    if (paper == NULL) {
        return fail(CAIRO_STATUS_NO_MEMORY, err);
    }
    set_size(paper, options);
    paper->surface =
        cairo_pdf_surface_create_for_stream(take_bytes, &paper->bytes, paper->width, paper->height);
    paper->cairo = cairo_create(paper->surface);
    set_properties(paper, options);
    enum lets_status status = check(paper, err);
    if (status != LETS_OK) {
        paper_free(paper);
        return status;
    }
    set_layout(paper);
    if (!has_letters(paper)) {
        paper_free(paper);
        return failure_set(err, LETS_INPUT_OUTPUT,
                           "no font is installed here, and a PDF needs one, such as DejaVu Sans");
    }
    *out = paper;
    return LETS_OK;
}

double paper_width(const struct paper *paper)
{
    return paper->width;
}

double paper_height(const struct paper *paper)
{
    return paper->height;
}

bool paper_rehearse(struct paper *paper, bool is_rehearsed)
{
    bool was_rehearsed = paper->is_rehearsed;

    paper->is_rehearsed = is_rehearsed;
    return was_rehearsed;
}

void paper_page(struct paper *paper)
{
    if (paper->is_rehearsed) {
        return;
    }
    if (paper->has_page) {
        cairo_show_page(paper->cairo);
    }
    paper->has_page = true;
}

void paper_mark(struct paper *paper, struct lets_span title)
{
    char name[32];
    char attributes[64];

    if (paper->is_rehearsed) {
        return;
    }
    assert(paper->has_page);
    paper->n_marks++;
    (void)snprintf(name, sizeof name, "mark%zu", paper->n_marks);
    (void)snprintf(attributes, sizeof attributes, "name='%s' x=0 y=0", name);
    cairo_tag_begin(paper->cairo, CAIRO_TAG_DEST, attributes);
    cairo_tag_end(paper->cairo, CAIRO_TAG_DEST);
    (void)snprintf(attributes, sizeof attributes, "dest='%s'", name);
    (void)cairo_pdf_surface_add_outline(paper->surface, CAIRO_PDF_OUTLINE_ROOT,
                                        make_harmless(paper, title), attributes,
                                        CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

static void set_ink(struct paper *paper, enum paper_ink ink)
{
    cairo_set_source_rgb(paper->cairo, inks[ink][0], inks[ink][1], inks[ink][2]);
}

/* Pango turns sides round for a text that begins in a script written from the right. In a column
 * all rows begin at one side. */
static PangoAlignment alignment_of(struct paper *paper, enum paper_align align)
{
    bool is_turned = pango_layout_get_direction(paper->layout, 0) == PANGO_DIRECTION_RTL;

    switch (align) {
    case PAPER_LEFT:
        return is_turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    case PAPER_RIGHT:
        return is_turned ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
    case PAPER_CENTRE:
        break;
    }
    return PANGO_ALIGN_CENTER;
}

static void lay_out(struct paper *paper, const struct paper_style *style, double width,
                    struct lets_span text)
{
    PangoFontDescription *font = paper->fonts[style->is_bold ? 1 : 0];
    const char *shown = make_harmless(paper, text);

    if (memory_is_short()) {
        return; /* whatever is drawn, nobody will see it */
    }
    pango_font_description_set_absolute_size(font, style->points * PANGO_SCALE);
    pango_layout_set_font_description(paper->layout, font);
    pango_layout_set_text(paper->layout, shown, (int)paper->shown.size);
    pango_layout_set_width(paper->layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    pango_layout_set_wrap(paper->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(paper->layout, style->lines_max > 0 ? -style->lines_max : -1);
    pango_layout_set_ellipsize(paper->layout, width > 0 && style->lines_max > 0
                                                  ? PANGO_ELLIPSIZE_END
                                                  : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_alignment(paper->layout, alignment_of(paper, style->align));
}

static void show(struct paper *paper, const struct paper_style *style, double x, double y)
{
    if (paper->is_rehearsed) {
        return;
    }
    assert(paper->has_page);
    paper->n_missing += (size_t)pango_layout_get_unknown_glyphs_count(paper->layout);
    set_ink(paper, style->ink);
    cairo_move_to(paper->cairo, x, y);
    pango_cairo_show_layout(paper->cairo, paper->layout);
}

static double layout_height(struct paper *paper)
{
    int width = 0;
    int height = 0;

    pango_layout_get_size(paper->layout, &width, &height);
    return (double)height / PANGO_SCALE;
}

double paper_text(struct paper *paper, const struct paper_style *style, double x, double y,
                  double width, struct lets_span text)
{
    lay_out(paper, style, width, text);
    show(paper, style, x, y);
    return layout_height(paper);
}

double paper_text_height(struct paper *paper, const struct paper_style *style, double width,
                         struct lets_span text)
{
    lay_out(paper, style, width, text);
    return layout_height(paper);
}

static double layout_width(struct paper *paper)
{
    int width = 0;
    int height = 0;

    pango_layout_get_size(paper->layout, &width, &height);
    return (double)width / PANGO_SCALE;
}

double paper_label(struct paper *paper, const struct paper_style *style, double x, double y,
                   struct lets_span text)
{
    lay_out(paper, style, 0, text);
    double width = layout_width(paper);
    double baseline = (double)pango_layout_get_baseline(paper->layout) / PANGO_SCALE;
    double shift = style->align == PAPER_LEFT ? 0 : style->align == PAPER_RIGHT ? width : width / 2;

    show(paper, style, x - shift, y - baseline);
    return width;
}

double paper_label_width(struct paper *paper, const struct paper_style *style,
                         struct lets_span text)
{
    lay_out(paper, style, 0, text);
    return layout_width(paper);
}

/* Ends a path that was begun: along it or within it; while rehearsed, by forgetting it. */
static void end_path(struct paper *paper, enum paper_ink ink, double thickness)
{
    if (paper->is_rehearsed) {
        cairo_new_path(paper->cairo);
        return;
    }
    assert(paper->has_page);
    set_ink(paper, ink);
    if (thickness > 0) {
        cairo_set_line_width(paper->cairo, thickness);
        cairo_stroke(paper->cairo);
    } else {
        cairo_fill(paper->cairo);
    }
}

void paper_line(struct paper *paper, enum paper_ink ink, double thickness, double x1, double y1,
                double x2, double y2)
{
    cairo_move_to(paper->cairo, x1, y1);
    cairo_line_to(paper->cairo, x2, y2);
    end_path(paper, ink, thickness);
}

void paper_dashes(struct paper *paper, double x1, double y1, double x2, double y2)
{
    static const double dashes[] = {3.0, 3.0};

    cairo_set_dash(paper->cairo, dashes, 2, 0);
    paper_line(paper, PAPER_QUIET, 0.6, x1, y1, x2, y2);
    cairo_set_dash(paper->cairo, NULL, 0, 0);
}

void paper_fill(struct paper *paper, enum paper_ink ink, double x, double y, double width,
                double height)
{
    cairo_rectangle(paper->cairo, x, y, width, height);
    end_path(paper, ink, 0);
}

void paper_frame(struct paper *paper, enum paper_ink ink, double x, double y, double width,
                 double height)
{
    cairo_rectangle(paper->cairo, x, y, width, height);
    end_path(paper, ink, 0.6);
}

size_t paper_missing(const struct paper *paper)
{
    return paper->n_missing;
}

enum lets_status paper_finish(struct paper *paper, struct buffer *out, struct lets_error *err)
{
    if (paper->has_page) {
        cairo_show_page(paper->cairo);
    }
    cairo_surface_finish(paper->surface);
    enum lets_status status = check(paper, err);
    if (status == LETS_OK) {
        buffer_add(out, buffer_span(&paper->bytes));
        status = check(paper, err);
    }
    return status;
}
