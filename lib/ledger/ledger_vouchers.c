/* SPDX-License-Identifier: MIT */
/*
 * Vouchers (journal.md, Vouchers): batches, sales, redemptions, takings back and their reversals,
 * one function a paragraph of the text. Each number of a batch is printed, then out (it may be
 * returned or stopped meanwhile), then redeemed or taken back; a reversal leads one step back.
 */

#include "ledger/ledger_vouchers.h"

#include <assert.h>
#include <inttypes.h>

#include "ledger/ledger_charters.h"
#include "ledger/ledger_rules.h"

enum voucher_act vouchers_act(const struct voucher_transfer *transfer)
{
    const struct lets_entry *entry = transfer->entry;
    if (!transfer->payer->is_float && !transfer->payee->is_float) {
        return VOUCHER_NOTHING;
    }
    if (lets_entry_has(entry, reverses)) {
        return VOUCHER_REVERSAL;
    }
    if (transfer->payee->is_float) {
        return VOUCHER_SALE;
    }
    return lets_entry_has(entry, first) || lets_entry_has(entry, last) ? VOUCHER_TAKING_BACK
                                                                       : VOUCHER_REDEMPTION;
}

static bool is_held(const struct voucher *voucher)
{
    return voucher->status == LETS_OUT || voucher->status == LETS_RETURNED ||
           voucher->status == LETS_STOPPED;
}

static struct lets_date sold_on(const struct lets_ledger *ledger, const struct voucher *voucher)
{
    return (struct lets_date){ledger_record(ledger, voucher->sale)->day};
}

/* ---------------------------------------------------------------- batches */

static bool was_touched(const struct lets_ledger *ledger, const struct lets_account *account)
{
    for (uint32_t number = 1; number <= ledger->summary.n_transfers; number++) {
        const struct transfer_record *record = ledger_record(ledger, number);
        if (record->payer != record->payee && /* in an audit: no gap */
            (record->payer == account->index || record->payee == account->index)) {
            return true;
        }
    }
    return false;
}

static bool has_book(const struct lets_ledger *ledger, const struct lets_account *account)
{
    const struct book *book = cheque_books_from(&ledger->books, 1);
    while (book != NULL && book->account != account->index) {
        book = cheque_books_from(&ledger->books, book->last + 1);
    }
    return book != NULL;
}

enum lets_status vouchers_check_float(struct lets_ledger *ledger,
                                      const struct lets_account *account, struct lets_error *err)
{
    if (account->kind != LETS_CENTRAL || account->purpose != LETS_PURPOSE_VOUCHERS) {
        return LEDGER_REFUSE(id, LETS_VOUCHER_FLOAT,
                             "'%.*s' is no central account of purpose vouchers: it sells none",
                             LETS__SHOW(account->id));
    }
    if (account->is_float) {
        return LETS_OK;
    }
    if (was_touched(ledger, account)) {
        return LEDGER_REFUSE(id, LETS_VOUCHER_FLOAT,
                             "'%.*s' has transfers from before it sold vouchers: its balance would "
                             "not be the value of what is out",
                             LETS__SHOW(account->id));
    }
    if (has_book(ledger, account)) {
        return LEDGER_REFUSE(id, LETS_VOUCHER_FLOAT,
                             "'%.*s' has a book of cheques: it cannot sell vouchers",
                             LETS__SHOW(account->id));
    }
    if (ledger_rule_names(ledger, account->index)) {
        return LEDGER_REFUSE(id, LETS_VOUCHER_FLOAT,
                             "a rule levies to '%.*s': it cannot sell vouchers",
                             LETS__SHOW(account->id));
    }
    if (ledger_charter_names(ledger, account->index)) {
        return LEDGER_REFUSE(id, LETS_VOUCHER_FLOAT,
                             "a charter stands for '%.*s' or names it: it cannot sell vouchers",
                             LETS__SHOW(account->id));
    }
    return LETS_OK;
}

