/* SPDX-License-Identifier: MIT */
#ifndef LETS_KEY_TABLE_H
#define LETS_KEY_TABLE_H

/*
 * The one description of the format: for each kind of LETS_KINDS its keys in canonical order
 * (journal.md, Entries). A row is a key's name, the member of struct lets_entry that holds its
 * value (of LETS_FIELDS; no kind has two keys for one), how the value is spelled (of LETS_TYPES)
 * and whether each entry of the kind must have the key. The first key is the kind's own, and is
 * called by its word. All that there is to know of kinds and keys is made from these rows, in
 * entry.h and entry.c.
 */

#define LEDGER_KEYS(KEY, word)                                                                     \
    KEY(word, name, TEXT, REQUIRED)                                                                \
    KEY("format", format, NUMBER, REQUIRED)                                                        \
    KEY("unit", unit, TEXT, REQUIRED)                                                              \
    KEY("decimals", decimals, DECIMALS, REQUIRED)                                                  \
    KEY("opened", opened, DATE, REQUIRED)                                                          \
    KEY("debit-limit", debit_limit, LIMIT, REQUIRED)                                               \
    KEY("credit-limit", credit_limit, LIMIT, REQUIRED)                                             \
    KEY("limits", limits, LIMITS, REQUIRED)                                                        \
    KEY("cheques-valid", cheques_valid, VALIDITY, REQUIRED)                                        \
    KEY("contact", contact, TEXT, OPTIONAL)                                                        \
    KEY("note", note, TEXT, OPTIONAL)

#define FORMAT_KEYS(KEY, word)                                                                     \
    KEY(word, number, NUMBER, REQUIRED)                                                            \
    KEY("reason", reason, TEXT, OPTIONAL)                                                          \
    KEY("note", note, TEXT, OPTIONAL)

#define POLICY_KEYS(KEY, word)                                                                     \
    KEY(word, date, DATE, REQUIRED)                                                                \
    KEY("name", name, TEXT, OPTIONAL)                                                              \
    KEY("unit", unit, TEXT, OPTIONAL)                                                              \
    KEY("contact", contact, TEXT, OPTIONAL)                                                        \
    KEY("debit-limit", debit_limit, LIMIT, OPTIONAL)                                               \
    KEY("credit-limit", credit_limit, LIMIT, OPTIONAL)                                             \
    KEY("limits", limits, LIMITS, OPTIONAL)                                                        \
    KEY("cheques-valid", cheques_valid, VALIDITY, OPTIONAL)                                        \
    KEY("agreement", agreement, TEXT, OPTIONAL)                                                    \
    KEY("digest", digest, HASH, OPTIONAL)                                                          \
    KEY("reason", reason, TEXT, OPTIONAL)                                                          \
    KEY("note", note, TEXT, OPTIONAL)

#define MEMBER_KEYS(KEY, word)                                                                     \
    KEY(word, id, ID, REQUIRED)                                                                    \
    KEY("joined", joined, DATE, REQUIRED)                                                          \
    KEY("debit-limit", debit_limit, LIMIT, OPTIONAL)                                               \
    KEY("credit-limit", credit_limit, LIMIT, OPTIONAL)                                             \
    KEY("locality", locality, TEXT, OPTIONAL)                                                      \
    KEY("agreed", agreed, TEXT, OPTIONAL)                                                          \
    KEY("note", note, TEXT, OPTIONAL)

#define CENTRAL_KEYS(KEY, word)                                                                    \
    KEY(word, id, ID, REQUIRED)                                                                    \
    KEY("purpose", purpose, PURPOSE, REQUIRED)                                                     \
    KEY("title", title, TEXT, OPTIONAL)                                                            \
    KEY("opened", opened, DATE, REQUIRED)                                                          \
    KEY("debit-limit", debit_limit, LIMIT, REQUIRED)                                               \
    KEY("credit-limit", credit_limit, LIMIT, REQUIRED)                                             \
    KEY("locality", locality, TEXT, OPTIONAL)                                                      \
    KEY("note", note, TEXT, OPTIONAL)

