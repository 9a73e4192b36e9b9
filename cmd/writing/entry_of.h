/* SPDX-License-Identifier: MIT */
#ifndef ENTRY_OF_H
#define ENTRY_OF_H

/*
 * Entries as commands make them: those that several commands make alike, and fields that are there
 * only where the command line names them. Texts are borrowed.
 */

#include "session/session.h"

/* What the transfer is for that takes the balance of an account that is closed elsewhere. */
#define RESIDUE_FOR "residue of a closed account"

/* The next transfer. */
struct lets_entry entry_of_transfer(const struct lets_ledger *ledger, struct lets_date date,
                                    const struct lets_account *payer,
                                    const struct lets_account *payee, struct lets_amount amount);

/* What happened to a cheque without a transfer. */
struct lets_entry entry_of_cheque(uint32_t number, struct lets_date date,
                                  enum lets_cheque_status happened, struct lets_span reason);

/* A book of cheques, given out; with `withdrawn` put besides, taken back. */
struct lets_entry entry_of_book(struct lets_span account, struct lets_date date, uint32_t first,
                                uint32_t last);

/* Another status of an account; reason NULL: none is given. */
struct lets_entry entry_of_status(struct lets_span account, struct lets_date date,
                                  enum lets_account_status status, const char *reason);

/* Reads the limits of the command line (NULL: not given) into a member, central, change or policy.
 * may_default: "default" is one. What session_limit returns. */
enum lets_status entry_put_limits(struct lets_entry *entry, struct session *session,
                                  const char *debit, const char *credit, bool may_default,
                                  struct lets_error *err);

/* Gives an entry a field where there is one to give: a string of the command line (NULL: not
 * given), one of its structs of values that know whether they were given, a text (empty: none). */
#define ENTRY_PUT_STRING(entry, member, string)                                                    \
    do {                                                                                           \
        const char *string_given = (string);                                                       \
        if (string_given != NULL) {                                                                \
            lets_entry_put(entry, member, lets_span_of(string_given));                             \
        }                                                                                          \
    } while (0)
#define ENTRY_PUT_GIVEN(entry, member, given)                                                      \
    do {                                                                                           \
        if ((given).is_given) {                                                                    \
            lets_entry_put(entry, member, (given).value);                                          \
        }                                                                                          \
    } while (0)
#define ENTRY_PUT_SPAN(entry, member, span)                                                        \
    do {                                                                                           \
        struct lets_span span_given = (span);                                                      \
        if (span_given.size > 0) {                                                                 \
            lets_entry_put(entry, member, span_given);                                             \
        }                                                                                          \
    } while (0)

/* Takes a field out again where the books say the same already. */
#define ENTRY_DROP_IF(entry, member, is_so)                                                        \
    do {                                                                                           \
        if (lets_entry_has(entry, member) && (is_so)) {                                            \
            lets_entry_drop(entry, member);                                                        \
        }                                                                                          \
    } while (0)

#endif
