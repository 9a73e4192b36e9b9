/* SPDX-License-Identifier: MIT */
/*
 * Is it good? The code is compared first: of a paper that was forged, nothing that the books say of
 * its number is true.
 */

#include "commands/voucher_check.h"

#include <inttypes.h>

#include "output/list.h"
#include "session/reading.h"
#include "session/voucher.h"
#include "session/voucher_keys.h"
#include "words/figures.h"

static void add_day(struct buffer *out, struct lets_date date)
{
    char text[LETS_DATE_SIZE];

    lets_date_format(date, text);
    buffer_add_string(out, text);
}

/* "it was redeemed by transfer 12 of 2026-03-01, for Bob Jones (0002)". */
static void add_use(struct buffer *out, const struct session *session,
                    const struct lets_cheque *voucher)
{
    struct lets_transfer use = {0};
    struct lets_transfer sale = {0};
    bool is_redeemed = voucher->status == LETS_REDEEMED;

    (void)lets_ledger_transfer(session->ledger, voucher->transfer, &use);
    buffer_format(out, "it was %s by transfer %" PRIu32 " of ",
                  is_redeemed ? "lodged before," : "taken back for good,", voucher->transfer);
    add_day(out, use.date);
    buffer_add_string(out, is_redeemed ? ", by " : ", for ");
    words_name_and_id(out, &session->names, lets_ledger_account(session->ledger, use.payee));
    if (lets_ledger_transfer(session->ledger, voucher->sold_in, &sale)) {
        buffer_add_string(out, "; it had been sold to ");
        words_name_and_id(out, &session->names, lets_ledger_account(session->ledger, sale.payer));
    }
}

/* What would be refused of one that is out: by its days, or by its float, which pays for it. */
static void add_hindrance(struct buffer *out, const struct session *session,
                          const struct lets_cheque *voucher)
{
    const struct lets_account *seller = lets_ledger_account(session->ledger, voucher->account);
    struct lets_transfer sale = {0};

    if (voucher_is_expired(voucher, session->today)) {
        buffer_add_string(out, "it was good up to ");
        add_day(out, voucher->expires);
    } else if (lets_ledger_transfer(session->ledger, voucher->sold_in, &sale) &&
               sale.date.day > session->today.day) {
        buffer_add_string(out, "it counts as sold only from ");
        add_day(out, sale.date);
    } else if (seller->status != LETS_ACTIVE) {
        words_name_and_id(out, &session->names, seller);
        buffer_format(out, ", which sold it, is %s and pays nothing",
                      seller->status == LETS_CLOSED ? "closed" : "suspended");
    }
}

/* Adds why a voucher is not good; nothing, where it is. */
static void add_why_not(struct buffer *out, const struct session *session,
                        const struct lets_cheque *voucher)
{
    switch (voucher->status) {
    case LETS_PRINTED:
        buffer_add_string(out, "it was printed, and never sold");
        return;
    case LETS_STOPPED:
        buffer_add_string(out, "it was stopped: lost, stolen or spoiled");
        return;
    case LETS_REDEEMED:
    case LETS_TAKEN_BACK:
        add_use(out, session, voucher);
        return;
    case LETS_OUT:
    case LETS_RETURNED:
    case LETS_OUTSTANDING:
    case LETS_USED:
    case LETS_RELEASED:
    case LETS_WITHDRAWN:
        break;
    }
    add_hindrance(out, session, voucher);
}

/* What there is to say of a good one: "5.00 LINK of Fete, good up to 2026-12-31". */
static void add_good(struct buffer *out, const struct session *session,
                     const struct lets_cheque *voucher)
{
    struct lets_transfer sale = {0};

    words_amount(out, session->ledger, voucher->value);
    buffer_add_string(out, " of ");
    words_label(out, &session->names, lets_ledger_account(session->ledger, voucher->account));
    if (lets_ledger_transfer(session->ledger, voucher->sold_in, &sale)) {
        buffer_add_string(out, ", sold on ");
        add_day(out, sale.date);
    }
    if (voucher->has_expires && !voucher->is_presented) {
        buffer_add_string(out, ", good up to ");
        add_day(out, voucher->expires);
    }
    buffer_add_string(out,
                      voucher->digest.size == 0 ? ", but its batch has no code to compare" : "");
}

static void print(struct session *session, uint32_t number, const struct lets_cheque *voucher,
                  bool is_good, struct lets_span text)
{
    enum { NUMBER, GOOD, VALUE, STATUS, TEXT, N_COLUMNS };
    static const struct column columns[N_COLUMNS] = {
        [NUMBER] = {"number", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
        [GOOD] = {"good", NULL, COLUMN_BOOLEAN, COLUMN_WHOLE},
        [VALUE] = {"value", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
        [STATUS] = {"status", NULL, COLUMN_WORD, COLUMN_WHOLE},
        [TEXT] = {"text", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    };

    if (session->output.format == OUTPUT_TEXT) {
        output_line(&session->output, "voucher %" PRIu32 " is %s: %.*s", number,
                    is_good ? "good" : "not good", SHOW(text));
        return;
    }
    struct list *list =
        list_begin(&session->output, session->ledger, "checked", columns, N_COLUMNS, NULL);
    list_row(list);
    list_integer(list, NUMBER, number);
    list_boolean(list, GOOD, is_good);
    if (voucher->value.minor > 0) {
        list_amount(list, VALUE, voucher->value);
        list_string(list, STATUS, lets_cheque_status_word(voucher->status));
    }
    list_text(list, TEXT, text);
    list_end(list);
}

/* Adds why a voucher is not good, its code, where its batch has any, included. LETS_KEY_MISSING. */
static enum lets_status find_fault(struct session *session, const struct voucher_keys *keys,
                                   const struct lets_cheque *voucher, const char *typed,
                                   struct buffer *out, struct lets_error *err)
{
    struct voucher_code code = {.hex = ""};

    if (voucher->value.minor == 0) {
        buffer_add_string(out, "no voucher has that number");
        return LETS_OK;
    }
    if (voucher->digest.size == 0) {
        add_why_not(out, session, voucher);
        return LETS_OK;
    }
    enum lets_status status = voucher_keys_code(keys, voucher, &code, err);
    if (status != LETS_OK) {
        return status;
    }
    if (!voucher_code_is(&code, typed)) {
        buffer_add_string(out, "its code is another, so it is a forgery or was read wrongly");
        return LETS_OK;
    }
    add_why_not(out, session, voucher);
    return LETS_OK;
}

enum lets_status voucher_check(struct session *session, uint32_t number, const char *code,
                               struct lets_error *err)
{
    struct voucher_keys keys = {0};
    struct lets_cheque voucher = {0};
    struct buffer text = {0};
    enum lets_status status = session_read(session, NULL, 0, err);

    if (status == LETS_OK) {
        status = voucher_keys_load(&keys, session, err);
        (void)session_blame_if(session, status, keys.path);
    }
    if (status == LETS_OK) {
        (void)lets_ledger_cheque(session->ledger, number, &voucher);
        status = find_fault(session, &keys, &voucher, code, &text, err);
    }
    if (status == LETS_OK) {
        bool is_good = text.size == 0;
        if (is_good) {
            add_good(&text, session, &voucher);
        } else {
            session->exit_status = 1;
        }
        print(session, number, &voucher, is_good, buffer_span(&text));
    }
    buffer_release(&text);
    voucher_keys_release(&keys);
    return status;
}
