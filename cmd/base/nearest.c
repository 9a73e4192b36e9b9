/* SPDX-License-Identifier: MIT */
/*
 * "did you mean": the candidate that the fewest slips of a finger turn into the word typed. A slip
 * is a letter too many, too few, wrong, or swapped with its neighbour; more than one in three
 * letters is another word.
 */

#include "base/nearest.h"

#include <string.h>

#define WORD_MAX 40 /* longer words have no near ones */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The number of slips between two words (Damerau's distance, neighbours swapped once). */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t rows[WORD_MAX + 1][WORD_MAX + 1];

    for (size_t i = 0; i <= a_size; i++) {
        rows[i][0] = i;
    }
    for (size_t j = 0; j <= b_size; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a_size; i++) {
        for (size_t j = 1; j <= b_size; j++) {
            size_t slips = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            slips = least(slips, least(rows[i - 1][j], rows[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                slips = least(slips, rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = slips;
        }
    }
    return rows[a_size][b_size];
}

const char *nearest_word(const char *word, const char *const *candidates, size_t n)
{
    const char *nearest = NULL;
    size_t size = strlen(word);
    size_t fewest = size / 3 + 1;

    for (size_t i = 0; i < n && size <= WORD_MAX; i++) {
        size_t candidate_size = strlen(candidates[i]);
        if (size >= 3 && strncmp(word, candidates[i], size) == 0) {
            return candidates[i];
        }
        if (candidate_size > WORD_MAX) {
            continue;
        }
        size_t slips = distance(word, size, candidates[i], candidate_size);
        if (slips < fewest) {
            fewest = slips;
            nearest = candidates[i];
        }
    }
    return nearest;
}
