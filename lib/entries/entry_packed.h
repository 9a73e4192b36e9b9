/* SPDX-License-Identifier: MIT */
#ifndef LETS_ENTRY_PACKED_H
#define LETS_ENTRY_PACKED_H

/*
 * Entries that are held in large numbers: of each its leading members, up to the last that its kind
 * may have. A transfer is so a fourth of struct lets_entry, whatever members other kinds have, and
 * that much less memory passes through the caches.
 */

#include <string.h>

#include "base/error.h"

/* By kind: how many leading bytes of an entry hold all that it may have. */
extern const uint16_t entry_extents[LETS_KIND_COUNT];

/* Reads an entry of which `from` has the leading bytes into *entry, which holds zeros or what this
 * function left in it. */
static inline void entry_unpack(const void *from, struct lets_entry *entry)
{
    enum lets_kind kind = LETS_KIND_LEDGER;
    memcpy(&kind, (const char *)from + offsetof(struct lets_entry, kind), sizeof kind);
    size_t before = entry_extents[entry->kind];
    size_t size = entry_extents[kind];
    memcpy(entry, from, size);
    if (before > size) {
        memset((char *)entry + size, 0, before - size);
    }
}

#endif
