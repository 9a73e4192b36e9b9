/* SPDX-License-Identifier: MIT */
#ifndef WRAP_H
#define WRAP_H

/* Lines of a given width, in columns of a terminal. Text is harmless already (harmless.h). */

#include "base/buffer.h"

/* How many bytes of text fit into `width` columns, whole characters only. */
size_t wrap_fitting(const char *text, size_t width);

/* Adds text in lines of at most `width` columns, LF between them: broken at the last space or
 * before the last wide character that fits, or within a word that is wider than a line. */
void wrap_add(struct buffer *out, const char *text, size_t width);

#endif
