/* SPDX-License-Identifier: MIT */
/*
 * Keys and signatures of OpenSSH. Base64 is checked whole first, and then read where it stands: a
 * byte is worked out when it is asked for, so that nothing is allocated, and nothing can be too
 * long.
 *
 * Ed25519 and SHA-512 come from libcrypto, in a context of its own: what the machine's openssl.cnf
 * says of providers cannot change whether a vote is good. The context is made once, for making it
 * takes several times as long as a check; libcrypto guards what is in it, so that threads share it.
 * What libcrypto leaves open is checked here: a point has one encoding only (RFC 8032, 5.1.3).
 */

#include "values/signature.h"

#include <assert.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { KEY_BYTES = 32, SIGNATURE_BYTES = 64, DIGEST_BYTES = 64, LENGTH_BYTES = 4 };

static const char algorithm[] = "ssh-ed25519";
static const char magic[] = "SSHSIG";
static const char hash_name[] = "sha512";

/* ---------------------------------------------------------------- base64 */

static int digit_value(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c == '\0' ? NULL : strchr(digits, c);
    return at == NULL ? -1 : (int)(at - digits);
}

/* How many '=' stand at the end; more than two are no padding. */
static size_t count_padding(struct lets_span base64)
{
    size_t n = 0;
    while (n < 2 && n < base64.size && base64.bytes[base64.size - 1 - n] == '=') {
        n++;
    }
    return n;
}

/* What is read, for messages: whose fault it is, and what it is called. */
struct reading {
    enum lets_status status;
    const char *noun;
    struct lets_error *err;
};

/* Bytes in base64 that were not read yet: `at` to `end`, counted in bytes. */
struct part {
    const char *digits;
    size_t at;
    size_t end;
};

/* The whole as one part: the one spelling that RFC 4648 calls canonical, and nothing else. */
static enum lets_status open_base64(const struct reading *reading, struct lets_span base64,
                                    struct part *out)
{
    size_t padding = count_padding(base64);
    size_t n_digits = base64.size - padding;
    for (size_t i = 0; i < n_digits; i++) {
        if (digit_value(base64.bytes[i]) < 0) {
            return lets__fail(reading->err, reading->status,
                              "the %s is not base64: its byte %zu is no digit of that",
                              reading->noun, i + 1);
        }
    }
    if (base64.size == 0 || base64.size % 4 != 0) {
        return lets__fail(reading->err, reading->status,
                          "the %s is not base64: it is of %zu characters, no multiple of four",
                          reading->noun, base64.size);
    }
    unsigned unused = padding == 0 ? 0 : padding == 1 ? 0x3 : 0xf;
    if (((unsigned)digit_value(base64.bytes[n_digits - 1]) & unused) != 0) {
        return lets__fail(reading->err, reading->status,
                          "the %s is not base64: bits are left over at its end", reading->noun);
    }
    *out = (struct part){base64.bytes, 0, base64.size / 4 * 3 - padding};
    return LETS_OK;
}

static uint8_t byte_at(const struct part *part, size_t i)
{
    size_t in_group = i % 3;
    const char *digits = part->digits + i / 3 * 4 + in_group;
    unsigned high = (unsigned)digit_value(digits[0]);
    unsigned low = (unsigned)digit_value(digits[1]);
    return (uint8_t)(high << (2 * in_group + 2) | low >> (4 - 2 * in_group));
}

/* ---------------------------------------------------------------- the wire format of SSH (RFC
 * 4251, 5) */

static enum lets_status take_bytes(const struct reading *reading, struct part *from, void *out,
                                   size_t size, const char *what)
{
    if (from->end - from->at < size) {
        return lets__fail(reading->err, reading->status, "the %s is too short: it ends within %s",
                          reading->noun, what);
    }
    for (size_t i = 0; i < size; i++) {
        ((uint8_t *)out)[i] = byte_at(from, from->at + i);
    }
    from->at += size;
    return LETS_OK;
}

