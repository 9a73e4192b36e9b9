/* SPDX-License-Identifier: MIT */
#ifndef LETS_LINE_READER_H
#define LETS_LINE_READER_H

/*
 * The second reader: takes entries in canonical form, byte for byte as the writer emits them,
 * straight from where they lie, and nothing else. Whatever it takes, the YAML reader reads the
 * same.
 */

#include "base/error.h"

struct line_reader;

/* LETS_OUT_OF_MEMORY. */
enum lets_status line_reader_new(struct line_reader **out, struct lets_error *err);
void line_reader_free(struct line_reader *reader);

/*
 * Reads the entry at the beginning of bytes, any bytes at all. decimals: of the ledger; a `ledger`
 * entry goes by its own. Returns its size, with *n_lines and *out, borrowed from the reader and
 * from bytes until the next call; or 0, outputs untouched, where it is not canonical, not whole, or
 * where it cannot be told that it ends here: what follows must be the beginning of an entry or a
 * comment, or, where is_all, nothing.
 */
size_t line_reader_read(struct line_reader *reader, struct lets_span bytes, bool is_all,
                        unsigned decimals, uint64_t *n_lines, const struct lets_entry **out);

/* The same into *entry, whatever that holds. Only the leading bytes that entry_extents says of its
 * kind are written, as zeros where it has no member; where 0 is returned, some of any kind's. */
size_t line_reader_read_into(struct line_reader *reader, struct lets_span bytes, bool is_all,
                             unsigned decimals, uint64_t *n_lines, struct lets_entry *entry);

/* Keeps what the entry that was read last borrows from the reader until line_reader_forget; false:
 * there may be no room for another, which is not to be read before that. */
bool line_reader_keep(struct line_reader *reader);

/* Gives back the memory of mappings that were read; nothing is lent any more. */
void line_reader_forget(struct line_reader *reader);

#endif
