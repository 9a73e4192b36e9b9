/* SPDX-License-Identifier: MIT */
/*
 * Cheques that an entry let through: released, of numbers issued anew, or valid for longer. The
 * ledger forgets that a cheque was ever stopped, and of a used one that it had been presented
 * before.
 */

#include "views/loosened_cheques.h"

#include <assert.h>
#include <string.h>

#include "base/search.h"

void loosened_cheques_release(struct loosened_cheques *all)
{
    mem_free(all->validities);
    mem_free(all->cheques);
    mem_free(all->withdrawn.items);
    mem_free(all->anew.items);
    *all = (struct loosened_cheques){0};
}

/* The index of the first cheque kept whose number is not below. */
static size_t cheque_from(const struct loosened_cheques *all, uint32_t number)
{
    return search_from(all->cheques, all->n_cheques, sizeof *all->cheques,
                       offsetof(struct loosened_cheque, number), number);
}

static struct loosened_cheque *find_cheque(const struct loosened_cheques *all, uint32_t number)
{
    size_t i = cheque_from(all, number);
    bool is_there = i < all->n_cheques && all->cheques[i].number == number;
    return is_there ? &all->cheques[i] : NULL;
}

/* The same, added where it is not there. */
static enum lets_status put_cheque(struct loosened_cheques *all, uint32_t number,
                                   struct loosened_cheque **out, struct lets_error *err)
{
    size_t i = cheque_from(all, number);
    *out = find_cheque(all, number);
    if (*out != NULL) {
        return LETS_OK;
    }
    enum lets_status status =
        mem_grow(&all->cheques, &all->cheques_capacity, all->n_cheques + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    *out = &all->cheques[i];
    memmove(*out + 1, *out, (all->n_cheques - i) * sizeof **out);
    **out = (struct loosened_cheque){.number = number};
    all->n_cheques++;
    return LETS_OK;
}

/* ---------------------------------------------------------------- ranges */

/* The index of the first range that ends at a number or behind it. */
static size_t range_from(const struct loosened_ranges *ranges, uint32_t number)
{
    size_t first = 0;
    size_t end = ranges->n;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (ranges->items[middle].last < number) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first;
}

/* Puts `n_new` ranges in place of those from first until end. */
static enum lets_status replace(struct loosened_ranges *ranges, size_t first, size_t end,
                                const struct loosened_range *items, size_t n_new,
                                struct lets_error *err)
{
    size_t n = ranges->n - (end - first) + n_new;
    enum lets_status status = mem_grow(&ranges->items, &ranges->capacity, n, err);
    if (status == LETS_OK) {
        memmove(ranges->items + first + n_new, ranges->items + end,
                (ranges->n - end) * sizeof *items);
        memcpy(ranges->items + first, items, n_new * sizeof *items);
        ranges->n = n;
    }
    return status;
}

/* Adds numbers by an entry, whatever was known of them; what is left of other ranges stays, joined
 * where it is by the same. */
static enum lets_status put_range(struct loosened_ranges *ranges, struct loosened_range range,
                                  struct lets_error *err)
{
    struct loosened_range parts[3];
    size_t n = 0;
    size_t first = range_from(ranges, range.first > 0 ? range.first - 1 : 0);
    size_t end = first;
    while (end < ranges->n && ranges->items[end].first <= range.last) {
        end++;
    }
    end += end < ranges->n && ranges->items[end].first - 1 == range.last ? 1 : 0;
    struct loosened_range before = range;
    struct loosened_range behind = range;
    if (end > first) {
        before = ranges->items[first];
        behind = ranges->items[end - 1];
    }
    if (before.first < range.first && before.by == range.by) {
        range.first = before.first;
    } else if (before.first < range.first) {
        before.last = before.last < range.first ? before.last : range.first - 1;
        parts[n++] = before;
    }
    if (behind.last > range.last && behind.by == range.by) {
        range.last = behind.last;
    }
    parts[n++] = range;
    if (behind.last > range.last) {
        behind.first = behind.first > range.last ? behind.first : range.last + 1;
        parts[n++] = behind;
    }
    return replace(ranges, first, end, parts, n, err);
}

/* ---------------------------------------------------------------- books and cheques */

/* Numbers taken back become other pieces of paper. */
static enum lets_status take_withdrawal(struct loosened_cheques *all, struct loosened_range range,
                                        struct lets_error *err)
{
    size_t first = cheque_from(all, range.first);
    size_t end = cheque_from(all, range.last + 1);
    if (end > first) {
        memmove(all->cheques + first, all->cheques + end,
                (all->n_cheques - end) * sizeof *all->cheques);
        all->n_cheques -= end - first;
    }
    return put_range(&all->withdrawn, range, err);
}

/* Whatever account gets them: what was printed before may lie about, of cheques and of vouchers
 * whose sale was reversed. */
enum lets_status loosened_take_book(struct loosened_cheques *all, const struct lets_entry *entry,
                                    uint32_t index, uint32_t *kinds, struct lets_error *err)
{
    struct loosened_range range = {.first = entry->first, .last = entry->last};
    if (lets_entry_has(entry, withdrawn)) {
        return take_withdrawal(all, range, err);
    }
    enum lets_status status = LETS_OK;
    const struct loosened_ranges *withdrawn = &all->withdrawn;
    for (size_t i = range_from(withdrawn, range.first);
         status == LETS_OK && i < withdrawn->n && withdrawn->items[i].first <= range.last; i++) {
        struct loosened_range anew = withdrawn->items[i];
        anew.first = anew.first > range.first ? anew.first : range.first;
        anew.last = anew.last < range.last ? anew.last : range.last;
        anew.by = index;
        *kinds |= LOOSENED(ANEW);
        status = put_range(&all->anew, anew, err);
    }
    return status;
}

enum lets_status loosened_take_cheque(struct loosened_cheques *all, const struct lets_entry *entry,
                                      uint32_t index, uint32_t *kinds, struct lets_error *err)
{
    bool is_released = entry->cheque_status == LETS_RELEASED;
    struct loosened_cheque *cheque = find_cheque(all, entry->number);
    enum lets_status status = LETS_OK;
    if (is_released) {
        *kinds |= LOOSENED(RELEASED);
        status = put_cheque(all, entry->number, &cheque, err);
    }
    if (status == LETS_OK && cheque != NULL && entry->cheque_status != LETS_RETURNED) {
        cheque->released_by = is_released ? index + 1 : 0;
    }
    return status;
}

/* Whether it is longer for a cheque of any day. Four years hold months and years of every length;
 * those around 2100, of which one more is short, count as others. */
static bool is_longer(struct lets_validity now, struct lets_validity before)
{
    enum { DAYS = 4 * 365 + 1 };
    if (now.unit == before.unit) {
        return now.unit != LETS_VALID_FOREVER && now.count > before.count;
    }
    for (int32_t i = 0; i < DAYS; i++) {
        struct lets_date day = {i};
        if (lets_validity_last_day(now, day).day > lets_validity_last_day(before, day).day) {
            return true;
        }
    }
    return false;
}

enum lets_status loosened_take_validity(struct loosened_cheques *all, struct lets_validity before,
                                        struct lets_validity now, uint32_t index, uint32_t *kinds,
                                        struct lets_error *err)
{
    struct loosened_validity was = {.before = before, .by = index};
    while (all->n_validities > 0 &&
           !is_longer(now, all->validities[all->n_validities - 1].before)) {
        all->n_validities--; /* undone */
    }
    if (!is_longer(now, before)) {
        return LETS_OK;
    }
    *kinds |= LOOSENED(VALIDITY);
    enum lets_status status =
        mem_grow(&all->validities, &all->validities_capacity, all->n_validities + 1, err);
    if (status == LETS_OK) {
        all->validities[all->n_validities++] = was;
    }
    return status;
}

enum lets_status loosened_take_reversal(struct loosened_cheques *all,
                                        const struct lets_ledger *ledger,
                                        const struct lets_entry *entry, struct lets_error *err)
{
    struct lets_transfer reversed;
    struct loosened_cheque *cheque = NULL;
    if (!lets_ledger_transfer(ledger, entry->reverses, &reversed) || reversed.cheque == 0) {
        return LETS_OK;
    }
    struct lets_cheque now = {0};
    (void)lets_ledger_cheque(ledger, reversed.cheque, &now);
    enum lets_status status = put_cheque(all, reversed.cheque, &cheque, err);
    if (status == LETS_OK) {
        cheque->is_free = now.is_presented;
    }
    return status;
}

/* ---------------------------------------------------------------- what let one through */

/* by: index + 1, or 0. */
void loosened_add(struct loosened_found *found, uint32_t by)
{
    for (size_t i = 0; i < found->n; i++) {
        if (found->by[i] + 1 == by) {
            return;
        }
    }
    if (by != 0) {
        assert(found->n < LOOSENED_MOST);
        found->by[found->n++] = by - 1;
    }
}

/* override waives age, status and limits: it is an exception itself. A voucher,
 * which has no day of writing, is never aged. */
void loosened_find_cheque(const struct loosened_cheques *all, const struct lets_entry *entry,
                          struct loosened_found *found)
{
    const struct loosened_cheque *cheque = find_cheque(all, entry->cheque);
    struct lets_date from = lets_entry_has(entry, written) ? entry->written : entry->date;
    bool is_aged = !lets_entry_has(entry, override_reason) && (cheque == NULL || !cheque->is_free);
    for (size_t i = all->n_validities; is_aged && i > 0; i--) {
        const struct loosened_validity *validity = &all->validities[i - 1];
        if (entry->date.day > lets_validity_last_day(validity->before, from).day) {
            loosened_add(found, validity->by + 1);
            is_aged = false;
        }
    }
    loosened_add(found, cheque == NULL ? 0 : cheque->released_by);
    size_t i = range_from(&all->anew, entry->cheque);
    if (i < all->anew.n && all->anew.items[i].first <= entry->cheque) {
        loosened_add(found, all->anew.items[i].by + 1);
    }
}

/* Whether a sale or a taking back moved one of the numbers. */
static bool has_moved(const struct lets_ledger *ledger, uint32_t transfer,
                      struct loosened_range range)
{
    struct lets_cheque voucher;
    for (uint32_t number = range.first; number <= range.last; number++) {
        if (lets_ledger_cheque(ledger, number, &voucher) && voucher.value.minor > 0 &&
            (voucher.sold_in == transfer || voucher.transfer == transfer)) {
            return true;
        }
    }
    return false;
}

bool loosened_next_range(const struct loosened_cheques *all, const struct lets_ledger *ledger,
                         const struct lets_entry *entry, size_t *at, uint32_t *by)
{
    size_t i = *at == 0 ? range_from(&all->anew, entry->first) : *at;
    for (; i < all->anew.n && all->anew.items[i].first <= entry->last; i++) {
        struct loosened_range range = all->anew.items[i];
        range.first = range.first > entry->first ? range.first : entry->first;
        range.last = range.last < entry->last ? range.last : entry->last;
        if (has_moved(ledger, entry->number, range)) {
            *by = range.by;
            *at = i + 1;
            return true;
        }
    }
    return false;
}
