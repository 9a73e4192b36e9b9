/* SPDX-License-Identifier: MIT */
/*
 * The end of an import. What was refused is told, all of it; then either all of the tables is
 * recorded, or, with --rejects, what is good, and the others are in a table of the same columns
 * that can be mended and given back.
 */

#include "tables/import_answer.h"

#include <stdio.h>
#include <string.h>

#include "output/json.h"
#include "session/talk.h"
#include "tables/rejects.h"
#include "writing/answer.h"

/* How many rows of a table became what. */
struct sums {
    size_t n_new;
    size_t n_known;
    size_t n_left_out;
    size_t n_joined;
    size_t n_refused;
};

static struct sums sum_up(const struct import_table *table)
{
    struct sums sums = {0};

    for (size_t i = 0; i < table->n_rows; i++) {
        const struct import_row *row = &table->rows[i];
        sums.n_refused += row->faults.n > 0;
        if (row->faults.n == 0) {
            sums.n_new += row->fate == FATE_NEW;
            sums.n_known += row->fate == FATE_KNOWN;
            sums.n_left_out += row->fate == FATE_LEFT_OUT;
            sums.n_joined += row->fate == FATE_JOINED;
        }
    }
    return sums;
}

static bool is_recorded(const struct import_table *table)
{
    return table->kind != IMPORT_CHECK;
}

/* ---------------------------------------------------------------- the refused rows of a table */

/* Rows of a table in the form in which they are told and written. */
struct refusals {
    struct rejects rejects;
    struct refused_row *rows; /* owned, as are their arrays */
    size_t n;
};

/* A row, its faults lent; behind its cells there is room for a reference. */
static struct refused_row refuse_row(const struct import_table *table, const struct import_row *row)
{
    size_t n = row->n_all > table->n_header ? row->n_all : table->n_header;
    struct refused_row refused = {
        .row = row->row, .line = row->line, .n_all = row->n_all, .faults = row->faults};

    refused.all = memory_array(n + 1, sizeof *refused.all);
    memcpy(refused.all, row->all, row->n_all * sizeof *refused.all);
    refused.cells = refused.all;
    return refused;
}

static void collect(struct refusals *refusals, struct import_table *table, const char *path)
{
    refusals->rejects = (struct rejects){
        .session = table->session,
        .path = path,
        .what = "rows",
        .columns = table->columns,
        .n_columns = table->n_header,
    };
    refusals->rows = memory_array(table->n_rows + 1, sizeof *refusals->rows);
    for (size_t i = 0; i < table->n_rows; i++) {
        if (table->rows[i].faults.n > 0) {
            row_faults_sort(&table->rows[i].faults);
            refusals->rows[refusals->n] = refuse_row(table, &table->rows[i]);
            rejects_add(&refusals->rejects, &refusals->rows[refusals->n]);
            refusals->n++;
        }
    }
}

static void release(struct refusals *refusals)
{
    for (size_t i = 0; i < refusals->n; i++) {
        memory_free(refusals->rows[i].all);
    }
    memory_free(refusals->rows);
    rejects_release(&refusals->rejects);
}

/* Puts the references that rows got where the table has its own, or behind its columns; into none
 * whose cells are too many or too few, for there they would be taken for another. */
static void add_references(struct refusals *refusals, const struct import_table *table, size_t at)
{
    size_t k = 0;

    for (size_t i = 0; i < table->n_rows; i++) {
        const struct import_row *row = &table->rows[i];
        if (row->faults.n == 0) {
            continue;
        }
        struct refused_row *refused = &refusals->rows[k++];
        if (refused->n_all != table->n_header) {
            continue;
        }
        if (at == table->n_header) {
            refused->n_all++;
            refused->n_added = 1;
            refused->all[at] = lets_span_of(row->ref);
        } else if (refused->all[at].size == 0) {
            refused->all[at] = lets_span_of(row->ref);
        }
    }
}

static void add_rejects(const struct import_run *run, struct refusals *refusals,
                        const struct import_table *table)
{
    size_t n = table->n_header;
    size_t ref_at = SIZE_MAX;
    struct lets_span *header = memory_array(n + 1, sizeof *header);

    memcpy(header, table->header, n * sizeof *header);
    if (table->kind == IMPORT_TRANSFERS && run->given->ref_prefix != NULL) {
        const struct import_role *own = &table->roles[KEY_REF];
        ref_at = own->n > 0 ? own->at[0] : n;
        if (own->n == 0) {
            header[n++] = lets_span_of("ref");
            refusals->rejects.n_added = 1;
        }
        add_references(refusals, table, ref_at);
    }
    rejects_add_to(&refusals->rejects, run->writing, header, n);
    memory_free(header);
}

/* ---------------------------------------------------------------- what is said */

static void add_sums(struct buffer *lines, const struct import_plan *plan)
{
    size_t n_tables = 0;

    for (size_t i = 0; i < plan->n; i++) {
        n_tables += is_recorded(&plan->tables[i]);
    }
    for (size_t i = 0; i < plan->n; i++) {
        const struct import_table *table = &plan->tables[i];
        struct sums sums = sum_up(table);
        if (!is_recorded(table)) {
            continue;
        }
        if (n_tables > 1) {
            buffer_format(lines, "%s: ", table->name);
        }
        buffer_format(lines, "%zu row%s: %zu new, %zu known before, %zu rejected", table->n_rows,
                      table->n_rows == 1 ? "" : "s", sums.n_new, sums.n_known, sums.n_refused);
        if (sums.n_left_out > 0) {
            buffer_format(lines, ", %zu left out", sums.n_left_out);
        }
        if (sums.n_joined > 0) {
            buffer_format(lines, ", %zu joined with their other side", sums.n_joined);
        }
        buffer_add_string(lines, "\n");
    }
}

