/* SPDX-License-Identifier: MIT */
/*
 * Books are nodes of a treap in one array: a search tree by first number whose shape comes from
 * pseudo-random priorities, so no order of issue makes it deep. Events lie in pages of some
 * numbers, found by an open-addressed table.
 */

#include "ledger/cheque_books.h"

#include <assert.h>

enum { FIRST_SLOTS = 16, STATUS_SHIFT = 30 };

/* A page of the numbers from key * CHEQUES_A_PAGE on. */
struct cheque_slot {
    uint32_t key;
    uint32_t page; /* 0: free */
};

/* SplitMix64's finisher. */
static uint64_t scatter(uint64_t value)
{
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

/* Differs from run to run, so that nobody can choose numbers that fall together. */
static uint64_t seed_of(const void *allocated)
{
    return scatter((uint64_t)(uintptr_t)allocated);
}

void cheque_books_release(struct cheque_books *all)
{
    mem_free(all->books);
    mem_free(all->pages);
    mem_free(all->slots);
    *all = (struct cheque_books){0};
}

/* ---------------------------------------------------------------- the tree */

const struct book *cheque_books_from(const struct cheque_books *all, uint32_t number)
{
    const struct book *found = NULL;
    uint32_t at = number > all->highest ? 0 : all->root;
    while (at != 0) {
        const struct book *book = &all->books[at];
        if (book->last >= number) {
            found = book;
            at = book->smaller;
        } else {
            at = book->larger;
        }
    }
    return found;
}

const struct book *cheque_books_holding(const struct cheque_books *all, uint32_t number)
{
    const struct book *book = cheque_books_from(all, number);
    return book != NULL && book->first <= number ? book : NULL;
}

/* Parts the tree at `at` into books below `first` and the others. */
static void split(struct book *books, uint32_t at, uint32_t first, uint32_t *below,
                  uint32_t *others)
{
    if (at == 0) {
        *below = 0;
        *others = 0;
    } else if (books[at].first < first) {
        split(books, books[at].larger, first, &books[at].larger, others);
        *below = at;
    } else {
        split(books, books[at].smaller, first, below, &books[at].smaller);
        *others = at;
    }
}

/* Joins two trees, every book of the left one below those of the right. */
static uint32_t join(struct book *books, uint32_t left, uint32_t right)
{
    if (left == 0 || right == 0) {
        return left == 0 ? right : left;
    }
    if (books[left].priority > books[right].priority) {
        books[left].larger = join(books, books[left].larger, right);
        return left;
    }
    books[right].smaller = join(books, left, books[right].smaller);
    return right;
}

/* Room for n more nodes. */
static enum lets_status reserve_nodes(struct cheque_books *all, size_t n, struct lets_error *err)
{
    size_t needed = (all->n_books == 0 ? 1 : all->n_books) + n;
    enum lets_status status = mem_grow(&all->books, &all->books_capacity, needed, err);
    if (status == LETS_OK) {
        if (all->n_books == 0) {
            all->books[0] = (struct book){0};
            all->n_books = 1;
        }
    }
    return status;
}

static void insert(struct cheque_books *all, struct book book)
{
    uint32_t node = all->unused;
    if (node != 0) {
        all->unused = all->books[node].larger;
    } else {
        assert(all->n_books < all->books_capacity);
        node = (uint32_t)all->n_books++;
    }
    uint32_t below = 0;
    uint32_t others = 0;
    book.smaller = 0;
    book.larger = 0;
    book.priority = (uint32_t)(scatter(book.first ^ seed_of(all->books)) >> 32);
    split(all->books, all->root, book.first, &below, &others);
    all->books[node] = book;
    all->root = join(all->books, join(all->books, below, node), others);
}

static void erase(struct cheque_books *all, const struct book *book)
{
    uint32_t below = 0;
    uint32_t middle = 0;
    uint32_t others = 0;
    uint32_t first = book->first;
    split(all->books, all->root, first, &below, &others);
    split(all->books, others, first + 1, &middle, &others);
    assert(middle != 0);
    all->books[middle].larger = all->unused;
    all->unused = middle;
    all->root = join(all->books, below, others);
}

enum lets_status cheque_books_reserve_book(struct cheque_books *all, struct lets_error *err)
{
    return reserve_nodes(all, 1, err);
}

enum lets_status cheque_books_issue(struct cheque_books *all, struct book book,
                                    struct lets_error *err)
{
    enum lets_status status = reserve_nodes(all, 1, err);
    if (status == LETS_OK) {
        insert(all, book);
        all->highest = book.last > all->highest ? book.last : all->highest;
    }
    return status;
}

enum lets_status cheque_books_withdraw(struct cheque_books *all, uint32_t first, uint32_t last,
                                       struct lets_error *err)
{
    enum lets_status status = reserve_nodes(all, 2, err);
    if (status != LETS_OK) {
        return status;
    }
    const struct book *found = cheque_books_from(all, first);
    while (found != NULL && found->first <= last) {
        struct book book = *found;
        erase(all, found);
        if (book.first < first) {
            struct book before = book;
            before.last = first - 1;
            insert(all, before);
        }
        if (book.last > last) {
            struct book behind = book;
            behind.first = last + 1;
            insert(all, behind);
        }
        found = cheque_books_from(all, first);
    }
    for (uint32_t number = first; all->n_pages > 0 && number <= last; number++) {
        struct cheque_event event = cheque_books_event(all, number, NULL);
        if (event.status != LETS_OUTSTANDING || event.is_presented) {
            cheque_books_set(all, (struct cheque_event){.number = number}, NULL);
        }
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- events */

/* Where to look for a page first. */
static struct cheque_slot *first_slot(struct cheque_slot *slots, size_t n_slots, uint32_t key)
{
    return &slots[(size_t)scatter(key ^ seed_of(slots)) & (n_slots - 1)];
}

static struct cheque_slot *slot_of(struct cheque_slot *slots, size_t n_slots, uint32_t key)
{
    struct cheque_slot *slot = first_slot(slots, n_slots, key);
    while (slot->page != 0 && slot->key != key) {
        slot = slot == &slots[n_slots - 1] ? slots : slot + 1;
    }
    return slot;
}

/* The page of a number; NULL: it has none yet. */
static struct cheque_page *find_page(const struct cheque_books *all, uint32_t number,
                                     struct cheque_near *near)
{
    uint32_t key = number / CHEQUES_A_PAGE;
    if (near != NULL && near->page != 0 && near->key == key) {
        return &all->pages[near->page];
    }
    if (all->n_slots == 0) {
        return NULL;
    }
    const struct cheque_slot *slot = slot_of(all->slots, all->n_slots, key);
    if (near != NULL) {
        near->page = slot->page;
        near->key = key;
    }
    return slot->page == 0 ? NULL : &all->pages[slot->page];
}

void cheque_books_prefetch(const struct cheque_books *all, uint32_t number,
                           const struct cheque_near *near)
{
    uint32_t key = number / CHEQUES_A_PAGE;
    if (near->page != 0 && near->key == key) {
        __builtin_prefetch(&all->pages[near->page], 1);
    } else if (all->n_slots > 0) {
        __builtin_prefetch(first_slot(all->slots, all->n_slots, key), 1);
    }
}

static uint32_t pack(struct cheque_event event)
{
    assert(event.status <= LETS_STOPPED && event.transfer >> STATUS_SHIFT == 0);
    uint32_t rest = event.status == LETS_USED ? event.transfer : event.is_presented ? 1 : 0;
    return (uint32_t)event.status << STATUS_SHIFT | rest;
}

struct cheque_event cheque_books_event(const struct cheque_books *all, uint32_t number,
                                       struct cheque_near *near)
{
    const struct cheque_page *page = find_page(all, number, near);
    uint32_t packed = page == NULL ? 0 : page->events[number % CHEQUES_A_PAGE];
    uint32_t rest = packed & ((UINT32_C(1) << STATUS_SHIFT) - 1);
    struct cheque_event event = {
        .number = number,
        .status = (enum lets_cheque_status)(packed >> STATUS_SHIFT),
    };
    event.transfer = event.status == LETS_USED ? rest : 0;
    event.is_presented = event.status != LETS_USED && rest != 0;
    return event;
}

enum lets_status cheque_books_reserve(struct cheque_books *all, struct lets_error *err)
{
    size_t needed = (all->n_pages == 0 ? 1 : all->n_pages) + 1;
    enum lets_status status = mem_grow(&all->pages, &all->pages_capacity, needed, err);
    if (status != LETS_OK) {
        return status;
    }
    if (all->n_slots > 0 && all->n_pages + 1 <= all->n_slots / 2) {
        return LETS_OK;
    }
    size_t n_slots = all->n_slots == 0 ? FIRST_SLOTS : all->n_slots * 2;
    void *bytes = NULL;
    status = mem_alloc_array(n_slots, sizeof *all->slots, &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct cheque_slot *slots = bytes;
    for (size_t i = 0; i < all->n_slots; i++) {
        if (all->slots[i].page != 0) {
            *slot_of(slots, n_slots, all->slots[i].key) = all->slots[i];
        }
    }
    mem_free(all->slots);
    all->slots = slots;
    all->n_slots = n_slots;
    return LETS_OK;
}

void cheque_books_set(struct cheque_books *all, struct cheque_event event, struct cheque_near *near)
{
    struct cheque_page *page = find_page(all, event.number, near);
    if (page == NULL) {
        uint32_t key = event.number / CHEQUES_A_PAGE;
        all->n_pages = all->n_pages == 0 ? 1 : all->n_pages;
        assert(all->n_pages < all->pages_capacity && all->n_pages <= all->n_slots / 2);
        uint32_t index = (uint32_t)all->n_pages++;
        *slot_of(all->slots, all->n_slots, key) = (struct cheque_slot){.key = key, .page = index};
        page = &all->pages[index];
        *page = (struct cheque_page){{0}};
        if (near != NULL) {
            near->page = index;
            near->key = key;
        }
    }
    page->events[event.number % CHEQUES_A_PAGE] = pack(event);
}
