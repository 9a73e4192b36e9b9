/* SPDX-License-Identifier: MIT */
#ifndef LETS_ED25519_H
#define LETS_ED25519_H

/* Ed25519 as RFC 8032 has it, and its SHA-512. */

#include "base/error.h"

enum { ED25519_KEY_SIZE = 32, ED25519_SIGNATURE_SIZE = 64, SHA512_SIZE = 64 };

/* The SHA-512 of bytes. LETS_OUT_OF_MEMORY. */
enum lets_status ed25519_sha512(struct lets_span bytes, uint8_t out[SHA512_SIZE],
                                struct lets_error *err);

/* Whether a signature is good by that key, for those bytes. LETS_BAD_SIGNATURE,
 * LETS_OUT_OF_MEMORY. Refuses what no signer makes, and what some verifiers take: S that is not
 * below the order of the group, and a key that is not the one encoding of its point. */
enum lets_status ed25519_check(const uint8_t key[ED25519_KEY_SIZE],
                               const uint8_t signature[ED25519_SIGNATURE_SIZE],
                               struct lets_span bytes, struct lets_error *err);

/* Whether S, the second half of a signature, is below the order of the group. With the order added
 * it would be the same signature in other bytes. */
bool ed25519_has_low_s(const uint8_t signature[ED25519_SIGNATURE_SIZE]);

#endif
