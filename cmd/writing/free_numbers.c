/* SPDX-License-Identifier: MIT */
/* Numbers for what is printed on paper. What lies in books now is the ledger's; what ever lay in
 * one is seen while the journal is replayed. */

#include "writing/free_numbers.h"

#include <inttypes.h>

#include "base/failure.h"

enum { NUMBER_MAX = 999999999 };

static enum lets_status see_book(void *context, const struct lets_ledger *ledger,
                                 const struct lets_entry *entry, const struct lets_place *place,
                                 struct lets_error *err)
{
    struct free_numbers *numbers = context;

    (void)ledger;
    (void)place;
    (void)err;
    if (entry->kind == LETS_KIND_CHEQUES && entry->last > numbers->highest) {
        numbers->highest = entry->last;
    }
    return LETS_OK;
}

struct lets_observer free_numbers_observer(struct free_numbers *numbers)
{
    return (struct lets_observer){.context = numbers, .entry = see_book};
}

enum lets_status free_numbers_check(const struct free_numbers *numbers, struct lets_error *err)
{
    if (numbers->count > 0 && numbers->first > 0) {
        return failure_misused(err, "either FIRST and LAST, or --count");
    }
    if (numbers->count == 0 && numbers->last == 0) {
        return failure_misused(err, numbers->first > 0 ? "FIRST stands without LAST"
                                                       : "FIRST and LAST, or --count, are needed");
    }
    return LETS_OK;
}

enum lets_status free_numbers_find(const struct free_numbers *numbers, uint32_t *first,
                                   uint32_t *last, struct lets_error *err)
{
    uint32_t highest = numbers->highest;

    *first = numbers->first;
    *last = numbers->last;
    if (numbers->count > 0 && numbers->count > NUMBER_MAX - highest) {
        return failure_set(err, LETS_BOOK_RANGE,
                           "above %" PRIu32 " there are no %" PRIu32 " numbers left: name some "
                           "that are free",
                           highest, numbers->count);
    }
    if (numbers->count > 0) {
        *first = highest + 1;
        *last = highest + numbers->count;
    }
    return LETS_OK;
}
