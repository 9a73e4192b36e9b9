/* SPDX-License-Identifier: MIT */
/*
 * Keys and signatures of OpenSSH: what ssh-keygen made is taken, and nothing that differs from it.
 * The keys are those of RFC 8032, so that anyone can make the same. Blobs that have one part too
 * many, too few or another are signed as they are: only that part can be why they are refused.
 */

#include <check.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "values/ed25519.h"
#include "values/signature.h"

#define NAME_SPACE "lets-00112233445566778899aabbccddeeff"
#define KEY_1 "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"
#define KEY_2 "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID1AF8PoQ4lakrcKp00bfrycmCzPLsSWjMDNVfEq9GYM"
#define VOTE                                                                                       \
    "- proposal: 1\n  date: 2026-11-02\n  fund: green\n  amount: 25.00\n  for: Bulbs\n"            \
    "- vote: 1\n  date: 2026-11-03\n  by: \"0001\"\n  answer: approve\n"
/* By KEY_1, of VOTE. */
#define SIGNATURE_1                                                                                \
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURoAAAAl" \
    "bGV0cy0wMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZgAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUx" \
    "OQAAAECzgwiYUqLjMbZpibBcFxKMizy0/+UU3UbwPVtnwnNZgwhcQ4aoJnHTiSVYqJLo1+99+NhefP6ANRICY5PqJZAC"

/* ---------------------------------------------------------------- what ssh-keygen made */

/* `ssh-keygen -Y sign -n NAME_SPACE -f KEY MESSAGE` */
static const struct {
    const char *key;
    const char *message;
    const char *signature;
} made[] = {
    {KEY_1, VOTE, SIGNATURE_1},
    {KEY_2, "",
     "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0ZgwAAAAl"
     "bGV0cy0wMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZgAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUx"
     "OQAAAECnS5T2FVOJyxj+/2owdzC32uGMzpsvNd/"
     "o3FXLZQ9Bw+UyYy72CCCw1QgMQCfRuxe9M6P+AX9ux9YGQBdH5dcO"},
    {"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOwXK5OtXlY79JMscOEkUDTDVGfvLv1NZOv4GWg0Z+K/", "x",
     "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg7Bcrk61eVjv0kyxw4SRQNMNUZ+8u/U1k6/gZaDRn4r8AAAAl"
     "bGV0cy0wMDExMjIzMzQ0NTU2Njc3ODg5OWFhYmJjY2RkZWVmZgAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUx"
     "OQAAAEDN9xv47Q8kC6reqwe8mWzAihS/uAqW2OYA25sXD8nUyDa6694t5rDTyEajJdqe+rtpRW16Vw3UdWg7rjC/"
     "8kEI"},
};
enum { N_MADE = sizeof made / sizeof made[0], BLOB_SIZE = 207 };

static enum lets_status check_by(struct lets_span signature, const char *key,
                                 const char *name_space, const char *message,
                                 struct lets_error *err)
{
    return ssh_signature_check(signature, lets_span_of(key), lets_span_of(name_space),
                               lets_span_of(message), err);
}

START_TEST(takes_what_ssh_keygen_made)
{
    struct lets_error err = {0};
    struct lets_span signature = lets_span_of(made[_i].signature);
    ck_assert_uint_eq(signature.size, LETS_SSH_SIGNATURE_SIZE - 1);
    ck_assert_int_eq(ssh_signature_check_form(signature, &err), LETS_OK);
    ck_assert_int_eq(check_by(signature, made[_i].key, NAME_SPACE, made[_i].message, &err),
                     LETS_OK);
    ck_assert_int_eq(err.status, LETS_OK);
}
END_TEST

