/* SPDX-License-Identifier: MIT */
/*
 * Entries as sentences that members understand: who paid whom how much for what, and what was
 * changed from what. Nobody is debited or credited here; only the two limits carry those names.
 */

#include "words/sentence.h"

#include <inttypes.h>

#include "words/figures.h"
#include "words/fund_text.h"
#include "words/rule_text.h"

static void add_date(struct buffer *out, struct lets_date date)
{
    char text[LETS_DATE_SIZE];

    lets_date_format(date, text);
    buffer_add_string(out, text);
}

static void add_name_and_id(struct buffer *out, const struct lets_ledger *ledger,
                            const struct names *names, struct lets_span id)
{
    const struct lets_account *account = lets_ledger_find(ledger, id);

    if (account == NULL) {
        buffer_add(out, id);
    } else {
        words_name_and_id(out, names, account);
    }
}

/* Changes are parted by semicolons: "debit limit 200.00, was default; closed". */
struct changes {
    struct buffer *out;
    const struct lets_ledger *ledger;
    size_t n;
};

static void begin_change(struct changes *changes, const char *what)
{
    buffer_format(changes->out, "%s%s", changes->n++ > 0 ? "; " : "", what);
}

/* Given back to the policy, it says how much that is now: "debit limit default (200.00),
 * was 50.00".
 */
static void add_limit_change(struct changes *changes, const char *what, struct lets_limit limit,
                             struct lets_limit was, struct lets_limit policy)
{
    begin_change(changes, what);
    words_limit(changes->out, changes->ledger, limit);
    if (limit.kind == LETS_LIMIT_DEFAULT) {
        buffer_add_string(changes->out, " (");
        words_limit(changes->out, changes->ledger, policy);
        buffer_add_string(changes->out, ")");
    }
    buffer_add_string(changes->out, ", was ");
    words_limit(changes->out, changes->ledger, was);
}

static void add_text_change(struct changes *changes, const char *what, struct lets_span text,
                            struct lets_span was)
{
    begin_change(changes, what);
    buffer_format(changes->out, "%.*s, was %.*s", SHOW(text),
                  SHOW(was.size > 0 ? was : lets_span_of("none")));
}

static void add_word_change(struct changes *changes, const char *what, const char *word,
                            const char *was)
{
    begin_change(changes, what);
    buffer_format(changes->out, "%s, was %s", word, was);
}

static void add_policy(struct buffer *out, const struct lets_ledger *ledger,
                       const struct lets_entry *entry, const struct words_before *before)
{
    struct changes changes = {.out = out, .ledger = ledger};

    buffer_add_string(out, "policy: ");
    if (lets_entry_has(entry, name)) {
        add_text_change(&changes, "name ", entry->name, before->name);
    }
    if (lets_entry_has(entry, unit)) {
        add_text_change(&changes, "unit ", entry->unit, before->unit);
    }
    if (lets_entry_has(entry, contact)) {
        add_text_change(&changes, "contact ", entry->contact, before->contact);
    }
    if (lets_entry_has(entry, debit_limit)) {
        add_limit_change(&changes, "debit limit ", entry->debit_limit, before->policy_debit_limit,
                         entry->debit_limit);
    }
    if (lets_entry_has(entry, credit_limit)) {
        add_limit_change(&changes, "credit limit ", entry->credit_limit,
                         before->policy_credit_limit, entry->credit_limit);
    }
    if (lets_entry_has(entry, limits)) {
        add_word_change(&changes, "limits ", lets_limits_word(entry->limits),
                        lets_limits_word(before->limits));
    }
    if (lets_entry_has(entry, cheques_valid)) {
        begin_change(&changes, "cheques valid ");
        words_validity(out, entry->cheques_valid);
        buffer_add_string(out, ", was ");
        words_validity(out, before->cheques_valid);
    }
    if (lets_entry_has(entry, agreement)) {
        add_text_change(&changes, "agreement ", entry->agreement, before->agreement);
    }
}