static enum lets_status take_number(const struct reading *reading, struct part *from, uint32_t *out,
                                    const char *what)
{
    uint8_t bytes[LENGTH_BYTES];
    enum lets_status status = take_bytes(reading, from, bytes, sizeof bytes, what);
    if (status == LETS_OK) {
        *out = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
               bytes[3];
    }
    return status;
}

/* A string as a part of its own. */
static enum lets_status take_string(const struct reading *reading, struct part *from,
                                    struct part *out, const char *what)
{
    uint32_t size = 0;
    enum lets_status status = take_number(reading, from, &size, what);
    if (status != LETS_OK) {
        return status;
    }
    if (from->end - from->at < size) {
        return lets__fail(reading->err, reading->status, "the %s is too short: it ends within %s",
                          reading->noun, what);
    }
    *out = (struct part){from->digits, from->at, from->at + size};
    from->at += size;
    return LETS_OK;
}

/* A string that has to be of so many bytes. */
static enum lets_status take_sized(const struct reading *reading, struct part *from, uint8_t *out,
                                   size_t size, const char *what)
{
    struct part string = {0};
    enum lets_status status = take_string(reading, from, &string, what);
    if (status != LETS_OK) {
        return status;
    }
    if (string.end - string.at != size) {
        return lets__fail(reading->err, reading->status,
                          "%s of the %s is of %zu bytes, and not of %zu", what, reading->noun,
                          string.end - string.at, size);
    }
    return take_bytes(reading, &string, out, size, what);
}

static bool part_equals(const struct part *part, struct lets_span expected)
{
    bool is_equal = part->end - part->at == expected.size;
    for (size_t i = 0; is_equal && i < expected.size; i++) {
        is_equal = byte_at(part, part->at + i) == (uint8_t)expected.bytes[i];
    }
    return is_equal;
}

/* So much of a part as a message shows, of any bytes. */
struct shown {
    char text[SSH_NAMESPACE_MAX + 1];
};

static struct shown show_part(const struct part *part)
{
    struct shown shown = {""};
    for (size_t i = 0; i < SSH_NAMESPACE_MAX && part->at + i < part->end; i++) {
        uint8_t byte = byte_at(part, part->at + i);
        shown.text[i] = byte >= ' ' && byte <= '~' ? (char)byte : '?';
    }
    return shown;
}

/* A string that has to be this word. */
static enum lets_status take_word(const struct reading *reading, struct part *from,
                                  const char *expected, const char *what)
{
    struct part word = {0};
    enum lets_status status = take_string(reading, from, &word, what);
    if (status == LETS_OK && !part_equals(&word, lets_span_of(expected))) {
        return lets__fail(reading->err, reading->status, "%s of the %s is '%s', and not '%s'", what,
                          reading->noun, show_part(&word).text, expected);
    }
    return status;
}

static enum lets_status take_end(const struct reading *reading, const struct part *from,
                                 const char *what)
{
    if (from->at != from->end) {
        return lets__fail(reading->err, reading->status, "the %s has %zu bytes too many behind %s",
                          reading->noun, from->end - from->at, what);
    }
    return LETS_OK;
}

/* An algorithm, and its so many bytes: keys and signatures are both spelt so. */
static enum lets_status take_pair(const struct reading *reading, struct part from, uint8_t *out,
                                  size_t size, const char *what)
{
    enum lets_status status = take_word(reading, &from, algorithm, "the algorithm");
    if (status == LETS_OK) {
        status = take_sized(reading, &from, out, size, what);
    }
    return status == LETS_OK ? take_end(reading, &from, what) : status;
}

/* ---------------------------------------------------------------- keys */