#define CHANGE_KEYS(KEY, word)                                                                     \
    KEY(word, id, ID, REQUIRED)                                                                    \
    KEY("date", date, DATE, REQUIRED)                                                              \
    KEY("joined", joined, DATE, OPTIONAL)                                                          \
    KEY("purpose", purpose, PURPOSE, OPTIONAL)                                                     \
    KEY("title", title, TEXT, OPTIONAL)                                                            \
    KEY("debit-limit", debit_limit, CHANGED_LIMIT, OPTIONAL)                                       \
    KEY("credit-limit", credit_limit, CHANGED_LIMIT, OPTIONAL)                                     \
    KEY("locality", locality, TEXT, OPTIONAL)                                                      \
    KEY("agreed", agreed, TEXT, OPTIONAL)                                                          \
    KEY("status", status, STATUS, OPTIONAL)                                                        \
    KEY("reason", reason, TEXT, OPTIONAL)                                                          \
    KEY("note", note, TEXT, OPTIONAL)

#define TRANSFER_KEYS(KEY, word)                                                                   \
    KEY(word, number, NUMBER, REQUIRED)                                                            \
    KEY("date", date, DATE, REQUIRED)                                                              \
    KEY("from", payer, ID, REQUIRED)                                                               \
    KEY("to", payee, ID, REQUIRED)                                                                 \
    KEY("amount", amount, AMOUNT, REQUIRED)                                                        \
    KEY("for", what_for, TEXT, OPTIONAL)                                                           \
    KEY("cheque", cheque, NUMBER, OPTIONAL)                                                        \
    KEY("written", written, DATE, OPTIONAL)                                                        \
    KEY("first", first, NUMBER, OPTIONAL)                                                          \
    KEY("last", last, NUMBER, OPTIONAL)                                                            \
    KEY("category", category, TEXT, OPTIONAL)                                                      \
    KEY("ref", ref, TEXT, OPTIONAL)                                                                \
    KEY("reverses", reverses, NUMBER, OPTIONAL)                                                    \
    KEY("corrects", corrects, NUMBER, OPTIONAL)                                                    \
    KEY("proposal", proposal, NUMBER, OPTIONAL)                                                    \
    KEY("override", override_reason, TEXT, OPTIONAL)                                               \
    KEY("note", note, TEXT, OPTIONAL)

#define CHEQUES_KEYS(KEY, word)                                                                    \
    KEY(word, id, ID, REQUIRED)                                                                    \
    KEY("date", date, DATE, REQUIRED)                                                              \
    KEY("first", first, NUMBER, REQUIRED)                                                          \
    KEY("last", last, NUMBER, REQUIRED)                                                            \
    KEY("value", value, AMOUNT, OPTIONAL)                                                          \
    KEY("expires", expires, DATE, OPTIONAL)                                                        \
    KEY("digest", digest, HASH, OPTIONAL)                                                          \
    KEY("withdrawn", withdrawn, TEXT, OPTIONAL)                                                    \
    KEY("note", note, TEXT, OPTIONAL)

#define CHEQUE_KEYS(KEY, word)                                                                     \
    KEY(word, number, NUMBER, REQUIRED)                                                            \
    KEY("date", date, DATE, REQUIRED)                                                              \
    KEY("status", cheque_status, CHEQUE_STATUS, REQUIRED)                                          \
    KEY("to", payee, ID, OPTIONAL)                                                                 \
    KEY("amount", amount, AMOUNT, OPTIONAL)                                                        \
    KEY("reason", reason, TEXT, OPTIONAL)                                                          \
    KEY("note", note, TEXT, OPTIONAL)

#define CLOSE_KEYS(KEY, word)                                                                      \
    KEY(word, date, DATE, REQUIRED)                                                                \
    KEY("balances", balances, BALANCES, REQUIRED)                                                  \
    KEY("note", note, TEXT, OPTIONAL)

#define REOPEN_KEYS(KEY, word)                                                                     \
    KEY(word, date, DATE, REQUIRED)                                                                \
    KEY("reason", reason, TEXT, REQUIRED)                                                          \
    KEY("note", note, TEXT, OPTIONAL)

