/* SPDX-License-Identifier: MIT */
/*
 * Rules by name, and runs in their order. A transfer carries no mark of its run: runs are few, and
 * are found by the number of the transfer.
 */

#include "ledger/rule_book.h"

#include "values/ident.h"

void rule_book_release(struct rule_book *book)
{
    mem_free(book->rules);
    map_release(&book->names);
    mem_free(book->runs);
    mem_free(book->flows);
    mem_free(book->run.dues.items);
    *book = (struct rule_book){0};
}

struct lets_rule *rule_book_find(const struct rule_book *book, struct lets_span name)
{
    char buffer[LETS_ID_MAX + 1];
    if (name.size == 0 || name.size > LETS_ID_MAX) {
        return NULL;
    }
    const uint32_t *index = map_find(&book->names, ident_fold(name, buffer));
    return index == NULL ? NULL : &book->rules[*index];
}

struct kept_run *rule_book_run_of(const struct rule_book *book, uint32_t number)
{
    uint32_t low = 0;
    uint32_t high = book->n_runs; /* the first of those that begin behind it */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (book->runs[middle].first <= number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    struct kept_run *run = high == 0 ? NULL : &book->runs[high - 1];
    return run != NULL && run->is_levy && number - run->first < run->count ? run : NULL;
}

bool rule_book_stands(const struct kept_run *run)
{
    return run->is_levy && !run->is_undone && (run->count == 0 || run->n_reversed < run->count);
}

const struct kept_run *rule_book_last(const struct rule_book *book, uint32_t rule)
{
    for (uint32_t i = book->n_runs; i > 0; i--) {
        const struct kept_run *run = &book->runs[i - 1];
        if (run->rule == rule && rule_book_stands(run)) {
            return run;
        }
    }
    return NULL;
}

const struct kept_run *rule_book_on(const struct rule_book *book, struct lets_date close)
{
    for (uint32_t i = book->n_runs; i > 0; i--) {
        const struct kept_run *run = &book->runs[i - 1];
        if (run->close.day == close.day && run->count > 0 && rule_book_stands(run)) {
            return run;
        }
    }
    return NULL;
}

void rule_book_undo(struct rule_book *book, struct lets_date close)
{
    for (uint32_t i = 0; i < book->n_runs; i++) {
        struct kept_run *run = &book->runs[i];
        run->is_undone = run->is_undone || (run->close.day == close.day && run->count == 0);
    }
}