/* Every line of a buffer, as the answer's end, or, of what was not recorded, on standard error. */
static void say_lines(const struct buffer *lines, struct import_run *run, bool is_answer)
{
    struct lets_span rest = buffer_span(lines);

    while (rest.size > 0) {
        size_t size = (size_t)((const char *)memchr(rest.bytes, '\n', rest.size) - rest.bytes);
        if (is_answer) {
            writing_say(run->writing, "%.*s", (int)size, rest.bytes);
        } else {
            session_tell(run->session, "%.*s", (int)size, rest.bytes);
        }
        rest.bytes += size + 1;
        rest.size -= size + 1;
    }
}

static void put_sums(const struct import_plan *plan, struct import_run *run, json_t *rejected)
{
    size_t n_rows = 0;
    size_t n_known = 0;
    size_t n_left_out = 0;

    for (size_t i = 0; i < plan->n; i++) {
        if (is_recorded(&plan->tables[i])) {
            struct sums sums = sum_up(&plan->tables[i]);
            n_rows += plan->tables[i].n_rows;
            n_known += sums.n_known;
            n_left_out += sums.n_left_out;
        }
    }
    writing_skip(run->writing, n_known);
    writing_put(run->writing, "rejected", rejected);
    writing_put(run->writing, "n_rows", json_integer((json_int_t)n_rows));
    writing_put(run->writing, "n_left_out", json_integer((json_int_t)n_left_out));
}

/* ---------------------------------------------------------------- the end */

/* Nothing is recorded: which rows are to be mended was told. */
static void answer_refused(const struct import_plan *plan, const struct import_run *run,
                           json_t *rejected)
{
    struct session *session = run->session;
    size_t n_rows = 0;
    size_t n_refused = 0;
    size_t n_known = 0;

    for (size_t i = 0; i < plan->n; i++) {
        struct sums sums = sum_up(&plan->tables[i]);
        n_rows += plan->tables[i].n_rows;
        n_refused += sums.n_refused;
        n_known += sums.n_known;
    }
    if (n_refused > 0) {
        session_tell(session, "nothing was recorded: %zu of %zu row%s %s refused", n_refused,
                     n_rows, n_rows == 1 ? "" : "s", n_refused == 1 ? "is" : "are");
    } else {
        session_tell(session, "nothing was recorded");
    }
    if (session->output.format == OUTPUT_JSON) {
        struct lets_span head = lets_span_of(lets_ledger_summary(session->ledger)->head.hex);
        output_json(&session->output, answer_keys(json_array(), n_known, rejected, head, false));
    } else {
        json_decref(rejected);
    }
}

/* Tells the faults of all tables. The one with refused rows is *refused, or the first of several,
 * then nothing can be recorded. */
static bool tell_faults(struct import_plan *plan, const struct import_table **refused,
                        json_t *rejected)
{
    size_t n_tables = 0;
    bool is_hopeless = false;

    for (size_t i = 0; i < plan->n; i++) {
        struct import_table *table = &plan->tables[i];
        struct refusals refusals = {.n = 0};
        collect(&refusals, table, NULL);
        rejects_print(&refusals.rejects, table->name);
        json_t *rows = rejects_json(&refusals.rejects);
        memory_check(json_array_extend(rejected, rows) == 0);
        json_decref(rows);
        is_hopeless =
            is_hopeless || table->n_table_faults > 0 || (refusals.n > 0 && !is_recorded(table));
        n_tables += refusals.n > 0;
        *refused = refusals.n > 0 && n_tables == 1 ? table : *refused;
        release(&refusals);
    }
    return is_hopeless || n_tables > 1;
}

void import_answer(struct import_plan *plan, struct import_run *run, struct import_sayings sayings)
{
    const struct import_table *refused = NULL;
    json_t *rejected = json_array();
    struct buffer lines = {0};
    const char *path = run->given->rejects;

    memory_check(rejected != NULL);
    bool is_hopeless = tell_faults(plan, &refused, rejected);
    bool is_refused = refused != NULL || is_hopeless;
    if (run->n_folded > 0) {
        buffer_format(&lines, "and %zu more entr%s\n", run->n_folded,
                      run->n_folded == 1 ? "y" : "ies");
    }
    sayings.add(sayings.context, &lines);
    add_sums(&lines, plan);
    if (is_hopeless || (refused != NULL && path == NULL)) {
        if (run->session->globals->is_dry_run) {
            say_lines(&lines, run, false);
        }
        if (is_hopeless && path != NULL && refused != NULL) {
            session_tell(run->session,
                         "--rejects takes the rows of one table, where nothing else is wrong");
        }
        answer_refused(plan, run, rejected);
        writing_drop(run->writing);
    } else {
        struct refusals refusals = {.n = 0};
        struct import_table *table = &plan->tables[0];
        for (size_t i = 0; i < plan->n; i++) {
            table = &plan->tables[i] == refused ? &plan->tables[i] : table;
        }
        say_lines(&lines, run, true);
        put_sums(plan, run, rejected);
        collect(&refusals, table, path);
        add_rejects(run, &refusals, table);
        release(&refusals);
    }
    run->session->exit_status = is_refused ? 1 : 0; /* a bad row in an input */
    buffer_release(&lines);
}
