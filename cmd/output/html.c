/* SPDX-License-Identifier: MIT */
/* HTML and SVG. Colours are classes, so that light, dark and print are a matter of the style sheet.
 */

#include "output/html.h"

#include "base/harmless.h"

void html_add(struct buffer *out, struct lets_span text)
{
    struct buffer shown = {0};

    harmless_add(&shown, text);
    for (const char *at = buffer_string(&shown); *at != '\0'; at++) {
        switch (*at) {
        case '&':
            buffer_add_string(out, "&amp;");
            break;
        case '<':
            buffer_add_string(out, "&lt;");
            break;
        case '>':
            buffer_add_string(out, "&gt;");
            break;
        case '"':
            buffer_add_string(out, "&quot;");
            break;
        case '\'':
            buffer_add_string(out, "&#39;");
            break;
        default:
            buffer_add(out, (struct lets_span){.bytes = at, .size = 1});
            break;
        }
    }
    buffer_release(&shown);
}

void html_add_name(struct buffer *out, struct lets_span text)
{
    buffer_add_string(out, "<bdi>");
    html_add(out, text);
    buffer_add_string(out, "</bdi>");
}

static void add_bar(void *context, double x, double y, double width, double height)
{
    buffer_format(context,
                  "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n", x,
                  y, width, height);
}

static void add_line(void *context, enum chart_ink ink, double x1, double y1, double x2, double y2)
{
    buffer_format(context, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                  ink == CHART_GRID ? "grid" : "axis", x1, y1, x2, y2);
}

static void add_text(void *context, enum chart_ink ink, enum chart_anchor anchor, double x,
                     double y, struct lets_span text)
{
    static const char *const anchors[] = {"start", "middle", "end"};

    buffer_format(context, "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">",
                  ink == CHART_QUIET ? "quiet" : "said", anchors[anchor], x, y);
    html_add(context, text);
    buffer_add_string(context, "</text>\n");
}

struct canvas html_canvas(struct buffer *out, double type_size)
{
    return (struct canvas){
        .context = out, .bar = add_bar, .line = add_line, .text = add_text, .type_size = type_size};
}

void html_begin_picture(struct buffer *out, const char *kind, double width, double height,
                        const char *title)
{
    buffer_format(out, "<svg class=\"%s\" role=\"img\" viewBox=\"0 0 %.0f %.0f\" aria-label=\"",
                  kind, width, height);
    html_add(out, lets_span_of(title));
    buffer_add_string(out, "\">\n");
}

void html_end_picture(struct buffer *out)
{
    buffer_add_string(out, "</svg>\n");
}
