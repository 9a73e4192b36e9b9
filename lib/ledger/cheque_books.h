/* SPDX-License-Identifier: MIT */
#ifndef LETS_CHEQUE_BOOKS_H
#define LETS_CHEQUE_BOOKS_H

/*
 * Which account holds which cheque numbers, and what became of each number. Books are ranges that
 * do not overlap; a number without an event of its own is outstanding, and takes no memory.
 */

#include "base/map.h"
#include "base/mem.h"

enum { CHEQUE_BOOK_LONGEST = 10000 };

/* One run of numbers in one account's hands. Its ends are what is left of the book as issued. */
struct book {
    uint32_t first;
    uint32_t last;
    uint32_t account;
    uint32_t batch; /* of vouchers; 0: cheques */
    struct lets_date issued;
    uint32_t smaller; /* tree of books, by first: index of the node, 0 for none */
    uint32_t larger;
    uint32_t priority; /* in that tree: its parent's is no less */
};

/* What became of a number. */
struct cheque_event {
    uint32_t number;
    uint32_t transfer; /* that used it; 0: none */
    enum lets_cheque_status status;
    bool is_presented; /* set free by a reversal: it came in in time */
};

/*
 * What became of some numbers in a row, four bytes each: the status in two bits, then the transfer
 * that used it or whether it was set free by a reversal. A cache line.
 */
enum { CHEQUES_A_PAGE = 16 };
struct cheque_page {
    uint32_t events[CHEQUES_A_PAGE];
};

/* Where an account's last cheque was found, to try first: a payer's cheques come out of one book,
 * one beside the other. {0}: nowhere. Forget it when numbers of the account are withdrawn. */
struct cheque_near {
    uint32_t first; /* of the book; 0: none */
    uint32_t last;
    uint32_t page; /* 0: none */
    uint32_t key;  /* the page's first number, by CHEQUES_A_PAGE */
};

/* {0} is empty. */
struct cheque_books {
    struct book *books; /* owned; books[0] is no book */
    size_t n_books;
    size_t books_capacity;
    uint32_t root;
    uint32_t highest;          /* no book ever went beyond */
    uint32_t unused;           /* a list of nodes to use again, linked by larger */
    struct cheque_page *pages; /* owned; pages[0] is none */
    size_t n_pages;
    size_t pages_capacity;
    struct cheque_slot *slots; /* owned, a hash table of pages */
    size_t n_slots;
};

void cheque_books_release(struct cheque_books *all);

/* The book with the lowest first number of those that end at or after `number`; NULL for none.
 * Until books change. */
const struct book *cheque_books_from(const struct cheque_books *all, uint32_t number);

/* The book that holds a number; NULL for none. Until books change. */
const struct book *cheque_books_holding(const struct cheque_books *all, uint32_t number);

/* Makes room, so that the next cheque_books_issue cannot fail. LETS_OUT_OF_MEMORY. */
enum lets_status cheque_books_reserve_book(struct cheque_books *all, struct lets_error *err);

/* Adds a book; its numbers must be in none. LETS_OUT_OF_MEMORY, nothing changed. */
enum lets_status cheque_books_issue(struct cheque_books *all, struct book book,
                                    struct lets_error *err);

/* Takes numbers first..last, each in a book, out of it, and forgets what became of them.
 * LETS_OUT_OF_MEMORY, nothing changed. */
enum lets_status cheque_books_withdraw(struct cheque_books *all, uint32_t first, uint32_t last,
                                       struct lets_error *err);

/* Prefetches the memory that tells what became of a number: its page where `near`, of the account
 * that should hold the number, has it; else the slot by which the page is found. */
void cheque_books_prefetch(const struct cheque_books *all, uint32_t number,
                           const struct cheque_near *near);

/* What became of a number that is in a book. near: of its account, or NULL. */
struct cheque_event cheque_books_event(const struct cheque_books *all, uint32_t number,
                                       struct cheque_near *near);

/* Makes room, so that the next cheque_books_set cannot fail. LETS_OUT_OF_MEMORY. */
enum lets_status cheque_books_reserve(struct cheque_books *all, struct lets_error *err);

void cheque_books_set(struct cheque_books *all, struct cheque_event event,
                      struct cheque_near *near);

#endif
