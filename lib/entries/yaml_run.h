/* SPDX-License-Identifier: MIT */
#ifndef LETS_YAML_RUN_H
#define LETS_YAML_RUN_H

/*
 * Many entries, each cut out by its lines, read as YAML with one start of libyaml: less than half
 * the work of yaml_reader, which says what an entry means, and which this hands all others to.
 */

#include "base/text.h"

struct yaml_run;

/* LETS_OUT_OF_MEMORY. */
enum lets_status yaml_run_new(struct yaml_run **out, struct lets_error *err);
void yaml_run_free(struct yaml_run *run);

/*
 * Reads entries that stand one behind the other, sizes[i] bytes each, n of them, as
 * yaml_reader_read would read each alone; into *entries[i], borrowed from what it adds to `texts`,
 * in which there must be room for twice the bytes. Returns how many it read: it stops before one
 * that is malformed, that is a close, or that is unusual enough to leave a doubt. What is in the
 * entries from there on means nothing.
 */
size_t yaml_run_read(struct yaml_run *run, struct lets_span bytes, const size_t *sizes, size_t n,
                     unsigned decimals, struct text *texts, struct lets_entry *const *entries);

#endif