static enum lets_status check_batch(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    struct lets_error *err)
{
    int64_t n = (int64_t)entry->last - entry->first + 1;
    if (entry->value.minor <= 0) {
        return LEDGER_REFUSE(value, LETS_ZERO_AMOUNT, "a voucher must be worth more than zero");
    }
    if (entry->value.minor > LETS_AMOUNT_MAX / n) {
        return LEDGER_REFUSE(value, LETS_VOUCHER_VALUE,
                             "%" PRId64 " vouchers of that value are worth more than 10^18 minor "
                             "units, the most that a journal can hold",
                             n);
    }
    if (lets_entry_has(entry, expires) && entry->expires.day < entry->date.day) {
        return LEDGER_REFUSE(expires, LETS_VOUCHER_EXPIRED,
                             "%s, their last day, is before %s, the day of the batch",
                             day_of(entry->expires).text, day_of(entry->date).text);
    }
    return LETS_OK;
}

enum lets_status vouchers_print(struct lets_ledger *ledger, const struct lets_entry *entry,
                                const struct lets_account *account, struct lets_error *err)
{
    enum lets_status status = check_batch(ledger, entry, err);
    struct book book = {
        .first = entry->first,
        .last = entry->last,
        .account = account->index,
        .issued = entry->date,
    };
    struct voucher_batch batch = {
        .first = entry->first,
        .last = entry->last,
        .value = entry->value,
        .expires_ever = lets_entry_has(entry, expires),
        .expires = entry->expires,
    };
    if (lets_entry_has(entry, digest)) {
        batch.digest = entry->digest;
    }
    if (status == LETS_OK) {
        status = cheque_books_reserve_book(&ledger->books, err);
    }
    if (status == LETS_OK) {
        status = vouchers_add(&ledger->vouchers, batch, &book.batch, err);
    }
    if (status == LETS_OK) {
        status = cheque_books_issue(&ledger->books, book, err);
    }
    if (status == LETS_OK) {
        ledger->accounts[account->index].is_float = true;
    }
    return status;
}

/* ---------------------------------------------------------------- numbers */

/* The book of the float that a number lies in. LETS_CHEQUE_UNKNOWN, LETS_CHEQUE_FOREIGN. */
static enum lets_status find_book(struct lets_ledger *ledger, uint32_t number,
                                  const struct lets_account *account, enum lets_field field,
                                  const struct book **out, struct lets_error *err)
{
    const struct book *book = cheque_books_holding(&ledger->books, number);
    ledger->blamed = field;
    if (book == NULL) {
        return lets__fail(err, LETS_CHEQUE_UNKNOWN, "voucher %" PRIu32 " is in no book", number);
    }
    if (book->account != account->index) {
        return lets__fail(err, LETS_CHEQUE_FOREIGN, "%" PRIu32 " is in a book of '%.*s'", number,
                          LETS__SHOW(ledger->accounts[book->account].id));
    }
    *out = book;
    return LETS_OK;
}

/* Refuses a number for what became of it. */
static enum lets_status fail_state(uint32_t number, const struct voucher *voucher,
                                   struct lets_error *err)
{
    if (voucher->status == LETS_PRINTED) {
        return lets__fail(err, LETS_VOUCHER_NOT_SOLD,
                          "voucher %" PRIu32 " was printed, but never sold", number);
    }
    if (voucher->status == LETS_STOPPED) {
        return lets__fail(err, LETS_CHEQUE_STOPPED, "voucher %" PRIu32 " is stopped", number);
    }
    return lets__fail(err, LETS_CHEQUE_USED, "voucher %" PRIu32 " was %s by transfer %" PRIu32,
                      number, voucher->status == LETS_REDEEMED ? "redeemed" : "taken back",
                      voucher->use);
}

