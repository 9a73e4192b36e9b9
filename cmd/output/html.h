/* SPDX-License-Identifier: MIT */
#ifndef HTML_H
#define HTML_H

/* Pieces of HTML: what members wrote is text and nothing else, and charts are pictures in it. */

#include "output/chart.h"

/* Adds text with control characters as '?' and every character that means something to HTML
 * escaped: it may stand between tags and in a quoted attribute. */
void html_add(struct buffer *out, struct lets_span text);

/* The same, apart from the direction of what stands around it. */
void html_add_name(struct buffer *out, struct lets_span text);

/* A canvas whose strokes are SVG, added to out. */
struct canvas html_canvas(struct buffer *out, double type_size);

/* Opens and closes a picture of that size, kind being its class. Its title is what those who do not
 * see it are told. */
void html_begin_picture(struct buffer *out, const char *kind, double width, double height,
                        const char *title);
void html_end_picture(struct buffer *out);

#endif
