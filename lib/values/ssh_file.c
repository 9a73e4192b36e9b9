/* SPDX-License-Identifier: MIT */
/*
 * Files as OpenSSH writes them, of which a journal keeps less: of a public key the two first words,
 * of a signature its base64 without armour and line breaks. What else people take for such a file
 * is told apart, so that they learn what to bring instead.
 */

#include <assert.h>
#include <string.h>

#include "values/signature.h"

static bool begins_with(struct lets_span text, const char *start)
{
    size_t size = strlen(start);
    return text.size >= size && memcmp(text.bytes, start, size) == 0;
}

static bool holds(struct lets_span text, const char *wanted)
{
    for (struct lets_span rest = text; rest.size > 0; rest.bytes++, rest.size--) {
        if (begins_with(rest, wanted)) {
            return true;
        }
    }
    return false;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static struct lets_span without_line_ends(struct lets_span text)
{
    while (text.size > 0 && is_line_end(text.bytes[text.size - 1])) {
        text.size--;
    }
    return text;
}

static bool has_line_end(struct lets_span text)
{
    bool is_found = false;
    for (size_t i = 0; i < text.size && !is_found; i++) {
        is_found = is_line_end(text.bytes[i]);
    }
    return is_found;
}

/* ---------------------------------------------------------------- keys */

static struct lets_span first_word(struct lets_span text)
{
    size_t size = 0;
    while (size < text.size && text.bytes[size] != ' ' && text.bytes[size] != '\t') {
        size++;
    }
    return (struct lets_span){text.bytes, size};
}

/* How the names of OpenSSH's algorithms begin. */
static const char *const families[] = {"ssh-", "ecdsa-", "sk-", "rsa-"};
enum { N_FAMILIES = sizeof families / sizeof families[0] };

static bool is_algorithm(struct lets_span word)
{
    bool is_one = false;
    for (size_t i = 0; i < N_FAMILIES && !is_one; i++) {
        is_one = begins_with(word, families[i]);
    }
    return is_one;
}

/* Whether a later word names an algorithm: then options stand before it. */
static bool has_options(struct lets_span line)
{
    for (struct lets_span word = first_word(line); word.size < line.size; word = first_word(line)) {
        line.bytes += word.size + 1;
        line.size -= word.size + 1;
        if (is_algorithm(first_word(line))) {
            return true;
        }
    }
    return false;
}

/* What is no line of a key that a journal may hold. */
static enum lets_status refuse_line(struct lets_span line, struct lets_error *err)
{
    struct lets_span word = first_word(line);
    if (is_algorithm(word)) {
        return lets__fail(err, LETS_BAD_KEY, "the key is of the algorithm '%.*s', not ssh-ed25519",
                          LETS__SHOW(word));
    }
    if (word.size > 0 && has_options(line)) {
        return lets__fail(err, LETS_BAD_KEY,
                          "options stand before the key: its line has to begin with ssh-ed25519");
    }
    return lets__fail(err, LETS_BAD_KEY,
                      "the file holds no public key: it does not begin with ssh-ed25519");
}

/* What is no public key at all, though something of a key. */
static enum lets_status check_public(struct lets_span text, struct lets_error *err)
{
    if (holds(text, "PRIVATE KEY-----") || begins_with(text, "PuTTY-User-Key-File-")) {
        enum lets_status status =
            lets__fail(err, LETS_BAD_KEY,
                       "this is a private key, which never leaves the machine of its owner");
        lets__hint(err, "give the public one, in the file of that name with .pub behind it");
        return status;
    }
    if (begins_with(text, "---- BEGIN SSH2 PUBLIC KEY")) {
        enum lets_status status =
            lets__fail(err, LETS_BAD_KEY, "the key is not in the form of OpenSSH");
        lets__hint(err, "'ssh-keygen -i -f FILE' gives that form");
        return status;
    }
    if (text.size == 0) {
        return lets__fail(err, LETS_BAD_KEY, "the file of the key is empty");
    }
    if (has_line_end(text)) {
        return lets__fail(err, LETS_BAD_KEY,
                          "the file has several lines, and one public key is a single line");
    }
    return LETS_OK;
}

/* The first two words, with what parts them. */
static struct lets_span two_words(struct lets_span line)
{
    size_t size = first_word(line).size;
    if (size < line.size) {
        size++;
        size += first_word((struct lets_span){line.bytes + size, line.size - size}).size;
    }
    return (struct lets_span){line.bytes, size};
}

enum lets_status lets_ssh_key_read(struct lets_span file, char out[LETS_SSH_KEY_SIZE],
                                   struct lets_error *err)
{
    struct lets_span line = without_line_ends(file);
    struct lets_span words = two_words(line);
    struct ssh_key key;
    enum lets_status status = check_public(line, err);
    if (status == LETS_OK && !lets_span_equal(first_word(line), lets_span_of("ssh-ed25519"))) {
        status = refuse_line(line, err);
    }
    if (status == LETS_OK) {
        status = ssh_key_parse(words, &key, err);
    }
    if (status == LETS_OK) {
        assert(words.size == LETS_SSH_KEY_SIZE - 1);
        memcpy(out, words.bytes, words.size);
        out[words.size] = '\0';
    }
    return status;
}

/* ---------------------------------------------------------------- signatures */

static const char armour_begin[] = "-----BEGIN SSH SIGNATURE-----";
static const char armour_end[] = "-----END SSH SIGNATURE-----";

/* Takes a line off the text, its end with it. */
static struct lets_span take_line(struct lets_span *text)
{
    const char *newline = text->size == 0 ? NULL : memchr(text->bytes, '\n', text->size);
    size_t size = newline == NULL ? text->size : (size_t)(newline - text->bytes);
    size_t taken = newline == NULL ? size : size + 1;
    struct lets_span line = {text->bytes, size};
    if (newline != NULL && size > 0 && line.bytes[size - 1] == '\r') {
        line.size--;
    }
    *text = (struct lets_span){text->bytes + taken, text->size - taken};
    return line;
}

/* Base64 whose lines were put behind each other. Signatures of any algorithm find room, so that
 * their form can be told. */
struct joined {
    char digits[8192];
    size_t size;
};

/* What stands within the armour. */
static enum lets_status join_lines(struct lets_span text, struct joined *out,
                                   struct lets_error *err)
{
    struct lets_span line = take_line(&text);
    if (!lets_span_equal(line, lets_span_of(armour_begin))) {
        return lets__fail(err, LETS_BAD_SIGNATURE, "something stands behind '%s' in its line",
                          armour_begin);
    }
    for (line = take_line(&text); !lets_span_equal(line, lets_span_of(armour_end));
         line = take_line(&text)) {
        if (text.size == 0) {
            return lets__fail(err, LETS_BAD_SIGNATURE, "the signature has no line '%s': it was cut",
                              armour_end);
        }
        if (line.size > sizeof out->digits - out->size) {
            return lets__fail(err, LETS_BAD_SIGNATURE, "the file is too long for a signature");
        }
        memcpy(out->digits + out->size, line.bytes, line.size);
        out->size += line.size;
    }
    if (text.size > 0) {
        return lets__fail(err, LETS_BAD_SIGNATURE, "something stands behind '%s'", armour_end);
    }
    return LETS_OK;
}

/* What is neither armour nor a line of base64. */
static enum lets_status check_bare(struct lets_span text, struct lets_error *err)
{
    if (text.size == 0) {
        return lets__fail(err, LETS_BAD_SIGNATURE, "the file of the signature is empty");
    }
    if (begins_with(text, "-----BEGIN ")) {
        struct lets_span line = take_line(&text);
        return lets__fail(err, LETS_BAD_SIGNATURE, "the file begins with '%.*s', and not with '%s'",
                          LETS__SHOW(line), armour_begin);
    }
    if (has_line_end(text)) {
        return lets__fail(err, LETS_BAD_SIGNATURE,
                          "the file has several lines, and does not begin with '%s'", armour_begin);
    }
    return LETS_OK;
}

enum lets_status lets_ssh_signature_read(struct lets_span file, char out[LETS_SSH_SIGNATURE_SIZE],
                                         struct lets_error *err)
{
    struct joined joined = {.size = 0};
    struct lets_span base64 = without_line_ends(file);
    enum lets_status status = LETS_OK;
    if (begins_with(base64, armour_begin)) {
        status = join_lines(base64, &joined, err);
        base64 = (struct lets_span){joined.digits, joined.size};
    } else {
        status = check_bare(base64, err);
    }
    if (status == LETS_OK) {
        status = ssh_signature_check_form(base64, err);
    }
    if (status == LETS_OK && base64.size >= LETS_SSH_SIGNATURE_SIZE) {
        status = lets__fail(err, LETS_BAD_SIGNATURE,
                            "the namespace of the signature is longer than that of a ledger");
    }
    if (status == LETS_OK) {
        memcpy(out, base64.bytes, base64.size);
        out[base64.size] = '\0';
    }
    return status;
}
