/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a key, a signature, a file of either, and as the blob of a signature: what is
 * accepted is encoded again to the same bytes, by another encoder; and of all there is only one
 * signature by that key for that message, and one key that it is by.
 */

#include <assert.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "values/signature.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char name_space[] = "lets-00112233445566778899aabbccddeeff";
static const char message[] = "x";
static const char good_key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOwXK5OtXlY79JMscOEkUDTDVGfvLv1NZOv4GWg0Z+K/";
static const char good_signature[] =
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg7Bcrk61eVjv0kyxw4SRQNMNUZ+8u/U1k6/gZaDRn4r8AAAAl"
    "bGV0cy0wMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZgAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUx"
    "OQAAAEDN9xv47Q8kC6reqwe8mWzAihS/uAqW2OYA25sXD8nUyDa6694t5rDTyEajJdqe+rtpRW16Vw3UdWg7rjC/8kEI";

/* A refusal says so; returns whether it is none. */
static bool is_accepted(enum lets_status status, enum lets_status refusal,
                        const struct lets_error *err)
{
    assert(status == LETS_OK || status == refusal);
    assert(status == LETS_OK ? err->message[0] == '\0'
                             : err->status == status && err->message[0] != '\0');
    return status == LETS_OK;
}

/* Yours, free(). */
static char *encode(const uint8_t *bytes, size_t size, size_t *encoded_size)
{
    char *text = malloc(size / 3 * 4 + 5);
    if (text == NULL) {
        abort();
    }
    *encoded_size = (size_t)EVP_EncodeBlock((unsigned char *)text, bytes, (int)size);
    return text;
}

static void check_key(struct lets_span text)
{
    static const char start[] = "ssh-ed25519 ";
    uint8_t blob[51] = {0,   0,   0,   11,  's', 's', 'h', '-', 'e', 'd',
                        '2', '5', '5', '1', '9', 0,   0,   0,   32};
    struct lets_error err = {0};
    struct ssh_key key = {{0}};
    if (!is_accepted(ssh_key_parse(text, &key, &err), LETS_BAD_KEY, &err)) {
        return;
    }
    size_t size = 0;
    memcpy(blob + sizeof blob - sizeof key.bytes, key.bytes, sizeof key.bytes);
    char *again = encode(blob, sizeof blob, &size);
    assert(text.size == sizeof start - 1 + size);
    assert(memcmp(text.bytes, start, sizeof start - 1) == 0);
    assert(memcmp(text.bytes + sizeof start - 1, again, size) == 0);
    free(again);
}

/* Whether it is of the form. */
static bool check_form(struct lets_span text)
{
    struct lets_error err = {0};
    if (!is_accepted(ssh_signature_check_form(text, &err), LETS_BAD_SIGNATURE, &err)) {
        return false;
    }
    unsigned char *blob = malloc(text.size);
    size_t padding = 0;
    size_t size = 0;
    while (text.bytes[text.size - 1 - padding] == '=') {
        padding++;
    }
    if (blob == NULL) {
        abort();
    }
    int n = EVP_DecodeBlock(blob, (const unsigned char *)text.bytes, (int)text.size);
    assert(n > 0 && padding <= 2);
    char *again = encode(blob, (size_t)n - padding, &size);
    assert(lets_span_equal((struct lets_span){again, size}, text));
    free(again);
    free(blob);
    return true;
}

static void check_signature(struct lets_span text)
{
    struct lets_error err = {0};
    bool has_form = check_form(text);
    bool is_same = lets_span_equal(text, lets_span_of(good_signature));
    enum lets_status status = ssh_signature_check(
        text, lets_span_of(good_key), lets_span_of(name_space), lets_span_of(message), &err);
    assert(is_accepted(status, LETS_BAD_SIGNATURE, &err) == is_same);
    assert(has_form || !is_same);
}

/* The bytes in the place of each of the others. */
static void check_others(struct lets_span text)
{
    struct lets_span signature = lets_span_of(good_signature);
    struct lets_span key = lets_span_of(good_key);
    struct lets_span space = lets_span_of(name_space);
    bool is_key =
        ssh_signature_check(signature, text, space, lets_span_of(message), NULL) == LETS_OK;
    assert(is_key == lets_span_equal(text, key));
    bool is_message = ssh_signature_check(signature, key, space, text, NULL) == LETS_OK;
    assert(is_message == lets_span_equal(text, lets_span_of(message)));
    if (text.size > 0 && text.size <= SSH_NAMESPACE_MAX) {
        bool is_space =
            ssh_signature_check(signature, key, text, lets_span_of(message), NULL) == LETS_OK;
        assert(is_space == lets_span_equal(text, space));
    }
}

static void check_files(struct lets_span file)
{
    struct lets_error err = {0};
    char key[LETS_SSH_KEY_SIZE] = "";
    char signature[LETS_SSH_SIGNATURE_SIZE] = "";
    char again[LETS_SSH_SIGNATURE_SIZE] = "";
    if (is_accepted(lets_ssh_key_read(file, key, &err), LETS_BAD_KEY, &err)) {
        struct ssh_key parsed;
        enum lets_status status = ssh_key_parse(lets_span_of(key), &parsed, NULL);
        assert(status == LETS_OK);
        assert(memcmp(file.bytes, key, sizeof key - 1) == 0);
    } else {
        assert(key[0] == '\0');
    }
    err = (struct lets_error){0};
    if (is_accepted(lets_ssh_signature_read(file, signature, &err), LETS_BAD_SIGNATURE, &err)) {
        enum lets_status status = lets_ssh_signature_read(lets_span_of(signature), again, NULL);
        assert(status == LETS_OK && strcmp(signature, again) == 0);
        check_signature(lets_span_of(signature));
    } else {
        assert(signature[0] == '\0');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lets_span text = {.bytes = (const char *)data, .size = size};
    size_t encoded_size = 0;
    char *encoded = encode(data, size, &encoded_size);
    check_key(text);
    check_signature(text);
    check_others(text);
    check_files(text);
    check_signature((struct lets_span){encoded, encoded_size});
    free(encoded);
    return 0;
}
