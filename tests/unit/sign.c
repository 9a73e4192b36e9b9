/* SPDX-License-Identifier: MIT */
/* Signatures of OpenSSH (PROTOCOL.sshsig), made by libcrypto. */

#include "sign.h"

#include <assert.h>
#include <openssl/evp.h>
#include <string.h>

enum { KEY_BYTES = 32, SIGNATURE_BYTES = 64, BLOB_SIZE = 360 };

static const char algorithm[] = "ssh-ed25519";

/* Bytes that grow, in the wire format of SSH. */
struct blob {
    uint8_t bytes[BLOB_SIZE];
    size_t size;
};

static void add_bytes(struct blob *to, const void *bytes, size_t size)
{
    assert(size <= sizeof to->bytes - to->size);
    if (size > 0) {
        memcpy(to->bytes + to->size, bytes, size);
    }
    to->size += size;
}

static void add_number(struct blob *to, uint32_t number)
{
    const uint8_t bytes[] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16),
                             (uint8_t)(number >> 8), (uint8_t)number};
    add_bytes(to, bytes, sizeof bytes);
}

static void add_string(struct blob *to, const void *bytes, size_t size)
{
    add_number(to, (uint32_t)size);
    add_bytes(to, bytes, size);
}

static void add_word(struct blob *to, const char *word)
{
    add_string(to, word, strlen(word));
}

static void write_base64(const struct blob *blob, char *out, size_t size)
{
    assert((blob->size + 2) / 3 * 4 < size);
    (void)EVP_EncodeBlock((unsigned char *)out, blob->bytes, (int)blob->size);
}

static EVP_PKEY *key_of(const uint8_t seed[SIGN_SEED_SIZE])
{
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, SIGN_SEED_SIZE);
    assert(key != NULL);
    return key;
}

/* The public key as SSH has it. */
static struct blob public_of(const uint8_t seed[SIGN_SEED_SIZE])
{
    struct blob blob = {.size = 0};
    uint8_t point[KEY_BYTES];
    size_t size = sizeof point;
    EVP_PKEY *key = key_of(seed);
    int done = EVP_PKEY_get_raw_public_key(key, point, &size);
    assert(done == 1 && size == sizeof point);
    EVP_PKEY_free(key);
    add_word(&blob, algorithm);
    add_string(&blob, point, sizeof point);
    return blob;
}

void sign_key(const uint8_t seed[SIGN_SEED_SIZE], char out[SIGN_KEY_SIZE])
{
    struct blob blob = public_of(seed);
    memcpy(out, "ssh-ed25519 ", sizeof "ssh-ed25519 ");
    write_base64(&blob, out + strlen(out), SIGN_KEY_SIZE - strlen(out));
}

/* S + L, little-endian: below 2^256, for both are below 2^253. */
static void add_order(uint8_t s[KEY_BYTES])
{
    static const uint8_t order[KEY_BYTES] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                             0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                             0,    0,    0,    0,    0,    0,    0,    0,
                                             0,    0,    0,    0,    0,    0,    0,    0x10};
    unsigned carry = 0;
    for (size_t i = 0; i < KEY_BYTES; i++) {
        carry += (unsigned)s[i] + order[i];
        s[i] = (uint8_t)carry;
        carry >>= 8;
    }
    assert(carry == 0);
}

/* What stands in the blob between the key and the signature, and in what is signed. */
static void add_purpose(struct blob *to, const char *name_space, const struct sign_fault *fault)
{
    add_word(to, name_space);
    add_word(to, fault->has_reserved ? "x" : "");
    add_word(to, fault->has_sha256 ? "sha256" : "sha512");
}

static void sign_raw(const uint8_t seed[SIGN_SEED_SIZE], const struct blob *message,
                     uint8_t out[SIGNATURE_BYTES])
{
    size_t size = SIGNATURE_BYTES;
    EVP_PKEY *key = key_of(seed);
    EVP_MD_CTX *signer = EVP_MD_CTX_new();
    int done = signer != NULL && EVP_DigestSignInit(signer, NULL, NULL, NULL, key) == 1 &&
               EVP_DigestSign(signer, out, &size, message->bytes, message->size) == 1;
    assert(done == 1 && size == SIGNATURE_BYTES);
    EVP_MD_CTX_free(signer);
    EVP_PKEY_free(key);
}

void sign_bytes(const uint8_t seed[SIGN_SEED_SIZE], const char *name_space, struct lets_span bytes,
                const struct sign_fault *fault, char out[SIGN_SIZE])
{
    static const struct sign_fault none = {0};
    const struct sign_fault *how = fault == NULL ? &none : fault;
    struct blob message = {.size = 0};
    struct blob blob = {.size = 0};
    struct blob pair = {.size = 0};
    uint8_t digest[EVP_MAX_MD_SIZE];
    uint8_t signature[SIGNATURE_BYTES];
    unsigned digest_size = 0;
    int done = EVP_Digest(bytes.bytes, bytes.size, digest, &digest_size,
                          how->has_sha256 ? EVP_sha256() : EVP_sha512(), NULL);
    assert(done == 1);
    add_bytes(&message, "SSHSIG", 6);
    add_purpose(&message, name_space, how);
    add_string(&message, digest, digest_size);
    sign_raw(seed, &message, signature);
    if (how->has_more_order) {
        add_order(signature + SIGNATURE_BYTES / 2);
    }
    struct blob key = public_of(how->claimed_seed != NULL ? how->claimed_seed : seed);
    add_bytes(&blob, "SSHSIG", 6);
    add_number(&blob, how->has_version_2 ? 2 : 1);
    add_string(&blob, key.bytes, key.size);
    add_purpose(&blob, how->claimed_space != NULL ? how->claimed_space : name_space, how);
    add_word(&pair, algorithm);
    add_string(&pair, signature, sizeof signature);
    add_string(&blob, pair.bytes, pair.size);
    add_bytes(&blob, "\n", how->has_more ? 1 : 0);
    write_base64(&blob, out, SIGN_SIZE);
}
