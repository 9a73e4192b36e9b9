/* SPDX-License-Identifier: MIT */
/*
 * Seals. SHA-256 comes from libcrypto, which uses the processor's own instructions. One context
 * serves a whole journal: beginning it again is cheaper than a new one, and a journal may have a
 * seal for each transfer.
 */

#include "seal.h"

#include <assert.h>
#include <openssl/evp.h>
#include <string.h>

#include "mem.h"

struct seal_hasher {
    EVP_MD_CTX *context;
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
    hasher->context = EVP_MD_CTX_new();
    if (hasher->context == NULL || EVP_DigestInit_ex(hasher->context, EVP_sha256(), NULL) != 1) {
        seal_hasher_free(hasher);
        return lets__fail(err, LETS_OUT_OF_MEMORY, "out of memory for SHA-256");
    }
    *out = hasher;
    return LETS_OK;
}

void seal_hasher_free(struct seal_hasher *hasher)
{
    if (hasher != NULL) {
        EVP_MD_CTX_free(hasher->context);
        mem_free(hasher);
    }
}

void seal_update(struct seal_hasher *hasher, struct lets_span bytes)
{
    if (bytes.size > 0) {
        int is_done = EVP_DigestUpdate(hasher->context, bytes.bytes, bytes.size);
        assert(is_done == 1);
    }
}

struct lets_hash seal_finish(struct seal_hasher *hasher)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    int is_done = EVP_DigestFinal_ex(hasher->context, digest, &size);
    assert(is_done == 1 && size * 2 == LETS_HASH_SIZE - 1);
    is_done = EVP_DigestInit_ex(hasher->context, NULL, NULL);
    assert(is_done == 1);
    struct lets_hash hash = {{0}};
    for (size_t i = 0; i < size; i++) {
        hash.hex[2 * i] = digits[digest[i] >> 4];
        hash.hex[2 * i + 1] = digits[digest[i] & 0x0f];
    }
    return hash;
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
