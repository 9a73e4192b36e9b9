/* SPDX-License-Identifier: MIT */
/*
 * Members and cheque books from a table. What is there already, and says the same, is left out, so
 * that a longer table can follow a shorter one.
 */

#include "tables/import_accounts.h"

#include <string.h>

#include "base/failure.h"
#include "base/mail_address.h"
#include "words/figures.h"
#include "writing/person.h"

/* ---------------------------------------------------------------- members */

enum member_cell {
    ACCOUNT,
    NAME,
    EMAIL,
    PHONE,
    ADDRESS,
    DELIVERY,
    STATUS,
    JOINED,
    LOCALITY,
    DEBIT_LIMIT,
    CREDIT_LIMIT,
    REASON,
    N_MEMBER_CELLS
};
static const struct lets_csv_column member_columns[N_MEMBER_CELLS] = {
    [ACCOUNT] = {"account", NULL, true},
    [NAME] = {"name", NULL, false},
    [EMAIL] = {"email", NULL, false},
    [PHONE] = {"phone", NULL, false},
    [ADDRESS] = {"address", NULL, false},
    [DELIVERY] = {"delivery", NULL, false},
    [STATUS] = {"status", NULL, false},
    [JOINED] = {"joined", NULL, false},
    [LOCALITY] = {"locality", NULL, false},
    [DEBIT_LIMIT] = {"debit_limit", NULL, false},
    [CREDIT_LIMIT] = {"credit_limit", NULL, false},
    [REASON] = {ROWS_REASON, NULL, false},
};

static enum lets_status match_members(struct import *import, struct lets_error *err)
{
    return import_match(import, member_columns, N_MEMBER_CELLS, false, err);
}

static void check_text(const struct lets_span *cells, enum member_cell cell,
                       struct row_faults *faults)
{
    struct lets_error why = {0};

    if (cells[cell].size > 0) {
        (void)row_faults_check(faults, (int)cell, lets_text_check(cells[cell], &why), &why);
    }
}

static struct lets_limit read_limit(const struct import *import, const struct lets_span *cells,
                                    enum member_cell cell, struct row_faults *faults)
{
    unsigned decimals = lets_ledger_summary(import->session->ledger)->decimals;
    struct lets_limit limit = {.kind = LETS_LIMIT_DEFAULT};
    struct lets_error why = {0};

    (void)row_faults_check(faults, (int)cell,
                           lets_limit_parse(cells[cell], decimals, false, &limit, &why), &why);
    return limit;
}

/* The sealed part of a row. */
static void read_member(const struct import *import, const struct lets_span *cells,
                        struct lets_entry *entry, struct row_faults *faults)
{
    struct lets_date joined = import->day;
    struct lets_error why = {0};

    lets_entry_put(entry, id, cells[ACCOUNT]);
    (void)row_faults_check(faults, ACCOUNT, lets_id_check(entry->id, &why), &why);
    if (cells[JOINED].size > 0) {
        (void)import_day(import, JOINED, cells[JOINED], false, &joined, faults);
    }
    lets_entry_put(entry, joined, joined);
    if (cells[DEBIT_LIMIT].size > 0) {
        lets_entry_put(entry, debit_limit, read_limit(import, cells, DEBIT_LIMIT, faults));
    }
    if (cells[CREDIT_LIMIT].size > 0) {
        lets_entry_put(entry, credit_limit, read_limit(import, cells, CREDIT_LIMIT, faults));
    }
    check_text(cells, LOCALITY, faults);
    ENTRY_PUT_SPAN(entry, locality, cells[LOCALITY]);
}

/* The part that goes into the directory; without a name there is none. */
static void read_person(const struct lets_span *cells, struct lets_person *person,
                        struct row_faults *faults)
{
    struct lets_error why = {0};
    bool has_details = cells[EMAIL].size > 0 || cells[PHONE].size > 0 || cells[ADDRESS].size > 0 ||
                       cells[DELIVERY].size > 0;

    *person = (struct lets_person){
        .name = cells[NAME],
        .email = cells[EMAIL],
        .phone = cells[PHONE],
        .address = cells[ADDRESS],
    };
    for (int cell = NAME; cell <= ADDRESS; cell++) {
        if (cell != EMAIL) {
            check_text(cells, (enum member_cell)cell, faults);
        }
    }
    if (cells[EMAIL].size > 0) {
        (void)row_faults_check(faults, EMAIL, mail_address_check(cells[EMAIL], &why), &why);
    }
    if (cells[DELIVERY].size > 0) {
        (void)row_faults_check(faults, DELIVERY,
                               lets_delivery_parse(cells[DELIVERY], &person->delivery, &why), &why);
    }
    if (cells[NAME].size == 0 && has_details) {
        row_faults_fail(faults, NAME, LETS_EMPTY_VALUE, "the directory needs a name");
    }
}

