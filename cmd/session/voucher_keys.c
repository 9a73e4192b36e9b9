/* SPDX-License-Identifier: MIT */
/*
 * The key file. Rows are only ever added: a row of a batch that was never recorded does no harm,
 * and one that is missing could not be made again. A reader takes for a key whatever 32 digits have
 * the digest that the journal names.
 */

#include "session/voucher_keys.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/buffer.h"
#include "base/failure.h"
#include "base/shell.h"
#include "session/journal_files.h"
#include "session/talk.h"

#define KEY_BYTES 16
static const char hex_digits[] = "0123456789abcdef";

enum lets_status voucher_key_new(struct voucher_key *out, struct lets_error *err)
{
    unsigned char bytes[KEY_BYTES];
    size_t n = 0;

    while (n < sizeof bytes) {
        ssize_t got = getrandom(bytes + n, sizeof bytes - n, 0);
        if (got < 0 && errno != EINTR) {
            return failure_set(err, LETS_INPUT_OUTPUT, "the system gives no random numbers: %s",
                               strerror(errno));
        }
        n += got > 0 ? (size_t)got : 0;
    }
    for (size_t i = 0; i < sizeof bytes; i++) {
        out->hex[2 * i] = hex_digits[bytes[i] >> 4];
        out->hex[2 * i + 1] = hex_digits[bytes[i] & 15];
    }
    out->hex[VOUCHER_KEY_SIZE - 1] = '\0';
    return LETS_OK;
}

struct lets_hash voucher_key_digest(const struct voucher_key *key)
{
    return lets_sha256(lets_span_of(key->hex));
}

struct voucher_code voucher_code_of(const struct voucher_key *key, uint32_t number)
{
    struct voucher_code code = {.hex = ""};
    char text[VOUCHER_KEY_SIZE + 12];

    (void)snprintf(text, sizeof text, "%s:%" PRIu32, key->hex, number);
    struct lets_hash hash = lets_sha256(lets_span_of(text));
    memcpy(code.hex, hash.hex, sizeof code.hex - 1);
    return code;
}

bool voucher_code_is(const struct voucher_code *code, const char *typed)
{
    size_t n = 0;

    for (; *typed != '\0'; typed++) {
        if (*typed == ' ') {
            continue;
        }
        if (n == sizeof code->hex - 1 || tolower((unsigned char)*typed) != code->hex[n]) {
            return false;
        }
        n++;
    }
    return n == sizeof code->hex - 1;
}

/* ---------------------------------------------------------------- the file */

static void warn_open(const struct session *session, const char *path)
{
    struct buffer command = {0};

    buffer_add_string(&command, "chmod go= ");
    shell_add_word(&command, lets_span_of(path));
    session_warn(session,
                 "others than its owner may read '%s', and make codes from it: '%s' shuts it", path,
                 buffer_string(&command));
    buffer_release(&command);
}

enum lets_status voucher_keys_load(struct voucher_keys *keys, const struct session *session,
                                   struct lets_error *err)
{
    if (session->journal_path == NULL) {
        return LETS_OK;
    }
    keys->path = journal_files_keys(session->journal_path);
    enum lets_status status = personal_file_read(keys->path, &keys->file, err);
    if (status == LETS_OK && personal_file_is_open(keys->path)) {
        warn_open(session, keys->path);
    }
    return status;
}

void voucher_keys_release(struct voucher_keys *keys)
{
    personal_file_release(&keys->file);
    memory_free(keys->path);
    *keys = (struct voucher_keys){.path = NULL};
}

static bool is_digit(char c)
{
    return c != '\0' && strchr(hex_digits, c) != NULL;
}

/* The next run of exactly 32 digits, from *at on, into *out. */
static bool next_key(const struct personal_bytes *read, size_t *at, struct voucher_key *out)
{
    while (*at < read->size) {
        size_t n = 0;
        while (*at + n < read->size && is_digit(read->bytes[*at + n])) {
            n++;
        }
        const char *digits = read->bytes + *at;
        *at += n == 0 ? 1 : n;
        if (n == VOUCHER_KEY_SIZE - 1) {
            memcpy(out->hex, digits, n);
            out->hex[n] = '\0';
            return true;
        }
    }
    return false;
}

