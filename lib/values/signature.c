/* SPDX-License-Identifier: MIT */
/*
 * Keys and signatures of OpenSSH, read part by part in the order of the blob; the first part that
 * is not as it has to be is named. What is signed is not the message but a blob of its own, with
 * the namespace and the SHA-512 of the message (PROTOCOL.sshsig).
 */

#include "values/signature.h"

#include <assert.h>
#include <string.h>

#include "values/ed25519.h"
#include "values/ssh_wire.h"

static const char algorithm[] = "ssh-ed25519";
static const char magic[] = "SSHSIG";
static const char hash_name[] = "sha512";

/* The algorithm, and so many bytes: keys and signatures are both spelt so. */
static enum lets_status take_pair(const struct wire_reading *reading, struct wire_part from,
                                  uint8_t *out, size_t size, const char *what)
{
    enum lets_status status = wire_take_word(reading, &from, algorithm, "the algorithm");
    if (status == LETS_OK) {
        status = wire_take_sized(reading, &from, out, size, what);
    }
    return status == LETS_OK ? wire_check_end(reading, &from, what) : status;
}

/* The same within a string of its own. */
static enum lets_status take_nested_pair(const struct wire_reading *reading, struct wire_part *from,
                                         uint8_t *out, size_t size, const char *what)
{
    struct wire_part nested;
    enum lets_status status = wire_take_string(reading, from, &nested, what);
    return status == LETS_OK ? take_pair(reading, nested, out, size, what) : status;
}

enum lets_status ssh_key_parse(struct lets_span text, struct ssh_key *out, struct lets_error *err)
{
    const struct wire_reading reading = {LETS_BAD_KEY, "key", err};
    const size_t first_size = sizeof algorithm - 1;
    if (text.size <= first_size || memcmp(text.bytes, algorithm, first_size) != 0 ||
        text.bytes[first_size] != ' ') {
        return lets__fail(err, LETS_BAD_KEY, "'%.*s' is no key: it does not begin with '%s '",
                          LETS__SHOW(text), algorithm);
    }
    struct lets_span base64 = {text.bytes + first_size + 1, text.size - first_size - 1};
    if (memchr(base64.bytes, ' ', base64.size) != NULL) {
        return lets__fail(err, LETS_BAD_KEY, "a key is two words, and '%.*s' is more",
                          LETS__SHOW(text));
    }
    struct wire_part whole;
    struct ssh_key key = {{0}};
    enum lets_status status = wire_open(&reading, base64, &whole);
    if (status == LETS_OK) {
        status = take_pair(&reading, whole, key.bytes, sizeof key.bytes, "the point");
    }
    if (status == LETS_OK) {
        *out = key;
    }
    return status;
}

struct signature {
    struct ssh_key key;
    struct wire_part name_space;
    uint8_t bytes[ED25519_SIGNATURE_SIZE];
};

/* What stands before the key. */
static enum lets_status take_head(const struct wire_reading *reading, struct wire_part *from)
{
    uint8_t first[sizeof magic - 1];
    uint32_t version = 0;
    enum lets_status status = wire_take_bytes(reading, from, first, sizeof first, "its first word");
    if (status == LETS_OK && memcmp(first, magic, sizeof first) != 0) {
        return lets__fail(reading->err, reading->status,
                          "the signature is none of OpenSSH: it does not begin with '%s'", magic);
    }
    if (status == LETS_OK) {
        status = wire_take_number(reading, from, &version, "its version");
    }
    if (status == LETS_OK && version != 1) {
        return lets__fail(reading->err, reading->status,
                          "the version of the signature is %u, and not 1", (unsigned)version);
    }
    return status;
}

/* The namespace, what is reserved, and the hash. */
static enum lets_status take_purpose(const struct wire_reading *reading, struct wire_part *from,
                                     struct wire_part *name_space)
{
    struct wire_part reserved;
    enum lets_status status = wire_take_string(reading, from, name_space, "its namespace");
    if (status == LETS_OK && wire_is_empty(name_space)) {
        return lets__fail(reading->err, reading->status, "the namespace of the signature is empty");
    }
    if (status == LETS_OK) {
        status = wire_take_string(reading, from, &reserved, "what is reserved");
    }
    if (status == LETS_OK && !wire_is_empty(&reserved)) {
        return lets__fail(reading->err, reading->status,
                          "what is reserved in the signature is not empty");
    }
    return status == LETS_OK ? wire_take_word(reading, from, hash_name, "the hash") : status;
}

