/* SPDX-License-Identifier: MIT */
/*
 * E-mail addresses and phone numbers in texts that are sealed. A guess, so it only warns: an
 * address is an
 * '@' between letters; a phone number is a run of digits, blanks, dots, dashes and brackets that
 * holds nine digits or more, or seven and begins with 0 or +, and is no date.
 */

#include "writing/personal.h"

#include <string.h>

#include "session/talk.h"

#define LONG_NUMBER 9  /* digits of a phone number however it begins */
#define SHORT_NUMBER 7 /* and where it begins as one */
#define DATE_SIZE (LETS_DATE_SIZE - 1)

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_word(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool has_email(struct lets_span text)
{
    for (size_t i = 0; i < text.size; i++) {
        const char *at = memchr(text.bytes + i, '@', text.size - i);
        if (at == NULL) {
            return false;
        }
        i = (size_t)(at - text.bytes);
        if (i > 0 && i + 1 < text.size && is_word(at[-1]) && is_word(at[1])) {
            return true;
        }
    }
    return false;
}

/* The size of a date at the start of text; 0 for none. */
static size_t date_size(struct lets_span text)
{
    struct lets_span start = {.bytes = text.bytes, .size = DATE_SIZE};
    struct lets_date date;

    return text.size >= DATE_SIZE && lets_date_parse(start, &date, NULL) == LETS_OK ? DATE_SIZE : 0;
}

/* What may stand between the digits of a phone number. */
static bool is_between(char byte)
{
    return byte == ' ' || byte == '.' || byte == '-' || byte == '(' || byte == ')' || byte == '/';
}

static bool has_phone(struct lets_span text)
{
    size_t n_digits = 0;
    bool begins_as_one = false;

    for (size_t i = 0; i < text.size; i++) {
        char byte = text.bytes[i];
        if (is_digit(byte)) {
            size_t skip =
                n_digits == 0 ? date_size((struct lets_span){text.bytes + i, text.size - i}) : 0;
            if (skip > 0) {
                i += skip - 1;
                continue;
            }
            bool has_plus = i > 0 && text.bytes[i - 1] == '+';
            begins_as_one = n_digits == 0 ? byte == '0' || has_plus : begins_as_one;
            n_digits++;
        } else if (!is_between(byte)) {
            n_digits = 0;
        }
        if (n_digits >= LONG_NUMBER || (begins_as_one && n_digits >= SHORT_NUMBER)) {
            return true;
        }
    }
    return false;
}

void personal_warn(const struct session *session, const char *what, struct lets_span text)
{
    const char *seen = has_email(text)   ? "an e-mail address"
                       : has_phone(text) ? "a phone number"
                                         : NULL;

    if (seen != NULL) {
        session_warn(session, "%s looks as if it held %s; what is sealed can never be erased", what,
                     seen);
    }
}

void personal_warn_entry(const struct session *session, const struct lets_entry *entry)
{
    personal_warn(session, "'for'", entry->what_for);
    personal_warn(session, "'reason'", entry->reason);
    personal_warn(session, "'override'", entry->override_reason);
    personal_warn(session, "'withdrawn'", entry->withdrawn);
    personal_warn(session, "'note'", entry->note);
}