enum lets_status voucher_keys_find(const struct voucher_keys *keys, struct lets_span digest,
                                   struct voucher_key *out, struct lets_error *err)
{
    struct voucher_key key;
    size_t at = 0;

    while (next_key(&keys->file.read, &at, &key)) {
        struct lets_hash hash = voucher_key_digest(&key);
        if (lets_span_equal(lets_span_of(hash.hex), digest)) {
            *out = key;
            return LETS_OK;
        }
    }
    enum lets_status status =
        keys->path == NULL
            ? failure_set(err, LETS_KEY_MISSING, "beside standard input there is no file of keys")
            : failure_set(err, LETS_KEY_MISSING, "'%s' does not hold the key of this batch",
                          keys->path);
    if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint, "%s",
                       keys->path == NULL
                           ? "name the journal with --journal"
                           : "add its two lines again from a copy of that file: others in it stay");
    }
    return status;
}

enum lets_status voucher_keys_code(const struct voucher_keys *keys,
                                   const struct lets_cheque *voucher, struct voucher_code *out,
                                   struct lets_error *err)
{
    struct voucher_key key;
    enum lets_status status = voucher_keys_find(keys, voucher->digest, &key, err);

    if (status == LETS_OK) {
        *out = voucher_code_of(&key, voucher->number);
    }
    return status;
}

/* What is to be added, and the file with it. */
struct addition {
    const struct voucher_key *key;
    struct buffer bytes;
};

static enum lets_status add_row(void *context, struct lets_span now, struct lets_span *out,
                                struct lets_error *err)
{
    struct addition *addition = context;
    struct lets_hash digest = voucher_key_digest(addition->key);

    (void)err;
    buffer_clear(&addition->bytes);
    if (now.size > 0) {
        buffer_add(&addition->bytes, now);
    }
    if (now.size > 0 && now.bytes[now.size - 1] != '\n') {
        buffer_add_string(&addition->bytes, "\n");
    }
    buffer_format(&addition->bytes, "- digest: %s\n  key: %s\n", digest.hex, addition->key->hex);
    *out = buffer_span(&addition->bytes);
    return LETS_OK;
}

enum lets_status voucher_keys_add(struct voucher_keys *keys, const struct session *session,
                                  const struct voucher_key *key, struct lets_error *left,
                                  struct lets_error *err)
{
    struct addition addition = {.key = key};

    keys->file.is_secret = true;
    enum lets_status status =
        personal_file_change(keys->path, &keys->file, add_row, &addition, left, err);

    buffer_release(&addition.bytes);
    if (keys->file.is_open) {
        warn_open(session, keys->path);
    } else if (keys->file.was_open) {
        session_warn(session,
                     "others than its owner could read '%s', and make codes from it: from now on "
                     "they cannot; who read it before still knows the keys",
                     keys->path);
    }
    if (status == LETS_OK) {
        session_warn_lost(session, keys->path, keys->file.lost);
    }
    return status;
}

void voucher_keys_warn_lost(const struct session *session, uint32_t but)
{
    struct voucher_keys keys = {.path = journal_files_keys(session->journal_path)};
    struct lets_cheque book = {0};
    size_t n_lost = 0;

    if (personal_file_read(keys.path, &keys.file, NULL) == LETS_OK) {
        while (lets_ledger_next_book(session->ledger, book.book_last, &book)) {
            struct voucher_key key;
            n_lost += book.digest.size > 0 && book.book_first != but &&
                      voucher_keys_find(&keys, book.digest, &key, NULL) != LETS_OK;
        }
    }
    if (n_lost > 0) {
        session_warn(session,
                     "the keys of %zu other batch%s are not beside the journal: their codes cannot "
                     "be checked; add their lines from a copy of '%s'",
                     n_lost, n_lost == 1 ? "" : "es", keys.path);
    }
    voucher_keys_release(&keys);
}