static enum lets_status parse_signature(struct lets_span base64, struct signature *out,
                                        struct lets_error *err)
{
    const struct wire_reading reading = {LETS_BAD_SIGNATURE, "signature", err};
    struct wire_part whole;
    enum lets_status status = wire_open(&reading, base64, &whole);
    if (status == LETS_OK) {
        status = take_head(&reading, &whole);
    }
    if (status == LETS_OK) {
        status =
            take_nested_pair(&reading, &whole, out->key.bytes, sizeof out->key.bytes, "the key");
    }
    if (status == LETS_OK) {
        status = take_purpose(&reading, &whole, &out->name_space);
    }
    if (status == LETS_OK) {
        status = take_nested_pair(&reading, &whole, out->bytes, sizeof out->bytes, "R and S");
    }
    if (status == LETS_OK) {
        status = wire_check_end(&reading, &whole, "its end");
    }
    if (status == LETS_OK && !ed25519_has_low_s(out->bytes)) {
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

/* The blob that is signed. */
enum { N_STRINGS = 4, LENGTH_SIZE = 4 };
struct signed_blob {
    char bytes[sizeof magic - 1 + (size_t)N_STRINGS * LENGTH_SIZE + SSH_NAMESPACE_MAX +
               sizeof hash_name - 1 + SHA512_SIZE];
    size_t size;
};

static void add_bytes(struct signed_blob *to, const char *bytes, size_t size)
{
    assert(size <= sizeof to->bytes - to->size);
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
}

static void add_string(struct signed_blob *to, const char *bytes, size_t size)
{
    const char length[LENGTH_SIZE] = {0, 0, 0, (char)size};
    assert(size <= INT8_MAX);
    add_bytes(to, length, sizeof length);
    add_bytes(to, bytes, size);
}

static struct signed_blob gather(struct lets_span name_space, const uint8_t digest[SHA512_SIZE])
{
    struct signed_blob blob = {.size = 0};
    add_bytes(&blob, magic, sizeof magic - 1);
    add_string(&blob, name_space.bytes, name_space.size);
    add_string(&blob, "", 0);
    add_string(&blob, hash_name, sizeof hash_name - 1);
    add_string(&blob, (const char *)digest, SHA512_SIZE);
    return blob;
}

/* Whether a signature is by that key and for that namespace. */
static enum lets_status check_purpose(const struct signature *signature, struct lets_span key,
                                      struct lets_span name_space, struct lets_error *err)
{
    struct ssh_key expected;
    enum lets_status status = ssh_key_parse(key, &expected, err);
    if (status != LETS_OK) {
        return status;
    }
    if (memcmp(signature->key.bytes, expected.bytes, sizeof expected.bytes) != 0) {
        return lets__fail(err, LETS_BAD_SIGNATURE, "the signature is by another key than '%.*s'",
                          LETS__SHOW(key));
    }
    if (!wire_equals(&signature->name_space, name_space)) {
        return lets__fail(err, LETS_BAD_SIGNATURE,
                          "the signature is for another ledger: its namespace is '%s', and not "
                          "'%.*s'",
                          wire_show(&signature->name_space).text, LETS__SHOW(name_space));
    }
    return LETS_OK;
}

enum lets_status ssh_signature_check(struct lets_span base64, struct lets_span key,
                                     struct lets_span name_space, struct lets_span message,
                                     struct lets_error *err)
{
    assert(name_space.size > 0 && name_space.size <= SSH_NAMESPACE_MAX);
    struct signature signature;
    uint8_t digest[SHA512_SIZE];
    enum lets_status status = parse_signature(base64, &signature, err);
    if (status == LETS_OK) {
        status = check_purpose(&signature, key, name_space, err);
    }
    if (status == LETS_OK) {
        status = ed25519_sha512(message, digest, err);
    }
    if (status == LETS_OK) {
        struct signed_blob blob = gather(name_space, digest);
        status = ed25519_check(signature.key.bytes, signature.bytes,
                               (struct lets_span){blob.bytes, blob.size}, err);
    }
    return status;
}