enum lets_status ssh_key_parse(struct lets_span text, struct ssh_key *out, struct lets_error *err)
{
    const struct reading reading = {LETS_BAD_KEY, "key", err};
    const size_t first_size = sizeof algorithm - 1;
    if (text.size <= first_size || memcmp(text.bytes, algorithm, first_size) != 0 ||
        text.bytes[first_size] != ' ') {
        return lets__fail(err, LETS_BAD_KEY, "'%.*s' is no key: it does not begin with '%s '",
                          LETS__SHOW(text), algorithm);
    }
    struct lets_span base64 = {text.bytes + first_size + 1, text.size - first_size - 1};
    if (base64.size > 0 && memchr(base64.bytes, ' ', base64.size) != NULL) {
        return lets__fail(err, LETS_BAD_KEY, "a key is two words, and '%.*s' is more",
                          LETS__SHOW(text));
    }
    struct part whole = {0};
    struct ssh_key key;
    enum lets_status status = open_base64(&reading, base64, &whole);
    if (status == LETS_OK) {
        status = take_pair(&reading, whole, key.bytes, sizeof key.bytes, "the point");
    }
    if (status == LETS_OK) {
        *out = key;
    }
    return status;
}

/* ---------------------------------------------------------------- the form of signatures */

struct signature {
    struct ssh_key key;
    struct part name_space;
    uint8_t bytes[SIGNATURE_BYTES]; /* R and S */
};

/* S, little-endian, against the order of the group (RFC 8032, 5.1): a larger one is the same
 * signature in other bytes. */
static bool is_below_order(const uint8_t s[KEY_BYTES])
{
    static const uint8_t order[KEY_BYTES] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                             0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                             0,    0,    0,    0,    0,    0,    0,    0,
                                             0,    0,    0,    0,    0,    0,    0,    0x10};
    size_t i = KEY_BYTES - 1;
    while (i > 0 && s[i] == order[i]) {
        i--;
    }
    return s[i] < order[i];
}

/* What stands before the namespace. */
static enum lets_status take_head(const struct reading *reading, struct part *from,
                                  struct ssh_key *key)
{
    char first[sizeof magic] = "";
    uint32_t version = 0;
    struct part blob = {0};
    enum lets_status status = take_bytes(reading, from, first, sizeof magic - 1, "its first word");
    if (status == LETS_OK && strcmp(first, magic) != 0) {
        status = lets__fail(reading->err, reading->status,
                            "the signature does not begin with %s: it is none of OpenSSH", magic);
    }
    if (status == LETS_OK) {
        status = take_number(reading, from, &version, "its version");
    }
    if (status == LETS_OK && version != 1) {
        status = lets__fail(reading->err, reading->status,
                            "the signature is of version %u, and not 1", (unsigned)version);
    }
    if (status == LETS_OK) {
        status = take_string(reading, from, &blob, "its key");
    }
    return status == LETS_OK ? take_pair(reading, blob, key->bytes, sizeof key->bytes, "the key")
                             : status;
}

/* The namespace, what is reserved, and the hash. */
static enum lets_status take_purpose(const struct reading *reading, struct part *from,
                                     struct part *name_space)
{
    struct part reserved = {0};
    enum lets_status status = take_string(reading, from, name_space, "its namespace");
    if (status == LETS_OK && name_space->at == name_space->end) {
        status = lets__fail(reading->err, reading->status, "the signature's namespace is empty");
    }
    if (status == LETS_OK) {
        status = take_string(reading, from, &reserved, "what is reserved");
    }
    if (status == LETS_OK && reserved.at != reserved.end) {
        status = lets__fail(reading->err, reading->status,
                            "what is reserved in the signature is not empty");
    }
    return status == LETS_OK ? take_word(reading, from, hash_name, "the hash") : status;
}

static enum lets_status parse_signature(struct lets_span base64, struct signature *out,
                                        struct lets_error *err)
{
    const struct reading reading = {LETS_BAD_SIGNATURE, "signature", err};
    struct part whole = {0};
    struct part blob = {0};
    enum lets_status status = open_base64(&reading, base64, &whole);
    if (status == LETS_OK) {
        status = take_head(&reading, &whole, &out->key);
    }
    if (status == LETS_OK) {
        status = take_purpose(&reading, &whole, &out->name_space);
    }
    if (status == LETS_OK) {
        status = take_string(&reading, &whole, &blob, "R and S");
    }
    if (status == LETS_OK) {
        status = take_pair(&reading, blob, out->bytes, sizeof out->bytes, "R and S");
    }
    if (status == LETS_OK) {
        status = take_end(&reading, &whole, "its end");
    }
    if (status == LETS_OK && !is_below_order(out->bytes + SIGNATURE_BYTES / 2)) {
        status = lets__fail(err, LETS_BAD_SIGNATURE,
                            "S of the signature is not below the order of the group");
    }
    return status;
}

