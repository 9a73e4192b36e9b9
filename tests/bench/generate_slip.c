/* SPDX-License-Identifier: MIT */
/*
 * A transfer in each format: as lets writes it, as somebody types it, and for ledger, hledger and
 * beancount.
 */

#include "generate_slip.h"

#include <stdio.h>
#include <string.h>

/* In double quotes where the canonical form has them: none of our texts needs an escape. */
static void put_text(struct world *world, const char *key, const char *text)
{
    bool is_plain = ((unsigned char)text[0] >= 0x80 || (text[0] | 0x20) >= 'a') &&
                    strstr(text, ": ") == NULL && strstr(text, " #") == NULL;
    world_put(world, is_plain ? "  %s: %s\n" : "  %s: \"%s\"\n", key, text);
}

/* A cheque has a day of its own; a voucher has none. */
static bool is_written(const struct slip *slip)
{
    return slip->cheque != 0 && slip->transfer.payer != SELLER;
}

static void put_lets(struct world *world, const struct slip *slip, const char *payer,
                     const char *payee, const char *figure)
{
    char day[DATE_SIZE];
    const struct transfer *transfer = &slip->transfer;
    const char *quote_payer = account_quote(transfer->payer);
    const char *quote_payee = account_quote(transfer->payee);
    world_put(world,
              "- transfer: %" PRIu32 "\n  date: %s\n  from: %s%s%s\n  to: %s%s%s\n  amount: %s\n",
              transfer->number, date_text(transfer->day, day), quote_payer, payer, quote_payer,
              quote_payee, payee, quote_payee, figure);
    put_text(world, "for", slip->what_for);
    if (slip->cheque != 0) {
        world_put(world, "  cheque: %" PRIu32 "\n", slip->cheque);
    }
    if (is_written(slip)) {
        world_put(world, "  written: %s\n", date_text(slip->written, day));
    }
    if (slip->first != 0) {
        world_put(world, "  first: %" PRIu32 "\n  last: %" PRIu32 "\n", slip->first, slip->last);
    }
    if (slip->category != NULL) {
        world_put(world, "  category: %s\n", slip->category);
    }
    if (world->has_refs && slip->reverses == 0 && !slip->is_levy) {
        world_put(world, "  ref: post/%" PRIu32 "\n", transfer->number);
    }
    if (slip->reverses != 0) {
        world_put(world, "  reverses: %" PRIu32 "\n", slip->reverses);
    }
    if (slip->corrects != 0) {
        world_put(world, "  corrects: %" PRIu32 "\n", slip->corrects);
    }
    if (slip->is_override) {
        world_put(world, "  override: agreed by the committee\n");
    }
}

/* The same as somebody types it, in three ways. */
static void put_spelled(struct world *world, const struct slip *slip, const char *payer,
                        const char *payee, const char *figure)
{
    char day[DATE_SIZE];
    char written[DATE_SIZE];
    char more[256] = "";
    const struct transfer *transfer = &slip->transfer;
    uint64_t form = world->n_spelled++ % 3;
    const char *part = form == 1 ? ", " : "\n  ";
    size_t size = 0;
    (void)date_text(transfer->day, day);
    if (is_written(slip)) {
        size += (size_t)snprintf(more + size, sizeof more - size, "%swritten: %s", part,
                                 date_text(slip->written, written));
    }
    if (slip->cheque != 0) {
        size += (size_t)snprintf(more + size, sizeof more - size, "%scheque: %" PRIu32, part,
                                 slip->cheque);
    }
    if (slip->first != 0) {
        size += (size_t)snprintf(more + size, sizeof more - size,
                                 "%slast: %" PRIu32 "%sfirst: %" PRIu32, part, slip->last, part,
                                 slip->first);
    }
    if (slip->category != NULL) {
        size += (size_t)snprintf(more + size, sizeof more - size, "%scategory: '%s'", part,
                                 slip->category);
    }
    if (slip->reverses != 0 || slip->corrects != 0) {
        size += (size_t)snprintf(more + size, sizeof more - size, "%s%s: %" PRIu32, part,
                                 slip->reverses != 0 ? "reverses" : "corrects",
                                 slip->reverses != 0 ? slip->reverses : slip->corrects);
    }
    if (slip->is_override) {
        (void)snprintf(more + size, sizeof more - size, "%soverride: agreed", part);
    }
    switch (form) {
    case 0:
        world_put(world,
                  "- transfer: %" PRIu32 "\n  amount: %s\n  from: '%s'\n  to: '%s'\n  date: %s\n"
                  "  for: '%s'%s\n",
                  transfer->number, figure, payer, payee, day, slip->what_for, more);
        break;
    case 1:
        world_put(world,
                  "- {transfer: %" PRIu32
                  ", amount: %s, from: '%s', to: '%s', date: %s, for: '%s'%s}\n",
                  transfer->number, figure, payer, payee, day, slip->what_for, more);
        break;
    default:
        world_put(world,
                  "- transfer: %" PRIu32 " # from the box\n  amount: %s\n  from: \"%s\"\n"
                  "  to: \"%s\"\n  date: %s\n\n  for: '%s'%s\n",
                  transfer->number, figure, payer, payee, day, slip->what_for, more);
        break;
    }
}

