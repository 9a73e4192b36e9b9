/* SPDX-License-Identifier: MIT */
/*
 * Finds accounts by their ids, in two ways: as people type them (lets_ledger_find), where case and
 * leading zeros do not matter; and exactly as they were given out, as a journal must spell them
 * (ledger_exact), which is needed twice for every transfer and so must be fast.
 *
 * Three tables tell the index of an account, which stays the same while accounts move in memory:
 *
 * - numbered, an array for ids of up to NUMBER_DIGITS digits, indexed by their value. No two ids
 *   differ only in leading zeros, so at most one has a given value, and the array serves for both
 *   ways. An id that is in it is in no other table.
 * - ids, a hash table of the folded forms of all other ids, for the first way.
 * - short_ids, a hash table of those of them that have up to eight bytes, for the second way. The
 *   id as a word is its key, so no bytes are compared. A longer id is looked up in ids, and the id
 *   of the account that was found is compared.
 *
 * To add an id takes two steps: ledger_reserve_id makes room and may fail, ledger_add_id cannot.
 * Nothing is ever removed. There is no lock: a ledger is used by one thread at a time.
 */

#include "ledger/ledger_ids.h"

#include <string.h>

#include "base/octets.h"
#include "values/ident.h"

/* Where the search for a word begins in short_ids; n_slots is a power of two. The hash is seeded by
 * the address of the table, so that no journal can be written whose ids all collide. */
static size_t home_slot(const struct short_id *slots, size_t n_slots, uint64_t word)
{
    uint64_t hash = (word ^ (uint64_t)(uintptr_t)slots) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(hash ^ hash >> 32) & (n_slots - 1);
}

/* The slot of a word in short_ids, or the free one where it belongs. Some slot is free. */
static struct short_id *short_slot(struct short_id *slots, size_t n_slots, uint64_t word)
{
    size_t i = home_slot(slots, n_slots, word);
    while (slots[i].word != 0 && slots[i].word != word) {
        i = (i + 1) & (n_slots - 1);
    }
    return &slots[i];
}

/*
 * Most schemes number their members: "0001". An item of `numbered` is 0 where no id has that value;
 * else the size of the id, which tells "1" from "0001", above the INDEX_BITS of the account's
 * index. The array grows up to NUMBERED_FIRST items and NUMBERED_AN_ACCOUNT more for each account;
 * ids with a larger value are in the hash tables. They stay there when the array has grown beyond
 * them: so a 0 in it does not mean that there is no such id.
 */
enum { NUMBER_DIGITS = 8, INDEX_BITS = 28, NUMBERED_FIRST = 1024, NUMBERED_AN_ACCOUNT = 4 };

/* The value of an id of 1..NUMBER_DIGITS digits; false where it is another. */
static inline bool parse_number(struct lets_span id, uint32_t *out)
{
    return id.size > 0 && id.size <= NUMBER_DIGITS &&
           octets_parse_digits(octets_load_few(id.bytes, id.size), id.size, out);
}

/* Grows `numbered` so that it has an item for an id, where it is of digits and not too large. */
static enum lets_status reserve_number(struct lets_ledger *ledger, struct lets_span id,
                                       struct lets_error *err)
{
    uint32_t number = 0;
    size_t most = NUMBERED_FIRST + NUMBERED_AN_ACCOUNT * (size_t)ledger->summary.n_accounts;
    if (!parse_number(id, &number) || number >= most || number < ledger->n_numbered) {
        return LETS_OK;
    }
    enum lets_status status =
        mem_grow(&ledger->numbered, &ledger->numbered_capacity, (size_t)number + 1, err);
    if (status == LETS_OK) {
        memset(ledger->numbered + ledger->n_numbered, 0,
               (number + 1 - ledger->n_numbered) * sizeof *ledger->numbered);
        ledger->n_numbered = (size_t)number + 1;
    }
    return status;
}

/* The item of `numbered` for an id, also one with other leading zeros; 0 for none. */
static uint32_t find_numbered(const struct lets_ledger *ledger, struct lets_span id)
{
    uint32_t number = 0;
    bool is_there = parse_number(id, &number) && number < ledger->n_numbered;
    return is_there ? ledger->numbered[number] : 0;
}

/* The account of an item of `numbered` that is not 0. */
static struct lets_account *numbered_account(const struct lets_ledger *ledger, uint32_t found)
{
    return &ledger->accounts[found & ((UINT32_C(1) << INDEX_BITS) - 1)];
}

bool ledger_is_numbered(const struct lets_ledger *ledger, struct lets_span id)
{
    uint32_t number = 0;
    return parse_number(id, &number) && number < ledger->n_numbered &&
           ledger->summary.n_accounts >> INDEX_BITS == 0;
}

const struct lets_account *lets_ledger_find(const struct lets_ledger *ledger, struct lets_span id)
{
    char buffer[LETS_ID_MAX + 1];
    if (lets_id_check(id, NULL) != LETS_OK) {
        return NULL;
    }
    struct lets_span folded = ident_fold(id, buffer);
    uint32_t found = find_numbered(ledger, folded);
    if (found != 0) {
        return numbered_account(ledger, found);
    }
    const uint32_t *index = map_find(&ledger->ids, folded);
    return index == NULL ? NULL : &ledger->accounts[*index];
}

