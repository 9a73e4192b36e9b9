/* SPDX-License-Identifier: MIT */
#ifndef SIGN_H
#define SIGN_H

/* Keys and signatures as `ssh-keygen` makes them, from a seed, so that tests can vote. Made by
 * libcrypto, and with nothing of the library's own module. */

#include <lets.h>

#define SIGN_SEED_SIZE 32
#define SIGN_KEY_SIZE 96
#define SIGN_SIZE 512

/* How a signature departs from what the library takes; {0}: not at all. */
struct sign_fault {
    bool has_sha256;     /* names and uses SHA-256 in place of SHA-512 */
    bool has_more_order; /* S and the order of the group: verifies as well, where nobody looks */
    bool has_version_2;
    bool has_reserved;           /* something stands in the reserved field */
    bool has_more;               /* a byte stands behind the blob */
    const uint8_t *claimed_seed; /* the blob names the key of this seed; NULL: of the signer's */
    const char *claimed_space;   /* the blob names this namespace; NULL: the one that is signed */
};

/* The two first words of the public key of a seed. */
void sign_key(const uint8_t seed[SIGN_SEED_SIZE], char out[SIGN_KEY_SIZE]);

/* The blob SSHSIG as base64 in one line. fault: NULL for none. */
void sign_bytes(const uint8_t seed[SIGN_SEED_SIZE], const char *name_space, struct lets_span bytes,
                const struct sign_fault *fault, char out[SIGN_SIZE]);

#endif
