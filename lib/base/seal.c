/* SPDX-License-Identifier: MIT */
/*
 * Seals. SHA-256 comes from libcrypto, which uses the processor's own instructions. Its SHA256_
 * functions are called, and not EVP, though OpenSSL 3 deprecates them: they neither allocate nor
 * fail, and need no set-up. The first EVP call reads a configuration file by six thousand
 * allocations, and OpenSSL 3.0 crashes where one of the first hundred is refused.
 */

#define OPENSSL_SUPPRESS_DEPRECATED

#include "base/seal.h"

#include <assert.h>
#include <openssl/sha.h>
#include <string.h>

#include "base/mem.h"
#include "base/octets.h"

struct seal_hasher {
    SHA256_CTX context;
};

static const char line_start[] = "  sha256:";

enum lets_status seal_hasher_new(struct seal_hasher **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct seal_hasher), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct seal_hasher *hasher = bytes;
    int is_done = SHA256_Init(&hasher->context);
    assert(is_done == 1);
    *out = hasher;
    return LETS_OK;
}

void seal_hasher_free(struct seal_hasher *hasher)
{
    mem_free(hasher);
}

void seal_update(struct seal_hasher *hasher, struct lets_span bytes)
{
    if (bytes.size > 0) {
        int is_done = SHA256_Update(&hasher->context, bytes.bytes, bytes.size);
        assert(is_done == 1);
    }
}

/* Four bytes as hexadecimal digits. */
static void put_hex(const unsigned char *bytes, char *out)
{
    uint64_t spread = (uint64_t)bytes[0] | (uint64_t)bytes[1] << 16 | (uint64_t)bytes[2] << 32 |
                      (uint64_t)bytes[3] << 48;
    uint64_t halves = (spread >> 4 | spread << 8) & octets_ones * 0x0f;
    uint64_t letters = (halves + octets_ones * 6) >> 4 & octets_ones;
    uint64_t word = octets_little(halves + octets_ones * '0' + letters * ('a' - '0' - 10));
    memcpy(out, &word, sizeof word);
}

static struct lets_hash finish(SHA256_CTX *context)
{
    unsigned char digest[SHA256_DIGEST_LENGTH];
    int is_done = SHA256_Final(digest, context);
    assert(is_done == 1);
    struct lets_hash hash = {{0}};
    for (size_t i = 0; i < sizeof digest; i += 4) {
        put_hex(digest + i, hash.hex + 2 * i);
    }
    return hash;
}

struct lets_hash seal_finish(struct seal_hasher *hasher)
{
    struct lets_hash hash = finish(&hasher->context);
    int is_done = SHA256_Init(&hasher->context);
    assert(is_done == 1);
    return hash;
}

struct lets_hash lets_sha256(struct lets_span bytes)
{
    struct seal_hasher hasher;
    int is_done = SHA256_Init(&hasher.context);
    assert(is_done == 1);
    seal_update(&hasher, bytes);
    return finish(&hasher.context);
}

bool seal_claims_line(struct lets_span line)
{
    const size_t size = sizeof line_start - 1;
    return line.size >= size && memcmp(line.bytes, line_start, size) == 0;
}

bool seal_parse_line(struct lets_span line, struct lets_hash *out)
{
    if (line.size != SEAL_LINE_SIZE || !seal_claims_line(line) ||
        line.bytes[sizeof line_start - 1] != ' ' || line.bytes[SEAL_LINE_SIZE - 1] != '\n') {
        return false;
    }
    const char *digits = line.bytes + sizeof line_start;
    for (size_t i = 0; i < LETS_HASH_SIZE - 1; i++) {
        if (!((digits[i] >= '0' && digits[i] <= '9') || (digits[i] >= 'a' && digits[i] <= 'f'))) {
            return false;
        }
    }
    memcpy(out->hex, digits, LETS_HASH_SIZE - 1);
    out->hex[LETS_HASH_SIZE - 1] = '\0';
    return true;
}
