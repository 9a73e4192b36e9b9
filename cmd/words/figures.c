/* SPDX-License-Identifier: MIT */
/*
 * Values in the words in which sentences, lists and papers give them: each is spelled here alone,
 * so that a limit or a head reads the same wherever it stands.
 */

#include "words/figures.h"

#include <inttypes.h>
#include <string.h>

static void add_figure(struct buffer *out, const struct lets_ledger *ledger,
                       struct lets_amount amount)
{
    char text[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(amount, lets_ledger_summary(ledger)->decimals, text);
    buffer_add_string(out, text);
}

void words_amount(struct buffer *out, const struct lets_ledger *ledger, struct lets_amount amount)
{
    add_figure(out, ledger, amount);
    buffer_add_string(out, " ");
    buffer_add(out, lets_ledger_summary(ledger)->unit);
}

/* A number below a thousand: "three hundred and forty-two". */
static void add_hundreds(struct buffer *out, unsigned number)
{
    static const char *const small[] = {"",        "one",     "two",       "three",    "four",
                                        "five",    "six",     "seven",     "eight",    "nine",
                                        "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
    unsigned rest = number % 100;

    if (number >= 100) {
        buffer_format(out, "%s hundred%s", small[number / 100], rest > 0 ? " and " : "");
    }
    if (rest < 20) {
        buffer_add_string(out, small[rest]);
    } else {
        buffer_format(out, "%s%s%s", tens[rest / 10], rest % 10 > 0 ? "-" : "", small[rest % 10]);
    }
}

/* "two thousand and five", "one million three hundred thousand". */
static void add_whole(struct buffer *out, uint64_t number)
{
    static const char *const scales[] = {"",          " thousand",    " million",    " billion",
                                         " trillion", " quadrillion", " quintillion"};
    uint64_t unit = UINT64_C(1000000000000000000);
    size_t begin = out->size;

    if (number == 0) {
        buffer_add_string(out, "zero");
    }
    for (size_t i = sizeof scales / sizeof scales[0]; i-- > 0; unit /= 1000) {
        unsigned group = (unsigned)(number / unit % 1000);
        if (group > 0) {
            const char *before = i == 0 && group < 100 ? " and " : " ";
            buffer_add_string(out, out->size > begin ? before : "");
            add_hundreds(out, group);
            buffer_add_string(out, scales[i]);
        }
    }
}

void words_amount_in_full(struct buffer *out, const struct lets_ledger *ledger,
                          struct lets_amount amount)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    uint64_t minor = (uint64_t)amount.minor;
    uint64_t parts = 1;

    for (uint32_t i = 0; i < summary->decimals; i++) {
        parts *= 10;
    }
    add_whole(out, minor / parts);
    if (minor % parts > 0) {
        buffer_format(out, " and %0*" PRIu64 "/%" PRIu64, (int)summary->decimals, minor % parts,
                      parts);
    }
    buffer_format(out, " %.*s", SHOW(summary->unit));
}

void words_limit(struct buffer *out, const struct lets_ledger *ledger, struct lets_limit limit)
{
    switch (limit.kind) {
    case LETS_LIMIT_DEFAULT:
        buffer_add_string(out, "default");
        break;
    case LETS_LIMIT_NONE:
        buffer_add_string(out, "none");
        break;
    case LETS_LIMIT_AMOUNT:
        add_figure(out, ledger, limit.amount);
        break;
    }
}

bool words_same_limit(struct lets_limit a, struct lets_limit b)
{
    return a.kind == b.kind && a.amount.minor == b.amount.minor;
}

void words_over(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                const struct lets_account *account)
{
    unsigned decimals = lets_ledger_summary(ledger)->decimals;
    bool is_debit = account->balance.minor < 0;
    struct lets_limit limit = is_debit ? lets_ledger_debit_limit(ledger, account)
                                       : lets_ledger_credit_limit(ledger, account);
    char balance[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(account->balance, decimals, balance);
    words_name_and_id(out, names, account);
    buffer_format(out, " is at %s, beyond the %s limit of ", balance,
                  is_debit ? "debit" : "credit");
    words_limit(out, ledger, limit);
}

void words_validity(struct buffer *out, struct lets_validity validity)
{
    const char *many = validity.count == 1 ? "" : "s";

    switch (validity.unit) {
    case LETS_VALID_FOREVER:
        buffer_add_string(out, "none");
        break;
    case LETS_VALID_DAYS:
        buffer_format(out, "%" PRIu32 " day%s", validity.count, many);
        break;
    case LETS_VALID_MONTHS:
        buffer_format(out, "%" PRIu32 " month%s", validity.count, many);
        break;
    }
}

void words_valid_from(struct buffer *out, struct lets_validity validity)
{
    if (validity.unit == LETS_VALID_FOREVER) {
        buffer_add_string(out, "valid without limit of time");
        return;
    }
    buffer_add_string(out, "valid ");
    words_validity(out, validity);
    buffer_add_string(out, " from its date");
}

struct lets_span words_contact(const struct lets_summary *summary)
{
    struct lets_span contact = summary->contact;
    size_t size = summary->name.size;
    struct lets_span begin = {.bytes = contact.bytes, .size = size};

    if (contact.size > size + 2 && lets_span_equal(begin, summary->name) &&
        contact.bytes[size] == ',' && contact.bytes[size + 1] == ' ') {
        return (struct lets_span){.bytes = contact.bytes + size + 2,
                                  .size = contact.size - size - 2};
    }
    return contact;
}

/* The first 32 digits of a hash in groups of four. */
static void add_head(struct buffer *out, const struct lets_hash *hash)
{
    for (size_t i = 0; i < 32 && hash->hex[i] != '\0'; i += 4) {
        buffer_format(out, "%s%.4s", i > 0 ? " " : "", hash->hex + i);
    }
}

void words_head_line(struct buffer *out, const struct lets_ledger *ledger)
{
    words_head_line_of(out, lets_ledger_summary(ledger));
}

void words_head_line_of(struct buffer *out, const struct lets_summary *summary)
{
    buffer_add_string(out, "head ");
    add_head(out, &summary->head);
    if (summary->n_transfers > 0) {
        buffer_format(out, " after transfer %" PRIu32, summary->n_transfers);
    } else {
        buffer_add_string(out, " before the first transfer");
    }
}

void words_numbers(struct buffer *out, const uint32_t *numbers, size_t n, const char *between)
{
    for (size_t first = 0; first < n;) {
        size_t last = first;
        while (last + 1 < n && numbers[last + 1] == numbers[last] + 1) {
            last++;
        }
        buffer_format(out, "%s%" PRIu32, first > 0 ? between : "", numbers[first]);
        if (last > first) {
            buffer_format(out, "-%" PRIu32, numbers[last]);
        }
        first = last + 1;
    }
}
