/* SPDX-License-Identifier: MIT */
/*
 * Members. Who is closed in the old books must still receive and pay his own past, so all are
 * opened as active, on a day that is not after their first row. What is there already, and says the
 * same, is left out, so that a longer table can follow a shorter one.
 */

#include "tables/import_members.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/failure.h"
#include "session/talk.h"
#include "tables/import_member.h"
#include "words/figures.h"
#include "writing/namesakes.h"
#include "writing/person.h"

enum lets_status import_members_check(const struct import_table *table, struct lets_error *err)
{
    if (import_table_has(table, KEY_ACCOUNT) || import_table_has(table, KEY_EMAIL) ||
        import_table_has(table, KEY_NAME)) {
        return LETS_OK;
    }
    (void)failure_set(err, LETS_MISSING_COLUMN, "there is no column 'account'");
    if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "--map account=COLUMN names it; without ids, email or name is needed");
    }
    return LETS_MISSING_COLUMN;
}

/* ---------------------------------------------------------------- ids */

/* The highest id that is a number. */
static uint32_t highest_number(const struct import_parties *parties)
{
    uint32_t highest = 0;

    for (size_t i = 0; i < parties->n_accounts; i++) {
        struct lets_span id = parties->accounts[i].id;
        uint32_t number = 0;
        while (id.size > 1 && id.bytes[0] == '0') {
            id.bytes++;
            id.size--;
        }
        if (lets_number_parse(id, &number, NULL) == LETS_OK && number > highest) {
            highest = number;
        }
    }
    return highest;
}

/* Whoever has no id is known by e-mail or name, or gets the next number. */
static void find_named(struct import_table *table, struct import_row *row,
                       struct import_parties *parties, struct import_member *member,
                       uint32_t *highest)
{
    int found = import_parties_named(parties, member->person.email);

    if (found == IMPORT_NOBODY) {
        found = import_parties_named(parties, member->person.name);
    }
    if (found == IMPORT_SEVERAL || (member->person.name.size == 0 && found == IMPORT_NOBODY)) {
        row_faults_fail(&row->faults, import_table_at(table, KEY_NAME), LETS_UNKNOWN_ACCOUNT,
                        found == IMPORT_SEVERAL ? "several members are called so"
                                                : "without an id, a name is needed");
        return;
    }
    if (found != IMPORT_NOBODY && !parties->accounts[found].is_pending) {
        member->id = parties->accounts[found].id;
        return;
    }
    if (found != IMPORT_NOBODY) {
        row_faults_fail(&row->faults, import_table_at(table, KEY_NAME), LETS_ACCOUNT_EXISTS,
                        "a row above has the same name or e-mail");
        return;
    }
    char number[16];
    (void)snprintf(number, sizeof number, "%04" PRIu32, ++*highest);
    member->id = keep_copy(&table->keep, lets_span_of(number));
}

void import_members_read(struct import_members *members, struct import_run *run)
{
    struct import_table *table = members->table;
    struct import_parties *parties = &run->parties;
    uint32_t highest = highest_number(parties);

    members->items = memory_array(table->n_rows + 1, sizeof *members->items);
    for (size_t i = 0; i < table->n_rows; i++) {
        struct import_row *row = &table->rows[i];
        struct import_member *member = &members->items[i];
        member->account = IMPORT_NOBODY;
        if (row->faults.n > 0) {
            continue;
        }
        import_member_read(table, row, run->last, member);
        if (row->faults.n == 0 && row->fate == FATE_OPEN && member->is_named) {
            find_named(table, row, parties, member, &highest);
        }
        if (row->faults.n == 0 && row->fate == FATE_OPEN) {
            member->account = import_parties_expect(parties, member->id, member->person.name,
                                                    member->person.email);
        }
    }
}

/* ---------------------------------------------------------------- into the commit */

static bool is_same(const struct import_member *member, const struct lets_account *account)
{
    return account->kind == LETS_MEMBER &&
           (!member->has_joined || account->opened.day <= member->joined.day) &&
           (member->locality.size == 0 || lets_text_same(account->locality, member->locality)) &&
           (member->agreed.size == 0 || lets_text_same(account->agreed, member->agreed)) &&
           (!member->has_debit_limit ||
            words_same_limit(account->debit_limit, member->debit_limit)) &&
           (!member->has_credit_limit ||
            words_same_limit(account->credit_limit, member->credit_limit));
}

