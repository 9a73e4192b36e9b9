/* SPDX-License-Identifier: MIT */
/*
 * Makes a journal as a LETS would write it, of any size, and the same transfers for ledger, hledger
 * and beancount. It knows the format from journal.md alone, shares nothing with the library, and
 * gives the same bytes for the same arguments on every machine.
 *
 *   generate -n TRANSFERS [-a ACCOUNTS] [-s SEED] [-k piles|single|spelled] [-c CLOSES]
 *            [-f lets|ledger|beancount] [-r]
 *
 * Few members do most of the trading; piles of 1 to 60 slips, more than half of them cheques, are
 * sealed on one evening; some are reversed or corrected, some cheques come back or are stopped,
 * members are suspended and return, and each month is closed. -k single seals every transfer alone;
 * -k spelled writes no entry as lets does; -r gives every transfer a reference; -c 0 never closes.
 */

#include <assert.h>
#include <inttypes.h>
#include <openssl/evp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum kind { PILES, SINGLE, SPELLED };
enum format { LETS, LEDGER, BEANCOUNT };
enum {
    DAYS = 730,
    PILE_MAX = 60,
    RECENT = 1024,
    BOOK = 25,
    N_CENTRAL = 3,
    PIECE = 1 << 16,
    DATE_SIZE = 16,
    ACCOUNTS_LEAST = 50,
    ACCOUNTS_MOST = 10000
};

static const int64_t debit_limit = 100000;
static const int64_t credit_limit = 200000;

static const char *const purposes[] = {"gardening",         "kitchen tap",
                                       "childcare",         "bread and eggs",
                                       "bicycle repair",    "lift to the station",
                                       "massage",           "computer help",
                                       "house cleaning",    "guitar lesson",
                                       "3 hours weeding",   "Plumbing: kitchen tap",
                                       "Café lunch",        "12 eggs",
                                       "hemming curtains",  "Gärtnern",
                                       "proof-reading",     "dog walking",
                                       "wood, half a van",  "painting the hall",
                                       "French lesson",     "tools on loan",
                                       "cake for Saturday", "firewood #2",
                                       "shirt alterations", "bookkeeping for a week"};
static const char *const categories[] = {"food",    "garden", "repairs",
                                         "lessons", "care",   "transport"};
static const char *const localities[] = {"Brixton", "Camberwell", "Peckham", "Herne Hill"};

