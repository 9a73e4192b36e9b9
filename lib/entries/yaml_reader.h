/* SPDX-License-Identifier: MIT */
#ifndef LETS_YAML_READER_H
#define LETS_YAML_READER_H

/* From the bytes of one entry, cut out by lines, to its values: any YAML spelling of it. */

#include "base/error.h"

struct yaml_reader;

/* LETS_OUT_OF_MEMORY. */
enum lets_status yaml_reader_new(struct yaml_reader **out, struct lets_error *err);
void yaml_reader_free(struct yaml_reader *reader);

/*
 * Reads one entry. bytes: whole lines, UTF-8 without forbidden characters (TABs are judged here),
 * of which the first has the number `line`. decimals: of the ledger; a `ledger` entry goes by its
 * own. *out is borrowed from the reader until the next call. Any status of a malformed entry, with
 * place and excerpt; faults are found in this order: YAML, kind, format, keys as they come, missing
 * keys, values in the order of the table.
 */
enum lets_status yaml_reader_read(struct yaml_reader *reader, struct lets_span bytes, uint64_t line,
                                  unsigned decimals, struct lets_entry *out,
                                  struct lets_error *err);

/* Where the value of a key stands in the entry read last; untouched where it has no such key. */
void yaml_reader_place(const struct yaml_reader *reader, enum lets_field field, uint64_t *line,
                       uint64_t *column);

#endif
