/* SPDX-License-Identifier: MIT */
/*
 * lets record-cheques: a pile of paper cheques as one commit, from a table or typed by hand. What
 * can be wrong with a pile is told in one run, and nothing of it is recorded until all of it is
 * right, unless the rest is asked for.
 */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/failure.h"
#include "base/harmless.h"
#include "base/wrap.h"
#include "commands/commands.h"
#include "desk/dialogue.h"
#include "desk/dialogue_slip.h"
#include "desk/draft.h"
#include "desk/pile_answer.h"
#include "desk/prompt.h"
#include "output/json.h"
#include "session/lookup.h"
#include "session/talk.h"
#include "tables/clean_rows.h"
#include "tables/cut_amounts.h"
#include "tables/rejects.h"
#include "writing/answer.h"
#include "writing/writing_run.h"

enum { NARROWEST = 20 }; /* columns of a terminal that are worth breaking lines for */

struct record_values {
    const char *file;
    struct given_date date;
    uint32_t count;
    const char *total;
    const char *rejects;
    bool returns_refused;
    bool is_again;
};

#define AT(member) offsetof(struct record_values, member)

static const struct argument arguments[] = {
    {"FILE", "the pile as CSV; - reads standard input; without it, you are asked", OPTION_FILE,
     AT(file), true, false},
    {0},
};

static const struct option options[] = {
    {"date", 0, "DATE", "the day on which the pile was lodged, and counts; else today", OPTION_DATE,
     AT(date), false},
    {"count", 0, "N", "how many slips there are, counted by hand", OPTION_NUMBER, AT(count), false},
    {"total", 0, "AMOUNT", "what they add up to, added up by hand", OPTION_AMOUNT, AT(total),
     false},
    {"rejects", 0, "FILE", "record the good ones, and write the others there", OPTION_FILE,
     AT(rejects), false},
    {"return-refused", 0, NULL, "with --rejects: note what a limit refuses as returned",
     OPTION_FLAG, AT(returns_refused), false},
    {"again", 0, NULL,
     "slips without a number are others than those that say the same in the books", OPTION_FLAG,
     AT(is_again), false},
    {0},
};

/* A pile on its way from a table. */
struct run {
    struct session *session;
    const struct record_values *given;
    const char *name;     /* of the table, for messages */
    struct lets_csv *csv; /* owned */
    struct writing *writing;
    struct pile *pile;     /* owned */
    struct kept_row *rows; /* owned: read, and not taken yet */
    size_t n_rows;
    size_t rows_capacity;
};

static enum lets_status open_table(struct run *run, struct lets_error *err)
{
    struct session *session = run->session;

    enum lets_status status = table_open(session, run->given->file, &run->name, &run->csv, err);
    if (status == LETS_OK) {
        status = lets_csv_match(run->csv, slip_columns, N_SLIP_CELLS, false, err);
        (void)session_blame_if(session, status, run->name);
    }
    return status;
}

/* The column of a wanted cell, which is the end of one as it stands; n_all: it is not there. */
static size_t column_of(const struct lets_csv_row *row, struct lets_span cell)
{
    size_t i = 0;

    while (i < row->n_all &&
           (cell.size == 0 || row->all[i].bytes + row->all[i].size != cell.bytes + cell.size)) {
        i++;
    }
    return i;
}

static void look_at_amount(struct cut_amounts *cut, const struct lets_csv_row *row)
{
    static const enum slip_cell texts[] = {SLIP_FOR, SLIP_CATEGORY, SLIP_OVERRIDE};

    if (row->fault != NULL) {
        return;
    }
    size_t at = column_of(row, row->cells[SLIP_AMOUNT]);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct lets_span text = row->cells[texts[i]];
        if (text.size > 0 && column_of(row, text) == at + 1) {
            cut_amounts_look(cut, row->line, row->row, row->cells[SLIP_AMOUNT], text);
        }
    }
}

/* Which slips the books have is looked for once, before the first is posted: so with --rejects the
 * rows are read first. */