struct account {
    int64_t balance;
    uint32_t cheque; /* the next of its book; 0: it has none */
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

struct world {
    enum kind kind;
    enum format format;
    bool has_refs;
    uint32_t n_accounts;
    uint32_t n_transfers;
    uint32_t n_closes;
    uint64_t random;
    struct account *accounts;
    struct transfer recent[RECENT];
    uint32_t *wanting;
    size_t n_wanting;
    uint32_t n_cheques; /* given out so far */
    uint32_t number;    /* of the last transfer */
    uint32_t n_closed;
    int32_t day; /* since the opening */
    uint64_t n_spelled;
    EVP_MD_CTX *hash;
    char bytes[PIECE + 4096];
    size_t size;
    uint64_t n_entries; /* in the commit at hand */
};

/* ---------------------------------------------------------------- numbers and days */

static uint32_t roll(struct world *world, uint32_t n)
{
    world->random ^= world->random >> 12;
    world->random ^= world->random << 25;
    world->random ^= world->random >> 27;
    return (uint32_t)((world->random * UINT64_C(2685821657736338717) >> 32) * n >> 32);
}

/* A member: the square of an even spread, so that a few trade much. */
static uint32_t roll_member(struct world *world)
{
    uint64_t spread = roll(world, 1 << 20);
    spread = spread * spread >> 20;
    return N_CENTRAL + (uint32_t)(spread * (world->n_accounts - N_CENTRAL) >> 20);
}

/* Days since 2026-01-01 as a date. */
static const char *date(int32_t days, char out[DATE_SIZE])
{
    static const int months[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 2026;
    int month = 0;
    assert(days >= 0);
    for (;;) {
        int length = months[month] + (month == 1 && year % 4 == 0 ? 1 : 0);
        if (days < length) {
            break;
        }
        days -= length;
        month++;
        if (month == 12) {
            month = 0;
            year++;
        }
    }
    const int parts[] = {year / 100, year % 100, month + 1, days + 1};
    char *at = out;
    for (int i = 0; i < 4; i++) {
        *at++ = (char)('0' + parts[i] / 10 % 10);
        *at++ = (char)('0' + parts[i] % 10);
        if (i == 1 || i == 2) {
            *at++ = '-';
        }
    }
    *at = '\0';
    return out;
}

/* ---------------------------------------------------------------- output */

static void flush(struct world *world)
{
    if (world->format == LETS && EVP_DigestUpdate(world->hash, world->bytes, world->size) != 1) {
        abort();
    }
    if (fwrite(world->bytes, 1, world->size, stdout) != world->size) {
        perror("generate");
        exit(1);
    }
    world->size = 0;
}

__attribute__((format(printf, 2, 3))) static void put(struct world *world, const char *format, ...)
{
    va_list arguments;
    if (world->size >= PIECE) {
        flush(world);
    }
    va_start(arguments, format);
    int size = vsnprintf(world->bytes + world->size, 4096, format, arguments);
    va_end(arguments);
    assert(size >= 0 && size < 4096);
    world->size += (size_t)size;
}

/* An entry for lets only. */
#define PUT_LETS(...) (world->format == LETS ? put(world, __VA_ARGS__) : (void)0)

static void seal(struct world *world)
{
    char day[DATE_SIZE];
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    uint64_t n_entries = world->n_entries;
    world->n_entries = 0;
    if (world->format != LETS || n_entries == 0) {
        return;
    }
    put(world, "- seal: %sT20:00:00+00:00\n  by: treasurer\n  entries: %" PRIu64 "\n",
        date(world->day, day), n_entries);
    flush(world);
    if (EVP_DigestFinal_ex(world->hash, digest, &size) != 1 ||
        EVP_DigestInit_ex(world->hash, NULL, NULL) != 1) {
        abort();
    }
    put(world, "  sha256: ");
    for (unsigned i = 0; i < size; i++) {
        put(world, "%02x", digest[i]);
    }
    put(world, "\n");
}

static const char *account_id(uint32_t index, char out[16])
{
    static const char *const central[N_CENTRAL] = {"admin", "leavers", "hall-roof"};
    if (index < N_CENTRAL) {
        return central[index];
    }
    (void)snprintf(out, 16, "%04" PRIu32, index);
    return out;
}

static const char *amount(int64_t minor, char out[32])
{
    uint64_t size = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
    (void)snprintf(out, 32, "%s%" PRIu64 ".%02" PRIu64, minor < 0 ? "-" : "", size / 100,
                   size % 100);
    return out;
}

/* In double quotes where the canonical form has them: none of our texts needs an escape. */
static void put_text(struct world *world, const char *key, const char *text)
{
    bool is_plain = ((unsigned char)text[0] >= 0x80 || (text[0] | 0x20) >= 'a') &&
                    strstr(text, ": ") == NULL && strstr(text, " #") == NULL;
    put(world, is_plain ? "  %s: %s\n" : "  %s: \"%s\"\n", key, text);
}

/* ---------------------------------------------------------------- transfers */

struct slip {
    struct transfer transfer;
    const char *what_for;
    const char *category;
    uint32_t cheque;
    int32_t written;
    uint32_t reverses;
    uint32_t corrects;
    bool is_override;
};

static void put_lets(struct world *world, const struct slip *slip, const char *payer,
                     const char *payee, const char *figure)
{
    char day[DATE_SIZE];
    const struct transfer *transfer = &slip->transfer;
    const char *quote_payer = transfer->payer < N_CENTRAL ? "" : "\"";
    const char *quote_payee = transfer->payee < N_CENTRAL ? "" : "\"";
    put(world, "- transfer: %" PRIu32 "\n  date: %s\n  from: %s%s%s\n  to: %s%s%s\n  amount: %s\n",
        transfer->number, date(transfer->day, day), quote_payer, payer, quote_payer, quote_payee,
        payee, quote_payee, figure);
    put_text(world, "for", slip->what_for);
    if (slip->cheque != 0) {
        put(world, "  cheque: %" PRIu32 "\n  written: %s\n", slip->cheque,
            date(slip->written, day));
    }
    if (slip->category != NULL) {
        put(world, "  category: %s\n", slip->category);
    }
    if (world->has_refs && slip->reverses == 0) {
        put(world, "  ref: post/%" PRIu32 "\n", transfer->number);
    }
    if (slip->reverses != 0) {
        put(world, "  reverses: %" PRIu32 "\n", slip->reverses);
    }
    if (slip->corrects != 0) {
        put(world, "  corrects: %" PRIu32 "\n", slip->corrects);
    }
    if (slip->is_override) {
        put(world, "  override: agreed by the committee\n");
    }
}

/* The same as somebody types it, in three ways. */
static void put_spelled(struct world *world, const struct slip *slip, const char *payer,
                        const char *payee, const char *figure)
{
    char day[DATE_SIZE];
    char written[DATE_SIZE];
    char more[256] = "";
    const struct transfer *transfer = &slip->transfer;
    uint64_t form = world->n_spelled++ % 3;
    const char *part = form == 1 ? ", " : "\n  ";
    size_t size = 0;
    (void)date(transfer->day, day);
    if (slip->cheque != 0) {
        size += (size_t)snprintf(more + size, sizeof more - size, "%swritten: %s%scheque: %" PRIu32,
                                 part, date(slip->written, written), part, slip->cheque);
    }
    if (slip->category != NULL) {
        size += (size_t)snprintf(more + size, sizeof more - size, "%scategory: '%s'", part,
                                 slip->category);
    }
    if (slip->reverses != 0 || slip->corrects != 0) {
        size += (size_t)snprintf(more + size, sizeof more - size, "%s%s: %" PRIu32, part,
                                 slip->reverses != 0 ? "reverses" : "corrects",
                                 slip->reverses != 0 ? slip->reverses : slip->corrects);
    }
    if (slip->is_override) {
        (void)snprintf(more + size, sizeof more - size, "%soverride: agreed", part);
    }
    switch (form) {
    case 0:
        put(world,
            "- transfer: %" PRIu32 "\n  amount: %s\n  from: '%s'\n  to: '%s'\n  date: %s\n"
            "  for: '%s'%s\n",
            transfer->number, figure, payer, payee, day, slip->what_for, more);
        break;
    case 1:
        put(world,
            "- {transfer: %" PRIu32 ", amount: %s, from: '%s', to: '%s', date: %s, for: '%s'%s}\n",
            transfer->number, figure, payer, payee, day, slip->what_for, more);
        break;
    default:
        put(world,
            "- transfer: %" PRIu32 " # from the box\n  amount: %s\n  from: \"%s\"\n"
            "  to: \"%s\"\n  date: %s\n\n  for: '%s'%s\n",
            transfer->number, figure, payer, payee, day, slip->what_for, more);
        break;
    }
}

static void put_ledger(struct world *world, const struct slip *slip, const char *payer,
                       const char *payee, const char *figure)
{
    char day[DATE_SIZE];
    put(world, "%s * (T%" PRIu32 ") %s\n", date(slip->transfer.day, day), slip->transfer.number,
        slip->what_for);
    if (slip->cheque != 0) {
        put(world, "    ; cheque: %" PRIu32 "\n    ; written: %s\n", slip->cheque,
            date(slip->written, day));
    }
    if (slip->category != NULL) {
        put(world, "    ; category: %s\n", slip->category);
    }
    if (slip->reverses != 0) {
        put(world, "    ; reverses: %" PRIu32 "\n", slip->reverses);
    }
    put(world, "    Members:%s  -%s LETS\n    Members:%s  %s LETS\n\n", payer, figure, payee,
        figure);
}

static void put_beancount(struct world *world, const struct slip *slip, const char *payer,
                          const char *payee, const char *figure)
{
    char day[DATE_SIZE];
    put(world, "%s * \"%s\" ^T%" PRIu32 "\n", date(slip->transfer.day, day), slip->what_for,
        slip->transfer.number);
    if (slip->cheque != 0) {
        put(world, "  cheque: %" PRIu32 "\n  written: %s\n", slip->cheque,
            date(slip->written, day));
    }
    if (slip->category != NULL) {
        put(world, "  category: \"%s\"\n", slip->category);
    }
    if (slip->reverses != 0) {
        put(world, "  reverses: %" PRIu32 "\n", slip->reverses);
    }
    put(world, "  Equity:Members:M%s  -%s LETS\n  Equity:Members:M%s  %s LETS\n\n", payer, figure,
        payee, figure);
}

static void put_transfer(struct world *world, struct slip *slip)
{
    char payer[16];
    char payee[16];
    char figure[32];
    struct transfer *transfer = &slip->transfer;
    const char *payer_id = account_id(transfer->payer, payer);
    const char *payee_id = account_id(transfer->payee, payee);
    (void)amount(transfer->amount, figure);
    transfer->number = ++world->number;
    transfer->day = world->day;
    world->accounts[transfer->payer].balance -= transfer->amount;
    world->accounts[transfer->payee].balance += transfer->amount;
    world->recent[transfer->number % RECENT] = *transfer;
    world->n_entries++;
    switch (world->format) {
    case LETS:
        if (world->kind == SPELLED) {
            put_spelled(world, slip, payer_id, payee_id, figure);
        } else {
            put_lets(world, slip, payer_id, payee_id, figure);
        }
        break;
    case LEDGER:
        put_ledger(world, slip, payer_id, payee_id, figure);
        break;
    case BEANCOUNT:
        put_beancount(world, slip, payer_id, payee_id, figure);
        break;
    }
}

/* A cheque of the payer, or a slip; now and then the cheque is stopped or comes back first. */
static void take_cheque(struct world *world, struct slip *slip)
{
    struct account *account = &world->accounts[slip->transfer.payer];
    char day[DATE_SIZE];
    uint32_t chance = roll(world, 256);
    if (chance < 80) {
        return;
    }
    if (account->cheque == 0) {
        if (!account->wants_book) {
            account->wants_book = true;
            world->wanting[world->n_wanting++] = slip->transfer.payer;
        }
        return;
    }
    if (chance < 83 && world->kind != SINGLE) {
        PUT_LETS("- cheque: %" PRIu32 "\n  date: %s\n  status: %s\n%s", account->cheque,
                 date(world->day, day), chance < 82 ? "returned" : "stopped",
                 chance < 82 ? "  reason: over the limit\n" : "");
        world->n_entries++;
    }
    if (chance != 82 || world->kind == SINGLE) {
        slip->cheque = account->cheque;
        slip->transfer.has_cheque = true;
    }
    account->cheque = account->cheque == account->last ? 0 : account->cheque + 1;
}

static void trade(struct world *world)
{
    struct slip slip = {.what_for = purposes[roll(world, sizeof purposes / sizeof *purposes)]};
    struct transfer *transfer = &slip.transfer;
    transfer->payer = roll_member(world);
    transfer->payee = roll(world, 100) == 0 ? 0 : roll_member(world);
    if (transfer->payer == transfer->payee) {
        transfer->payee = transfer->payer == N_CENTRAL ? N_CENTRAL + 1 : N_CENTRAL;
    }
    transfer->amount = (1 + roll(world, 60)) * (roll(world, 4) == 0 ? 25 : 100);
    /* Those who have much pay, so that nobody goes far. */
    if (transfer->payee != 0 &&
        world->accounts[transfer->payer].balance < world->accounts[transfer->payee].balance) {
        uint32_t payer = transfer->payer;
        transfer->payer = transfer->payee;
        transfer->payee = payer;
    }
    slip.is_override = world->accounts[transfer->payer].balance - transfer->amount < -debit_limit ||
                       (transfer->payee >= N_CENTRAL &&
                        world->accounts[transfer->payee].balance + transfer->amount > credit_limit);
    slip.written = world->day - (int32_t)roll(world, world->day < 10 ? 1 : 10);
    take_cheque(world, &slip);
    slip.category = roll(world, 4) == 0 ? categories[roll(world, 6)] : NULL;
    put_transfer(world, &slip);
}

/* Takes back one of the last transfers, and half the time puts it right. */
static bool reverse(struct world *world)
{
    struct transfer *wrong = &world->recent[roll(world, RECENT)];
    if (wrong->number == 0 || wrong->is_final || world->number + 1 > world->n_transfers) {
        return false;
    }
    wrong->is_final = true;
    uint32_t number = wrong->number;
    struct slip back = {
        .transfer = {.payer = wrong->payee,
                     .payee = wrong->payer,
                     .amount = wrong->amount,
                     .is_final = true},
        .what_for = "amount misread",
        .reverses = number,
    };
    put_transfer(world, &back);
    if (roll(world, 2) == 0 && world->number < world->n_transfers) {
        struct slip right = {
            .transfer = {.payer = back.transfer.payee,
                         .payee = back.transfer.payer,
                         .amount = back.transfer.amount + 100},
            .what_for = "bread and eggs",
            .corrects = number,
            .is_override = true,
        };
        put_transfer(world, &right);
    }
    return true;
}

/* ---------------------------------------------------------------- the rest of a LETS */

static void open_book(struct world *world)
{
    char day[DATE_SIZE];
    PUT_LETS("- ledger: Benchmark %" PRIu32 " by %" PRIu32
             "\n  format: 1\n  unit: LETS\n  decimals: 2\n"
             "  opened: %s\n  debit-limit: 1000.00\n  credit-limit: 2000.00\n  limits: hard\n"
             "  cheques-valid: 6 months\n",
             world->n_transfers, world->n_accounts + (uint32_t)world->kind, date(0, day));
    PUT_LETS("- central: admin\n  purpose: administration\n  title: Administration\n"
             "  opened: %s\n  debit-limit: 1000.00\n  credit-limit: none\n",
             day);
    PUT_LETS("- central: leavers\n  purpose: leavers\n  opened: %s\n  debit-limit: none\n"
             "  credit-limit: none\n",
             day);
    PUT_LETS("- central: hall-roof\n  purpose: project\n  title: Hall roof, Brixton\n"
             "  opened: %s\n  debit-limit: 500.00\n  credit-limit: none\n",
             day);
    world->n_entries = 4;
    if (world->format == LEDGER) {
        put(world, "commodity LETS\n    format 1000.00 LETS\n\ntag cheque\ntag written\n"
                   "tag category\ntag reverses\n\n");
    } else if (world->format == BEANCOUNT) {
        put(world, "option \"operating_currency\" \"LETS\"\n2026-01-01 commodity LETS\n");
    }
    for (uint32_t i = 0; i < world->n_accounts; i++) {
        char id[16];
        (void)account_id(i, id);
        if (world->format == LEDGER) {
            put(world, "account Members:%s\n", account_id(i, id));
        } else if (world->format == BEANCOUNT) {
            put(world, "2026-01-01 open Equity:Members:M%s LETS\n", account_id(i, id));
        } else if (i >= N_CENTRAL) {
            put(world, "- member: \"%s\"\n  joined: %s\n  locality: %s\n", account_id(i, id), day,
                localities[i % 4]);
            world->n_entries++;
        }
    }
    put(world, world->format == LETS ? "" : "\n");
    seal(world);
}

static void issue_books(struct world *world)
{
    char day[DATE_SIZE];
    char id[16];
    for (size_t i = 0; i < world->n_wanting; i++) {
        struct account *account = &world->accounts[world->wanting[i]];
        account->cheque = world->n_cheques + 1;
        account->last = world->n_cheques + BOOK;
        account->wants_book = false;
        world->n_cheques += BOOK;
        PUT_LETS("- cheques: \"%s\"\n  date: %s\n  first: %" PRIu32 "\n  last: %" PRIu32 "\n",
                 account_id(world->wanting[i], id), date(world->day, day), account->cheque,
                 account->last);
        world->n_entries++;
    }
    world->n_wanting = 0;
    seal(world);
}

static void close_period(struct world *world, int32_t last_day)
{
    char day[DATE_SIZE];
    bool has_balance = false;
    PUT_LETS("- close: %s\n  balances:", date(last_day, day));
    for (uint32_t i = 0; i < world->n_accounts; i++) {
        char id[16];
        char figure[32];
        const char *quote = i < N_CENTRAL ? "" : "\"";
        if (world->accounts[i].balance != 0) {
            PUT_LETS("\n    %s%s%s: %s", quote, account_id(i, id), quote,
                     amount(world->accounts[i].balance, figure));
            has_balance = true;
        }
    }
    PUT_LETS("%s\n", has_balance ? "" : " {}");
    world->n_entries++;
    seal(world);
}

/* Somebody is suspended, and is back. */
static void change(struct world *world)
{
    char day[DATE_SIZE];
    char id[16];
    uint32_t member = roll_member(world);
    const char *locality = localities[roll(world, 4)]; /* whatever is printed of it */
    (void)date(world->day, day);
    PUT_LETS("- change: \"%s\"\n  date: %s\n  status: suspended\n  reason: moved away\n",
             account_id(member, id), day);
    PUT_LETS("- change: \"%s\"\n  date: %s\n  locality: %s\n  status: active\n",
             account_id(member, id), day, locality);
    world->n_entries += 2;
    seal(world);
}

static void live(struct world *world)
{
    while (world->number < world->n_transfers) {
        int32_t day = 1 + (int32_t)((uint64_t)world->number * DAYS / world->n_transfers);
        uint64_t period = world->n_closes == 0 ? 0 : (uint64_t)day * world->n_closes / DAYS;
        bool is_period_over = period > world->n_closed && day > world->day;
        int32_t last_day = world->day;
        world->day = day;
        if (is_period_over) {
            close_period(world, last_day);
            world->n_closed = (uint32_t)period;
        }
        if (world->n_wanting > (world->kind == SINGLE ? 0 : 8)) {
            issue_books(world);
        }
        if (roll(world, 400) == 0) {
            change(world);
        }
        uint32_t left = world->n_transfers - world->number;
        uint32_t n = world->kind == SINGLE ? 1 : 1 + roll(world, PILE_MAX);
        n = n < left ? n : left;
        if (roll(world, 100) >= (world->kind == SINGLE ? 1 : 20) || !reverse(world)) {
            for (uint32_t i = 0; i < n; i++) {
                trade(world);
            }
        }
        seal(world);
    }
}

static void usage(void)
{
    (void)fprintf(stderr, "usage: generate -n TRANSFERS [-a ACCOUNTS] [-s SEED] "
                          "[-k piles|single|spelled] [-c CLOSES] [-f lets|ledger|beancount] "
                          "[-r]\n");
    exit(2);
}

static int word_of(const char *word, const char *const *words, int n)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(word, words[i]) == 0) {
            return i;
        }
    }
    usage();
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const kinds[] = {"piles", "single", "spelled"};
    static const char *const formats[] = {"lets", "ledger", "beancount"};
    static struct world world = {.n_closes = 24, .random = 1};
    for (int option = 0; (option = getopt(argc, argv, "n:a:s:k:c:f:r")) != -1;) {
        switch (option) {
        case 'n':
            world.n_transfers = (uint32_t)strtoul(optarg, NULL, 10);
            break;
        case 'a':
            world.n_accounts = (uint32_t)strtoul(optarg, NULL, 10);
            break;
        case 's':
            world.random = strtoull(optarg, NULL, 10);
            break;
        case 'k':
            world.kind = (enum kind)word_of(optarg, kinds, 3);
            break;
        case 'c':
            world.n_closes = (uint32_t)strtoul(optarg, NULL, 10);
            break;
        case 'f':
            world.format = (enum format)word_of(optarg, formats, 3);
            break;
        case 'r':
            world.has_refs = true;
            break;
        default:
            usage();
        }
    }
    if (world.n_accounts == 0) {
        uint32_t n = world.n_transfers / 100;
        n = n < ACCOUNTS_LEAST ? ACCOUNTS_LEAST : n;
        world.n_accounts = n < ACCOUNTS_MOST ? n : ACCOUNTS_MOST;
    }
    if (world.n_transfers == 0 || world.n_accounts < N_CENTRAL + 2 || world.random == 0) {
        usage();
    }
    world.accounts = calloc(world.n_accounts, sizeof *world.accounts);
    world.wanting = calloc(world.n_accounts, sizeof *world.wanting);
    world.hash = EVP_MD_CTX_new();
    if (world.accounts == NULL || world.wanting == NULL || world.hash == NULL ||
        EVP_DigestInit_ex(world.hash, EVP_sha256(), NULL) != 1) {
        perror("generate");
        return 1;
    }
    open_book(&world);
    live(&world);
    flush(&world);
    EVP_MD_CTX_free(world.hash);
    free(world.accounts);
    free(world.wanting);
    return fflush(stdout) == 0 ? 0 : 1;
}