/* Whether an account is there already; where it is another than the row says, that is a fault. */
static bool is_member_known(struct import *import, const struct lets_span *cells,
                            const struct lets_entry *entry, struct row_faults *faults)
{
    const struct lets_account *account = lets_ledger_find(import->session->ledger, entry->id);
    struct lets_error why = {0};

    if (account == NULL) {
        return false;
    }
    bool is_same =
        account->kind == LETS_MEMBER &&
        (cells[JOINED].size == 0 || account->opened.day == entry->joined.day) &&
        (cells[LOCALITY].size == 0 || lets_span_equal(account->locality, entry->locality)) &&
        (cells[DEBIT_LIMIT].size == 0 ||
         words_same_limit(account->debit_limit, entry->debit_limit)) &&
        (cells[CREDIT_LIMIT].size == 0 ||
         words_same_limit(account->credit_limit, entry->credit_limit));
    if (is_same) {
        import->n_known++;
        return true;
    }
    (void)failure_set(&why, LETS_ACCOUNT_EXISTS,
                      "the account '%.*s' exists, and is another than this row says",
                      SHOW(account->id));
    (void)snprintf(why.hint, sizeof why.hint, "'lets change-account' changes it");
    row_faults_add(faults, ACCOUNT, &why);
    return true;
}

/* Puts a person into the directory who is not there yet, unless the account is closed: after
 * 'import --json' the names come so. */
static enum lets_status put_person(struct import *import, struct lets_span id,
                                   struct lets_person *person, struct lets_error *err)
{
    const struct lets_account *account = lets_ledger_find(import->session->ledger, id);

    if (person->name.size == 0 || account->status == LETS_CLOSED ||
        lets_directory_find(import->session->directory, account->id) != NULL) {
        return LETS_OK;
    }
    person->member = account->id;
    enum lets_status status = lets_directory_put(import->session->directory, person, err);
    if (status == LETS_OK) {
        import->n_named++;
        person_warn_of_delivery(import->session, person);
        writing_touch_directory(import->writing);
    }
    return status;
}

/* A status other than active is a change behind the opening. */
static enum lets_status add_status(struct import *import, struct lets_span id,
                                   enum lets_account_status status, struct row_faults *faults,
                                   struct lets_error *err)
{
    struct lets_entry entry = entry_of_status(id, import->last, status, NULL);

    if (status == LETS_ACTIVE) {
        return LETS_OK;
    }
    return import_add(import, &entry, faults, err);
}

static enum lets_status take_member(struct import *import, const struct lets_span *cells,
                                    uint64_t row, struct row_faults *faults, struct lets_error *err)
{
    struct lets_entry entry = {.kind = LETS_KIND_MEMBER};
    struct lets_person person;
    enum lets_account_status standing = LETS_ACTIVE;
    struct lets_error why = {0};

    (void)row;
    read_member(import, cells, &entry, faults);
    read_person(cells, &person, faults);
    if (cells[STATUS].size > 0) {
        (void)row_faults_check(faults, STATUS,
                               lets_account_status_parse(cells[STATUS], &standing, &why), &why);
    }
    if (faults->n > 0) {
        return LETS_OK;
    }
    if (is_member_known(import, cells, &entry, faults)) {
        return faults->n > 0 ? LETS_OK : put_person(import, entry.id, &person, err);
    }
    enum lets_status status = import_add(import, &entry, faults, err);
    if (status != LETS_OK || faults->n > 0) {
        return status;
    }
    status = put_person(import, entry.id, &person, err);
    return status == LETS_OK ? add_status(import, entry.id, standing, faults, err) : status;
}

static void finish_members(struct import *import)
{
    writing_say(import->writing, "%zu name%s put into the directory", import->n_named,
                import->n_named == 1 ? "" : "s");
}

const struct import_kind import_members = {
    .match = match_members,
    .take = take_member,
    .finish = finish_members,
};

/* ---------------------------------------------------------------- books */

enum book_cell { BOOK_ACCOUNT, BOOK_FIRST, BOOK_LAST, BOOK_REASON, N_BOOK_CELLS };
static const struct lets_csv_column book_columns[N_BOOK_CELLS] = {
    [BOOK_ACCOUNT] = {"account", NULL, true},
    [BOOK_FIRST] = {"first", NULL, true},
    [BOOK_LAST] = {"last", NULL, true},
    [BOOK_REASON] = {ROWS_REASON, NULL, false},
};

static enum lets_status match_books(struct import *import, struct lets_error *err)
{
    return import_match(import, book_columns, N_BOOK_CELLS, false, err);
}

static void read_number(const struct lets_span *cells, enum book_cell cell, uint32_t *out,
                        struct row_faults *faults)
{
    struct lets_error why = {0};

    (void)row_faults_check(faults, (int)cell, cheque_number_parse(cells[cell], out, &why), &why);
}

static enum lets_status take_book(struct import *import, const struct lets_span *cells,
                                  uint64_t row, struct row_faults *faults, struct lets_error *err)
{
    struct lets_cheque cheque = {0};
    uint32_t first = 0;
    uint32_t last = 0;
    const struct lets_account *account =
        import_account(import, BOOK_ACCOUNT, cells[BOOK_ACCOUNT], faults);

    (void)row;
    read_number(cells, BOOK_FIRST, &first, faults);
    read_number(cells, BOOK_LAST, &last, faults);
    if (faults->n > 0) {
        return LETS_OK;
    }
    if (lets_ledger_cheque(import->session->ledger, first, &cheque) &&
        cheque.account == account->index && cheque.book_first == first &&
        cheque.book_last == last) {
        import->n_known++;
        return LETS_OK;
    }
    struct lets_entry entry = entry_of_book(account->id, import->day, first, last);
    return import_add(import, &entry, faults, err);
}

const struct import_kind import_books = {
    .match = match_books,
    .take = take_book,
};