enum lets_status ledger_reserve_id(struct lets_ledger *ledger, struct lets_span id,
                                   struct lets_error *err)
{
    enum { FIRST_SLOTS = 16 }; /* doubled whenever half of them are used */
    enum lets_status status = reserve_number(ledger, id, err);
    if (status != LETS_OK || ledger_is_numbered(ledger, id)) {
        return status;
    }
    size_t n_slots = ledger->n_short_slots == 0 ? FIRST_SLOTS : ledger->n_short_slots * 2;
    void *bytes = NULL;
    if (ledger->n_short_slots > 0 && ledger->n_short + 1 <= ledger->n_short_slots / 2) {
        return map_reserve(&ledger->ids, err);
    }
    status = mem_alloc_array(n_slots, sizeof(struct short_id), &bytes, err);
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

void ledger_add_id(struct lets_ledger *ledger, struct lets_span id, struct lets_span folded,
                   uint32_t index)
{
    uint64_t word = ident_word(id);
    uint32_t number = 0;
    if (ledger_is_numbered(ledger, id) && parse_number(id, &number)) {
        ledger->numbered[number] = (uint32_t)id.size << INDEX_BITS | index;
        return;
    }
    map_add(&ledger->ids, folded, index);
    if (word != 0) {
        ledger->n_short++;
        *short_slot(ledger->short_ids, ledger->n_short_slots, word) =
            (struct short_id){.word = word, .index = index};
    }
}

/* The index of the account whose id is exactly a word's (see ident_word; not 0); LEDGER_NOBODY for
 * none. */
static uint32_t find_word(const struct lets_ledger *ledger, uint64_t word)
{
    const uint32_t index_mask = (UINT32_C(1) << INDEX_BITS) - 1;
    uint32_t number = 0;
    size_t size = octets_size(word);
    if (octets_parse_digits(word, size, &number) && number < ledger->n_numbered) {
        uint32_t found = ledger->numbered[number];
        if (found != 0) {
            return found >> INDEX_BITS == size ? found & index_mask : LEDGER_NOBODY;
        }
    }
    if (ledger->n_short_slots == 0) {
        return LEDGER_NOBODY;
    }
    const struct short_id *slot = short_slot(ledger->short_ids, ledger->n_short_slots, word);
    return slot->word == 0 ? LEDGER_NOBODY : slot->index;
}

struct lets_account *ledger_exact(const struct lets_ledger *ledger, struct lets_span id)
{
    uint64_t word = ident_word(id);
    if (word != 0) {
        uint32_t index = find_word(ledger, word);
        return index == LEDGER_NOBODY ? NULL : &ledger->accounts[index];
    }
    const struct lets_account *account = lets_ledger_find(ledger, id);
    return account != NULL && lets_span_equal(account->id, id) ? &ledger->accounts[account->index]
                                                               : NULL;
}

void ledger_prefetch_id(const struct lets_ledger *ledger, uint64_t word)
{
    uint32_t number = 0;
    if (octets_parse_digits(word, octets_size(word), &number) && number < ledger->n_numbered) {
        __builtin_prefetch(&ledger->numbered[number]);
    } else if (ledger->n_short_slots > 0) {
        __builtin_prefetch(
            &ledger->short_ids[home_slot(ledger->short_ids, ledger->n_short_slots, word)]);
    }
}

struct ledger_parties ledger_prefetch_accounts(const struct lets_ledger *ledger, uint64_t payer,
                                               uint64_t payee)
{
    struct ledger_parties parties = {
        .payer = payer == 0 ? LEDGER_NOBODY : find_word(ledger, payer),
        .payee = payee == 0 ? LEDGER_NOBODY : find_word(ledger, payee),
    };
    if (parties.payer != LEDGER_NOBODY && parties.payee != LEDGER_NOBODY) {
        /* The members that a transfer reads and changes lie side by side, from the balance on. */
        __builtin_prefetch(&ledger->accounts[parties.payer].balance, 1);
        __builtin_prefetch(&ledger->accounts[parties.payee].balance, 1);
        __builtin_prefetch(&ledger->near_cheques[parties.payer], 1);
    }
    return parties;
}

void ledger_prefetch_cheque_and_ref(const struct lets_ledger *ledger, struct ledger_parties parties,
                                    const struct lets_entry *transfer)
{
    if (transfer->cheque != 0 && parties.payer != LEDGER_NOBODY) {
        cheque_books_prefetch(&ledger->books, transfer->cheque,
                              &ledger->near_cheques[parties.payer]);
    }
    if (lets_entry_has(transfer, ref)) {
        map_prefetch(&ledger->refs, transfer->ref);
    }
}

enum lets_status ledger_fail_unknown(const struct lets_ledger *ledger, struct lets_span id,
                                     struct lets_error *err)
{
    const struct lets_account *like = lets_ledger_find(ledger, id);
    (void)lets__fail(err, LETS_UNKNOWN_ACCOUNT, "there is no account '%.*s'", LETS__SHOW(id));
    if (like != NULL) {
        lets__hint(err, "did you mean '%.*s'? In a journal ids stand as they were given out",
                   LETS__SHOW(like->id));
    }
    return LETS_UNKNOWN_ACCOUNT;
}
