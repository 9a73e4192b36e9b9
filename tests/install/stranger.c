/* SPDX-License-Identifier: MIT */
/* A program of somebody else's, against the installed library: the one in the header's essay, in
 * short. */

#include <inttypes.h>
#include <lets.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    if (argc != 2 || lets_journal_open(argv[1], LETS_READ, 0, &journal, &err) != LETS_OK ||
        lets_journal_replay(journal, NULL, &ledger, &err) != LETS_OK) {
        fprintf(stderr, "%" PRIu64 ": %s\n", err.line, err.message);
        lets_journal_close(journal);
        return 1;
    }
    printf("%" PRIu32 " accounts\n", lets_ledger_summary(ledger)->n_accounts);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    return 0;
}