static const struct {
    const char *key;
    const char *name_space;
    const char *message;
    enum lets_status status;
    const char *says;
} purposes[] = {
    {KEY_1, NAME_SPACE, VOTE " ", LETS_BAD_SIGNATURE, "the signature is not good for these bytes"},
    {KEY_1, NAME_SPACE, "", LETS_BAD_SIGNATURE, "the signature is not good for these bytes"},
    {KEY_2, NAME_SPACE, VOTE, LETS_BAD_SIGNATURE,
     "the signature is by another key than '" KEY_2 "'"},
    {KEY_1, "lets-00112233445566778899aabbccddeefe", VOTE, LETS_BAD_SIGNATURE,
     "the signature is for another ledger: its namespace is '" NAME_SPACE
     "', and not 'lets-00112233445566778899aabbccddeefe'"},
    {KEY_1, "lets-00112233445566778899aabbccddeef", VOTE, LETS_BAD_SIGNATURE,
     "the signature is for another ledger: its namespace is '" NAME_SPACE
     "', and not 'lets-00112233445566778899aabbccddeef'"},
    /* The first of several faults. */
    {KEY_2, "x", "", LETS_BAD_SIGNATURE, "the signature is by another key than '" KEY_2 "'"},
    {KEY_1, "x", "", LETS_BAD_SIGNATURE,
     "the signature is for another ledger: its namespace is '" NAME_SPACE "', and not 'x'"},
    {"none", "x", "", LETS_BAD_KEY, "'none' is no key: it does not begin with 'ssh-ed25519 '"},
};
enum { N_PURPOSES = sizeof purposes / sizeof purposes[0] };

START_TEST(refuses_another_key_ledger_or_message)
{
    struct lets_error err = {0};
    ck_assert_int_eq(check_by(lets_span_of(SIGNATURE_1), purposes[_i].key, purposes[_i].name_space,
                              purposes[_i].message, &err),
                     purposes[_i].status);
    ck_assert_int_eq(err.status, purposes[_i].status);
    ck_assert_str_eq(err.message, purposes[_i].says);
}
END_TEST

/* ---------------------------------------------------------------- blobs, damaged */

struct blob {
    uint8_t bytes[1024];
    size_t size;
};

/* Base64 that fits a blob. */
struct base64 {
    char digits[1400];
    int size;
};

static struct lets_span encode(const struct blob *blob, struct base64 *out)
{
    out->size = EVP_EncodeBlock((unsigned char *)out->digits, blob->bytes, (int)blob->size);
    return (struct lets_span){out->digits, (size_t)out->size};
}

static struct blob load_blob(void)
{
    struct blob blob = {.size = BLOB_SIZE};
    ck_assert_int_eq(EVP_DecodeBlock(blob.bytes, (const unsigned char *)SIGNATURE_1,
                                     LETS_SSH_SIGNATURE_SIZE - 1),
                     BLOB_SIZE);
    return blob;
}

/* Loops over the bytes of a blob, or the digits of its text, go by so many of them at once. */
enum { AT_ONCE = 23, TEXT_SIZE = LETS_SSH_SIGNATURE_SIZE - 1 };

START_TEST(refuses_every_byte_changed)
{
    static const uint8_t changes[] = {1, 2, 4, 8, 16, 32, 64, 128, 255};
    struct blob blob = load_blob();
    struct base64 base64;
    for (size_t i = 0; i < AT_ONCE * sizeof changes; i++) {
        struct lets_error err = {0};
        uint8_t *byte = &blob.bytes[(size_t)_i * AT_ONCE + i % AT_ONCE];
        *byte ^= changes[i / AT_ONCE];
        struct lets_span signature = encode(&blob, &base64);
        ck_assert_int_eq(check_by(signature, KEY_1, NAME_SPACE, VOTE, &err), LETS_BAD_SIGNATURE);
        ck_assert_str_ne(err.message, "");
        *byte ^= changes[i / AT_ONCE];
    }
}
END_TEST

/* Blobs that end early: no part is read behind the end. */
START_TEST(refuses_blobs_cut_at_each_length)
{
    struct blob blob = load_blob();
    struct base64 base64;
    for (blob.size = 0; blob.size < BLOB_SIZE; blob.size++) {
        struct lets_error err = {0};
        struct lets_span signature = encode(&blob, &base64);
        ck_assert_int_eq(ssh_signature_check_form(signature, &err), LETS_BAD_SIGNATURE);
        ck_assert_ptr_nonnull(
            strstr(err.message, blob.size == 0 ? "is not base64" : "is too short: it ends within"));
        ck_assert_int_eq(check_by(signature, KEY_1, NAME_SPACE, VOTE, NULL), LETS_BAD_SIGNATURE);
    }
}
END_TEST

