/* SPDX-License-Identifier: MIT */
/*
 * One import. First everything is read, and it is settled who is who; then the tables go into the
 * commit in the order in which they need each other: members, books, opening balances, transfers,
 * and last whoever is suspended or closed.
 */

#include "tables/import_tables.h"

#include "tables/import_answer.h"
#include "tables/import_books.h"
#include "tables/import_cells.h"
#include "tables/import_check.h"
#include "tables/import_columns.h"
#include "tables/import_members.h"
#include "tables/import_opening.h"
#include "tables/import_settle.h"
#include "tables/import_transfers.h"
#include "writing/writing_run.h"

struct import {
    struct import_run run;
    struct import_plan plan;
    struct import_table *books; /* borrowed from the plan; NULL: none */
    struct import_table *opening;
    struct import_members members; /* .table NULL: none */
    struct import_transfers transfers;
    struct import_check check;
};

/* ---------------------------------------------------------------- reading */

static enum lets_status check_columns(const struct import_table *table,
                                      const struct import_values *given, struct lets_error *err)
{
    switch (table->kind) {
    case IMPORT_MEMBERS:
        return import_members_check(table, err);
    case IMPORT_BOOKS:
        return import_books_check(table, err);
    case IMPORT_OPENING:
    case IMPORT_CHECK:
        return import_opening_check(table, err);
    case IMPORT_TRANSFERS:
        return import_payments_check(table, given, err);
    case IMPORT_IDS:
        break;
    }
    return LETS_OK;
}

static enum lets_status read_tables(struct import *import, struct session *session,
                                    const struct import_values *given, struct lets_error *err)
{
    enum lets_status status = import_plan_open(&import->plan, session, given, err);

    for (size_t i = 0; status == LETS_OK && i < import->plan.n; i++) {
        struct import_table *table = &import->plan.tables[i];
        status = session_blame_if(session, import_columns_match(table, err), table->name);
        if (status == LETS_OK) {
            status = session_blame_if(session, check_columns(table, given, err), table->name);
        }
        if (status == LETS_OK) {
            status = import_cells_check_zone(table, err);
        }
        if (status == LETS_OK) {
            status = import_table_read(table, err);
        }
    }
    if (status == LETS_BAD_USAGE) {
        session_blame(session, NULL);
    }
    import->books = import_plan_find(&import->plan, IMPORT_BOOKS);
    import->opening = import_plan_find(&import->plan, IMPORT_OPENING);
    import->members.table = import_plan_find(&import->plan, IMPORT_MEMBERS);
    import->transfers.payments.table = import_plan_find(&import->plan, IMPORT_TRANSFERS);
    return status;
}

/* Who is who, in all tables: before the first account is opened, for that depends on who did
 * something when. */
static enum lets_status settle(struct import *import, struct lets_error *err)
{
    struct import_run *run = &import->run;
    struct session *session = run->session;

    run->last = lets_time_day(session->now);
    run->decimals = lets_ledger_summary(session->ledger)->decimals;
    import_parties_begin(&run->parties, session, run->given);
    if (import->members.table != NULL) {
        import_members_read(&import->members, run);
    }
    enum lets_status status = import_parties_take_options(&run->parties, err);
    if (status != LETS_OK) {
        return status;
    }
    if (import->books != NULL) {
        import_run_note_days(run, import->books);
    }
    if (import->opening != NULL) {
        import_run_note_days(run, import->opening);
        status = import_opening_begin(run, err);
    }
    if (import->transfers.payments.table != NULL) {
        import_payments_read(&import->transfers.payments, run);
        import_settle(&import->transfers.payments, run);
    }
    return status;
}

/* ---------------------------------------------------------------- into the commit */

/* Who is closed behind the good rows could not be paid by the others, once they are mended. */
static void note_refused(struct import *import)
{
    for (size_t i = 0; i < import->plan.n; i++) {
        struct import_table *table = &import->plan.tables[i];
        bool is_posted = table == import->books || table == import->opening ||
                         table == import->transfers.payments.table;
        if (is_posted && import->run.given->rejects != NULL) {
            import_run_note_refused(&import->run, table);
        }
    }
}

static enum lets_status post(struct import *import, struct lets_error *err)
{
    struct import_run *run = &import->run;
    enum lets_status status = LETS_OK;

