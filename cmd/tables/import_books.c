/* SPDX-License-Identifier: MIT */
/* Cheque books. One that is there already, just so, is left out. */

#include "tables/import_books.h"

#include "base/failure.h"

enum lets_status import_books_check(const struct import_table *table, struct lets_error *err)
{
    static const enum import_key needed[] = {KEY_ACCOUNT, KEY_FIRST, KEY_LAST};

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        if (!import_table_has(table, needed[i])) {
            return failure_set(err, LETS_MISSING_COLUMN, "there is no column '%s'",
                               import_key_word(needed[i]));
        }
    }
    return LETS_OK;
}

static void read_number(struct import_table *table, struct import_row *row, enum import_key key,
                        uint32_t *out)
{
    struct lets_error why = {0};
    enum lets_status status = cheque_number_parse(import_table_cell(table, row, key), out, &why);

    (void)row_faults_check(&row->faults, import_table_at(table, key), status, &why);
}

static enum lets_status post_row(struct import_table *table, struct import_run *run,
                                 struct import_row *row, struct lets_error *err)
{
    struct lets_cheque cheque = {0};
    uint32_t first = 0;
    uint32_t last = 0;
    const struct lets_account *account =
        import_parties_own(&run->parties, import_table_cell(table, row, KEY_ACCOUNT),
                           import_table_at(table, KEY_ACCOUNT), &row->faults);

    read_number(table, row, KEY_FIRST, &first);
    read_number(table, row, KEY_LAST, &last);
    if (row->faults.n > 0) {
        return LETS_OK;
    }
    if (lets_ledger_cheque(run->session->ledger, first, &cheque) && cheque.value.minor == 0 &&
        cheque.account == account->index && cheque.book_first == first &&
        cheque.book_last == last) {
        row->fate = FATE_KNOWN;
        return LETS_OK;
    }
    struct lets_entry entry = entry_of_book(account->id, import_run_day(run), first, last);
    enum lets_status status = import_run_add(run, &entry, &row->faults, err);
    row->fate = row->faults.n == 0 ? FATE_NEW : FATE_OPEN;
    return status;
}

enum lets_status import_books_post(struct import_table *table, struct import_run *run,
                                   struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < table->n_rows; i++) {
        if (table->rows[i].faults.n == 0) {
            status = post_row(table, run, &table->rows[i], err);
        }
    }
    return status;
}