enum lets_status ssh_signature_check_form(struct lets_span base64, struct lets_error *err)
{
    struct signature signature;
    return parse_signature(base64, &signature, err);
}

/* ---------------------------------------------------------------- Ed25519 */

/* Whether the bytes are the one encoding of a point, if they are that of any: y below 2^255 - 19,
 * and no sign where x is zero, which it is for y = 1 and y = -1. */
static bool is_canonical_point(const struct ssh_key *key)
{
    const uint8_t *y = key->bytes;
    bool is_negative = (y[KEY_BYTES - 1] & 0x80) != 0;
    unsigned last = y[KEY_BYTES - 1] & 0x7f;
    bool is_low = last == 0;
    bool is_high = last == 0x7f;
    for (size_t i = 1; i < KEY_BYTES - 1; i++) {
        is_low = is_low && y[i] == 0;
        is_high = is_high && y[i] == 0xff;
    }
    bool is_over = is_high && y[0] >= 0xed;
    bool has_zero_x = (is_low && y[0] == 1) || (is_high && y[0] == 0xec);
    return !is_over && !(is_negative && has_zero_x);
}

/* Whether libcrypto says so; false also where it has no memory to tell. */
static bool is_verified(OSSL_LIB_CTX *context, const uint8_t *key, const uint8_t *signature,
                        const uint8_t *message, size_t size)
{
    EVP_MD_CTX *verifier = NULL;
    EVP_PKEY *made = EVP_PKEY_new_raw_public_key_ex(context, "ED25519", NULL, key, KEY_BYTES);
    bool is_good = false;
    if (made == NULL) {
        return false;
    }
    verifier = EVP_MD_CTX_new();
    is_good = verifier != NULL &&
              EVP_DigestVerifyInit_ex(verifier, NULL, NULL, context, NULL, made, NULL) == 1 &&
              EVP_DigestVerify(verifier, signature, SIGNATURE_BYTES, message, size) == 1;
    EVP_MD_CTX_free(verifier);
    EVP_PKEY_free(made);
    return is_good;
}

/* Whether libcrypto works: it finds a signature good that is (RFC 8032, 7.1, the second test). */
static bool is_working(OSSL_LIB_CTX *context)
{
    static const uint8_t key[KEY_BYTES] = {0x3d, 0x40, 0x17, 0xc3, 0xe8, 0x43, 0x89, 0x5a,
                                           0x92, 0xb7, 0x0a, 0xa7, 0x4d, 0x1b, 0x7e, 0xbc,
                                           0x9c, 0x98, 0x2c, 0xcf, 0x2e, 0xc4, 0x96, 0x8c,
                                           0xc0, 0xcd, 0x55, 0xf1, 0x2a, 0xf4, 0x66, 0x0c};
    static const uint8_t signature[SIGNATURE_BYTES] = {
        0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8, 0x72, 0x0e, 0x82, 0x0b, 0x5f,
        0x64, 0x25, 0x40, 0xa2, 0xb2, 0x7b, 0x54, 0x16, 0x50, 0x3f, 0x8f, 0xb3, 0x76,
        0x22, 0x23, 0xeb, 0xdb, 0x69, 0xda, 0x08, 0x5a, 0xc1, 0xe4, 0x3e, 0x15, 0x99,
        0x6e, 0x45, 0x8f, 0x36, 0x13, 0xd0, 0xf1, 0x1d, 0x8c, 0x38, 0x7b, 0x2e, 0xae,
        0xb4, 0x30, 0x2a, 0xee, 0xb0, 0x0d, 0x29, 0x16, 0x12, 0xbb, 0x0c, 0x00};
    static const uint8_t message[] = {0x72};
    return is_verified(context, key, signature, message, sizeof message);
}

/* The context that all share, which worked before anyone saw it: what it takes to fetch algorithms
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

/* ---------------------------------------------------------------- checking */