    run->n_before = lets_ledger_summary(run->session->ledger)->n_transfers;
    if (import->members.table != NULL) {
        status = import_members_post(&import->members, run, err);
    }
    if (status == LETS_OK && import->books != NULL) {
        status = import_books_post(import->books, run, err);
    }
    if (status == LETS_OK && import->opening != NULL) {
        status = import_opening_post(import->opening, run, err);
    }
    if (status == LETS_OK && import->transfers.payments.table != NULL) {
        status = import_transfers_post(&import->transfers, run, err);
    }
    if (status == LETS_OK && import->members.table != NULL) {
        note_refused(import);
        status = import_members_close(&import->members, run, err);
    }
    return status;
}

/* Balances that differ because rows are refused would only be told twice. */
static bool is_sound(const struct import *import)
{
    for (size_t i = 0; i < import->plan.n; i++) {
        const struct import_table *table = &import->plan.tables[i];
        for (size_t k = 0; k < table->n_rows; k++) {
            if (table->rows[k].faults.n > 0) {
                return false;
            }
        }
        if (table->n_table_faults > 0) {
            return false;
        }
    }
    return true;
}

static void compare(struct import *import)
{
    if (!is_sound(import)) {
        return;
    }
    for (size_t i = 0; i < import->plan.n; i++) {
        struct import_table *table = &import->plan.tables[i];
        if (table->kind == IMPORT_CHECK && table->n_rows == 0) {
            import_table_fail(table, LETS_BAD_CSV, "the old balances belong below the header",
                              "there is nothing to compare: the table has no rows");
        } else if (table->kind == IMPORT_CHECK) {
            import_check_rows(&import->check, table, &import->run);
        }
    }
}

/* ---------------------------------------------------------------- what is said */

static void add_sayings(void *context, struct buffer *lines)
{
    struct import *import = context;
    struct import_run *run = &import->run;

    if (import->transfers.payments.table != NULL) {
        import_transfers_tell(&import->transfers, run, lines);
    }
    if (import_plan_find(&import->plan, IMPORT_CHECK) != NULL) {
        import_check_tell(&import->check, run, lines);
    }
    if (import->members.table != NULL) {
        import_members_tell(&import->members, lines);
    }
    if (import->opening != NULL) {
        import_opening_tell(run, lines);
    }
}

static void tell(const struct import *import)
{
    for (size_t i = 0; i < import->plan.n; i++) {
        import_cells_tell(&import->plan.tables[i]);
    }
    if (import->transfers.payments.table != NULL) {
        import_payments_tell(&import->transfers.payments);
    }
    import_parties_tell(&import->run.parties);
}

static void release(struct import *import)
{
    import_members_release(&import->members);
    import_transfers_release(&import->transfers);
    import_check_release(&import->check);
    import_parties_release(&import->run.parties);
    import_plan_release(&import->plan);
    memory_free(import->run.made);
    memory_free(import->run.has_refused);
    memory_free(import);
}

static enum lets_status add_tables(struct writing *writing, struct session *session,
                                   const void *values, struct lets_error *err)
{
    struct import *import = *(struct import *const *)values;
    struct import_run *run = &import->run;

    (void)session;
    run->writing = writing;
    enum lets_status status = settle(import, err);
    if (status == LETS_OK) {
        status = post(import, err);
    }
    if (status == LETS_OK) {
        compare(import);
        tell(import);
        struct import_sayings sayings = {.add = add_sayings, .context = import};
        import_answer(&import->plan, run, sayings);
    }
    return status;
}

enum lets_status import_tables(struct session *session, const struct import_values *given,
                               struct lets_error *err)
{
    struct import *import = memory_array(1, sizeof *import);
    struct lets_observer observer = import_known_observer(&import->transfers.known);

    import->run = (struct import_run){.session = session, .given = given};
    import->transfers.known.prefix = given->ref_prefix;
    enum lets_status status = read_tables(import, session, given, err);
    if (status == LETS_OK) {
        bool is_observed = import->transfers.payments.table != NULL;
        status = writing_run(session, is_observed ? &observer : NULL, add_tables, &import, err);
    }
    release(import);
    return status;
}