START_TEST(refuses_text_cut_at_each_length)
{
    for (size_t size = 0; size < TEXT_SIZE; size++) {
        char *text = malloc(size + 1); /* of its own, so that reading on is seen */
        ck_assert_ptr_nonnull(text);
        memcpy(text, SIGNATURE_1, size);
        struct lets_span signature = {text, size};
        ck_assert_int_eq(ssh_signature_check_form(signature, NULL), LETS_BAD_SIGNATURE);
        ck_assert_int_eq(check_by(signature, KEY_1, NAME_SPACE, VOTE, NULL), LETS_BAD_SIGNATURE);
        free(text);
    }
}
END_TEST

/* ---------------------------------------------------------------- blobs, made */

/* A blob that differs from a right one in what is given here, and is signed as it is. */
struct recipe {
    const char *magic;
    uint32_t version;
    const char *key_algorithm;
    size_t key_size;
    size_t n_behind_key;
    const char *name_space;
    const char *reserved;
    const char *hash;
    const char *algorithm;
    size_t size;
    size_t n_behind_pair;
    size_t n_behind;
    uint8_t high_s; /* added to the last byte of S */
};

static const struct recipe right = {
    .magic = "SSHSIG",
    .version = 1,
    .key_algorithm = "ssh-ed25519",
    .key_size = ED25519_KEY_SIZE,
    .name_space = NAME_SPACE,
    .reserved = "",
    .hash = "sha512",
    .algorithm = "ssh-ed25519",
    .size = ED25519_SIGNATURE_SIZE,
};

static void put(struct blob *to, const void *bytes, size_t size)
{
    ck_assert_uint_le(size, sizeof to->bytes - to->size);
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
}

static void put_number(struct blob *to, size_t number)
{
    const uint8_t bytes[] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16),
                             (uint8_t)(number >> 8), (uint8_t)number};
    put(to, bytes, sizeof bytes);
}

static void put_string(struct blob *to, const void *bytes, size_t size)
{
    put_number(to, size);
    put(to, bytes, size);
}

static void put_word(struct blob *to, const char *word)
{
    put_string(to, word, strlen(word));
}

/* By the first key of RFC 8032. */
static void sign(const struct blob *message, uint8_t out[ED25519_SIGNATURE_SIZE])
{
    static const uint8_t seed[] = {0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a,
                                   0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32,
                                   0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60};
    size_t size = ED25519_SIGNATURE_SIZE;
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, sizeof seed);
    EVP_MD_CTX *signer = EVP_MD_CTX_new();
    ck_assert(key != NULL && signer != NULL);
    ck_assert_int_eq(EVP_DigestSignInit(signer, NULL, NULL, NULL, key), 1);
    ck_assert_int_eq(EVP_DigestSign(signer, out, &size, message->bytes, message->size), 1);
    EVP_MD_CTX_free(signer);
    EVP_PKEY_free(key);
}

/* What is signed of VOTE. */
static struct blob gather(const struct recipe *recipe)
{
    struct blob blob = {.size = 0};
    uint8_t digest[SHA512_SIZE];
    size_t size = 0;
    const char *name = strcmp(recipe->hash, "sha256") == 0 ? "SHA256" : "SHA512";
    ck_assert_int_eq(EVP_Q_digest(NULL, name, NULL, VOTE, strlen(VOTE), digest, &size), 1);
    put(&blob, "SSHSIG", 6);
    put_word(&blob, recipe->name_space);
    put_word(&blob, recipe->reserved);
    put_word(&blob, recipe->hash);
    put_string(&blob, digest, size);
    return blob;
}

