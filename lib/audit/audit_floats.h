/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_FLOATS_H
#define LETS_AUDIT_FLOATS_H

/*
 * What is out of each batch of vouchers, reckoned a second time from the entries alone: its value
 * is the balance of its float, at every entry (journal.md, Vouchers).
 */

#include "base/mem.h"

struct audit_voucher {
    uint32_t sale; /* the transfer; 0: printed */
    uint32_t use;  /* that redeemed it or took it back; 0: none */
    bool is_gone;  /* its number was withdrawn: it can be in another batch since */
};

struct audit_batch {
    uint32_t account; /* index of the float */
    uint32_t first;
    uint32_t last;
    int64_t value;
    struct audit_voucher *vouchers; /* owned */
};

/* {0} is empty. */
struct audit_floats {
    struct audit_batch *batches; /* owned, in the order of their entries */
    size_t n_batches;
    size_t capacity;
};

void audit_floats_release(struct audit_floats *floats);

/* A `cheques` entry with a value, of that account. LETS_OUT_OF_MEMORY. */
enum lets_status audit_floats_print(struct audit_floats *floats, const struct lets_entry *entry,
                                    uint32_t account, struct lets_error *err);

/* A `cheques` entry with withdrawn, of that account. */
void audit_floats_withdraw(struct audit_floats *floats, const struct lets_entry *entry,
                           uint32_t account);

/* A transfer that moves vouchers of that float, into it or out of it: by how much the value of what
 * is out changes. */
int64_t audit_floats_move(struct audit_floats *floats, const struct lets_entry *entry,
                          uint32_t account, bool is_into);

#endif
