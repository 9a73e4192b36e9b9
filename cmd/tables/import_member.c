/* SPDX-License-Identifier: MIT */
/*
 * A row about a member. Every cell is read, whatever is wrong with the others; what is compared of
 * two rows is all that one says, an empty cell too, so that no second row is passed over in
 * silence.
 */

#include "tables/import_member.h"

#include <stdio.h>

#include "base/mail_address.h"
#include "tables/import_cells.h"
#include "words/figures.h"

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

static void read_joined(struct import_table *table, struct import_row *row, struct lets_date last,
                        struct import_member *member)
{
    struct import_day day = {.is_empty = true};

    if (import_table_has(table, KEY_JOINED)) {
        (void)import_cells_day(table, row, KEY_JOINED, last, &day, &member->joined);
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

void import_member_read(struct import_table *table, struct import_row *row, struct lets_date last,
                        struct import_member *member)
{
    read_standing(table, row, member);
    if (member->standing == STANDS_SKIP && row->faults.n == 0) {
        row->fate = FATE_LEFT_OUT;
        return;
    }
    read_id(table, row, member);
    read_person(table, row, &member->person);
    read_joined(table, row, last, member);
    member->locality = import_cells_text(table, row, KEY_LOCALITY);
    member->agreed = import_cells_text(table, row, KEY_AGREED);
    member->has_debit_limit = import_cells_limit(table, row, KEY_DEBIT_LIMIT, &member->debit_limit);
    member->has_credit_limit =
        import_cells_limit(table, row, KEY_CREDIT_LIMIT, &member->credit_limit);
}

static bool is_same_limit(bool has_a, struct lets_limit a, bool has_b, struct lets_limit b)
{
    return has_a == has_b && (!has_a || words_same_limit(a, b));
}

enum import_key import_member_difference(const struct import_member *a,
                                         const struct import_member *b)
{
    const struct {
        enum import_key key;
        bool is_same;
    } parts[] = {
        {KEY_NAME, lets_text_same(a->person.name, b->person.name)},
        {KEY_EMAIL, lets_text_same(a->person.email, b->person.email)},
        {KEY_PHONE, lets_text_same(a->person.phone, b->person.phone)},
        {KEY_ADDRESS, lets_text_same(a->person.address, b->person.address)},
        {KEY_DELIVERY, a->person.delivery == b->person.delivery},
        {KEY_STATUS, a->standing == b->standing},
        {KEY_JOINED, a->has_joined == b->has_joined && a->joined.day == b->joined.day},
        {KEY_LOCALITY, lets_text_same(a->locality, b->locality)},
        {KEY_AGREED, lets_text_same(a->agreed, b->agreed)},
        {KEY_DEBIT_LIMIT,
         is_same_limit(a->has_debit_limit, a->debit_limit, b->has_debit_limit, b->debit_limit)},
        {KEY_CREDIT_LIMIT,
         is_same_limit(a->has_credit_limit, a->credit_limit, b->has_credit_limit, b->credit_limit)},
    };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!parts[i].is_same) {
            return parts[i].key;
        }
    }
    return N_IMPORT_KEYS;
}