static struct blob make_blob(const struct recipe *recipe)
{
    const uint8_t zeros[100] = {0};
    uint8_t signature[sizeof zeros] = {0};
    struct ssh_key key = {{0}};
    struct blob is_signed = gather(recipe);
    struct blob pair = {.size = 0};
    struct blob blob = {.size = 0};
    ck_assert_int_eq(ssh_key_parse(lets_span_of(KEY_1), &key, NULL), LETS_OK);
    sign(&is_signed, signature);
    signature[ED25519_SIGNATURE_SIZE - 1] =
        (uint8_t)(signature[ED25519_SIGNATURE_SIZE - 1] + recipe->high_s);
    put_word(&pair, recipe->key_algorithm);
    put_number(&pair, recipe->key_size);
    put(&pair, key.bytes, recipe->key_size < sizeof key.bytes ? recipe->key_size : 32);
    put(&pair, zeros, recipe->key_size < sizeof key.bytes ? 0 : recipe->key_size - 32);
    put(&pair, zeros, recipe->n_behind_key);
    put(&blob, recipe->magic, 6);
    put_number(&blob, recipe->version);
    put_string(&blob, pair.bytes, pair.size);
    put_word(&blob, recipe->name_space);
    put_word(&blob, recipe->reserved);
    put_word(&blob, recipe->hash);
    pair.size = 0;
    put_word(&pair, recipe->algorithm);
    put_string(&pair, signature, recipe->size);
    put(&pair, zeros, recipe->n_behind_pair);
    put_string(&blob, pair.bytes, pair.size);
    put(&blob, zeros, recipe->n_behind);
    return blob;
}

START_TEST(makes_what_ssh_keygen_makes)
{
    struct blob blob = make_blob(&right);
    struct base64 base64;
    ck_assert(lets_span_equal(encode(&blob, &base64), lets_span_of(SIGNATURE_1)));
}
END_TEST

/* One part another each, and the sentence that names it. */
static const struct {
    size_t offset; /* of the part in the recipe, and what it is there: a word or a number */
    const char *word;
    size_t number;
    const char *says;
} parts[] = {
#define WORD(member, word, says)                                                                   \
    {                                                                                              \
        offsetof(struct recipe, member), word, 0, says                                             \
    }
#define NUMBER(member, number, says)                                                               \
    {                                                                                              \
        offsetof(struct recipe, member), NULL, number, says                                        \
    }
    WORD(magic, "SSHSIH", "the signature is none of OpenSSH: it does not begin with 'SSHSIG'"),
    WORD(magic, "sshsig", "the signature is none of OpenSSH: it does not begin with 'SSHSIG'"),
    WORD(key_algorithm, "ssh-rsa",
         "the algorithm of the signature is 'ssh-rsa', and not 'ssh-ed25519'"),
    WORD(key_algorithm, "sk-ssh-ed25519@openssh.com",
         "the algorithm of the signature is 'sk-ssh-ed25519@openssh.com', and not 'ssh-ed25519'"),
    WORD(key_algorithm, "ssh-ed25519\n",
         "the algorithm of the signature is 'ssh-ed25519?', and not 'ssh-ed25519'"),
    WORD(key_algorithm, "", "the algorithm of the signature is '', and not 'ssh-ed25519'"),
    NUMBER(key_size, 31, "the key of the signature is of 31 bytes, and not of 32"),
    NUMBER(key_size, 33, "the key of the signature is of 33 bytes, and not of 32"),
    NUMBER(key_size, 0, "the key of the signature is of 0 bytes, and not of 32"),
    NUMBER(n_behind_key, 1, "the signature has bytes behind the key: 1 too many"),
    WORD(name_space, "", "the namespace of the signature is empty"),
    WORD(reserved, "x", "what is reserved in the signature is not empty"),
    WORD(hash, "sha256", "the hash of the signature is 'sha256', and not 'sha512'"),
    WORD(hash, "SHA512", "the hash of the signature is 'SHA512', and not 'sha512'"),
    WORD(algorithm, "rsa-sha2-512",
         "the algorithm of the signature is 'rsa-sha2-512', and not 'ssh-ed25519'"),
    NUMBER(size, 63, "R and S of the signature is of 63 bytes, and not of 64"),
    NUMBER(size, 65, "R and S of the signature is of 65 bytes, and not of 64"),
    NUMBER(n_behind_pair, 2, "the signature has bytes behind R and S: 2 too many"),
    NUMBER(n_behind, 1, "the signature has bytes behind its end: 1 too many"),
    NUMBER(n_behind, 96, "the signature has bytes behind its end: 96 too many"),
#undef WORD
#undef NUMBER
};
enum { N_PARTS = sizeof parts / sizeof parts[0] };

