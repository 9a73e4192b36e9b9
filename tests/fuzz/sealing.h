/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_SEALING_H
#define FUZZ_SEALING_H

/* Journals in memory, sealed as they are put together. */

#include "base/text.h"

/* Adds the hash of the bytes from *from on, the last line of a seal, and moves *from to its start.
 */
void fuzz_add_hash(struct text *journal, size_t *from);

/* Adds a seal over the bytes from *from on, and moves *from likewise; entries: as the seal counts
 * them. */
void fuzz_add_seal(struct text *journal, size_t entries, size_t *from);

#endif