static enum lets_status check_range(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    struct lets_error *err)
{
    if (!lets_entry_has(entry, first) || !lets_entry_has(entry, last)) {
        return LEDGER_REFUSE(amount, LETS_VOUCHER_FLOAT,
                             "what moves vouchers names the first and the last of them");
    }
    if (entry->last < entry->first) {
        return LEDGER_REFUSE(last, LETS_BOOK_RANGE,
                             "the numbers %" PRIu32 " to %" PRIu32 " run backwards", entry->first,
                             entry->last);
    }
    return LETS_OK;
}

static enum lets_status check_amount(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_amount value, struct lets_error *err)
{
    char text[LETS_AMOUNT_SIZE];
    if (entry->amount.minor == value.minor) {
        return LETS_OK;
    }
    lets_amount_format(value, ledger->summary.decimals, text);
    return LEDGER_REFUSE(amount, LETS_VOUCHER_AMOUNT, "these vouchers are worth %s", text);
}

static enum lets_status check_sold_before(struct lets_ledger *ledger,
                                          const struct lets_entry *entry, uint32_t number,
                                          const struct voucher *voucher, struct lets_error *err)
{
    struct lets_date sold = sold_on(ledger, voucher);
    if (entry->date.day >= sold.day) {
        return LETS_OK;
    }
    return LEDGER_REFUSE(date, LETS_VOUCHER_EARLY,
                         "%s is before %s, the day on which voucher %" PRIu32 " was sold",
                         day_of(entry->date).text, day_of(sold).text, number);
}

/* ---------------------------------------------------------------- acts */

/* Into a float: all numbers are printed there, and none has expired. */
static enum lets_status check_sale(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   const struct lets_account *account, struct lets_error *err)
{
    struct lets_amount value = {0};
    const struct book *book = NULL;
    enum lets_status status = check_range(ledger, entry, err);
    for (uint32_t number = entry->first; status == LETS_OK && number <= entry->last; number++) {
        if (book == NULL || number > book->last) {
            status = find_book(ledger, number, account, LETS_FIELD_first, &book, err);
        }
        if (status != LETS_OK) {
            return status;
        }
        const struct voucher *voucher = vouchers_at(&ledger->vouchers, book, number);
        const struct voucher_batch *batch = vouchers_batch(&ledger->vouchers, book);
        if (voucher->status != LETS_PRINTED) {
            return LEDGER_REFUSE(first, LETS_VOUCHER_SOLD,
                                 "voucher %" PRIu32 " was sold by transfer %" PRIu32, number,
                                 voucher->sale);
        }
        if (batch->expires_ever && entry->date.day > batch->expires.day) {
            return LEDGER_REFUSE(date, LETS_VOUCHER_EXPIRED,
                                 "voucher %" PRIu32 " was valid up to %s: it cannot be sold",
                                 number, day_of(batch->expires).text);
        }
        if (!lets_amount_add(value, batch->value, &value)) {
            return LEDGER_REFUSE(amount, LETS_VOUCHER_AMOUNT,
                                 "these vouchers are worth more than a journal can hold");
        }
    }
    return status == LETS_OK ? check_amount(ledger, entry, value, err) : status;
}

/* Out of a float by a number: it is out, worth the amount, and has not expired. */
static enum lets_status check_redemption(struct lets_ledger *ledger, const struct lets_entry *entry,
                                         const struct lets_account *account, bool *is_in_time,
                                         struct lets_error *err)
{
    const struct book *book = NULL;
    if (!lets_entry_has(entry, cheque)) {
        return LEDGER_REFUSE(payer, LETS_VOUCHER_FLOAT,
                             "'%.*s' pays only for vouchers: by their number, or the first and "
                             "the last that are taken back",
                             LETS__SHOW(account->id));
    }
    enum lets_status status =
        find_book(ledger, entry->cheque, account, LETS_FIELD_cheque, &book, err);
    if (status != LETS_OK) {
        return status;
    }
    const struct voucher *voucher = vouchers_at(&ledger->vouchers, book, entry->cheque);
    const struct voucher_batch *batch = vouchers_batch(&ledger->vouchers, book);
    if (voucher->status != LETS_OUT && voucher->status != LETS_RETURNED) {
        return fail_state(entry->cheque, voucher, err);
    }
    status = check_amount(ledger, entry, batch->value, err);
    if (status != LETS_OK) {
        return status;
    }
    if (lets_entry_has(entry, written)) {
        return LEDGER_REFUSE(written, LETS_VOUCHER_FLOAT, "a voucher has no day on the paper");
    }
    *is_in_time =
        !batch->expires_ever || entry->date.day <= batch->expires.day || voucher->is_presented;
    if (!*is_in_time && !lets_entry_has(entry, override_reason)) {
        return LEDGER_REFUSE(date, LETS_VOUCHER_EXPIRED, "voucher %" PRIu32 " was valid up to %s",
                             entry->cheque, day_of(batch->expires).text);
    }
    return check_sold_before(ledger, entry, entry->cheque, voucher, err);
}

