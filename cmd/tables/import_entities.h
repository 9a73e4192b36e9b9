/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_ENTITIES_H
#define IMPORT_ENTITIES_H

/* HTML's names for characters, as programs leave them in their tables. */

#include "base/buffer.h"

/* Adds a text with what is such a name or number ("&amp;", "&#39;", "&#xe9;") replaced by its
 * character; whatever else begins with '&' stays. */
void import_entities_add(struct buffer *out, struct lets_span text);

#endif