static void add_change(struct buffer *out, const struct lets_ledger *ledger,
                       const struct names *names, const struct lets_entry *entry,
                       const struct words_before *before)
{
    struct changes changes = {.out = out, .ledger = ledger};

    words_label_of(out, names, ledger, entry->id);
    buffer_add_string(out, ": ");
    if (lets_entry_has(entry, joined)) {
        begin_change(&changes, "joined ");
        add_date(out, entry->joined);
        buffer_add_string(out, ", was ");
        add_date(out, before->opened);
    }
    if (lets_entry_has(entry, purpose)) {
        add_word_change(&changes, "purpose ", lets_purpose_word(entry->purpose),
                        lets_purpose_word(before->purpose));
    }
    if (lets_entry_has(entry, title)) {
        add_text_change(&changes, "title ", entry->title, before->title);
    }
    if (lets_entry_has(entry, debit_limit)) {
        add_limit_change(&changes, "debit limit ", entry->debit_limit, before->debit_limit,
                         before->policy_debit_limit);
    }
    if (lets_entry_has(entry, credit_limit)) {
        add_limit_change(&changes, "credit limit ", entry->credit_limit, before->credit_limit,
                         before->policy_credit_limit);
    }
    if (lets_entry_has(entry, locality)) {
        add_text_change(&changes, "locality ", entry->locality, before->locality);
    }
    if (lets_entry_has(entry, agreed)) {
        add_text_change(&changes, "agreed ", entry->agreed, before->agreed);
    }
    if (lets_entry_has(entry, status)) {
        add_word_change(&changes, "", lets_account_status_word(entry->status),
                        lets_account_status_word(before->status));
    }
}

static void add_limits(struct buffer *out, const struct lets_ledger *ledger,
                       const struct lets_entry *entry)
{
    if (lets_entry_has(entry, debit_limit)) {
        buffer_add_string(out, ", debit limit ");
        words_limit(out, ledger, entry->debit_limit);
    }
    if (lets_entry_has(entry, credit_limit)) {
        buffer_add_string(out, ", credit limit ");
        words_limit(out, ledger, entry->credit_limit);
    }
}

static void add_opening(struct buffer *out, const struct lets_ledger *ledger,
                        const struct names *names, const struct lets_entry *entry)
{
    add_name_and_id(out, ledger, names, entry->id);
    if (entry->kind == LETS_KIND_MEMBER) {
        buffer_add_string(out, " joined on ");
        add_date(out, entry->joined);
    } else {
        buffer_format(out, " was opened for %s on ", lets_purpose_word(entry->purpose));
        add_date(out, entry->opened);
    }
    if (lets_entry_has(entry, locality)) {
        buffer_format(out, ", locality %.*s", SHOW(entry->locality));
    }
    if (lets_entry_has(entry, agreed)) {
        buffer_format(out, ", agreed %.*s", SHOW(entry->agreed));
    }
    add_limits(out, ledger, entry);
}

static void add_ledger(struct buffer *out, const struct lets_ledger *ledger,
                       const struct lets_entry *entry)
{
    buffer_format(out, "%.*s was opened on ", SHOW(entry->name));
    add_date(out, entry->opened);
    buffer_format(out, ", unit %.*s", SHOW(entry->unit));
    add_limits(out, ledger, entry);
    buffer_format(out, ", limits %s, cheques valid ", lets_limits_word(entry->limits));
    words_validity(out, entry->cheques_valid);
}

/* What a transfer has besides: "for kitchen tap, cheque 301, written 2026-01-08, category
 * plumbing". has_cheque: the cheque is not told yet.
 */
static void add_particulars(struct buffer *out, const struct lets_entry *entry, bool has_cheque)
{
    if (lets_entry_has(entry, what_for)) {
        buffer_add_string(out, lets_entry_has(entry, reverses) ? ": " : " for ");
        buffer_add(out, entry->what_for);
    }
    if (has_cheque && lets_entry_has(entry, cheque)) {
        buffer_format(out, ", cheque %" PRIu32, entry->cheque);
    }
    if (lets_entry_has(entry, written)) {
        buffer_add_string(out, ", written ");
        add_date(out, entry->written);
    }
    if (lets_entry_has(entry, category)) {
        buffer_add_string(out, ", category ");
        buffer_add(out, entry->category);
    }
    if (lets_entry_has(entry, ref)) {
        buffer_add_string(out, ", ref ");
        buffer_add(out, entry->ref);
    }
    if (lets_entry_has(entry, corrects)) {
        buffer_format(out, ", correcting %" PRIu32, entry->corrects);
    }
    if (lets_entry_has(entry, proposal)) {
        buffer_format(out, ", proposal %" PRIu32, entry->proposal);
    }
    if (lets_entry_has(entry, override_reason)) {
        buffer_format(out, "; override: %.*s", SHOW(entry->override_reason));
    }
}

static bool is_float(const struct lets_ledger *ledger, struct lets_span id)
{
    const struct lets_account *account = lets_ledger_find(ledger, id);

    return account != NULL && account->is_float;
}

/* The vouchers that a sale or a taking back moved, of those between its first and last. */
struct moved {
    uint32_t n;
    struct lets_amount value; /* of each */
    bool is_mixed;            /* they are not all worth the same */
};

static struct moved find_moved(const struct lets_ledger *ledger, const struct lets_entry *entry)
{
    struct moved moved = {0};
    struct lets_cheque voucher = {0};