/* What stands in the way of taking back one voucher. */
static enum lets_status check_one_back(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       const struct book *book, uint32_t number,
                                       struct lets_error *err)
{
    const struct voucher *voucher = vouchers_at(&ledger->vouchers, book, number);
    const struct voucher_batch *batch = vouchers_batch(&ledger->vouchers, book);
    bool has_expired = batch->expires_ever && entry->date.day > batch->expires.day;
    if (lets_entry_has(entry, override_reason) || (has_expired && !voucher->is_presented)) {
        return check_sold_before(ledger, entry, number, voucher, err);
    }
    if (!batch->expires_ever) {
        return LEDGER_REFUSE(date, LETS_VOUCHER_NOT_EXPIRED, "voucher %" PRIu32 " never expires",
                             number);
    }
    if (has_expired) {
        return LEDGER_REFUSE(date, LETS_VOUCHER_NOT_EXPIRED,
                             "voucher %" PRIu32 " was lodged in time, and is good for ever",
                             number);
    }
    return LEDGER_REFUSE(date, LETS_VOUCHER_NOT_EXPIRED, "voucher %" PRIu32 " is valid up to %s",
                         number, day_of(batch->expires).text);
}

/* The first number from `number` on, up to `last`, that the account has out, returned or stopped;
 * NULL for none. */
static const struct book *next_held(const struct lets_ledger *ledger,
                                    const struct lets_account *account, uint32_t last,
                                    uint32_t *number)
{
    const struct book *book = cheque_books_from(&ledger->books, *number);
    for (; book != NULL && book->first <= last; book = cheque_books_from(&ledger->books, *number)) {
        *number = *number < book->first ? book->first : *number;
        for (; book->account == account->index && *number <= book->last && *number <= last;
             ++*number) {
            if (is_held(vouchers_at(&ledger->vouchers, book, *number))) {
                return book;
            }
        }
        if (*number > last) {
            return NULL;
        }
        *number = book->last + 1;
    }
    return NULL;
}

/* Out of a float for good: those of its own numbers that are out. */
static enum lets_status check_taking_back(struct lets_ledger *ledger,
                                          const struct lets_entry *entry,
                                          const struct lets_account *account,
                                          struct lets_error *err)
{
    struct lets_amount value = {0};
    enum lets_status status = check_range(ledger, entry, err);
    if (status != LETS_OK) {
        return status;
    }
    if (lets_entry_has(entry, cheque)) {
        return LEDGER_REFUSE(cheque, LETS_VOUCHER_FLOAT,
                             "a voucher is redeemed by its number, or taken back by the first and "
                             "the last: not both");
    }
    uint32_t number = entry->first;
    const struct book *book = NULL;
    while ((book = next_held(ledger, account, entry->last, &number)) != NULL) {
        value.minor += vouchers_batch(&ledger->vouchers, book)->value.minor;
        number++;
    }
    if (value.minor == 0) {
        return LEDGER_REFUSE(first, LETS_VOUCHER_NOT_SOLD,
                             "no voucher of '%.*s' from %" PRIu32 " to %" PRIu32 " is out",
                             LETS__SHOW(account->id), entry->first, entry->last);
    }
    status = check_amount(ledger, entry, value, err);
    number = entry->first;
    while (status == LETS_OK && (book = next_held(ledger, account, entry->last, &number)) != NULL) {
        status = check_one_back(ledger, entry, book, number, err);
        number++;
    }
    return status;
}