/* Two rows of one account must say the same, or what the second says would be lost. */
static bool check_first(const struct import_members *members, struct import_row *row,
                        const struct import_member *member, const struct lets_account *account)
{
    uint32_t first = members->firsts[account->index];
    enum import_key key =
        first == 0 ? N_IMPORT_KEYS : import_member_difference(&members->items[first - 1], member);
    struct lets_error why = {0};

    if (key == N_IMPORT_KEYS) {
        return true;
    }
    (void)failure_set(&why, LETS_ACCOUNT_EXISTS,
                      "row %" PRIu64 " of this table says something else of '%.*s'",
                      members->table->rows[first - 1].row, SHOW(account->id));
    (void)snprintf(why.hint, sizeof why.hint, "keep the row that is right, and take the other out");
    row_faults_add(&row->faults, import_table_at(members->table, key), &why);
    return false;
}

/* Whether an account is there already; where it is another than the row says, that is a fault. */
static bool is_known(const struct import_members *members, struct import_row *row,
                     const struct import_member *member, const struct lets_account *account)
{
    struct lets_error why = {0};

    if (account == NULL) {
        return false;
    }
    if (!check_first(members, row, member, account)) {
        return true;
    }
    if (member->is_named || is_same(member, account)) {
        row->fate = FATE_KNOWN;
        return true;
    }
    (void)failure_set(&why, LETS_ACCOUNT_EXISTS,
                      "the account '%.*s' exists, and is another than this row says",
                      SHOW(account->id));
    (void)snprintf(why.hint, sizeof why.hint, "'lets help change-account' says how it is changed");
    row_faults_add(&row->faults, import_table_at(members->table, KEY_ACCOUNT), &why);
    return true;
}

/* Puts a person into the directory who is not there yet, unless the account is closed: after
 * 'import --json' the names come so. */
static enum lets_status put_person(struct import_members *members, struct import_run *run,
                                   struct import_member *member, struct lets_error *err)
{
    struct session *session = run->session;
    const struct lets_account *account = lets_ledger_find(session->ledger, member->id);

    if (member->person.name.size == 0 || account->status == LETS_CLOSED ||
        lets_directory_find(session->directory, account->id) != NULL) {
        return LETS_OK;
    }
    member->person.member = account->id;
    enum lets_status status = lets_directory_put(session->directory, &member->person, err);
    if (status == LETS_OK) {
        person_warn_of_delivery(session, &member->person);
        member->is_put = true;
        members->n_named++;
    }
    return status;
}

