/* SPDX-License-Identifier: MIT */
#ifndef LETS_ENTRY_WRITER_H
#define LETS_ENTRY_WRITER_H

/* The canonical form of entries, and of the directory's records. */

#include "base/text.h"

/* Adds an entry, whole lines, in canonical form. Keys that it lacks are left out: so a seal without
 * its hash can be written. LETS_OUT_OF_MEMORY. */
enum lets_status entry_write(struct text *out, const struct lets_entry *entry, unsigned decimals,
                             struct lets_error *err);

/* Whether the canonical form has a text, or an id, plain. */
bool scalar_is_plain(struct lets_span scalar);

/* Adds a scalar, plain where the canonical form has it plain, else in double quotes.
 * LETS_OUT_OF_MEMORY. */
enum lets_status scalar_write(struct text *out, struct lets_span scalar, struct lets_error *err);

#endif