/* Calls `act` for each number of a float that a transfer named, from the first to the last. */
static void each_named(struct lets_ledger *ledger, uint32_t account, uint32_t transfer,
                       void (*act)(void *context, struct voucher *voucher, uint32_t number),
                       void *context)
{
    const struct voucher_range *range = vouchers_range(&ledger->vouchers, transfer);
    uint32_t number = range == NULL ? 1 : range->first;
    uint32_t last = range == NULL ? 0 : range->last;
    const struct book *book = cheque_books_from(&ledger->books, number);
    for (; number <= last && book != NULL && book->first <= last;
         book = cheque_books_from(&ledger->books, number)) {
        number = number < book->first ? book->first : number;
        for (; number <= book->last && number <= last; number++) {
            if (book->account == account) {
                act(context, vouchers_at(&ledger->vouchers, book, number), number);
            }
        }
    }
}

/* Looks for a number of a sale that is no longer simply out. */
struct sale_search {
    uint32_t sale;
    uint32_t number; /* 0: none yet */
    const struct voucher *voucher;
};

static void find_spent(void *context, struct voucher *voucher, uint32_t number)
{
    struct sale_search *search = context;
    if (search->number == 0 && voucher->sale == search->sale && voucher->status != LETS_OUT) {
        search->number = number;
        search->voucher = voucher;
    }
}

/* A reversal: of a sale only while all of it is out; the others lead back whatever became. */
static enum lets_status check_reversal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       const struct lets_account *payer, struct lets_error *err)
{
    struct sale_search search = {.sale = entry->reverses};
    if (!payer->is_float) {
        return LETS_OK;
    }
    each_named(ledger, payer->index, entry->reverses, find_spent, &search);
    if (search.number == 0) {
        return LETS_OK;
    }
    return LEDGER_REFUSE(reverses, LETS_VOUCHER_USED,
                         "voucher %" PRIu32 " of this sale is %s: only a sale of which all is out "
                         "can be reversed",
                         search.number,
                         lets_cheque_status_word((enum lets_cheque_status)search.voucher->status));
}

enum lets_status vouchers_check(struct lets_ledger *ledger, const struct voucher_transfer *transfer,
                                enum voucher_act act, bool *is_in_time, struct lets_error *err)
{
    const struct lets_entry *entry = transfer->entry;
    if (act != VOUCHER_REVERSAL && transfer->payer->is_float && transfer->payee->is_float) {
        return LEDGER_REFUSE(payee, LETS_VOUCHER_FLOAT, "'%.*s' and '%.*s' both sell vouchers",
                             LETS__SHOW(entry->payer), LETS__SHOW(entry->payee));
    }
    switch (act) {
    case VOUCHER_SALE:
        return check_sale(ledger, entry, transfer->payee, err);
    case VOUCHER_REDEMPTION:
        return check_redemption(ledger, entry, transfer->payer, is_in_time, err);
    case VOUCHER_TAKING_BACK:
        return check_taking_back(ledger, entry, transfer->payer, err);
    case VOUCHER_REVERSAL:
        return check_reversal(ledger, entry, transfer->payer, err);
    case VOUCHER_NOTHING:
        break;
    }
    return LEDGER_REFUSE(first, LETS_VOUCHER_FLOAT,
                         "first and last name vouchers: neither account sells any");
}

/* ---------------------------------------------------------------- taking it in */

static void sell(void *context, struct voucher *voucher, uint32_t number)
{
    (void)number;
    *voucher = (struct voucher){.sale = *(const uint32_t *)context, .status = LETS_OUT};
}