    for (uint32_t number = entry->first; number <= entry->last; number++) {
        if (!lets_ledger_cheque(ledger, number, &voucher)) {
            /* On to the next book: a taking back names what lies between, too. */
            if (!lets_ledger_next_book(ledger, number, &voucher) || voucher.number > entry->last) {
                break;
            }
            number = voucher.number;
        }
        if (voucher.sold_in == entry->number || voucher.transfer == entry->number) {
            moved.is_mixed =
                moved.is_mixed || (moved.n > 0 && moved.value.minor != voucher.value.minor);
            moved.value = voucher.value;
            moved.n++;
        }
    }
    return moved;
}

/* "20 vouchers 4001-4020, 5.00 each", "voucher 4001". */
static void add_moved(struct buffer *out, const struct lets_ledger *ledger,
                      const struct lets_entry *entry)
{
    struct moved moved = find_moved(ledger, entry);
    char value[LETS_AMOUNT_SIZE];

    if (entry->first == entry->last) {
        buffer_format(out, "voucher %" PRIu32, entry->first);
        return;
    }
    buffer_format(out, "%" PRIu32 " voucher%s %" PRIu32 "-%" PRIu32, moved.n,
                  moved.n == 1 ? "" : "s", entry->first, entry->last);
    if (moved.n > 1 && !moved.is_mixed) {
        (void)lets_amount_format(moved.value, lets_ledger_summary(ledger)->decimals, value);
        buffer_format(out, ", %s each", value);
    }
}

/* What a float sells, redeems or takes back: "Fete sold Ann Archer 20 vouchers 4001-4020, 5.00
 * each: 100.00 LINK". */
static void add_vouchers(struct buffer *out, const struct lets_ledger *ledger,
                         const struct names *names, const struct lets_entry *entry)
{
    bool is_sale = is_float(ledger, entry->payee);
    bool is_redemption = !is_sale && lets_entry_has(entry, cheque);

    words_label_of(out, names, ledger, is_sale ? entry->payee : entry->payer);
    if (is_redemption) {
        buffer_format(out, " redeemed voucher %" PRIu32 " of ", entry->cheque);
        words_label_of(out, names, ledger, entry->payee);
    } else if (is_sale) {
        buffer_add_string(out, " sold ");
        words_label_of(out, names, ledger, entry->payer);
        buffer_add_string(out, " ");
        add_moved(out, ledger, entry);
    } else {
        buffer_add_string(out, " took back ");
        add_moved(out, ledger, entry);
    }
    buffer_add_string(out, ": ");
    words_amount(out, ledger, entry->amount);
    if (!is_sale && !is_redemption) {
        buffer_add_string(out, " to ");
        words_label_of(out, names, ledger, entry->payee);
    }
    add_particulars(out, entry, !is_redemption);
}

static void add_transfer(struct buffer *out, const struct lets_ledger *ledger,
                         const struct names *names, const struct lets_entry *entry)
{
    bool is_reversal = lets_entry_has(entry, reverses);

    if (!is_reversal && (is_float(ledger, entry->payer) || is_float(ledger, entry->payee))) {
        add_vouchers(out, ledger, names, entry);
        return;
    }
    words_label_of(out, names, ledger, entry->payer);
    buffer_add_string(out, is_reversal ? " gave back to " : " paid ");
    words_label_of(out, names, ledger, entry->payee);
    buffer_add_string(out, " ");
    words_amount(out, ledger, entry->amount);
    if (is_reversal) {
        buffer_format(out, ", reversing %" PRIu32, entry->reverses);
    }
    add_particulars(out, entry, true);
}

/* Vouchers that are printed, or printed ones that are taken out again: "vouchers 4001-4020, 5.00
 * LINK each, printed for Fete, good up to 2027-12-31". */
static void add_batch(struct buffer *out, const struct lets_ledger *ledger,
                      const struct names *names, const struct lets_entry *entry)
{
    bool is_withdrawn = lets_entry_has(entry, withdrawn);

    if (entry->first == entry->last) {
        buffer_format(out, "voucher %" PRIu32, entry->first);
    } else {
        buffer_format(out, "vouchers %" PRIu32 "-%" PRIu32, entry->first, entry->last);
    }
    if (is_withdrawn) {
        buffer_add_string(out, " withdrawn from ");
        words_label_of(out, names, ledger, entry->id);
        buffer_format(out, "; %.*s", SHOW(entry->withdrawn));
        return;
    }
    buffer_add_string(out, ", ");
    words_amount(out, ledger, entry->value);
    buffer_format(out, "%s, printed for ", entry->first == entry->last ? "" : " each");
    words_label_of(out, names, ledger, entry->id);
    if (lets_entry_has(entry, expires)) {
        buffer_add_string(out, ", good up to ");
        add_date(out, entry->expires);
    }
}

