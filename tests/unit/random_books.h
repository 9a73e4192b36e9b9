/* SPDX-License-Identifier: MIT */
#ifndef RANDOM_BOOKS_H
#define RANDOM_BOOKS_H

#include <stdbool.h>
#include <stdint.h>

/* What a random journal is to be like; the same seed gives the same bytes. */
struct random_books {
    uint64_t seed;
    uint32_t n_commits;
    uint32_t day_step;      /* between two commits; the first is on 2026-01-01 */
    const char *unit;       /* NULL: LINK */
    bool has_hostile_texts; /* and ids with every character there may be */
    bool is_at_edge;        /* amounts up to the most that a journal holds; decimals: seed % 7 */
};

/* Makes the journal; there must be no file at path. Ends the process where something is wrong. */
void random_books_make(const char *path, const struct random_books *books);

#endif
