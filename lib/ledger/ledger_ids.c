/* SPDX-License-Identifier: MIT */
/*
 * Accounts by their ids: as people type them, by the folded form; exact, as a journal spells them,
 * by a table of their own, since that is asked twice for every transfer.
 */

#include "ledger/ledger_ids.h"

#include <string.h>

#include "base/octets.h"
#include "values/ident.h"

/* The slot of a word, or the free one where it belongs; and where to look first. The hash is seeded
 * by where the table lies. */
static size_t first_slot(const struct short_id *slots, size_t n_slots, uint64_t word)
{
    uint64_t hash = (word ^ (uint64_t)(uintptr_t)slots) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(hash ^ hash >> 32) & (n_slots - 1);
}

static struct short_id *short_slot(struct short_id *slots, size_t n_slots, uint64_t word)
{
    size_t i = first_slot(slots, n_slots, word);
    while (slots[i].word != 0 && slots[i].word != word) {
        i = (i + 1) & (n_slots - 1);
    }
    return &slots[i];
}

/*
 * Most schemes number their members: "0001". Such an id is found by its number, in four bytes: how
 * long it is, and the account's index. Ids with the same number are one but for leading zeros, and
 * so only one of them is ever given out: it needs no other table. Numbers far beyond the count of
 * accounts go without.
 */
enum { NUMBER_DIGITS = 8, INDEX_BITS = 28, NUMBERED_FIRST = 1024, NUMBERED_AN_ACCOUNT = 4 };

static inline bool number_of(struct lets_span id, uint32_t *out)
{
    return id.size > 0 && id.size <= NUMBER_DIGITS &&
           octets_parse_digits(octets_load_few(id.bytes, id.size), id.size, out);
}

static enum lets_status reserve_number(struct lets_ledger *ledger, struct lets_span id,
                                       struct lets_error *err)
{
    uint32_t number = 0;
    size_t most = NUMBERED_FIRST + NUMBERED_AN_ACCOUNT * (size_t)ledger->summary.n_accounts;
    if (!number_of(id, &number) || number >= most || number < ledger->n_numbered) {
        return LETS_OK;
    }
    void *numbered = ledger->numbered;
    enum lets_status status = mem_grow(&numbered, &ledger->numbered_capacity, (size_t)number + 1,
                                       sizeof *ledger->numbered, err);
    if (status == LETS_OK) {
        ledger->numbered = numbered;
        memset(ledger->numbered + ledger->n_numbered, 0,
               (number + 1 - ledger->n_numbered) * sizeof *ledger->numbered);
        ledger->n_numbered = (size_t)number + 1;
    }
    return status;
}

/* What the table has for an id of digits; 0: nothing. */
static uint32_t numbered(const struct lets_ledger *ledger, struct lets_span id)
{
    uint32_t number = 0;
    bool is_there = number_of(id, &number) && number < ledger->n_numbered;
    return is_there ? ledger->numbered[number] : 0;
}

static struct lets_account *account_of(const struct lets_ledger *ledger, uint32_t found)
{
    return &ledger->accounts[found & ((UINT32_C(1) << INDEX_BITS) - 1)];
}

bool ledger_is_numbered(const struct lets_ledger *ledger, struct lets_span id)
{
    uint32_t number = 0;
    return number_of(id, &number) && number < ledger->n_numbered &&
           ledger->summary.n_accounts >> INDEX_BITS == 0;
}

const struct lets_account *lets_ledger_find(const struct lets_ledger *ledger, struct lets_span id)
{
    char buffer[LETS_ID_MAX + 1];
    if (lets_id_check(id, NULL) != LETS_OK) {
        return NULL;
    }
    struct lets_span folded = ident_fold(id, buffer);
    uint32_t found = numbered(ledger, folded);
    if (found != 0) {
        return account_of(ledger, found);
    }
    const uint32_t *index = map_find(&ledger->ids, folded);
    return index == NULL ? NULL : &ledger->accounts[*index];
}

enum lets_status ledger_reserve_id(struct lets_ledger *ledger, struct lets_span id,
                                   struct lets_error *err)
{
    enum { FIRST_SLOTS = 16 };
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
    if (ledger_is_numbered(ledger, id) && number_of(id, &number)) {
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

/* The index of an account by its id as a word. */
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

void ledger_foresee_id(const struct lets_ledger *ledger, uint64_t word)
{
    uint32_t number = 0;
    if (octets_parse_digits(word, octets_size(word), &number) && number < ledger->n_numbered) {
        __builtin_prefetch(&ledger->numbered[number]);
    } else if (ledger->n_short_slots > 0) {
        __builtin_prefetch(
            &ledger->short_ids[first_slot(ledger->short_ids, ledger->n_short_slots, word)]);
    }
}

struct ledger_parties ledger_foresee(const struct lets_ledger *ledger, uint64_t payer,
                                     uint64_t payee)
{
    struct ledger_parties parties = {
        .payer = payer == 0 ? LEDGER_NOBODY : find_word(ledger, payer),
        .payee = payee == 0 ? LEDGER_NOBODY : find_word(ledger, payee),
    };
    if (parties.payer != LEDGER_NOBODY && parties.payee != LEDGER_NOBODY) {
        /* What a transfer touches of an account lies side by side. */
        __builtin_prefetch(&ledger->accounts[parties.payer].balance, 1);
        __builtin_prefetch(&ledger->accounts[parties.payee].balance, 1);
        __builtin_prefetch(&ledger->near_cheques[parties.payer], 1);
    }
    return parties;
}

void ledger_foresee_rest(const struct lets_ledger *ledger, struct ledger_parties parties,
                         const struct lets_entry *transfer)
{
    if (transfer->cheque != 0 && parties.payer != LEDGER_NOBODY) {
        cheque_books_foresee(&ledger->books, transfer->cheque,
                             &ledger->near_cheques[parties.payer]);
    }
    if (lets_entry_has(transfer, ref)) {
        map_foresee(&ledger->refs, transfer->ref);
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
