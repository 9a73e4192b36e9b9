/* SPDX-License-Identifier: MIT */
/*
 * Exceptions in words. Most entries say themselves what they loosened; what is said here is what
 * takes more than the entry to see.
 */

#include "words/exception.h"

#include <inttypes.h>

static const struct {
    enum lets_exception_kind kind;
    const char *text;
} remarks[] = {
    {LETS_EXCEPTION_ANEW, "numbers that were taken back before"},
    {LETS_EXCEPTION_PETTY, "without a proposal"},
    {LETS_EXCEPTION_PETTY_SUM, "such payments add up past the ceiling"},
    {LETS_EXCEPTION_QUORUM, "quorum lowered while a proposal is open"},
    {LETS_EXCEPTION_LOOSE, "limits looser than the policy"},
    {LETS_EXCEPTION_CLOCK_BEHIND, "earlier than the seal before"},
    {LETS_EXCEPTION_CLOCK_AHEAD, "more than 100 days past the seal before"},
};
_Static_assert(LETS_CLOCK_DAYS == 100, "the remark says so");

/* "3, 7, 9 and 20 more". */
static void add_numbers(struct buffer *out, const struct lets_exception *exception)
{
    uint32_t n = exception->n_through;
    uint32_t n_kept = n < LETS_LET_THROUGH ? n : LETS_LET_THROUGH;

    for (uint32_t i = 0; i < n_kept; i++) {
        const char *before = i == 0 ? "" : i + 1 == n ? " and " : ", ";
        buffer_format(out, "%s%" PRIu32, before, exception->through[i]);
    }
    if (n > n_kept) {
        buffer_format(out, " and %" PRIu32 " more", n - n_kept);
    }
}

void words_exception(struct buffer *out, const struct lets_exception *exception)
{
    for (size_t i = 0; i < sizeof remarks / sizeof remarks[0]; i++) {
        if ((exception->kinds & UINT32_C(1) << remarks[i].kind) != 0) {
            buffer_format(out, "; %s", remarks[i].text);
        }
    }
    if (exception->n_through > 0) {
        buffer_format(out, "; let through transfer%s ", exception->n_through == 1 ? "" : "s");
        add_numbers(out, exception);
    }
}
