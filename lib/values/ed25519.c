/* SPDX-License-Identifier: MIT */
/*
 * Ed25519 and SHA-512 come from libcrypto, in a context of its own: what the machine's openssl.cnf
 * says of providers cannot change whether a vote is good. The context is made once, for making it
 * takes four times as long as a check; libcrypto guards what is in it, so that threads share it.
 */

#include "values/ed25519.h"

#include <assert.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdatomic.h>

/* Whether libcrypto says so; false also where it has no memory to tell. */
static bool is_verified(OSSL_LIB_CTX *context, const uint8_t *key, const uint8_t *signature,
                        struct lets_span bytes)
{
    EVP_PKEY *made =
        EVP_PKEY_new_raw_public_key_ex(context, "ED25519", NULL, key, ED25519_KEY_SIZE);
    EVP_MD_CTX *verifier = made == NULL ? NULL : EVP_MD_CTX_new();
    bool is_good = verifier != NULL &&
                   EVP_DigestVerifyInit_ex(verifier, NULL, NULL, context, NULL, made, NULL) == 1 &&
                   EVP_DigestVerify(verifier, signature, ED25519_SIGNATURE_SIZE,
                                    (const unsigned char *)bytes.bytes, bytes.size) == 1;
    EVP_MD_CTX_free(verifier);
    EVP_PKEY_free(made);
    return is_good;
}

/* Whether libcrypto works: it finds a signature good that is (RFC 8032, 7.1, the second test). */
static bool is_working(OSSL_LIB_CTX *context)
{
    /* clang-format off */
    static const uint8_t key[ED25519_KEY_SIZE] = {
        0x3d, 0x40, 0x17, 0xc3, 0xe8, 0x43, 0x89, 0x5a, 0x92, 0xb7, 0x0a, 0xa7, 0x4d, 0x1b, 0x7e, 0xbc,
        0x9c, 0x98, 0x2c, 0xcf, 0x2e, 0xc4, 0x96, 0x8c, 0xc0, 0xcd, 0x55, 0xf1, 0x2a, 0xf4, 0x66, 0x0c};
    static const uint8_t signature[ED25519_SIGNATURE_SIZE] = {
        0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8, 0x72, 0x0e, 0x82, 0x0b, 0x5f, 0x64, 0x25, 0x40,
        0xa2, 0xb2, 0x7b, 0x54, 0x16, 0x50, 0x3f, 0x8f, 0xb3, 0x76, 0x22, 0x23, 0xeb, 0xdb, 0x69, 0xda,
        0x08, 0x5a, 0xc1, 0xe4, 0x3e, 0x15, 0x99, 0x6e, 0x45, 0x8f, 0x36, 0x13, 0xd0, 0xf1, 0x1d, 0x8c,
        0x38, 0x7b, 0x2e, 0xae, 0xb4, 0x30, 0x2a, 0xee, 0xb0, 0x0d, 0x29, 0x16, 0x12, 0xbb, 0x0c, 0x00};
    /* clang-format on */
    return is_verified(context, key, signature, lets_span_of("\x72"));
}

/* The context that all share, which worked before anyone saw it: what it takes to find algorithms
 * is allocated by then. NULL where memory ran out; then the next call tries again. */
static OSSL_LIB_CTX *share_context(void)
{
    static _Atomic(OSSL_LIB_CTX *) shared = NULL;
    OSSL_LIB_CTX *known = atomic_load(&shared);
    if (known != NULL) {
        return known;
    }
    OSSL_LIB_CTX *made = OSSL_LIB_CTX_new();
    if (made != NULL && is_working(made) && atomic_compare_exchange_strong(&shared, &known, made)) {
        return made;
    }
    OSSL_LIB_CTX_free(made);
    return known; /* another thread's, if it was faster */
}

static enum lets_status fail_memory(struct lets_error *err)
{
    return lets__fail(err, LETS_OUT_OF_MEMORY, "not enough memory to check a signature");
}

