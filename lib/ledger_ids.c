/* SPDX-License-Identifier: MIT */
/*
 * Accounts by their ids: as people type them, by the folded form; exact, as a journal spells them,
 * by a table of their own, since that is asked twice for every transfer.
 */

#include <assert.h>
#include <string.h>

#include "ident.h"
#include "ledger.h"

const struct lets_account *lets_ledger_find(const struct lets_ledger *ledger, struct lets_span id)
{
    char buffer[LETS_ID_MAX + 1];
    if (lets_id_check(id, NULL) != LETS_OK) {
        return NULL;
    }
    const uint32_t *index = map_find(&ledger->ids, ident_fold(id, buffer));
    return index == NULL ? NULL : &ledger->accounts[*index];
}

/* An id of 1..8 bytes as a word: no other id gives the same. 0: it is longer, or no id. */
static uint64_t word_of(struct lets_span id)
{
    uint64_t word = 0;
    if (id.size > sizeof word || id.size == 0 || id.bytes[0] == '\0') {
        return 0;
    }
    for (size_t i = 0; i < id.size; i++) {
        word = word << 8 | (unsigned char)id.bytes[i];
    }
    return word;
}

/* The slot of a word, or the free one where it belongs. The hash is seeded by where the table lies.
 */
static struct short_id *short_slot(struct short_id *slots, size_t n_slots, uint64_t word)
{
    uint64_t hash = (word ^ (uint64_t)(uintptr_t)slots) * UINT64_C(0x9e3779b97f4a7c15);
    size_t i = (size_t)(hash ^ hash >> 32) & (n_slots - 1);
    while (slots[i].word != 0 && slots[i].word != word) {
        i = (i + 1) & (n_slots - 1);
    }
    return &slots[i];
}

enum lets_status ledger_reserve_id(struct lets_ledger *ledger, struct lets_error *err)
{
    enum { FIRST_SLOTS = 16 };
    size_t n_slots = ledger->n_short_slots == 0 ? FIRST_SLOTS : ledger->n_short_slots * 2;
    void *bytes = NULL;
    if (ledger->n_short_slots > 0 && ledger->summary.n_accounts + 1 <= ledger->n_short_slots / 2) {
        return map_reserve(&ledger->ids, err);
    }
    enum lets_status status = mem_alloc_array(n_slots, sizeof(struct short_id), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct short_id *slots = bytes;
    for (size_t i = 0; i < ledger->n_short_slots; i++) {
        if (ledger->short_ids[i].word != 0) {
            *short_slot(slots, n_slots, ledger->short_ids[i].word) = ledger->short_ids[i];
        }
    }
    mem_free(ledger->short_ids);
    ledger->short_ids = slots;
    ledger->n_short_slots = n_slots;
    return map_reserve(&ledger->ids, err);
}

void ledger_add_id(struct lets_ledger *ledger, struct lets_span id, uint32_t index)
{
    uint64_t word = word_of(id);
    if (word != 0) {
        *short_slot(ledger->short_ids, ledger->n_short_slots, word) =
            (struct short_id){.word = word, .index = index};
    }
}

struct lets_account *ledger_exact(const struct lets_ledger *ledger, struct lets_span id)
{
    uint64_t word = word_of(id);
    if (word != 0 && ledger->n_short_slots > 0) {
        const struct short_id *slot = short_slot(ledger->short_ids, ledger->n_short_slots, word);
        return slot->word == 0 ? NULL : &ledger->accounts[slot->index];
    }
    const struct lets_account *account = lets_ledger_find(ledger, id);
    return account != NULL && lets_span_equal(account->id, id) ? &ledger->accounts[account->index]
                                                               : NULL;
}
