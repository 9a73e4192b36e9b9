/* SPDX-License-Identifier: MIT */
#ifndef LETS_ENTRY_EQUAL_H
#define LETS_ENTRY_EQUAL_H

#include <lets.h>

/* Whether two entries say the same. */
bool entry_equal(const struct lets_entry *a, const struct lets_entry *b);

#endif
