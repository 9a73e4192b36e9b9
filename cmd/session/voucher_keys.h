/* SPDX-License-Identifier: MIT */
#ifndef VOUCHER_KEYS_H
#define VOUCHER_KEYS_H

/*
 * The keys of vouchers (journal.md, "The check code"), in NAME.keys.yaml beside the journal: of
 * each batch 32 random digits, of which the journal holds only the digest. What stands in the file
 * is never taken out of it: without its key no code of a batch can be checked.
 */

#include "session/personal_file.h"
#include "session/session.h"

enum { VOUCHER_KEY_SIZE = 33, VOUCHER_CODE_SIZE = 9 }; /* digits, and a NUL */

struct voucher_key {
    char hex[VOUCHER_KEY_SIZE];
};

struct voucher_code {
    char hex[VOUCHER_CODE_SIZE];
};

/* A key from the system's own source of randomness, which no clock goes into. LETS_INPUT_OUTPUT. */
enum lets_status voucher_key_new(struct voucher_key *out, struct lets_error *err);

/* What the journal holds of it: the SHA-256 of its digits. */
struct lets_hash voucher_key_digest(const struct voucher_key *key);

/* The code of one voucher of its batch. */
struct voucher_code voucher_code_of(const struct voucher_key *key, uint32_t number);

/* Whether a code that was typed is that one: blanks between the digits and capitals are no matter.
 */
bool voucher_code_is(const struct voucher_code *code, const char *typed);

/* The keys that there are. {0} is none; release it. */
struct voucher_keys {
    char *path; /* owned; NULL: standard input has none beside it */
    struct personal_file file;
};

/* Reads the key file of the session's journal; one that does not exist has no keys, nor has
 * standard input. Warns where others may read it. What personal_file_read returns. */
enum lets_status voucher_keys_load(struct voucher_keys *keys, const struct session *session,
                                   struct lets_error *err);
void voucher_keys_release(struct voucher_keys *keys);

/* Warns of batches of the ledger, but that from `but` on, whose keys are not beside the journal:
 * whoever lost the file would else get a new one that looks whole. */
void voucher_keys_warn_lost(const struct session *session, uint32_t but);

/* The key of a digest. A key proves itself, so that any spelling of the file will do.
 * LETS_KEY_MISSING where it is not there. */
enum lets_status voucher_keys_find(const struct voucher_keys *keys, struct lets_span digest,
                                   struct voucher_key *out, struct lets_error *err);

/* The code of a voucher, by the key of its batch. LETS_KEY_MISSING. */
enum lets_status voucher_keys_code(const struct voucher_keys *keys,
                                   const struct lets_cheque *voucher, struct voucher_code *out,
                                   struct lets_error *err);

/* Adds a key to the file of a journal as it stands now, on the disk before this returns. The file
 * is its owner's alone from then on; warns where it was not, and of what it could not keep. What
 * personal_file_change returns. */
enum lets_status voucher_keys_add(struct voucher_keys *keys, const struct session *session,
                                  const struct voucher_key *key, struct lets_error *left,
                                  struct lets_error *err);

#endif
