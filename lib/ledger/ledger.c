/* SPDX-License-Identifier: MIT */
/*
 * The state: accounts, transfers, cheque books, limits; the one door into it; and the questions it
 * answers. Every applier checks all rules and gets all memory before it changes anything, so a
 * refused entry leaves the ledger as it was.
 */

#include "ledger/ledger.h"

#include <assert.h>
#include <string.h>

#include "entries/entry.h"

enum lets_status lets_ledger_new(struct lets_ledger **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_ledger), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    *out = bytes;
    return LETS_OK;
}

void lets_ledger_free(struct lets_ledger *ledger)
{
    if (ledger == NULL) {
        return;
    }
    for (size_t i = 0; i < ledger->n_segments; i++) {
        mem_free(ledger->segments[i]);
    }
    arena_release(&ledger->texts);
    mem_free(ledger->short_ids);
    mem_free(ledger->numbered);
    mem_free(ledger->accounts);
    mem_free(ledger->closed_balances);
    mem_free(ledger->near_cheques);
    map_release(&ledger->ids);
    mem_free(ledger->segments);
    map_release(&ledger->refs);
    cheque_books_release(&ledger->books);
    mem_free(ledger->open);
    mem_free(ledger->closed);
    mem_free(ledger->periods);
    mem_free(ledger);
}

/* ---------------------------------------------------------------- questions */

const struct lets_summary *lets_ledger_summary(const struct lets_ledger *ledger)
{
    return &ledger->summary;
}

const struct lets_account *lets_ledger_account(const struct lets_ledger *ledger, uint32_t index)
{
    assert(index < ledger->summary.n_accounts);
    return &ledger->accounts[index];
}

enum lets_status ledger_fail_unknown(const struct lets_ledger *ledger, struct lets_span id,
                                     struct lets_error *err)
{
    const struct lets_account *like = lets_ledger_find(ledger, id);
    (void)lets__fail(err, LETS_UNKNOWN_ACCOUNT, "there is no account '%.*s'", LETS__SHOW(id));
    if (like != NULL) {
        lets__hint(err, "did you mean '%.*s'? In a journal ids stand as they were given out",
                   LETS__SHOW(like->id));
    }
    return LETS_UNKNOWN_ACCOUNT;
}

struct lets_limit lets_ledger_debit_limit(const struct lets_ledger *ledger,
                                          const struct lets_account *account)
{
    bool has_own = account->debit_limit.kind != LETS_LIMIT_DEFAULT;
    return has_own ? account->debit_limit : ledger->summary.debit_limit;
}

struct lets_limit lets_ledger_credit_limit(const struct lets_ledger *ledger,
                                           const struct lets_account *account)
{
    bool has_own = account->credit_limit.kind != LETS_LIMIT_DEFAULT;
    return has_own ? account->credit_limit : ledger->summary.credit_limit;
}

bool lets_ledger_is_over(const struct lets_ledger *ledger, const struct lets_account *account,
                         struct lets_amount balance)
{
    struct lets_limit debit = lets_ledger_debit_limit(ledger, account);
    struct lets_limit credit = lets_ledger_credit_limit(ledger, account);
    return (debit.kind == LETS_LIMIT_AMOUNT && balance.minor < -debit.amount.minor) ||
           (credit.kind == LETS_LIMIT_AMOUNT && balance.minor > credit.amount.minor);
}

bool lets_ledger_transfer(const struct lets_ledger *ledger, uint32_t number,
                          struct lets_transfer *out)
{
    if (number == 0 || number > ledger->summary.n_transfers) {
        return false;
    }
    const struct transfer_record *record = ledger_record(ledger, number);
    bool is_reversal = (record->link & TRANSFER_IS_REVERSAL) != 0;
    uint32_t other = record->link & ~TRANSFER_IS_REVERSAL;
    *out = (struct lets_transfer){
        .number = number,
        .payer = record->payer,
        .payee = record->payee,
        .amount = ledger_record_amount(record),
        .date = {record->day},
        .cheque = record->cheque,
        .reverses = is_reversal ? other : 0,
        .reversed_by = is_reversal ? 0 : other,
    };
    return true;
}

uint32_t lets_ledger_ref(const struct lets_ledger *ledger, struct lets_span ref)
{
    const uint32_t *number = map_find(&ledger->refs, ref);
    return number == NULL ? 0 : *number;
}