static void refuse_recipe(const struct recipe *recipe, const char *says)
{
    struct blob blob = make_blob(recipe);
    struct base64 base64;
    struct lets_error err = {0};
    struct lets_span signature = encode(&blob, &base64);
    ck_assert_int_eq(ssh_signature_check_form(signature, &err), LETS_BAD_SIGNATURE);
    ck_assert_int_eq(err.status, LETS_BAD_SIGNATURE);
    ck_assert_str_eq(err.message, says);
    ck_assert_int_eq(check_by(signature, KEY_1, NAME_SPACE, VOTE, NULL), LETS_BAD_SIGNATURE);
}

START_TEST(names_the_part_that_is_another)
{
    struct recipe recipe = right;
    char *member = (char *)&recipe + parts[_i].offset;
    if (parts[_i].word != NULL) {
        memcpy(member, &parts[_i].word, sizeof parts[_i].word);
    } else {
        memcpy(member, &parts[_i].number, sizeof parts[_i].number);
    }
    refuse_recipe(&recipe, parts[_i].says);
}
END_TEST

START_TEST(names_another_version_and_a_large_s)
{
    struct recipe recipe = right;
    recipe.version = 2;
    refuse_recipe(&recipe, "the version of the signature is 2, and not 1");
    recipe.version = 0x01000000;
    refuse_recipe(&recipe, "the version of the signature is 16777216, and not 1");
    recipe = right;
    recipe.high_s = 0x10; /* a group's order is little more than that */
    refuse_recipe(&recipe, "S of the signature is not below the order of the group");
}
END_TEST

/* Several faults: repaired one after the other, in the order of the blob. */
START_TEST(names_the_first_fault)
{
    struct recipe recipe = {"SSHSI?", 2, "ssh-dss", 1, 1, "", "r", "md5", "ssh-dss", 1, 1, 1, 0x10};
    refuse_recipe(&recipe, "the signature is none of OpenSSH: it does not begin with 'SSHSIG'");
    recipe.magic = right.magic;
    refuse_recipe(&recipe, "the version of the signature is 2, and not 1");
    recipe.version = right.version;
    refuse_recipe(&recipe, "the algorithm of the signature is 'ssh-dss', and not 'ssh-ed25519'");
    recipe.key_algorithm = right.key_algorithm;
    refuse_recipe(&recipe, "the key of the signature is of 1 bytes, and not of 32");
    recipe.key_size = right.key_size;
    refuse_recipe(&recipe, "the signature has bytes behind the key: 1 too many");
    recipe.n_behind_key = 0;
    refuse_recipe(&recipe, "the namespace of the signature is empty");
    recipe.name_space = right.name_space;
    refuse_recipe(&recipe, "what is reserved in the signature is not empty");
    recipe.reserved = right.reserved;
    refuse_recipe(&recipe, "the hash of the signature is 'md5', and not 'sha512'");
    recipe.hash = right.hash;
    refuse_recipe(&recipe, "the algorithm of the signature is 'ssh-dss', and not 'ssh-ed25519'");
    recipe.algorithm = right.algorithm;
    refuse_recipe(&recipe, "R and S of the signature is of 1 bytes, and not of 64");
    recipe.size = right.size;
    refuse_recipe(&recipe, "the signature has bytes behind R and S: 1 too many");
    recipe.n_behind_pair = 0;
    refuse_recipe(&recipe, "the signature has bytes behind its end: 1 too many");
    recipe.n_behind = 0;
    refuse_recipe(&recipe, "S of the signature is not below the order of the group");
    recipe.high_s = 0;
    struct blob blob = make_blob(&recipe);
    struct base64 base64;
    ck_assert_int_eq(check_by(encode(&blob, &base64), KEY_1, NAME_SPACE, VOTE, NULL), LETS_OK);
}
END_TEST