static enum lets_status take_row(struct run *run, const struct lets_csv_row *row,
                                 struct lets_error *err)
{
    struct lets_csv_row judged = *row;
    struct lets_error why = {0};
    size_t n_header = 0;
    const struct lets_span *header = lets_csv_header(run->csv, &n_header);

    if (row_check(row, header, n_header, rows_have_reason(header, n_header), &why) != LETS_OK) {
        judged.fault = &why;
    }
    if (run->given->rejects == NULL || run->given->is_again) {
        return pile_take(run->pile, &judged, err);
    }
    memory_make_room(run->rows, &run->rows_capacity, run->n_rows + 1);
    kept_row_init(&run->rows[run->n_rows++], &judged, N_SLIP_CELLS);
    return LETS_OK;
}

static enum lets_status take_kept_rows(struct run *run, struct lets_error *err)
{
    struct lets_csv_row *rows = memory_array(run->n_rows + 1, sizeof *rows);

    for (size_t i = 0; i < run->n_rows; i++) {
        rows[i] = kept_row_view(&run->rows[i]);
    }
    enum lets_status status =
        run->n_rows > 0 ? pile_find_known(run->pile, rows, run->n_rows, err) : LETS_OK;
    for (size_t i = 0; i < run->n_rows && status == LETS_OK; i++) {
        status = pile_take(run->pile, &rows[i], err);
    }
    memory_free(rows);
    return status;
}

static enum lets_status read_table(struct run *run, struct lets_error *err)
{
    const struct lets_csv_row *row = NULL;
    struct clean_rows clean = {.n_rows = 0};
    struct cut_amounts cut = {
        .session = run->session, .name = run->name, .separator = lets_csv_separator(run->csv)};
    enum lets_status status = LETS_OK;

    while (status == LETS_OK) {
        status = clean_rows_next(&clean, run->csv, N_SLIP_CELLS, &row, err);
        if (status != LETS_OK) {
            session_blame(run->session, run->name);
        }
        if (status != LETS_OK || row == NULL) {
            break;
        }
        look_at_amount(&cut, row);
        status = take_row(run, row, err);
    }
    cut_amounts_end(&cut);
    clean_rows_tell(&clean, run->session, run->name);
    clean_rows_release(&clean);
    status = status == LETS_OK ? take_kept_rows(run, err) : status;
    return status == LETS_OK ? pile_finish(run->pile, run->given->returns_refused, err) : status;
}

/* --total as an amount; *out points to it, or is NULL where it was not given. */
static enum lets_status read_total(struct session *session, const struct record_values *given,
                                   struct lets_amount *total, const struct lets_amount **out,
                                   struct lets_error *err)
{
    *out = given->total == NULL ? NULL : total;
    return given->total == NULL ? LETS_OK
                                : session_amount(session, "--total", given->total, total, err);
}

static enum lets_status check_totals(const struct run *run, struct lets_error *err)
{
    struct session *session = run->session;
    const struct lets_amount *counted = NULL;
    struct lets_amount total = {0};
    enum lets_status status = read_total(session, run->given, &total, &counted, err);

    if (status != LETS_OK) {
        return status;
    }
    status = pile_sum_check(&run->pile->all, session->ledger, run->given->count, counted, err);
    if (status != LETS_OK && err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint, "nothing was recorded");
    }
    return status;
}

/* Nothing is recorded: which rows are to be mended was told. */
static void answer_refused(const struct run *run)
{
    const struct pile *pile = run->pile;

    session_tell(run->session, "nothing was recorded: %llu of %llu slip%s %s refused",
                 (unsigned long long)pile->sum_rejected.n, (unsigned long long)pile->all.n,
                 pile->all.n == 1 ? "" : "s", pile->sum_rejected.n == 1 ? "is" : "are");
    if (run->session->output.format == OUTPUT_JSON) {
        struct lets_span head = lets_span_of(lets_ledger_summary(run->session->ledger)->head.hex);
        output_json(&run->session->output,
                    answer_keys(json_array(), 0, pile_rejected_json(pile), head, false));
    }
}