static void add_book(struct buffer *out, const struct lets_ledger *ledger,
                     const struct names *names, const struct lets_entry *entry)
{
    bool is_withdrawn = lets_entry_has(entry, withdrawn);

    if (is_float(ledger, entry->id)) {
        add_batch(out, ledger, names, entry);
        return;
    }
    buffer_format(out, "cheques %" PRIu32 "-%" PRIu32 " %s ", entry->first, entry->last,
                  is_withdrawn ? "taken back from" : "issued to");
    words_label_of(out, names, ledger, entry->id);
    if (is_withdrawn) {
        buffer_format(out, "; %.*s", SHOW(entry->withdrawn));
    }
}

static void add_cheque(struct buffer *out, const struct lets_ledger *ledger,
                       const struct names *names, const struct lets_entry *entry, uint32_t first)
{
    struct lets_cheque cheque = {0};
    bool is_known = lets_ledger_cheque(ledger, entry->number, &cheque);
    const char *what = is_known && cheque.value.minor > 0 ? "voucher" : "cheque";

    if (first < entry->number) {
        buffer_format(out, "%ss %" PRIu32 "-%" PRIu32, what, first, entry->number);
    } else {
        buffer_format(out, "%s %" PRIu32, what, entry->number);
    }
    if (is_known) {
        buffer_add_string(out, " of ");
        words_label(out, names, lets_ledger_account(ledger, cheque.account));
    }
    if (lets_entry_has(entry, payee)) {
        buffer_add_string(out, " to ");
        words_label_of(out, names, ledger, entry->payee);
    }
    if (lets_entry_has(entry, amount)) {
        buffer_add_string(out, " over ");
        words_amount(out, ledger, entry->amount);
    }
    buffer_format(out, " %s", lets_cheque_status_word(entry->cheque_status));
}

static void add_day(struct buffer *out, const char *head, struct lets_date date, const char *rest)
{
    buffer_add_string(out, head);
    add_date(out, date);
    buffer_add_string(out, rest);
}

static void add_kind(struct buffer *out, const struct lets_ledger *ledger,
                     const struct names *names, const struct lets_entry *entry,
                     const struct words_before *before)
{
    switch (entry->kind) {
    case LETS_KIND_LEDGER:
        add_ledger(out, ledger, entry);
        break;
    case LETS_KIND_FORMAT:
        buffer_format(out, "format %" PRIu32 " from here on", entry->number);
        break;
    case LETS_KIND_POLICY:
        add_policy(out, ledger, entry, before);
        break;
    case LETS_KIND_MEMBER:
    case LETS_KIND_CENTRAL:
        add_opening(out, ledger, names, entry);
        break;
    case LETS_KIND_CHANGE:
        add_change(out, ledger, names, entry, before);
        break;
    case LETS_KIND_TRANSFER:
        add_transfer(out, ledger, names, entry);
        break;
    case LETS_KIND_CHEQUES:
        add_book(out, ledger, names, entry);
        break;
    case LETS_KIND_CHEQUE:
        add_cheque(out, ledger, names, entry, entry->number);
        break;
    case LETS_KIND_CLOSE:
        add_day(out, "closed up to ", entry->date, "");
        break;
    case LETS_KIND_REOPEN:
        add_day(out, "the close of ", entry->date, " undone");
        break;
    case LETS_KIND_CHARTER:
        words_charter(out, ledger, names, entry);
        break;
    case LETS_KIND_PROPOSAL:
        words_proposal(out, ledger, names, entry);
        break;
    case LETS_KIND_VOTE:
        words_vote(out, ledger, names, entry);
        break;
    case LETS_KIND_RULE:
        words_rule(out, ledger, names, entry);
        break;
    case LETS_KIND_RUN:
        words_run(out, ledger, entry);
        break;
    case LETS_KIND_SEAL:
        buffer_format(out, "sealed by %.*s, %" PRIu32 " entr%s", SHOW(entry->by), entry->entries,
                      entry->entries == 1 ? "y" : "ies");
        break;
    }
}

/* What stands behind every sentence. */
static void add_remarks(struct buffer *out, const struct lets_entry *entry)
{
    if (lets_entry_has(entry, reason)) {
        buffer_format(out, "; %.*s", SHOW(entry->reason));
    }
    if (lets_entry_has(entry, note)) {
        buffer_format(out, "; note: %.*s", SHOW(entry->note));
    }
}

void words_entry(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                 const struct lets_entry *entry, const struct words_before *before)
{
    add_kind(out, ledger, names, entry, before);
    add_remarks(out, entry);
}

void words_cheques(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                   const struct lets_entry *entry, uint32_t first)
{
    add_cheque(out, ledger, names, entry, first);
    add_remarks(out, entry);
}