/* Namespaces of every length: so base64 of every padding. */
START_TEST(takes_namespaces_of_other_lengths)
{
    char name_space[SSH_NAMESPACE_MAX + 1] = "";
    struct recipe recipe = right;
    recipe.name_space = name_space;
    for (size_t size = 1; size <= SSH_NAMESPACE_MAX; size++) {
        struct base64 base64;
        name_space[size - 1] = 'n';
        struct blob blob = make_blob(&recipe);
        struct lets_span signature = encode(&blob, &base64);
        ck_assert_int_eq(ssh_signature_check_form(signature, NULL), LETS_OK);
        ck_assert_int_eq(check_by(signature, KEY_1, name_space, VOTE, NULL), LETS_OK);
        ck_assert_int_eq(check_by(signature, KEY_1, "other", VOTE, NULL), LETS_BAD_SIGNATURE);
    }
}
END_TEST

/* ---------------------------------------------------------------- base64 */

static bool is_digit(int byte)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return byte != '\0' && strchr(digits, byte) != NULL;
}

/* Any other byte in the place of a digit: another value, or none. */
START_TEST(refuses_every_digit_changed)
{
    char text[] = SIGNATURE_1;
    struct lets_span signature = {text, TEXT_SIZE};
    for (size_t i = 0; i < (size_t)AT_ONCE * 256; i++) {
        struct lets_error err = {0};
        size_t at = (size_t)_i * AT_ONCE + i % AT_ONCE;
        int byte = (int)(i / AT_ONCE);
        if (byte != SIGNATURE_1[at]) {
            text[at] = (char)byte;
            enum lets_status status = check_by(signature, KEY_1, NAME_SPACE, VOTE, &err);
            ck_assert_int_eq(status, LETS_BAD_SIGNATURE);
            ck_assert(is_digit(byte) || (byte == '=' && at == TEXT_SIZE - 1) ||
                      strstr(err.message, "is no digit of that") != NULL);
            text[at] = SIGNATURE_1[at];
        }
    }
}
END_TEST

static const struct {
    const char *key;
    const char *says;
} keys[] = {
#define START "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"
    {"", "'' is no key: it does not begin with 'ssh-ed25519 '"},
    {"ssh-ed25519", "'ssh-ed25519' is no key: it does not begin with 'ssh-ed25519 '"},
    {"ssh-ed25519 ", "the key is not base64: 0 characters are no multiple of four"},
    {"ssh-rsa AAAA", "'ssh-rsa AAAA' is no key: it does not begin with 'ssh-ed25519 '"},
    {"SSH-ED25519 AAAA", "'SSH-ED25519 AAAA' is no key: it does not begin with 'ssh-ed25519 '"},
    {" " KEY_1, "' ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1E'"
                " is no key: it does not begin with 'ssh-ed25519 '"},
    {KEY_1 " x", "a key is two words, and '" KEY_1 "' is more"},
    {KEY_1 " ", "a key is two words, and '" KEY_1 "' is more"},
    {"ssh-ed25519  AAAA", "a key is two words, and 'ssh-ed25519  AAAA' is more"},
    {KEY_1 "\n", "the key is not base64: its byte 69 is no digit of that"},
    {KEY_1 "\t", "the key is not base64: its byte 69 is no digit of that"},
    {KEY_1 "=", "the key is not base64: 69 characters are no multiple of four"},
    {KEY_1 "====", "the key is not base64: its byte 69 is no digit of that"},
    {"ssh-ed25519 ====", "the key is not base64: its byte 1 is no digit of that"},
    {"ssh-ed25519 ==", "the key is not base64: 2 characters are no multiple of four"},
    {"ssh-ed25519 AA=A", "the key is not base64: its byte 3 is no digit of that"},
    {"ssh-ed25519 A===", "the key is not base64: its byte 2 is no digit of that"},
    {"ssh-ed25519 AB==", "the key is not base64: bits are left over at its end"},
    {"ssh-ed25519 AQ==", "the key is too short: it ends within the algorithm"},
    {"ssh-ed25519 AAB=", "the key is not base64: bits are left over at its end"},
    {"ssh-ed25519 AAE=", "the key is too short: it ends within the algorithm"},
    {"ssh-ed25519 AA-_", "the key is not base64: its byte 3 is no digit of that"},
    {"ssh-ed25519 AAAAB3NzaC1yc2E=",
     "the algorithm of the key is 'ssh-rsa', and not 'ssh-ed25519'"},
    {"ssh-ed25519 /////3NzaC1yc2E=", "the key is too short: it ends within the algorithm"},
    {"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", "the key is too short: it ends within the point"},
    {START "NdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1E=",
     "the key is too short: it ends within the point"},
    {"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAH9damAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1E=",
     "the point of the key is of 31 bytes, and not of 32"},
    {START "NdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1EaAA==",
     "the key has bytes behind the point: 1 too many"},
#undef START
};
enum { N_KEYS = sizeof keys / sizeof keys[0] };

