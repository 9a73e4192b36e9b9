/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_FORMAT_H
#define IMPORT_FORMAT_H

/* The tables of other programs, known by their headers. */

#include "output/output.h"
#include "tables/import_reading.h"

struct import_format;

/* The format of a header, among those of that kind of table; NULL for none. */
const struct import_format *import_format_find(enum import_table_kind kind,
                                               const struct lets_span *header, size_t n);

/* What it is called: "Komunitin's transfers". */
const char *import_format_name(const struct import_format *format);

/* Has a reading take its options. */
void import_format_apply(const struct import_format *format, struct import_reading *reading);

/* All of them with their columns and what becomes of each. */
void import_format_list(struct output *output);

#endif