static struct lets_cheque cheque_of(const struct lets_ledger *ledger, const struct book *book,
                                    uint32_t number)
{
    struct cheque_event event = cheque_books_event(&ledger->books, number, NULL);
    return (struct lets_cheque){
        .number = number,
        .account = book->account,
        .book_first = book->first,
        .book_last = book->last,
        .issued = book->issued,
        .status = event.status,
        .transfer = event.transfer,
        .is_presented = event.is_presented,
    };
}

bool lets_ledger_cheque(const struct lets_ledger *ledger, uint32_t number, struct lets_cheque *out)
{
    const struct book *book = cheque_books_holding(&ledger->books, number);
    if (book == NULL) {
        return false;
    }
    *out = cheque_of(ledger, book, number);
    return true;
}

bool lets_ledger_next_book(const struct lets_ledger *ledger, uint32_t after,
                           struct lets_cheque *out)
{
    const struct book *book =
        after == UINT32_MAX ? NULL : cheque_books_from(&ledger->books, after + 1);
    if (book == NULL) {
        return false;
    }
    *out = cheque_of(ledger, book, book->first > after ? book->first : after + 1);
    return true;
}

/* ---------------------------------------------------------------- the door */

static enum lets_status copy_text(struct lets_ledger *ledger, struct lets_span text,
                                  struct lets_span *out, struct lets_error *err)
{
    return arena_copy(&ledger->texts, text, out, err);
}