START_TEST(refuses_what_is_no_key)
{
    struct lets_error err = {0};
    struct ssh_key key;
    struct ssh_key before;
    memset(&key, 7, sizeof key);
    before = key;
    ck_assert_int_eq(ssh_key_parse(lets_span_of(keys[_i].key), &key, &err), LETS_BAD_KEY);
    ck_assert_int_eq(err.status, LETS_BAD_KEY);
    ck_assert_str_eq(err.message, keys[_i].says);
    ck_assert_mem_eq(&key, &before, sizeof key);
}
END_TEST

START_TEST(reads_keys)
{
    static const uint8_t first[] = {0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7};
    struct ssh_key key = {{0}};
    ck_assert_uint_eq(strlen(KEY_1), LETS_SSH_KEY_SIZE - 1);
    ck_assert_int_eq(ssh_key_parse(lets_span_of(KEY_1), &key, NULL), LETS_OK);
    ck_assert_mem_eq(key.bytes, first, sizeof first);
    ck_assert_uint_eq(key.bytes[31], 0x1a);
}
END_TEST

int main(void)
{
    /* Once for all tests, each of which is a process: libcrypto's context. */
    uint8_t digest[SHA512_SIZE];
    if (ed25519_sha512(lets_span_of(VOTE), digest, NULL) != LETS_OK) {
        return EXIT_FAILURE;
    }
    Suite *suite = suite_create("signature");
    TCase *cases = tcase_create("signature");
    tcase_set_timeout(cases, 300);
    tcase_add_loop_test(cases, takes_what_ssh_keygen_made, 0, N_MADE);
    tcase_add_loop_test(cases, refuses_another_key_ledger_or_message, 0, N_PURPOSES);
    tcase_add_loop_test(cases, refuses_every_byte_changed, 0, BLOB_SIZE / AT_ONCE);
    tcase_add_test(cases, refuses_blobs_cut_at_each_length);
    tcase_add_test(cases, refuses_text_cut_at_each_length);
    tcase_add_test(cases, makes_what_ssh_keygen_makes);
    tcase_add_loop_test(cases, names_the_part_that_is_another, 0, N_PARTS);
    tcase_add_test(cases, names_another_version_and_a_large_s);
    tcase_add_test(cases, names_the_first_fault);
    tcase_add_test(cases, takes_namespaces_of_other_lengths);
    tcase_add_loop_test(cases, refuses_every_digit_changed, 0, TEXT_SIZE / AT_ONCE);
    tcase_add_loop_test(cases, refuses_what_is_no_key, 0, N_KEYS);
    tcase_add_test(cases, reads_keys);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
