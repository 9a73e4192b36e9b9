/* SPDX-License-Identifier: MIT */
/*
 * Ed25519: the vectors of RFC 8032, and what differs from them by a bit; other spellings of a
 * signature or a point than the one that counts; and libcrypto without memory, on several threads,
 * and under an openssl.cnf that leaves it nothing.
 */

#include <check.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "values/ed25519.h"

/* RFC 8032, 7.1. */
static const struct {
    const char *key;
    const char *signature;
    const char *message;
} vectors[] = {
    {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
     ""},
    {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
     "72"},
    {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
     "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
     "af82"},
    {"278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
     "0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec350"
     "aa5371b1508f9f4528ecea23c436d94b5e8fcd4f681e30a6ac00a9704a188a03",
     "08b8b2b733424243760fe426a4b54908632110a66c2f6591eabd3345e3e4eb98fa6e264bf09efe12"
     "ee50f8f54e9f77b1e355f6c50544e23fb1433ddf73be84d879de7c0046dc4996d9e773f4bc9efe57"
     "38829adb26c81b37c93a1b270b20329d658675fc6ea534e0810a4432826bf58c941efb65d57a338b"
     "bd2e26640f89ffbc1a858efcb8550ee3a5e1998bd177e93a7363c344fe6b199ee5d02e82d522c4fe"
     "ba15452f80288a821a579116ec6dad2b3b310da903401aa62100ab5d1a36553e06203b33890cc9b8"
     "32f79ef80560ccb9a39ce767967ed628c6ad573cb116dbefefd75499da96bd68a8a97b928a8bbc10"
     "3b6621fcde2beca1231d206be6cd9ec7aff6f6c94fcd7204ed3455c68c83f4a41da4af2b74ef5c53"
     "f1d8ac70bdcb7ed185ce81bd84359d44254d95629e9855a94a7c1958d1f8ada5d0532ed8a5aa3fb2"
     "d17ba70eb6248e594e1a2297acbbb39d502f1a8c6eb6f1ce22b3de1a1f40cc24554119a831a9aad6"
     "079cad88425de6bde1a9187ebb6092cf67bf2b13fd65f27088d78b7e883c8759d2c4f5c65adb7553"
     "878ad575f9fad878e80a0c9ba63bcbcc2732e69485bbc9c90bfbd62481d9089beccf80cfe2df16a2"
     "cf65bd92dd597b0707e0917af48bbb75fed413d238f5555a7a569d80c3414a8d0859dc65a46128ba"
     "b27af87a71314f318c782b23ebfe808b82b0ce26401d2e22f04d83d1255dc51addd3b75a2b1ae078"
     "4504df543af8969be3ea7082ff7fc9888c144da2af58429ec96031dbcad3dad9af0dcbaaaf268cb8"
     "fcffead94f3c7ca495e056a9b47acdb751fb73e666c6c655ade8297297d07ad1ba5e43f1bca32301"
     "651339e22904cc8c42f58c30c04aafdb038dda0847dd988dcda6f3bfd15c4b4c4525004aa06eeff8"
     "ca61783aacec57fb3d1f92b0fe2fd1a85f6724517b65e614ad6808d6f6ee34dff7310fdc82aebfd9"
     "04b01e1dc54b2927094b2db68d6f903b68401adebf5a7e08d78ff4ef5d63653a65040cf9bfd4aca7"
     "984a74d37145986780fc0b16ac451649de6188a7dbdf191f64b5fc5e2ab47b57f7f7276cd419c17a"
     "3ca8e1b939ae49e488acba6b965610b5480109c8b17b80e1b7b750dfc7598d5d5011fd2dcc5600a3"
     "2ef5b52a1ecc820e308aa342721aac0943bf6686b64b2579376504ccc493d97e6aed3fb0f9cd71a4"
     "3dd497f01f17c0e2cb3797aa2a2f256656168e6c496afc5fb93246f6b1116398a346f1a641f3b041"
     "e989f7914f90cc2c7fff357876e506b50d334ba77c225bc307ba537152f3f1610e4eafe595f6d9d9"
     "0d11faa933a15ef1369546868a7f3a45a96768d40fd9d03412c091c6315cf4fde7cb68606937380d"
     "b2eaaa707b4c4185c32eddcdd306705e4dc1ffc872eeee475a64dfac86aba41c0618983f8741c5ef"
     "68d3a101e8a3b8cac60c905c15fc910840b94c00a0b9d0"},
    {"ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
     "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
};
enum { N_VECTORS = sizeof vectors / sizeof vectors[0] };

static unsigned digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static size_t from_hex(const char *hex, uint8_t *out)
{
    size_t size = strlen(hex) / 2;
    for (size_t i = 0; i < size; i++) {
        out[i] = (uint8_t)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
    }
    return size;
}

struct vector {
    uint8_t key[ED25519_KEY_SIZE];
    uint8_t signature[ED25519_SIGNATURE_SIZE];
    uint8_t message[1024];
    size_t size;
};

static struct vector load_vector(size_t i)
{
    struct vector vector = {.size = 0};
    (void)from_hex(vectors[i].key, vector.key);
    (void)from_hex(vectors[i].signature, vector.signature);
    vector.size = from_hex(vectors[i].message, vector.message);
    return vector;
}

static enum lets_status check_vector(const struct vector *vector, struct lets_error *err)
{
    struct lets_span message = {(const char *)vector->message, vector->size};
    return ed25519_check(vector->key, vector->signature, message, err);
}

START_TEST(finds_the_vectors_of_the_rfc_good)
{
    struct vector vector = load_vector((size_t)_i);
    struct lets_error err = {0};
    ck_assert_int_eq(check_vector(&vector, &err), LETS_OK);
    ck_assert_int_eq(err.status, LETS_OK);
}
END_TEST

static void refuse_flips(const struct vector *vector, uint8_t *bytes, size_t size)
{
    for (size_t bit = 0; bit < 8 * size; bit++) {
        bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
        ck_assert_int_eq(check_vector(vector, NULL), LETS_BAD_SIGNATURE);
        bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
}

START_TEST(refuses_them_with_any_bit_another)
{
    struct vector vector = load_vector((size_t)_i);
    refuse_flips(&vector, vector.signature, sizeof vector.signature);
    refuse_flips(&vector, vector.key, sizeof vector.key);
    refuse_flips(&vector, vector.message, vector.size < 8 ? vector.size : 8);
    vector.size++;
    ck_assert_int_eq(check_vector(&vector, NULL), LETS_BAD_SIGNATURE);
}
END_TEST

static const char order[] = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

/* Adds the order of the group to S; false where there is no room. */
static bool add_order(uint8_t *s)
{
    uint8_t addend[ED25519_SIGNATURE_SIZE / 2];
    unsigned carry = 0;
    (void)from_hex(order, addend);
    for (size_t i = 0; i < sizeof addend; i++) {
        carry += (unsigned)s[i] + addend[i];
        s[i] = (uint8_t)carry;
        carry >>= 8;
    }
    return carry == 0;
}

START_TEST(refuses_s_with_the_order_added_once_and_more)
{
    struct vector vector = load_vector((size_t)_i);
    unsigned n = 0;
    for (; add_order(vector.signature + ED25519_SIGNATURE_SIZE / 2); n++) {
        struct lets_error err = {0};
        ck_assert_int_eq(check_vector(&vector, &err), LETS_BAD_SIGNATURE);
        ck_assert_str_eq(err.message, "S of the signature is not below the order of the group");
    }
    ck_assert_uint_ge(n, 15);
}
END_TEST

static const struct {
    const char *s;
    bool is_low;
} scalars[] = {
    {"0000000000000000000000000000000000000000000000000000000000000000", true},
    {"ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", true},
    {"edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", false},
    {"eed3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", false},
    {"ffffff5c1a631258d69cf7a2def9de1300000000000000000000000000000010", true},
    {"000000000000000000000000000000000000000000000000000000000000ff0f", true},
    {"0000000000000000000000000000000001000000000000000000000000000010", false},
    {"0000000000000000000000000000000000000000000000000000000000000011", false},
    {"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false},
};
enum { N_SCALARS = sizeof scalars / sizeof scalars[0] };

START_TEST(compares_s_with_the_order)
{
    uint8_t signature[ED25519_SIGNATURE_SIZE] = {0};
    (void)from_hex(scalars[_i].s, signature + ED25519_SIGNATURE_SIZE / 2);
    ck_assert(ed25519_has_low_s(signature) == scalars[_i].is_low);
}
END_TEST

/* The neutral point and others, spelt in another way. To a verifier that takes the first two, R
 * neutral and S zero sign everything. */
static const char *const spellings[] = {
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
};
enum { N_SPELLINGS = sizeof spellings / sizeof spellings[0] };

START_TEST(refuses_keys_that_do_not_spell_a_point)
{
    struct vector vector = {.signature = {1}, .size = 0};
    struct lets_error err = {0};
    (void)from_hex(spellings[_i], vector.key);
    ck_assert_int_eq(check_vector(&vector, &err), LETS_BAD_SIGNATURE);
    ck_assert_str_eq(err.message, "no signature is good by that key, which does not spell a point");
}
END_TEST

static const struct {
    const char *bytes;
    const char *digest;
} digests[] = {
    {"", "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
         "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"},
    {"abc", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
};
enum { N_DIGESTS = sizeof digests / sizeof digests[0] };

/* By a key of small order R = 0 and S = 0 are good for one message in eight, or for all. */
static const char *const small[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
};
enum { N_SMALL = sizeof small / sizeof small[0] };

START_TEST(refuses_keys_by_which_anybody_signs)
{
    static const uint8_t forged[ED25519_SIGNATURE_SIZE] = {1};
    uint8_t key[ED25519_KEY_SIZE];
    struct lets_error err = {0};
    (void)from_hex(small[_i], key);
    ck_assert_int_eq(ed25519_check(key, forged, lets_span_of("anything"), &err),
                     LETS_BAD_SIGNATURE);
    ck_assert_str_eq(err.message, "no signature is good by that key, for anybody can make one");
}
END_TEST

START_TEST(hashes_by_sha512)
{
    uint8_t digest[SHA512_SIZE];
    uint8_t expected[SHA512_SIZE];
    (void)from_hex(digests[_i].digest, expected);
    ck_assert_int_eq(ed25519_sha512(lets_span_of(digests[_i].bytes), digest, NULL), LETS_OK);
    ck_assert_mem_eq(digest, expected, sizeof digest);
}
END_TEST

/* ---------------------------------------------------------------- libcrypto without memory */

/* The allocation after so many fails, and with is_lasting all behind it. */
static atomic_size_t n_left = SIZE_MAX;
static bool is_lasting;

static bool is_refused(void)
{
    size_t left = atomic_load(&n_left);
    bool is_counting = left != SIZE_MAX;
    if (is_counting) {
        size_t behind = is_lasting ? 0 : SIZE_MAX;
        atomic_store(&n_left, left > 0 ? left - 1 : behind);
    }
    return is_counting && left == 0;
}

static void *give(size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return is_refused() ? NULL : malloc(size);
}

static void *resize(void *bytes, size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return is_refused() ? NULL : realloc(bytes, size);
}

static void take_back(void *bytes, const char *file, int line)
{
    (void)file;
    (void)line;
    free(bytes);
}

/* With the allocation after n failing; whether there was none. */
static bool check_short_of(const struct vector *vector, size_t n, enum lets_status expected)
{
    struct lets_error err = {0};
    atomic_store(&n_left, n);
    enum lets_status status = check_vector(vector, &err);
    size_t left = atomic_exchange(&n_left, SIZE_MAX);
    bool is_over = left > 0 && left != SIZE_MAX;
    ck_assert(status == expected || (!is_over && status == LETS_OUT_OF_MEMORY));
    ck_assert_int_eq(err.status, status);
    return is_over;
}

static size_t fail_in_turn(const struct vector *vector, enum lets_status expected)
{
    size_t n = 0;
    while (!check_short_of(vector, n, expected)) {
        n++;
    }
    return n;
}

/* What is good is never found bad, nor the other way, and once there is memory it is told. */
START_TEST(tells_no_memory_from_a_bad_signature)
{
    struct vector vector = load_vector(0);
    ck_assert_int_eq(check_vector(&vector, NULL), LETS_OK); /* so that the context is there */
    is_lasting = _i == 1;
    size_t n_good = fail_in_turn(&vector, LETS_OK);
    vector.signature[0] ^= 1;
    ck_assert_uint_gt(n_good, 0);
    ck_assert_uint_gt(fail_in_turn(&vector, LETS_BAD_SIGNATURE), n_good);
}
END_TEST

/* The first call is made once in a process: here each is one, and some of its allocations fail. */
START_TEST(makes_its_context_or_has_no_memory)
{
    enum { STEP = 311, LAST = 7 };
    struct vector vector = load_vector(0);
    bool is_over = false;
    is_lasting = _i == 1;
    for (size_t n = 0; !is_over; n += n < STEP ? 7 : STEP) {
        int how = 0;
        pid_t child = fork();
        ck_assert_int_ge(child, 0);
        if (child == 0) {
            bool is_last = check_short_of(&vector, n, LETS_OK);
            vector.signature[0] ^= 1;
            ck_assert_int_ne(check_vector(&vector, NULL), LETS_OK);
            _exit(is_last ? LAST : 0);
        }
        ck_assert_int_eq(waitpid(child, &how, 0), child);
        ck_assert(WIFEXITED(how) && (WEXITSTATUS(how) == 0 || WEXITSTATUS(how) == LAST));
        is_over = WEXITSTATUS(how) == LAST;
    }
}
END_TEST

/* Its output is left alone where it fails. */
START_TEST(hashes_or_has_no_memory)
{
    const uint8_t untouched[SHA512_SIZE] = {0};
    enum lets_status status = LETS_OUT_OF_MEMORY;
    for (size_t n = 0; status != LETS_OK; n++) {
        uint8_t digest[SHA512_SIZE] = {0};
        atomic_store(&n_left, n);
        status = ed25519_sha512(lets_span_of("abc"), digest, NULL);
        atomic_store(&n_left, SIZE_MAX);
        ck_assert(status == LETS_OK || status == LETS_OUT_OF_MEMORY);
        ck_assert((memcmp(digest, untouched, sizeof digest) == 0) == (status != LETS_OK));
    }
}
END_TEST

/* ---------------------------------------------------------------- what else is around it */

START_TEST(leaves_the_errors_of_others_in_the_queue)
{
    struct vector vector = load_vector(1);
    ERR_raise(ERR_LIB_USER, 7);
    unsigned long before = ERR_peek_last_error();
    ck_assert_int_eq(check_vector(&vector, NULL), LETS_OK);
    vector.signature[0] ^= 1;
    ck_assert_int_eq(check_vector(&vector, NULL), LETS_BAD_SIGNATURE);
    ck_assert_uint_eq(ERR_get_error(), before);
    ck_assert_uint_eq(ERR_get_error(), 0);
}
END_TEST

START_TEST(goes_by_no_configuration)
{
    ck_assert_int_eq(setenv("OPENSSL_CONF", TESTS_FOLDER "/unit/nothing.cnf", 1), 0);
    struct vector vector = load_vector(2);
    ck_assert_int_eq(check_vector(&vector, NULL), LETS_OK);
    vector.message[0] ^= 1;
    ck_assert_int_eq(check_vector(&vector, NULL), LETS_BAD_SIGNATURE);
    uint8_t digest[SHA512_SIZE];
    size_t size = 0;
    ck_assert_int_eq(EVP_Q_digest(NULL, "SHA512", NULL, "", 0, digest, &size), 0);
    ERR_clear_error();
}
END_TEST

enum { N_THREADS = 4, N_ROUNDS = 25 };

static void *check_often(void *n_right)
{
    for (size_t i = 0; i < N_ROUNDS; i++) {
        struct vector vector = load_vector(i % N_VECTORS);
        *(size_t *)n_right += check_vector(&vector, NULL) == LETS_OK ? 1 : 0;
        vector.signature[0] ^= 1;
        *(size_t *)n_right += check_vector(&vector, NULL) == LETS_BAD_SIGNATURE ? 1 : 0;
    }
    return NULL;
}

START_TEST(serves_several_threads_from_the_first_call_on)
{
    pthread_t threads[N_THREADS];
    size_t n_right[N_THREADS] = {0};
    for (int i = 0; i < N_THREADS; i++) {
        ck_assert_int_eq(pthread_create(&threads[i], NULL, check_often, &n_right[i]), 0);
    }
    for (int i = 0; i < N_THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_uint_eq(n_right[i], 2 * (size_t)N_ROUNDS);
    }
}
END_TEST

int main(void)
{
    if (CRYPTO_set_mem_functions(give, resize, take_back) != 1) {
        return EXIT_FAILURE;
    }
    Suite *suite = suite_create("ed25519");
    TCase *cases = tcase_create("ed25519");
    tcase_set_timeout(cases, 300);
    /* First, for it counts in a process that did not use libcrypto yet. */
    tcase_add_test(cases, goes_by_no_configuration);
    tcase_add_loop_test(cases, finds_the_vectors_of_the_rfc_good, 0, N_VECTORS);
    tcase_add_loop_test(cases, refuses_them_with_any_bit_another, 0, N_VECTORS);
    tcase_add_loop_test(cases, refuses_s_with_the_order_added_once_and_more, 0, N_VECTORS);
    tcase_add_loop_test(cases, compares_s_with_the_order, 0, N_SCALARS);
    tcase_add_loop_test(cases, refuses_keys_that_do_not_spell_a_point, 0, N_SPELLINGS);
    tcase_add_loop_test(cases, refuses_keys_by_which_anybody_signs, 0, N_SMALL);
    tcase_add_loop_test(cases, hashes_by_sha512, 0, N_DIGESTS);
    tcase_add_loop_test(cases, tells_no_memory_from_a_bad_signature, 0, 2);
    tcase_add_loop_test(cases, makes_its_context_or_has_no_memory, 0, 2);
    tcase_add_test(cases, hashes_or_has_no_memory);
    tcase_add_test(cases, leaves_the_errors_of_others_in_the_queue);
    tcase_add_test(cases, serves_several_threads_from_the_first_call_on);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
