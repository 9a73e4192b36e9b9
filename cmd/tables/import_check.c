/* SPDX-License-Identifier: MIT */
/* Balances compared, account by account: so a migration is proven before it is made. */

#include "tables/import_check.h"

#include <string.h>

#include "tables/import_cells.h"
#include "words/figures.h"

void import_check_release(struct import_check *check)
{
    buffer_release(&check->lines);
    memory_free(check->is_named);
}

static void note_named(struct import_check *check, const struct import_run *run, uint32_t index)
{
    uint32_t n = lets_ledger_summary(run->session->ledger)->n_accounts;

    if (check->is_named == NULL) {
        check->is_named = memory_array((size_t)n + 1, sizeof *check->is_named);
        check->n_accounts = n;
    }
    check->is_named[index] = true;
}

static void compare(struct import_check *check, struct import_table *table, struct import_run *run,
                    struct import_row *row)
{
    const struct session *session = run->session;
    struct lets_amount old = {0};
    bool is_read = import_cells_amount(table, row, KEY_BALANCE, &old);
    const struct lets_account *account =
        import_parties_own(&run->parties, import_table_cell(table, row, KEY_ACCOUNT),
                           import_table_at(table, KEY_ACCOUNT), &row->faults);

    if (account == NULL || !is_read) {
        return;
    }
    struct buffer line = {0};
    note_named(check, run, account->index);
    words_name_and_id(&line, &session->names, account);
    buffer_add_string(&line, ": was ");
    words_amount(&line, session->ledger, old);
    buffer_add_string(&line, ", is ");
    words_amount(&line, session->ledger, account->balance);
    if (account->balance.minor != old.minor) {
        row_faults_fail(&row->faults, import_table_at(table, KEY_BALANCE), LETS_BALANCE_DIFFERS,
                        "%s", buffer_string(&line));
    } else if (check->n_same++ < IMPORT_SENTENCES_MAX) {
        buffer_format(&check->lines, "%s\n", buffer_string(&line));
    }
    buffer_release(&line);
}

void import_check_rows(struct import_check *check, struct import_table *table,
                       struct import_run *run)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        if (table->rows[i].faults.n == 0) {
            compare(check, table, run, &table->rows[i]);
        }
    }
}

void import_check_tell(const struct import_check *check, const struct import_run *run,
                       struct buffer *lines)
{
    const struct session *session = run->session;
    uint32_t n = lets_ledger_summary(session->ledger)->n_accounts;

    buffer_add(lines, buffer_span(&check->lines));
    if (check->n_same > IMPORT_SENTENCES_MAX) {
        buffer_format(lines, "and %zu more that are the same\n",
                      check->n_same - IMPORT_SENTENCES_MAX);
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct lets_account *account = lets_ledger_account(session->ledger, i);
        bool is_named = i < check->n_accounts && check->is_named[i];
        if (!is_named && account->balance.minor != 0) {
            buffer_add_string(lines, "not in the old balances: ");
            words_name_and_id(lines, &session->names, account);
            buffer_add_string(lines, " is ");
            words_amount(lines, session->ledger, account->balance);
            buffer_add_string(lines, "\n");
        }
    }
}