enum lets_status ed25519_sha512(struct lets_span bytes, uint8_t out[SHA512_SIZE],
                                struct lets_error *err)
{
    size_t size = 0;
    uint8_t digest[SHA512_SIZE];
    ERR_set_mark(); /* the caller's errors of libcrypto stay, and ours go */
    OSSL_LIB_CTX *context = share_context();
    bool is_done = context != NULL && EVP_Q_digest(context, "SHA512", NULL, bytes.bytes, bytes.size,
                                                   digest, &size) == 1;
    ERR_pop_to_mark();
    if (!is_done) {
        return fail_memory(err);
    }
    assert(size == sizeof digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[i] = digest[i];
    }
    return LETS_OK;
}

/* y below 2^255 - 19, and no sign where x is zero, which it is for y = 1 and y = -1 (RFC 8032,
 * 5.1.3). Whether there is such a point at all is for libcrypto to say. */
static bool is_canonical(const uint8_t *key)
{
    bool is_negative = (key[ED25519_KEY_SIZE - 1] & 0x80) != 0;
    unsigned last = key[ED25519_KEY_SIZE - 1] & 0x7f;
    bool is_low = last == 0;
    bool is_high = last == 0x7f;
    for (size_t i = 1; i < ED25519_KEY_SIZE - 1; i++) {
        is_low = is_low && key[i] == 0;
        is_high = is_high && key[i] == 0xff;
    }
    bool is_over = is_high && key[0] >= 0xed;
    bool has_zero_x = (is_low && key[0] == 1) || (is_high && key[0] == 0xec);
    return !is_over && !(is_negative && has_zero_x);
}

/* Whether the key is one of the eight points of small order, whatever its sign: anybody can make
 * signatures that are good by it. */
static bool has_small_order(const uint8_t *key)
{
    static const uint8_t points[][ED25519_KEY_SIZE] = {
        {0},
        {1},
        {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
        {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
         0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
         0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
        {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
         0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
         0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
    };
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        size_t n_same = 0;
        for (size_t j = 0; j < ED25519_KEY_SIZE; j++) {
            uint8_t sign = j == ED25519_KEY_SIZE - 1 ? 0x80 : 0;
            n_same += (key[j] & ~sign) == points[i][j] ? 1 : 0;
        }
        if (n_same == ED25519_KEY_SIZE) {
            return true;
        }
    }
    return false;
}

bool ed25519_has_low_s(const uint8_t signature[ED25519_SIGNATURE_SIZE])
{
    /* 2^252 + 27742317777372353535851937790883648493, the lowest byte first, as S is. */
    static const uint8_t order[] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                    0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                    0,    0,    0,    0,    0,    0,    0,    0,
                                    0,    0,    0,    0,    0,    0,    0,    0x10};
    const uint8_t *s = signature + ED25519_SIGNATURE_SIZE - sizeof order;
    size_t i = sizeof order - 1;
    while (i > 0 && s[i] == order[i]) {
        i--;
    }
    return s[i] < order[i];
}

/* libcrypto says of a signature that it is not good also where it had no memory to tell. So that is
 * believed where it is said twice, and in between one found good that is. */
static enum lets_status ask(const uint8_t *key, const uint8_t *signature, struct lets_span bytes,
                            struct lets_error *err)
{
    OSSL_LIB_CTX *context = share_context();
    if (context == NULL) {
        return fail_memory(err);
    }
    if (is_verified(context, key, signature, bytes)) {
        return LETS_OK;
    }
    if (!is_working(context) || is_verified(context, key, signature, bytes)) {
        return fail_memory(err);
    }
    return lets__fail(err, LETS_BAD_SIGNATURE, "the signature is not good for these bytes");
}

enum lets_status ed25519_check(const uint8_t key[ED25519_KEY_SIZE],
                               const uint8_t signature[ED25519_SIGNATURE_SIZE],
                               struct lets_span bytes, struct lets_error *err)
{
    if (!ed25519_has_low_s(signature)) {
        return lets__fail(err, LETS_BAD_SIGNATURE,
                          "S of the signature is not below the order of the group");
    }
    if (!is_canonical(key)) {
        return lets__fail(err, LETS_BAD_SIGNATURE,
                          "no signature is good by that key, which does not spell a point");
    }
    if (has_small_order(key)) {
        return lets__fail(err, LETS_BAD_SIGNATURE,
                          "no signature is good by that key, for anybody can make one");
    }
    ERR_set_mark();
    enum lets_status status = ask(key, signature, bytes, err);
    ERR_pop_to_mark();
    return status;
}
