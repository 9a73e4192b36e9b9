/* SPDX-License-Identifier: MIT */
/* Rows are judged by adding what they become, entry by entry. */

#include "tables/import_run.h"

enum lets_status import_run_add(struct import_run *run, const struct lets_entry *entry,
                                struct row_faults *faults, struct lets_error *err)
{
    struct lets_error why; /* filled by what fails: this is done for every row */
    bool is_told = run->n_sentences < IMPORT_SENTENCES_MAX;
    enum lets_status status = is_told ? writing_add(run->writing, entry, &why)
                                      : writing_add_silently(run->writing, entry, &why);

    if (row_is_lost(status)) {
        *err = why;
        return status;
    }
    if (status != LETS_OK) {
        run->session->exit_status = 0; /* it was not typed on the command line */
        session_blame(run->session, NULL);
        row_faults_add(faults, -1, &why);
        return LETS_OK;
    }
    run->n_sentences += is_told;
    run->n_folded += !is_told;
    return LETS_OK;
}

void import_run_note_row(struct import_run *run, const struct import_table *table,
                         const struct import_row *row)
{
    size_t n = lets_ledger_summary(run->session->ledger)->n_transfers - run->n_before;

    memory_make_room(run->made, &run->made_capacity, n);
    while (run->n_made < n) {
        run->made[run->n_made++] = (struct import_made){.table = table, .row = row};
    }
}

const struct import_row *import_run_row_of(const struct import_run *run,
                                           const struct import_table *table, uint32_t transfer)
{
    size_t at = transfer > run->n_before ? transfer - run->n_before - 1 : run->n_made;

    return at < run->n_made && run->made[at].table == table ? run->made[at].row : NULL;
}

static void note_refused(struct import_run *run, struct lets_span text)
{
    struct import_parties *parties = &run->parties;
    size_t at = import_parties_find(parties, text);
    const struct import_party *party = &parties->parties[at];

    if (party->account >= 0 && !party->is_external) {
        run->has_refused[party->account] = true;
    }
}

static void note_refused_row(struct import_run *run, struct import_table *table,
                             const struct import_row *row)
{
    static const enum import_key keys[] = {KEY_FROM, KEY_TO, KEY_OTHER, KEY_ACCOUNT};
    bool is_even = row->n_all == table->n_header;

    for (size_t i = 0; is_even && i < sizeof keys / sizeof keys[0]; i++) {
        note_refused(run, import_table_cell(table, row, keys[i]));
    }
    for (size_t i = 0; !is_even && i < row->n_all; i++) {
        note_refused(run, row->all[i]);
    }
    if (table->reading.account != NULL) {
        note_refused(run, lets_span_of(table->reading.account));
    }
}

void import_run_note_refused(struct import_run *run, struct import_table *table)
{
    if (run->has_refused == NULL) {
        run->has_refused = memory_array(run->parties.n_accounts + 1, sizeof *run->has_refused);
    }
    for (size_t i = 0; i < table->n_rows; i++) {
        if (table->rows[i].faults.n > 0) {
            note_refused_row(run, table, &table->rows[i]);
        }
    }
}

struct lets_date import_run_day(const struct import_run *run)
{
    return run->given->date.is_given ? run->given->date.value : run->session->today;
}

void import_run_note_days(struct import_run *run, struct import_table *table)
{
    struct import_parties *parties = &run->parties;

    for (size_t i = 0; i < table->n_rows; i++) {
        if (table->rows[i].faults.n == 0) {
            struct lets_span text = import_table_cell(table, &table->rows[i], KEY_ACCOUNT);
            size_t party = import_parties_find(parties, text);
            import_parties_note_day(parties, parties->parties[party].account, import_run_day(run));
        }
    }
}
