/* SPDX-License-Identifier: MIT */
/*
 * The members that an entry does not have are zero, so what its kind cannot have need not be
 * written down where it stands behind all the rest. Transfers are most of all entries, and their
 * members stand first.
 */

#include "entries/entry_packed.h"

#include "entries/key_table.h"

/* A union is as large as its largest member. */
#define UP_TO(name, member, type, is_required)                                                     \
    char up_to_##member[offsetof(struct lets_entry, member) +                                      \
                        sizeof((struct lets_entry *)0)->member];
#define EXTENT(kind, word)                                                                         \
    union kind##_extent {                                                                          \
        kind##_KEYS(UP_TO, #word)                                                                  \
    };
LETS_KINDS(EXTENT)

const uint16_t entry_extents[LETS_KIND_COUNT] = {
#define SIZE(kind, word) sizeof(union kind##_extent),
    LETS_KINDS(SIZE)
#undef SIZE
};
