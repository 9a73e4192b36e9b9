/* SPDX-License-Identifier: MIT */
/*
 * To whom statements go: every account is in exactly one delivery. One that says nothing gets
 * e-mail where there is an address, else paper; one that wants e-mail and has no address gets
 * paper, rather than nothing.
 */

#include "statement/statement.h"

#include <inttypes.h>
#include <string.h>

#include "base/harmless.h"
#include "base/mail_address.h"

static struct statement_item item_of(const struct names *names,
                                     const struct lets_statement *statement)
{
    const struct lets_account *account = statement->account;
    struct statement_item item = {
        .statement = statement,
        .name = words_name(names, account),
        .person =
            names->directory == NULL ? NULL : lets_directory_find(names->directory, account->id),
        .delivery = LETS_DELIVERY_PAPER,
    };
    enum lets_delivery wish = item.person == NULL ? LETS_DELIVERY_PAPER : item.person->delivery;
    bool can_mail = item.person != NULL && mail_address_is_mailable(item.person->email);

    switch (wish) {
    case LETS_DELIVERY_UNSET:
        item.delivery = can_mail ? LETS_DELIVERY_EMAIL : LETS_DELIVERY_PAPER;
        item.lacks_address = !can_mail && item.person != NULL && item.person->email.size > 0;
        break;
    case LETS_DELIVERY_EMAIL:
        item.delivery = can_mail ? LETS_DELIVERY_EMAIL : LETS_DELIVERY_PAPER;
        item.lacks_address = !can_mail;
        break;
    case LETS_DELIVERY_PAPER:
    case LETS_DELIVERY_NONE:
        item.delivery = wish;
        break;
    }
    return item;
}

enum lets_status statements_init(struct statements *statements, const struct names *names,
                                 const struct lets_statement_set *set, enum lets_delivery only,
                                 struct lets_error *err)
{
    struct memory_guard guard;

    memory_guard_begin(&guard, NULL);
    struct statement_item *items = memory_try(set->n_statements, sizeof *items);
    struct names then = {0};
    names_set_then(&then, names, set->accounts, set->summary->n_accounts);
    enum lets_status status = memory_guard_end(&guard, err);
    if (status != LETS_OK) {
        names_release(&then);
        memory_free(items);
        return status;
    }
    *statements = (struct statements){.set = set, .names = then, .items = items};
    for (size_t i = 0; i < set->n_statements; i++) {
        struct statement_item item = item_of(names, &set->statements[i]);
        if (only == LETS_DELIVERY_UNSET || only == item.delivery) {
            statements->items[statements->n_items++] = item;
            statements->n_delivered[item.delivery]++;
        }
    }
    return LETS_OK;
}

void statements_release(struct statements *statements)
{
    memory_free(statements->items);
    names_release(&statements->names);
    *statements = (struct statements){0};
}

struct lets_span statements_name(const struct statements *statements, uint32_t index)
{
    return words_name(&statements->names, &statements->set->accounts[index]);
}

void statements_add_party(struct buffer *out, const struct statements *statements, uint32_t index)
{
    words_label(out, &statements->names, &statements->set->accounts[index]);
}

void statement_add_vouchers(struct buffer *out, const struct statements *statements,
                            const struct lets_statement_line *line)
{
    uint32_t payee = line->spent.minor != 0 ? line->party : line->account;
    uint32_t n = line->last - line->first + 1;
    bool is_sale = statements->set->accounts[payee].is_float;

    if (is_sale && n > 1) {
        buffer_format(out, "%" PRIu32 " ", n);
    }
    buffer_format(out, "voucher%s %" PRIu32, n == 1 ? "" : "s", line->first);
    if (n > 1) {
        buffer_format(out, "-%" PRIu32, line->last);
    }
    buffer_add_string(out, is_sale ? "" : " taken back");
}

/* ---------------------------------------------------------------- what people wrote */

static bool is_right_to_left(uint32_t code)
{
    return (code >= 0x0590 && code <= 0x08ff) || (code >= 0xfb1d && code <= 0xfdff) ||
           (code >= 0xfe70 && code <= 0xfefc) || (code >= 0x10800 && code <= 0x10fff) ||
           (code >= 0x1e800 && code <= 0x1efff);
}

/* Whether well-formed text holds a character that is written from right to left. */
static bool holds_right_to_left(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        uint32_t code = 0;
        if (at[0] >= 0xf0) {
            code = (at[0] & 0x07U) << 18 | (at[1] & 0x3fU) << 12 | (at[2] & 0x3fU) << 6 |
                   (at[3] & 0x3fU);
        } else if (at[0] >= 0xe0) {
            code = (at[0] & 0x0fU) << 12 | (at[1] & 0x3fU) << 6 | (at[2] & 0x3fU);
        } else if (at[0] >= 0xc0) {
            code = (at[0] & 0x1fU) << 6 | (at[1] & 0x3fU);
        }
        if (is_right_to_left(code)) {
            return true;
        }
    }
    return false;
}

void statement_add_theirs(struct buffer *out, struct lets_span text)
{
    struct buffer shown = {0};

    harmless_add(&shown, text);
    const char *mark = holds_right_to_left(buffer_string(&shown)) ? "\xe2\x80\x8e" : "";
    buffer_format(out, "%s%s%s", mark, buffer_string(&shown), mark);
    buffer_release(&shown);
}

/* ---------------------------------------------------------------- names of files */

/* No period holds the mark between it and the id. One without beginning is written with points in
 * front. */
void statement_add_file_name(struct buffer *out, const struct statements *statements,
                             const struct statement_item *item, const char *extension)
{
    char period[LETS_PERIOD_SIZE];

    lets_period_format(statements->set->period, period);
    size_t points = strspn(period, ".");
    buffer_format(out, "%s%s_%.*s.%s", points > 0 ? "until-" : "", period + points,
                  SHOW(item->statement->account->id), extension);
}

void statements_add_days(struct buffer *out, struct lets_period period)
{
    char first[LETS_DATE_SIZE];
    char last[LETS_DATE_SIZE];

    lets_date_format(period.first, first);
    lets_date_format(period.last, last);
    buffer_format(out, "%s to %s", first, last);
}
