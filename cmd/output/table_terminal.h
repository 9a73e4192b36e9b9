/* SPDX-License-Identifier: MIT */
#ifndef TABLE_TERMINAL_H
#define TABLE_TERMINAL_H

/* A table as a terminal shows it. */

struct table;

/* Prints the rows held. */
void table_print_for_terminal(struct table *table);

#endif
