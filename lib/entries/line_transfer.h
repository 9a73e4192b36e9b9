/* SPDX-License-Identifier: MIT */
#ifndef LETS_LINE_TRANSFER_H
#define LETS_LINE_TRANSFER_H

/* Transfers as nearly all are, for the line reader: by straight-line code, which need not ask at
 * every step whether the bytes end. */

#include "entries/line_values.h"

/* So many bytes must lie ahead. */
enum { LINE_TRANSFER_ROOM = 2560 };

/*
 * Reads the keys of a transfer from "- transfer: " on, as long as they are what most have: in the
 * order of the table up to amount, then for, cheque, written, category, each if it is there.
 * Returns the byte behind, with these keys in entry->present, in *last which row of the table the
 * last of them is, and their lines counted to *n_lines; NULL: something is spelled otherwise. What
 * a transfer may lack was zero, and is where it is absent.
 */
const char *line_take_transfer(struct line_dates *dates, struct line_room *room, const char *at,
                               unsigned decimals, struct lets_entry *entry, size_t *last,
                               uint64_t *n_lines);

#endif
