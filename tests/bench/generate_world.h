/* SPDX-License-Identifier: MIT */
#ifndef GENERATE_WORLD_H
#define GENERATE_WORLD_H

/* A scheme as it is made up: its state, its chance, and the bytes that leave it. */

#include <inttypes.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As the index of an account: the one that sells vouchers, where there are any. */
#define SELLER UINT32_MAX

enum kind { PILES, SINGLE, SPELLED };
enum format { LETS, LEDGER, BEANCOUNT };
enum {
    DAYS = 730,
    PILE_MAX = 60,
    RECENT = 1024,
    BOOK = 25,
    N_CENTRAL = 3,
    BATCH = 1000,
    PIECE = 1 << 16,
    DATE_SIZE = 16,
    ACCOUNTS_LEAST = 50,
    ACCOUNTS_MOST = 10000
};

struct account {
    int64_t balance;
    int64_t turnover; /* since the last levy */
    uint32_t cheque;  /* the next of its book; 0: it has none */
    uint32_t last;
    bool wants_book;
};

struct transfer {
    uint32_t number;
    uint32_t payer;
    uint32_t payee;
    int64_t amount;
    int32_t day;
    bool has_cheque;
    bool is_final; /* a reversal, or reversed */
};

/* The vouchers of the batch at hand; all are sold and redeemed in the order of their numbers. */
struct vouchers {
    uint32_t next;     /* to be sold; above last: none */
    uint32_t redeemed; /* up to that one; next - 1: none is out */
    uint32_t last;
};

struct world {
    enum kind kind;
    enum format format;
    bool has_refs;
    bool has_vouchers;
    bool has_levy;
    uint32_t n_accounts;
    uint32_t n_transfers;
    uint32_t n_closes;
    uint64_t random;
    struct account *accounts;
    struct account seller;
    struct vouchers vouchers;
    struct transfer recent[RECENT];
    uint32_t *wanting;
    size_t n_wanting;
    uint32_t n_cheques; /* given out so far */
    uint32_t number;    /* of the last transfer */
    uint32_t n_closed;
    uint32_t n_since_run; /* closes since the last levy */
    int32_t day;          /* since the opening */
    uint64_t n_spelled;
    EVP_MD_CTX *hash;
    char bytes[PIECE + 4096];
    size_t size;
    uint64_t n_entries; /* in the commit at hand */
};

/* A number below n, by chance. */
uint32_t world_roll(struct world *world, uint32_t n);

/* A member: the square of an even spread, so that a few trade much. */
uint32_t world_roll_member(struct world *world);

/* An account by its index, SELLER too. */
struct account *world_account(struct world *world, uint32_t index);

/* Text, as printf has it; up to 4095 bytes. */
void world_put(struct world *world, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* An entry for lets only. */
#define PUT_LETS(...) (world->format == LETS ? world_put(world, __VA_ARGS__) : (void)0)

/* Ends the commit at hand, if it has entries. */
void world_seal(struct world *world);

/* Writes what world_put has kept. */
void world_flush(struct world *world);

/* Days since 2026-01-01 as a date; an account's id, and the quotes it stands in; an amount of
 * hundredths. */
const char *date_text(int32_t days, char out[DATE_SIZE]);
const char *account_id(uint32_t index, char out[16]);
const char *account_quote(uint32_t index);
const char *amount_text(int64_t minor, char out[32]);

#endif
