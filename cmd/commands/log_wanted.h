/* SPDX-License-Identifier: MIT */
#ifndef LOG_WANTED_H
#define LOG_WANTED_H

/* What a log is asked for, and which entries it is by what they say themselves. */

#include <lets.h>

struct log_values {
    const char *id;
    const char *period;
    const char *kinds;
    uint32_t transfer;
    uint32_t cheque;
    const char *ref;
    const char *search;
    uint32_t last;
    bool is_exceptions;
};

/* The account that an entry is about; NULL for none, or for two. */
const struct lets_account *log_account_of(const struct lets_ledger *ledger,
                                          const struct lets_entry *entry);

/* Whether the account, kinds, transfer, cheque and reference that were given are the entry's. */
bool log_wants(const struct log_values *given, const struct lets_ledger *ledger,
               const struct lets_entry *entry);

#endif
