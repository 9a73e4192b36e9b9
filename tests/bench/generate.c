/* SPDX-License-Identifier: MIT */
/*
 * Makes a journal as a LETS would write it, of any size, and the same transfers for ledger, hledger
 * and beancount. It knows the format from journal.md alone, shares nothing with the library, and
 * gives the same bytes for the same arguments on every machine.
 *
 *   generate -n TRANSFERS [-a ACCOUNTS] [-s SEED] [-k piles|single|spelled] [-c CLOSES]
 *            [-f lets|ledger|beancount] [-r] [-v] [-l]
 *
 * Few members do most of the trading; piles of 1 to 60 slips, more than half of them cheques, are
 * sealed on one evening; some are reversed or corrected, some cheques come back or are stopped,
 * members are suspended and return, and each month is closed. -k single seals every transfer alone;
 * -k spelled writes no entry as lets does; -r gives every transfer a reference; -c 0 never closes;
 * with -v there are vouchers, which members buy and lodge between the rest; with -l a levy by rule
 * after each third close.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "generate_life.h"

static void usage(void)
{
    (void)fprintf(stderr, "usage: generate -n TRANSFERS [-a ACCOUNTS] [-s SEED] "
                          "[-k piles|single|spelled] [-c CLOSES] [-f lets|ledger|beancount] "
                          "[-r] [-v] [-l]\n");
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
    for (int option = 0; (option = getopt(argc, argv, "n:a:s:k:c:f:rvl")) != -1;) {
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
        case 'v':
            world.has_vouchers = true;
            break;
        case 'l':
            world.has_levy = true;
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
    life_begin(&world);
    life_live(&world);
    world_flush(&world);
    EVP_MD_CTX_free(world.hash);
    free(world.accounts);
    free(world.wanting);
    return fflush(stdout) == 0 ? 0 : 1;
}
