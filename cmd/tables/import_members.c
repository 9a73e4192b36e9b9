/* SPDX-License-Identifier: MIT */
/*
 * Members. Who is closed in the old books must still receive and pay his own past, so all are
 * opened as active, on a day that is not after their first row. What is there already, and says the
 * same, is left out, so that a longer table can follow a shorter one.
 */

#include "tables/import_members.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "base/mail_address.h"
#include "tables/import_cells.h"
#include "words/figures.h"
#include "writing/namesakes.h"
#include "writing/person.h"

struct import_member {
    struct lets_span id;
    struct lets_person person;
    struct lets_span locality;
    struct lets_span agreed;
    struct lets_limit debit_limit;
    struct lets_limit credit_limit;
    bool has_debit_limit;
    bool has_credit_limit;
    bool has_joined;
    struct lets_date joined;
    enum import_standing standing;
    int account;   /* of the parties */
    bool is_put;   /* into the directory */
    bool is_named; /* it has no id of its own: known by e-mail or name */
    bool is_opened;
};

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

/* ---------------------------------------------------------------- reading */

static void read_person(struct import_table *table, struct import_row *row,
                        struct lets_person *person)
{
    struct lets_error why = {0};

    person->name = import_cells_text(table, row, KEY_NAME);
    person->email = import_cells_text(table, row, KEY_EMAIL);
    if (person->email.size > 0) {
        (void)row_faults_check(&row->faults, import_table_at(table, KEY_EMAIL),
                               mail_address_check(person->email, &why), &why);
    }
    person->phone = import_cells_text(table, row, KEY_PHONE);
    person->address = import_cells_text(table, row, KEY_ADDRESS);
    struct lets_span delivery = import_table_cell(table, row, KEY_DELIVERY);
    if (delivery.size > 0) {
        (void)row_faults_check(&row->faults, import_table_at(table, KEY_DELIVERY),
                               lets_delivery_parse(delivery, &person->delivery, &why), &why);
    }
    bool has_details = person->email.size > 0 || person->phone.size > 0 ||
                       person->address.size > 0 || delivery.size > 0;
    if (person->name.size == 0 && has_details) {
        row_faults_fail(&row->faults, import_table_at(table, KEY_NAME), LETS_EMPTY_VALUE,
                        "the directory needs a name");
    }
}

static void read_standing(struct import_table *table, struct import_row *row,
                          struct import_member *member)
{
    const struct import_reading *reading = &table->reading;
    struct lets_span word = import_table_cell(table, row, KEY_STATUS);
    enum lets_account_status status = LETS_ACTIVE;

    if (!import_table_has(table, KEY_STATUS)) {
        return;
    }
    for (size_t i = 0; i < reading->n_states; i++) {
        if (import_name_is(word, reading->states[i].word)) {
            member->standing = reading->states[i].standing;
            return;
        }
    }
    if (reading->n_states == 0 && word.size == 0) {
        return;
    }
    if (reading->n_states == 0 && lets_account_status_parse(word, &status, NULL) == LETS_OK) {
        member->standing = status == LETS_CLOSED      ? STANDS_CLOSED
                           : status == LETS_SUSPENDED ? STANDS_SUSPENDED
                                                      : STANDS_ACTIVE;
        return;
    }
    struct lets_error why = {.status = LETS_UNKNOWN_STATE};
    (void)snprintf(why.message, sizeof why.message, "the word '%.*s' is not known", SHOW(word));
    (void)snprintf(why.hint, sizeof why.hint,
                   "--states WORD=active|suspended|closed|skip,.. says what each means");
    row_faults_add(&row->faults, import_table_at(table, KEY_STATUS), &why);
}

static void read_joined(struct import_table *table, struct import_row *row, struct import_run *run,
                        struct import_member *member)
{
    struct import_day day = {.is_empty = true};

    if (import_table_has(table, KEY_JOINED)) {
        (void)import_cells_day(table, row, KEY_JOINED, run->last, &day, &member->joined);
    }
    member->has_joined = !day.is_empty;
}

static void read_id(struct import_table *table, struct import_row *row,
                    struct import_member *member)
{
    struct lets_error why = {0};
    struct lets_span id = import_table_cell(table, row, KEY_ACCOUNT);

    if (!import_table_has(table, KEY_ACCOUNT)) {
        member->is_named = true;
        return;
    }
    enum lets_status status = lets_id_check(id, &why);
    if (status != LETS_OK && id.size > 0) {
        (void)snprintf(why.hint, sizeof why.hint,
                       "map another column to account; --ids FILE:KEY=ID then says whose id "
                       "belongs to such a text in the other tables");
    }
    (void)row_faults_check(&row->faults, import_table_at(table, KEY_ACCOUNT), status, &why);
    member->id = id;
}

static void read_member(struct import_table *table, struct import_row *row, struct import_run *run,
                        struct import_member *member)
{
    read_standing(table, row, member);
    if (member->standing == STANDS_SKIP && row->faults.n == 0) {
        row->fate = FATE_LEFT_OUT;
        return;
    }
    read_id(table, row, member);
    read_person(table, row, &member->person);
    read_joined(table, row, run, member);
    member->locality = import_cells_text(table, row, KEY_LOCALITY);
    member->agreed = import_cells_text(table, row, KEY_AGREED);
    member->has_debit_limit = import_cells_limit(table, row, KEY_DEBIT_LIMIT, &member->debit_limit);
    member->has_credit_limit =
        import_cells_limit(table, row, KEY_CREDIT_LIMIT, &member->credit_limit);
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
        read_member(table, row, run, member);
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

/* The row above that opened an account in this run; NULL: none did. */
static const struct import_member *find_opener(const struct import_members *members,
                                               const struct import_member *member,
                                               const struct lets_account *account)
{
    for (const struct import_member *above = members->items; above < member; above++) {
        if (above->is_opened && lets_span_equal(above->id, account->id)) {
            return above;
        }
    }
    return NULL;
}

/* Two rows of one account are one only where they are about one person. */
static bool check_opener(const struct import_members *members, struct import_row *row,
                         const struct import_member *member, const struct lets_account *account)
{
    const struct import_member *above = find_opener(members, member, account);

    if (above == NULL || (lets_text_same(above->person.name, member->person.name) &&
                          lets_text_same(above->person.email, member->person.email) &&
                          lets_text_same(above->person.phone, member->person.phone) &&
                          lets_text_same(above->person.address, member->person.address))) {
        return true;
    }
    row_faults_fail(&row->faults, import_table_at(members->table, KEY_ACCOUNT), LETS_ACCOUNT_EXISTS,
                    "row %" PRIu64 " of this table opens '%.*s' already, and says something else",
                    members->table->rows[above - members->items].row, SHOW(account->id));
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
    if (account->index >= members->n_before && !check_opener(members, row, member, account)) {
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

enum lets_status import_members_post(struct import_members *members, struct import_run *run,
                                     struct lets_error *err)
{
    struct import_table *table = members->table;
    enum lets_status status = LETS_OK;

    members->n_before = lets_ledger_summary(run->session->ledger)->n_accounts;
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

enum lets_status import_members_close(struct import_members *members, struct import_run *run,
                                      struct lets_error *err)
{
    struct import_table *table = members->table;
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < table->n_rows; i++) {
        struct import_member *member = &members->items[i];
        if (member->is_opened &&
            (member->standing == STANDS_CLOSED || member->standing == STANDS_SUSPENDED)) {
            status = change(members, run, member, err);
        }
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
    buffer_release(&members->notes);
}