/* What is signed in place of a message (PROTOCOL.sshsig). */
struct signed_bytes {
    uint8_t bytes[sizeof magic - 1 + 4 * LENGTH_BYTES + SSH_NAMESPACE_MAX + sizeof hash_name - 1 +
                  DIGEST_BYTES];
    size_t size;
};

static void add_bytes(struct signed_bytes *to, const void *bytes, size_t size)
{
    assert(size <= sizeof to->bytes - to->size);
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
}

static void add_string(struct signed_bytes *to, struct lets_span string)
{
    const uint8_t length[LENGTH_BYTES] = {0, 0, 0, (uint8_t)string.size};
    assert(string.size <= UINT8_MAX);
    add_bytes(to, length, sizeof length);
    if (string.size > 0) {
        add_bytes(to, string.bytes, string.size);
    }
}

static bool gather_signed(OSSL_LIB_CTX *context, struct lets_span name_space,
                          struct lets_span message, struct signed_bytes *out)
{
    char digest[DIGEST_BYTES];
    size_t size = 0;
    if (EVP_Q_digest(context, "SHA512", NULL, message.size == 0 ? "" : message.bytes, message.size,
                     (unsigned char *)digest, &size) != 1) {
        return false;
    }
    assert(size == sizeof digest);
    out->size = 0;
    add_bytes(out, magic, sizeof magic - 1);
    add_string(out, name_space);
    add_string(out, lets_span_of(""));
    add_string(out, lets_span_of(hash_name));
    add_string(out, (struct lets_span){digest, sizeof digest});
    return true;
}

/* libcrypto says of a signature that it is not good also where it had no memory to tell. So that is
 * believed where it says it twice, and in between finds one good that is. */
static enum lets_status judge(const struct signature *signature, struct lets_span name_space,
                              struct lets_span message, struct lets_error *err)
{
    OSSL_LIB_CTX *context = share_context();
    struct signed_bytes is_signed;
    if (context == NULL || !gather_signed(context, name_space, message, &is_signed)) {
        return lets__fail(err, LETS_OUT_OF_MEMORY, "not enough memory to check a signature");
    }
    const uint8_t *key = signature->key.bytes;
    const uint8_t *bytes = signature->bytes;
    if (is_verified(context, key, bytes, is_signed.bytes, is_signed.size)) {
        return LETS_OK;
    }
    if (!is_working(context) || is_verified(context, key, bytes, is_signed.bytes, is_signed.size)) {
        return lets__fail(err, LETS_OUT_OF_MEMORY, "not enough memory to check a signature");
    }
    return lets__fail(err, LETS_BAD_SIGNATURE, "the signature is not good for these bytes");
}

enum lets_status ssh_signature_check(struct lets_span base64, struct lets_span key,
                                     struct lets_span name_space, struct lets_span message,
                                     struct lets_error *err)
{
    assert(name_space.size <= SSH_NAMESPACE_MAX);
    struct signature signature;
    struct ssh_key expected;
    enum lets_status status = parse_signature(base64, &signature, err);
    if (status == LETS_OK) {
        status = ssh_key_parse(key, &expected, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    if (memcmp(signature.key.bytes, expected.bytes, sizeof expected.bytes) != 0) {
        return lets__fail(err, LETS_BAD_SIGNATURE, "the signature is by another key than '%.*s'",
                          LETS__SHOW(key));
    }
    if (!part_equals(&signature.name_space, name_space)) {
        return lets__fail(err, LETS_BAD_SIGNATURE,
                          "the signature is for another ledger: its namespace is '%s', and not "
                          "'%.*s'",
                          show_part(&signature.name_space).text, LETS__SHOW(name_space));
    }
    if (!is_canonical_point(&expected)) {
        return lets__fail(err, LETS_BAD_SIGNATURE,
                          "no signature is good by '%.*s', which is no "
                          "point in its one spelling",
                          LETS__SHOW(key));
    }
    ERR_set_mark(); /* the caller's errors of libcrypto stay, and ours go */
    status = judge(&signature, name_space, message, err);
    ERR_pop_to_mark();
    return status;
}