static enum lets_status apply_ledger(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    struct lets_summary summary = ledger->summary;
    enum lets_status status = copy_text(ledger, entry->name, &summary.name, err);
    if (status == LETS_OK) {
        status = copy_text(ledger, entry->unit, &summary.unit, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, contact)) {
        status = copy_text(ledger, entry->contact, &summary.contact, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    summary.decimals = entry->decimals;
    summary.opened = entry->opened;
    summary.debit_limit = entry->debit_limit;
    summary.credit_limit = entry->credit_limit;
    summary.limits = entry->limits;
    summary.cheques_valid = entry->cheques_valid;
    ledger->summary = summary;
    ledger->has_ledger = true;
    return LETS_OK;
}

static enum lets_status apply_policy(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    struct lets_summary summary = ledger->summary;
    const uint64_t changes = LETS_BIT(LETS_FIELD_name) | LETS_BIT(LETS_FIELD_unit) |
                             LETS_BIT(LETS_FIELD_contact) | LETS_BIT(LETS_FIELD_debit_limit) |
                             LETS_BIT(LETS_FIELD_credit_limit) | LETS_BIT(LETS_FIELD_limits) |
                             LETS_BIT(LETS_FIELD_cheques_valid);
    if ((entry->present & changes) == 0) {
        return LEDGER_REFUSE(date, LETS_NO_CHANGE, "the policy changes nothing");
    }
    enum lets_status status = LETS_OK;
    if (lets_entry_has(entry, name)) {
        status = copy_text(ledger, entry->name, &summary.name, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, unit)) {
        status = copy_text(ledger, entry->unit, &summary.unit, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, contact)) {
        status = copy_text(ledger, entry->contact, &summary.contact, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    summary.debit_limit =
        lets_entry_has(entry, debit_limit) ? entry->debit_limit : summary.debit_limit;
    summary.credit_limit =
        lets_entry_has(entry, credit_limit) ? entry->credit_limit : summary.credit_limit;
    summary.limits = lets_entry_has(entry, limits) ? entry->limits : summary.limits;
    summary.cheques_valid =
        lets_entry_has(entry, cheques_valid) ? entry->cheques_valid : summary.cheques_valid;
    ledger->summary = summary;
    return LETS_OK;
}

/* The general rule of dates: none before the ledger's own, except days on which something older
 * began. */
static enum lets_status check_dates(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    struct lets_error *err)
{
    if (lets_entry_has(entry, date) && entry->date.day < ledger->summary.opened.day) {
        char day[LETS_DATE_SIZE];
        char opened[LETS_DATE_SIZE];
        lets_date_format(entry->date, day);
        lets_date_format(ledger->summary.opened, opened);
        return LEDGER_REFUSE(date, LETS_DATE_BEFORE_LEDGER,
                             "%s is before the ledger was opened, on %s", day, opened);
    }
    return LETS_OK;
}

static void note_latest(struct commit_dates *commit, struct lets_date date, uint64_t line)
{
    if (!commit->has_latest || date.day > commit->latest.day) {
        commit->has_latest = true;
        commit->latest = date;
        commit->latest_line = line;
    }
}

/* Keeps what the seal to come must judge: it alone knows the day. A transfer's `written` is not
 * after its date. */
static void note_dates(struct lets_ledger *ledger, const struct lets_entry *entry)
{
    struct commit_dates *commit = &ledger->commit;
    if (lets_entry_has(entry, date)) {
        note_latest(commit, entry->date, ledger->line);
    }
    if (lets_entry_has(entry, opened)) {
        note_latest(commit, entry->opened, ledger->line);
    }
    if (lets_entry_has(entry, joined)) {
        note_latest(commit, entry->joined, ledger->line);
    }
    if (entry->kind == LETS_KIND_CLOSE &&
        (!commit->has_close || entry->date.day > commit->close.day)) {
        commit->has_close = true;
        commit->close = entry->date;
        commit->close_line = ledger->line;
    }
}

static enum lets_status apply_kind(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    const struct ledger_parties nobody = {LEDGER_NOBODY, LEDGER_NOBODY};
    switch (entry->kind) {
    case LETS_KIND_LEDGER:
        return apply_ledger(ledger, entry, err);
    case LETS_KIND_FORMAT:
        return LETS_OK;
    case LETS_KIND_POLICY:
        return apply_policy(ledger, entry, err);
    case LETS_KIND_MEMBER:
    case LETS_KIND_CENTRAL:
        return ledger_apply_account(ledger, entry, err);
    case LETS_KIND_CHANGE:
        return ledger_apply_change(ledger, entry, err);
    case LETS_KIND_TRANSFER:
        return ledger_apply_transfer(ledger, entry, nobody, err);
    case LETS_KIND_CHEQUES:
        return ledger_apply_book(ledger, entry, err);
    case LETS_KIND_CHEQUE:
        return ledger_apply_cheque(ledger, entry, err);
    case LETS_KIND_CLOSE:
        return ledger_apply_close(ledger, entry, err);
    case LETS_KIND_REOPEN:
        return ledger_apply_reopen(ledger, entry, err);
    case LETS_KIND_SEAL:
        return ledger_apply_seal(ledger, entry, err);
    }
    assert(false && "a kind without applier");
    return LETS_UNKNOWN_KIND;
}

/* The line of a key, from 1, in the canonical form of an entry. */
static uint64_t canonical_line(const struct lets_entry *entry, enum lets_field field)
{
    size_t n_keys = 0;
    uint64_t line = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);
    for (size_t i = 0; i < n_keys; i++) {
        line += (entry->present & LETS_BIT(keys[i].field)) != 0 ? 1 : 0;
        if (keys[i].field == field) {
            return line;
        }
    }
    return 1;
}

/* An entry was taken in, or says in err where it was refused. */
static enum lets_status end_entry(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  enum lets_status status, struct lets_error *err)
{
    if (status == LETS_OK) {
        ledger->commit.n_entries++;
        ledger->summary.n_entries++;
    } else if (err != NULL && status != LETS_OUT_OF_MEMORY) {
        err->line = canonical_line(entry, ledger->blamed);
    }
    return status;
}

enum lets_status ledger_apply_prefetched(struct lets_ledger *ledger, const struct lets_entry *entry,
                                         struct ledger_parties parties, struct lets_error *err)
{
    assert(ledger->has_ledger && entry->kind == LETS_KIND_TRANSFER);
    ledger->blamed = LETS_FIELD_number;
    ledger->blamed_line = 0;
    enum lets_status status = ledger_apply_transfer(ledger, entry, parties, err);
    if (status == LETS_OK) {
        note_latest(&ledger->commit, entry->date, ledger->line);
    }
    return end_entry(ledger, entry, status, err);
}

enum lets_status lets_ledger_apply(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    size_t n_keys = 0;
    enum lets_status status = LETS_OK;
    ledger->blamed = lets_kind_keys(entry->kind, &n_keys)[0].field;
    ledger->blamed_line = 0;
    if (!ledger->has_ledger && entry->kind != LETS_KIND_LEDGER) {
        status = lets__fail(err, LETS_LEDGER_MISSING, "the first entry must be 'ledger', not '%s'",
                            lets_kind_word(entry->kind));
    } else if (ledger->has_ledger && entry->kind == LETS_KIND_LEDGER) {
        status = lets__fail(err, LETS_LEDGER_REPEATED, "an entry 'ledger' can only stand first");
    } else if (entry->kind != LETS_KIND_LEDGER && entry->kind != LETS_KIND_TRANSFER) {
        status = check_dates(ledger, entry, err);
    }
    if (status == LETS_OK) {
        status = apply_kind(ledger, entry, err);
    }
    bool is_seal = entry->kind == LETS_KIND_SEAL;
    if (status == LETS_OK && !is_seal) {
        note_dates(ledger, entry);
    }
    return status == LETS_OK && is_seal ? LETS_OK : end_entry(ledger, entry, status, err);
}

/* ---------------------------------------------------------------- seals */

static enum lets_status check_commit(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    const struct commit_dates *commit = &ledger->commit;
    struct lets_date day = lets_time_day(entry->time);
    char sealed[LETS_DATE_SIZE];
    char other[LETS_DATE_SIZE];
    if (commit->has_latest && commit->latest.day > day.day) {
        lets_date_format(commit->latest, other);
        lets_date_format(day, sealed);
        ledger->blamed_line = commit->latest_line;
        return lets__fail(err, LETS_DATE_AFTER_SEAL, "%s is after %s, the day of the seal", other,
                          sealed);
    }
    if (commit->has_close && commit->close.day >= day.day) {
        lets_date_format(commit->close, other);
        lets_date_format(day, sealed);
        ledger->blamed_line = commit->close_line;
        return lets__fail(err, LETS_CLOSE_DATE,
                          "%s has not ended on %s, the day of the seal: only days that "
                          "are over can be closed",
                          other, sealed);
    }
    if (commit->has_early_reversal && commit->reversed.day <= day.day) {
        lets_date_format(commit->reversed, other);
        ledger->blamed_line = commit->reversal_line;
        return lets__fail(err, LETS_REVERSAL_EARLY,
                          "a reversal is dated before %s, the date of what it "
                          "reverses",
                          other);
    }
    return LETS_OK;
}

static void take_seal(struct lets_ledger *ledger, const struct lets_entry *entry)
{
    struct lets_summary *summary = &ledger->summary;
    summary->n_seals++;
    summary->sealed = entry->time;
    summary->head = entry->sha256;
    if (summary->n_seals == 1) {
        summary->first_seal = entry->sha256;
    }
    ledger->commit = (struct commit_dates){0};
}

enum lets_status ledger_apply_seal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    struct lets_summary *summary = &ledger->summary;
    uint64_t n_entries = ledger->commit.n_entries;
    if (!ledger->commit.has_refused && (n_entries == 0 || entry->entries != n_entries)) {
        return LEDGER_REFUSE(entries, LETS_SEAL_COUNT,
                             "the seal counts %u entries, but there are %llu",
                             (unsigned)entry->entries, (unsigned long long)n_entries);
    }
    if (summary->n_seals > 0 && entry->time.unix_seconds < summary->sealed.unix_seconds &&
        !lets_entry_has(entry, reason)) {
        char before[LETS_TIME_SIZE];
        char now[LETS_TIME_SIZE];
        lets_time_format(summary->sealed, before);
        lets_time_format(entry->time, now);
        return LEDGER_REFUSE(time, LETS_CLOCK_BEHIND,
                             "%s is earlier than the last seal, %s, and no reason is "
                             "given",
                             now, before);
    }
    enum lets_status status = check_commit(ledger, entry, err);
    if (status != LETS_OK) {
        return status;
    }
    take_seal(ledger, entry);
    return LETS_OK;
}

void ledger_skip_entry(struct lets_ledger *ledger, const struct lets_entry *entry)
{
    ledger->commit.has_refused = true;
    if (entry == NULL || entry->kind == LETS_KIND_TRANSFER) {
        ledger->n_missed++;
    }
}

void ledger_skip_seal(struct lets_ledger *ledger, const struct lets_entry *entry)
{
    if (entry != NULL) {
        take_seal(ledger, entry);
    } else {
        ledger->commit = (struct commit_dates){0};
    }
}