/* Two slips that say the same may be one that was typed twice. */
static void warn_of_twins(const struct run *run)
{
    struct recorded *recorded = &run->pile->recorded;
    size_t n = recorded_find_twins(recorded);
    size_t n_told = 0;

    for (size_t i = 0; i < recorded->n && n_told < n && n_told < RECORDED_TOLD_MAX; i++) {
        struct buffer words = {0};
        if (recorded->items[i].twin != 0) {
            recorded_describe_twin(&words, recorded, i, "row");
            session_warn(run->session, "%s: %s", run->name, buffer_string(&words));
            n_told++;
        }
        buffer_release(&words);
    }
    if (n > n_told) {
        session_warn(run->session, "%s: %zu more row%s say%s the same as one before", run->name,
                     n - n_told, n - n_told == 1 ? "" : "s", n - n_told == 1 ? "s" : "");
    }
}

static enum lets_status finish(struct run *run, struct lets_error *err)
{
    struct session *session = run->session;
    bool has_rejects = run->pile->sum_rejected.n > 0;

    pile_print_faults(run->pile, run->name);
    warn_of_twins(run);
    enum lets_status status = check_totals(run, err);
    if (status != LETS_OK) {
        return status;
    }
    if (has_rejects && run->given->rejects == NULL) {
        session->exit_status = lets_status_exit(LETS_TOTALS_DIFFER);
        answer_refused(run);
        writing_drop(run->writing);
        return LETS_OK;
    }
    status = recorded_check(&run->pile->recorded, run->pile->n_transfers_before,
                            run->given->is_again, run->name, "slips without a number", err);
    if (status != LETS_OK) {
        return status;
    }
    size_t n_header = 0;
    const struct lets_span *header = lets_csv_header(run->csv, &n_header);
    pile_answer(run->pile, header, n_header, run->given->rejects);
    return LETS_OK;
}

static enum lets_status post_table(struct writing *writing, struct session *session,
                                   const void *values, struct lets_error *err)
{
    struct run *run = *(struct run *const *)values;
    const struct given_date *date = &run->given->date;

    run->writing = writing;
    run->pile = pile_new(session, writing, date->is_given ? date->value : session->today);
    writing_list(writing, pile_print_list, run->pile);
    enum lets_status status = read_table(run, err);
    return status == LETS_OK ? finish(run, err) : status;
}

static enum lets_status record_table(struct session *session, const struct record_values *given,
                                     struct lets_error *err)
{
    struct run run = {.session = session, .given = given};
    struct run *values = &run;
    enum lets_status status = open_table(&run, err);

    if (status == LETS_OK) {
        status = writing_run(session, NULL, post_table, &values, err);
    }
    for (size_t i = 0; i < run.n_rows; i++) {
        kept_row_release(&run.rows[i]);
    }
    memory_free(run.rows);
    pile_free(run.pile);
    lets_csv_free(run.csv);
    return status;
}

/* ---------------------------------------------------------------- typed by hand */

/* One line of what is said, broken between words where the terminal is narrow. */
static void show_line(struct output *terminal, struct lets_span line, size_t width)
{
    struct buffer harmless = {0};
    struct buffer wrapped = {0};

    harmless_add(&harmless, line);
    if (width < NARROWEST) {
        buffer_add(&wrapped, buffer_span(&harmless));
    } else {
        wrap_add(&wrapped, buffer_string(&harmless), width);
    }
    buffer_add_string(&wrapped, "\n");
    output_text(terminal, buffer_span(&wrapped));
    buffer_release(&harmless);
    buffer_release(&wrapped);
}

static void show(struct dialogue *dialogue)
{
    struct output terminal = {.format = OUTPUT_TEXT, .stream = stderr};
    struct lets_span said = dialogue_said(dialogue);
    size_t width = prompt_width();

    while (said.size > 0) {
        const char *end = memchr(said.bytes, '\n', said.size);
        size_t size = end == NULL ? said.size : (size_t)(end - said.bytes);
        show_line(&terminal, (struct lets_span){said.bytes, size}, width);
        size += end == NULL ? 0 : 1;
        said.bytes += size;
        said.size -= size;
    }
}

