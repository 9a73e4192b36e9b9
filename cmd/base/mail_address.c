/* SPDX-License-Identifier: MIT */
/*
 * E-mail addresses. What members type is checked when it is given, for a mailer that refuses it
 * does so long after, when the statement should have been there.
 */

#include "base/mail_address.h"

#include <string.h>

#include "base/buffer.h"
#include "base/failure.h"

enum { ADDRESS_MAX = 254, LOCAL_PART_MAX = 64, LABEL_MAX = 63 };

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A dot-atom of RFC 5322 whose atoms hold letters, digits and `others`. */
static bool is_dot_atom(struct lets_span text, const char *others, size_t atom_max)
{
    size_t atom = 0;

    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        if (c == '.' && atom > 0) {
            atom = 0;
        } else if (c != '\0' && (is_letter_or_digit(c) || strchr(others, c) != NULL) &&
                   atom < atom_max) {
            atom++;
        } else {
            return false;
        }
    }
    return atom > 0;
}

bool mail_address_is_mailable(struct lets_span address)
{
    const char *at = address.size > 0 && address.size <= ADDRESS_MAX
                         ? memchr(address.bytes, '@', address.size)
                         : NULL;

    if (at == NULL) {
        return false;
    }
    struct lets_span local = {.bytes = address.bytes, .size = (size_t)(at - address.bytes)};
    struct lets_span host = {.bytes = at + 1, .size = address.size - local.size - 1};
    return local.size <= LOCAL_PART_MAX &&
           is_dot_atom(local, "!#$%&'*+-/=?^_`{|}~", LOCAL_PART_MAX) &&
           is_dot_atom(host, "-", LABEL_MAX);
}

/* Puts an 'x' where a byte is beyond ASCII, which some mailers, though not all, know to carry. */
static struct lets_span plain_of(struct lets_span address, char plain[ADDRESS_MAX])
{
    for (size_t i = 0; i < address.size; i++) {
        plain[i] = (unsigned char)address.bytes[i] < 0x80 ? address.bytes[i] : 'x';
    }
    return (struct lets_span){.bytes = plain, .size = address.size};
}

enum lets_status mail_address_check(struct lets_span address, struct lets_error *err)
{
    char plain[ADDRESS_MAX];
    enum lets_status status = lets_name_check(address, err);

    if (status != LETS_OK ||
        (address.size <= ADDRESS_MAX && mail_address_is_mailable(plain_of(address, plain)))) {
        return status;
    }
    size_t n_ats = 0;
    for (size_t i = 0; i < address.size; i++) {
        n_ats += address.bytes[i] == '@';
    }
    return failure_set(err, LETS_BAD_TEXT,
                       n_ats > 1 ? "'%.*s' is more than one e-mail address: give one"
                                 : "'%.*s' is no e-mail address of the form name@host",
                       SHOW(address));
}