#define CHARTER_KEYS(KEY, word)                                                                    \
    KEY(word, id, ID, REQUIRED)                                                                    \
    KEY("date", date, DATE, REQUIRED)                                                              \
    KEY("begins", begins, DATE, OPTIONAL)                                                          \
    KEY("ends", ends, DATE, OPTIONAL)                                                              \
    KEY("budget", budget, AMOUNT, OPTIONAL)                                                        \
    KEY("ceiling", ceiling, AMOUNT, OPTIONAL)                                                      \
    KEY("petty", petty, AMOUNT, OPTIONAL)                                                          \
    KEY("quorum", quorum, NUMBER, OPTIONAL)                                                        \
    KEY("residue-to", residue_to, ID, OPTIONAL)                                                    \
    KEY("approvers", approvers, APPROVERS, OPTIONAL)                                               \
    KEY("reason", reason, TEXT, OPTIONAL)                                                          \
    KEY("withdrawn", withdrawn, TEXT, OPTIONAL)                                                    \
    KEY("proposal", proposal, NUMBER, OPTIONAL)                                                    \
    KEY("note", note, TEXT, OPTIONAL)

#define PROPOSAL_KEYS(KEY, word)                                                                   \
    KEY(word, number, NUMBER, REQUIRED)                                                            \
    KEY("date", date, DATE, REQUIRED)                                                              \
    KEY("fund", fund, ID, OPTIONAL)                                                                \
    KEY("to", payee, ID, OPTIONAL)                                                                 \
    KEY("amount", amount, AMOUNT, OPTIONAL)                                                        \
    KEY("charter", digest, HASH, OPTIONAL)                                                         \
    KEY("for", what_for, TEXT, OPTIONAL)                                                           \
    KEY("withdrawn", withdrawn, TEXT, OPTIONAL)

#define VOTE_KEYS(KEY, word)                                                                       \
    KEY(word, number, NUMBER, REQUIRED)                                                            \
    KEY("date", date, DATE, REQUIRED)                                                              \
    KEY("by", by, ID, REQUIRED)                                                                    \
    KEY("answer", answer, ANSWER, REQUIRED)                                                        \
    KEY("signature", signature, SIGNATURE, OPTIONAL)

#define RULE_KEYS(KEY, word)                                                                       \
    KEY(word, id, ID, REQUIRED)                                                                    \
    KEY("date", date, DATE, REQUIRED)                                                              \
    KEY("of", of, RULE_BASE, OPTIONAL)                                                             \
    KEY("above", above, AMOUNT, OPTIONAL)                                                          \
    KEY("percent", percent, PERCENT, OPTIONAL)                                                     \
    KEY("flat", flat, AMOUNT, OPTIONAL)                                                            \
    KEY("steps", steps, STEPS, OPTIONAL)                                                           \
    KEY("floor", floor, AMOUNT, OPTIONAL)                                                          \
    KEY("cap", cap, AMOUNT, OPTIONAL)                                                              \
    KEY("after", after, NUMBER, OPTIONAL)                                                          \
    KEY("locality", locality, TEXT, OPTIONAL)                                                      \
    KEY("to", payee, ID, OPTIONAL)                                                                 \
    KEY("sets", sets, RULE_SETS, OPTIONAL)                                                         \
    KEY("own", own, OWN, OPTIONAL)                                                                 \
    KEY("reason", reason, TEXT, OPTIONAL)                                                          \
    KEY("withdrawn", withdrawn, TEXT, OPTIONAL)                                                    \
    KEY("note", note, TEXT, OPTIONAL)

#define RUN_KEYS(KEY, word)                                                                        \
    KEY(word, id, ID, REQUIRED)                                                                    \
    KEY("close", close, DATE, REQUIRED)                                                            \
    KEY("count", count, COUNT, REQUIRED)                                                           \
    KEY("total", total, AMOUNT, OPTIONAL)                                                          \
    KEY("note", note, TEXT, OPTIONAL)

#define SEAL_KEYS(KEY, word)                                                                       \
    KEY(word, time, TIME, REQUIRED)                                                                \
    KEY("by", by, TEXT, REQUIRED)                                                                  \
    KEY("entries", entries, NUMBER, REQUIRED)                                                      \
    KEY("reason", reason, TEXT, OPTIONAL)                                                          \
    KEY("sha256", sha256, HASH, REQUIRED)

#endif
