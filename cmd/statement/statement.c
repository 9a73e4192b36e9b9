/* SPDX-License-Identifier: MIT */
/*
 * To whom statements go: every account is in exactly one delivery. One that says nothing gets
 * e-mail where there is an address, else paper; one that wants e-mail and has no address gets
 * paper, rather than nothing.
 */

#include "statement/statement.h"

#include <inttypes.h>
#include <string.h>

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
