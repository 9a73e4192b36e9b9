/* SPDX-License-Identifier: MIT */
/*
 * To whom statements go: every account is in exactly one delivery. One that says nothing gets
 * e-mail where there is an address, else paper; one that wants e-mail and has no address gets
 * paper, rather than nothing.
 */

#include "statement/statement.h"

#include <string.h>

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

bool statements_can_mail(struct lets_span address)
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
    bool can_mail = item.person != NULL && statements_can_mail(item.person->email);

    switch (wish) {
    case LETS_DELIVERY_UNSET:
        item.delivery = can_mail ? LETS_DELIVERY_EMAIL : LETS_DELIVERY_PAPER;
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
    enum lets_status status = memory_guard_end(&guard, err);
    if (status != LETS_OK) {
        return status;
    }
    *statements = (struct statements){.set = set, .names = names, .items = items};
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
    *statements = (struct statements){0};
}

struct lets_span statements_name(const struct statements *statements, uint32_t index)
{
    return words_name(statements->names, &statements->set->accounts[index]);
}

void statements_add_party(struct buffer *out, const struct statements *statements, uint32_t index)
{
    words_label(out, statements->names, &statements->set->accounts[index]);
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