static void put_ledger(struct world *world, const struct slip *slip, const char *payer,
                       const char *payee, const char *figure)
{
    char day[DATE_SIZE];
    world_put(world, "%s * (T%" PRIu32 ") %s\n", date_text(slip->transfer.day, day),
              slip->transfer.number, slip->what_for);
    if (slip->cheque != 0) {
        world_put(world, "    ; cheque: %" PRIu32 "\n", slip->cheque);
    }
    if (is_written(slip)) {
        world_put(world, "    ; written: %s\n", date_text(slip->written, day));
    }
    if (slip->category != NULL) {
        world_put(world, "    ; category: %s\n", slip->category);
    }
    if (slip->reverses != 0) {
        world_put(world, "    ; reverses: %" PRIu32 "\n", slip->reverses);
    }
    world_put(world, "    Members:%s  -%s LETS\n    Members:%s  %s LETS\n\n", payer, figure, payee,
              figure);
}

static void put_beancount(struct world *world, const struct slip *slip, const char *payer,
                          const char *payee, const char *figure)
{
    char day[DATE_SIZE];
    world_put(world, "%s * \"%s\" ^T%" PRIu32 "\n", date_text(slip->transfer.day, day),
              slip->what_for, slip->transfer.number);
    if (slip->cheque != 0) {
        world_put(world, "  cheque: %" PRIu32 "\n", slip->cheque);
    }
    if (is_written(slip)) {
        world_put(world, "  written: %s\n", date_text(slip->written, day));
    }
    if (slip->category != NULL) {
        world_put(world, "  category: \"%s\"\n", slip->category);
    }
    if (slip->reverses != 0) {
        world_put(world, "  reverses: %" PRIu32 "\n", slip->reverses);
    }
    world_put(world, "  Equity:Members:M%s  -%s LETS\n  Equity:Members:M%s  %s LETS\n\n", payer,
              figure, payee, figure);
}

/* In the format of the world, or by hand where its kind is SPELLED. */
static void put(struct world *world, const struct slip *slip)
{
    char payer[16];
    char payee[16];
    char figure[32];
    const char *payer_id = account_id(slip->transfer.payer, payer);
    const char *payee_id = account_id(slip->transfer.payee, payee);
    (void)amount_text(slip->transfer.amount, figure);
    switch (world->format) {
    case LETS:
        if (world->kind == SPELLED) {
            put_spelled(world, slip, payer_id, payee_id, figure);
        } else {
            put_lets(world, slip, payer_id, payee_id, figure);
        }
        break;
    case LEDGER:
        put_ledger(world, slip, payer_id, payee_id, figure);
        break;
    case BEANCOUNT:
        put_beancount(world, slip, payer_id, payee_id, figure);
        break;
    }
}

/* A reversal takes its amount off again. */
static void count_turnover(struct world *world, const struct slip *slip)
{
    const struct transfer *transfer = &slip->transfer;
    int64_t turnover = slip->is_levy         ? 0
                       : slip->reverses != 0 ? -transfer->amount
                                             : transfer->amount;
    world_account(world, transfer->payer)->turnover += turnover;
    world_account(world, transfer->payee)->turnover += turnover;
}

void slip_post(struct world *world, struct slip *slip)
{
    struct transfer *transfer = &slip->transfer;
    transfer->number = ++world->number;
    transfer->day = world->day;
    world_account(world, transfer->payer)->balance -= transfer->amount;
    world_account(world, transfer->payee)->balance += transfer->amount;
    count_turnover(world, slip);
    world->recent[transfer->number % RECENT] = *transfer;
    world->n_entries++;
    put(world, slip);
}