static void note(struct import_members *members, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void note(struct import_members *members, const char *format, ...)
{
    va_list arguments;

    if (members->n_notes++ < IMPORT_SENTENCES_MAX) {
        va_start(arguments, format);
        buffer_add_format(&members->notes, format, arguments);
        va_end(arguments);
    }
}

/* The day of joining: as the row says, unless something happened before. */
static struct lets_date choose_joined(struct import_members *members, const struct import_run *run,
                                      const struct import_member *member)
{
    struct lets_date opened = lets_ledger_summary(run->session->ledger)->opened;
    struct lets_date joined = member->has_joined          ? member->joined
                              : run->given->date.is_given ? run->given->date.value
                                                          : opened;
    int32_t first = run->parties.accounts[member->account].first_day;
    char day[LETS_DATE_SIZE];

    if (!member->has_joined && !run->given->date.is_given) {
        lets_date_format(joined, day);
        if (first >= joined.day) {
            note(members, "%.*s: no day of joining; joined %s, when the ledger was opened\n",
                 SHOW(member->id), day);
        }
    }
    if (first < joined.day) {
        joined.day = first;
        lets_date_format(joined, day);
        note(members, "%.*s: joined %s, the day of the first row\n", SHOW(member->id), day);
    }
    return joined;
}

static enum lets_status open_account(struct import_members *members, struct import_run *run,
                                     struct import_row *row, struct import_member *member,
                                     struct lets_error *err)
{
    struct lets_entry entry = {.kind = LETS_KIND_MEMBER};

    lets_entry_put(&entry, id, member->id);
    lets_entry_put(&entry, joined, choose_joined(members, run, member));
    if (member->has_debit_limit) {
        lets_entry_put(&entry, debit_limit, member->debit_limit);
    }
    if (member->has_credit_limit) {
        lets_entry_put(&entry, credit_limit, member->credit_limit);
    }
    ENTRY_PUT_SPAN(&entry, locality, member->locality);
    ENTRY_PUT_SPAN(&entry, agreed, member->agreed);
    enum lets_status status = import_run_add(run, &entry, &row->faults, err);
    if (status == LETS_OK && row->faults.n == 0) {
        row->fate = FATE_NEW;
        member->is_opened = true;
        status = put_person(members, run, member, err);
    }
    return status;
}

static void note_first(struct import_members *members, size_t i, const struct lets_account *account)
{
    uint32_t *first = &members->firsts[account->index];

    *first = *first == 0 ? (uint32_t)i + 1 : *first;
}

enum lets_status import_members_post(struct import_members *members, struct import_run *run,
                                     struct lets_error *err)
{
    struct import_table *table = members->table;
    enum lets_status status = LETS_OK;

    members->firsts =
        memory_array(lets_ledger_summary(run->session->ledger)->n_accounts + table->n_rows + 1,
                     sizeof *members->firsts);
    for (size_t i = 0; status == LETS_OK && i < table->n_rows; i++) {
        struct import_row *row = &table->rows[i];
        struct import_member *member = &members->items[i];
        if (row->faults.n > 0 || row->fate != FATE_OPEN) {
            continue;
        }
        const struct lets_account *account = lets_ledger_find(run->session->ledger, member->id);
        if (!is_known(members, row, member, account)) {
            status = open_account(members, run, row, member, err);
        } else if (row->faults.n == 0) {
            status = put_person(members, run, member, err);
        }
        if (status == LETS_OK && row->faults.n == 0) {
            note_first(members, i, lets_ledger_find(run->session->ledger, member->id));
        }
    }
    return status;
}

/* ---------------------------------------------------------------- the end */

static enum lets_status change(struct import_members *members, struct import_run *run,
                               struct import_member *member, struct lets_error *err)
{
    const struct lets_account *account = lets_ledger_find(run->session->ledger, member->id);
    struct row_faults faults = {0};
    bool is_closed = member->standing == STANDS_CLOSED && account->balance.minor == 0;
    struct lets_entry entry =
        entry_of_status(account->id, run->last, is_closed ? LETS_CLOSED : LETS_SUSPENDED, NULL);
    enum lets_status status = import_run_add(run, &entry, &faults, err);

    if (status == LETS_OK && is_closed && faults.n > 0) {
        note(members, "%.*s: suspended, and not closed: %s\n", SHOW(member->id),
             faults.items[0].message);
        row_faults_release(&faults);
        entry.status = LETS_SUSPENDED;
        status = import_run_add(run, &entry, &faults, err);
    } else if (status == LETS_OK && member->standing == STANDS_CLOSED && !is_closed) {
        struct buffer amount = {0};
        words_amount(&amount, run->session->ledger, account->balance);
        note(members, "%.*s: suspended, and not closed: the balance is %s\n", SHOW(member->id),
             buffer_string(&amount));
        buffer_release(&amount);
    }
    row_faults_release(&faults);
    return status;
}

/* Whether a row of a member was refused: he stays open for it, which is said. */
static bool stays_open(struct import_members *members, const struct import_run *run,
                       const struct import_member *member)
{
    bool is_closed = member->standing == STANDS_CLOSED;

    if (run->has_refused == NULL || !run->has_refused[member->account]) {
        return false;
    }
    if (members->n_open++ < IMPORT_SENTENCES_MAX) {
        session_warn(run->session,
                     "%.*s stays open, for a row that names it was refused; when that is recorded: "
                     "'lets %s %.*s%s'",
                     SHOW(member->id), is_closed ? "close-account" : "change-account",
                     SHOW(member->id), is_closed ? "" : " --suspend");
    }
    return true;
}

enum lets_status import_members_close(struct import_members *members, struct import_run *run,
                                      struct lets_error *err)
{
    struct import_table *table = members->table;
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < table->n_rows; i++) {
        struct import_member *member = &members->items[i];
        if (member->is_opened &&
            (member->standing == STANDS_CLOSED || member->standing == STANDS_SUSPENDED) &&
            !stays_open(members, run, member)) {
            status = change(members, run, member, err);
        }
    }
    if (members->n_open > IMPORT_SENTENCES_MAX) {
        session_warn(run->session, "so do %zu more", members->n_open - IMPORT_SENTENCES_MAX);
    }
    if (status == LETS_OK && members->n_named > 0) {
        writing_touch_directory(run->writing);
    }
    for (size_t i = 0; status == LETS_OK && i < table->n_rows; i++) {
        const struct lets_person *person = &members->items[i].person;
        if (members->items[i].is_put) {
            namesakes_warn(run->session, person->member, person->name);
        }
    }
    return status;
}

void import_members_tell(const struct import_members *members, struct buffer *lines)
{
    buffer_add(lines, buffer_span(&members->notes));
    if (members->n_notes > IMPORT_SENTENCES_MAX) {
        buffer_format(lines, "and so for %zu more\n", members->n_notes - IMPORT_SENTENCES_MAX);
    }
    buffer_format(lines, "%zu name%s put into the directory\n", members->n_named,
                  members->n_named == 1 ? "" : "s");
}

void import_members_release(struct import_members *members)
{
    memory_free(members->items);
    memory_free(members->firsts);
    buffer_release(&members->notes);
}