/* Asks until the pile is complete, or nobody answers any more. */
static enum lets_status talk(struct dialogue *dialogue, struct lets_error *err)
{
    struct prompt *prompt =
        prompt_new((struct prompt_completion){.context = dialogue, .complete = dialogue_complete});
    enum lets_status status = dialogue_begin(dialogue, err);

    show(dialogue);
    while (status == LETS_OK && dialogue_end(dialogue) == DIALOGUE_GOES_ON) {
        bool is_text = dialogue_is_text(dialogue);
        const char *line = prompt_read(prompt, dialogue_question(dialogue), is_text);
        if (line == NULL) {
            fputs("\n", stderr);
        }
        if (line == NULL && prompt_is_interrupted(prompt)) {
            dialogue_stop(dialogue);
        } else {
            status = dialogue_take(dialogue, line, err);
        }
        show(dialogue);
    }
    prompt_free(prompt);
    return status;
}

static enum lets_status talk_and_post(struct desk *desk, const struct record_values *given,
                                      struct lets_error *err)
{
    struct session *session = desk->session;
    const struct lets_amount *counted = NULL;
    struct lets_amount total = {0};
    enum lets_status status = read_total(session, given, &total, &counted, err);

    if (status != LETS_OK) {
        return status;
    }
    struct dialogue *dialogue = dialogue_new(desk, given->count, counted);
    status = talk(dialogue, err);
    enum dialogue_end end = dialogue_end(dialogue);
    dialogue_free(dialogue);
    if (status != LETS_OK || end == DIALOGUE_IS_DONE) {
        return status;
    }
    bool is_posted = false;
    if (end == DIALOGUE_POSTS) {
        status = desk_post(desk, given->rejects, &is_posted, err);
    }
    if (is_posted && !session->globals->is_dry_run) {
        draft_remove(desk);
    }
    if (!is_posted) {
        session_warn(session, "nothing was recorded; the pile is kept in '%s', and offered again",
                     desk->draft_path);
    }
    if (status == LETS_OK && !is_posted) {
        session->exit_status = lets_status_exit(LETS_TOTALS_DIFFER);
    }
    return status;
}

static enum lets_status record_typed(struct session *session, const struct record_values *given,
                                     struct lets_error *err)
{
    struct desk *desk = NULL;
    enum lets_status status =
        desk_new(session, given->date.is_given ? given->date.value : session->today, &desk, err);

    if (status == LETS_OK) {
        status = talk_and_post(desk, given, err);
    }
    desk_free(desk);
    return status;
}

static enum lets_status check_files(struct session *session, const struct record_values *given,
                                    struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    if (given->file != NULL && strcmp(given->file, "-") != 0) {
        status = session_protect(session, given->file, err);
    }
    return status == LETS_OK ? rejects_check(session, given->rejects, err) : status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct record_values *given = values;

    if (given->returns_refused && given->rejects == NULL) {
        return failure_misused(err, "--return-refused needs --rejects");
    }
    const struct world *world = session->world;
    if (given->file == NULL && (!world->is_input_terminal || !world->is_error_terminal)) {
        return failure_misused(err, "without a terminal nobody can be asked: name a FILE, or -");
    }
    enum lets_status status = check_files(session, given, err);
    if (status != LETS_OK) {
        return status;
    }
    return given->file == NULL ? record_typed(session, given, err)
                               : record_table(session, given, err);
}

const struct command cmd_record_cheques = {
    .name = "record-cheques",
    .kind = COMMAND_WRITER,
    .synopsis = "[FILE] [--date DATE] [--count N] [--total AMOUNT] [--rejects FILE] "
                "[--return-refused] [--again]",
    .summary = "record a pile of paper cheques",
    .details =
        "The columns are cheque, written, to, amount, for, and if wanted from, category and "
        "override. A slip without a number has its payer in 'from'. The pile is one commit: all of "
        "it is recorded or nothing, unless --rejects takes what is refused. Without FILE, on a "
        "terminal, the cheques are asked for one by one.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct record_values),
    .run = run,
};