static void use(struct voucher *voucher, uint32_t transfer, enum lets_cheque_status status)
{
    voucher->status_before = voucher->status;
    voucher->status = (uint8_t)status;
    voucher->use = transfer;
}

static void take_one_back(void *context, struct voucher *voucher, uint32_t number)
{
    (void)number;
    if (is_held(voucher)) {
        use(voucher, *(const uint32_t *)context, LETS_TAKEN_BACK);
    }
}

static void give_back(void *context, struct voucher *voucher, uint32_t number)
{
    uint32_t reversed = *(const uint32_t *)context;
    (void)number;
    if (voucher->sale == reversed) {
        *voucher = (struct voucher){.status = LETS_PRINTED};
    } else if (voucher->use == reversed) {
        voucher->status = voucher->status_before;
        voucher->use = 0;
    }
}

static void take_reversal(struct lets_ledger *ledger, const struct voucher_transfer *transfer)
{
    uint32_t reversed = transfer->entry->reverses;
    bool is_of_sale = transfer->payer->is_float;
    const struct lets_account *account = is_of_sale ? transfer->payer : transfer->payee;
    const struct transfer_record *record = ledger_record(ledger, reversed);
    uint32_t number = record->cheque & ~CHEQUE_IS_IN_TIME;
    each_named(ledger, account->index, reversed, give_back, &reversed);
    if (!is_of_sale && number != 0) {
        const struct book *book = cheque_books_holding(&ledger->books, number);
        assert(book != NULL && book->batch != 0);
        struct voucher *voucher = vouchers_at(&ledger->vouchers, book, number);
        assert(voucher->use == reversed);
        give_back(&reversed, voucher, number);
        voucher->is_presented = voucher->is_presented || (record->cheque & CHEQUE_IS_IN_TIME) != 0;
    }
}

void vouchers_take(struct lets_ledger *ledger, const struct voucher_transfer *transfer,
                   enum voucher_act act)
{
    const struct lets_entry *entry = transfer->entry;
    uint32_t number = entry->number;
    struct voucher_range range = {.transfer = number, .first = entry->first, .last = entry->last};
    if (act == VOUCHER_REDEMPTION) {
        const struct book *book = cheque_books_holding(&ledger->books, entry->cheque);
        use(vouchers_at(&ledger->vouchers, book, entry->cheque), number, LETS_REDEEMED);
    } else if (act == VOUCHER_REVERSAL) {
        take_reversal(ledger, transfer);
    } else {
        vouchers_note(&ledger->vouchers, range);
        each_named(ledger, act == VOUCHER_SALE ? transfer->payee->index : transfer->payer->index,
                   number, act == VOUCHER_SALE ? sell : take_one_back, &number);
    }
}

/* ---------------------------------------------------------------- events */

enum lets_status vouchers_check_event(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      const struct book *book, struct lets_error *err)
{
    const struct voucher *voucher = vouchers_at(&ledger->vouchers, book, entry->number);
    bool is_release = entry->cheque_status == LETS_RELEASED;
    ledger->blamed = LETS_FIELD_number;
    if (is_release && voucher->status != LETS_STOPPED) {
        return LEDGER_REFUSE(cheque_status, LETS_CHEQUE_NOT_STOPPED,
                             "voucher %" PRIu32 " is not stopped", entry->number);
    }
    if (is_release && !lets_entry_has(entry, reason)) {
        return LEDGER_REFUSE(cheque_status, LETS_REASON_MISSING,
                             "a reason is needed to release voucher %" PRIu32, entry->number);
    }
    if (!is_release && voucher->status != LETS_OUT && voucher->status != LETS_RETURNED) {
        return fail_state(entry->number, voucher, err);
    }
    return LETS_OK;
}

void vouchers_take_event(struct lets_ledger *ledger, const struct lets_entry *entry,
                         const struct book *book)
{
    enum lets_cheque_status status = entry->cheque_status;
    vouchers_at(&ledger->vouchers, book, entry->number)->status =
        (uint8_t)(status == LETS_RELEASED ? LETS_OUT : status);
}
