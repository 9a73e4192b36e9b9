/* SPDX-License-Identifier: MIT */
/*
 * What is told of a pile: the posting list, which is stapled to the paper; what goes back; what is
 * to be mended, each with its row; and that all of it adds up to the pile.
 */

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault.h"
#include "pile.h"

/* ---------------------------------------------------------------- the posting list */

enum { TRANSFER, CHEQUE, FROM, FROM_NAME, TO, TO_NAME, AMOUNT, N_COLUMNS };
static const struct column columns[N_COLUMNS] = {
    [TRANSFER] = {"transfer", "no.", COLUMN_INTEGER, COLUMN_WHOLE},
    [CHEQUE] = {"cheque", "cheque", COLUMN_INTEGER, COLUMN_WHOLE},
    [FROM] = {"from", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [FROM_NAME] = {"from_name", "from", COLUMN_TEXT, COLUMN_CUT},
    [TO] = {"to", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [TO_NAME] = {"to_name", "to", COLUMN_TEXT, COLUMN_CUT},
    [AMOUNT] = {"amount", "amount", COLUMN_AMOUNT, COLUMN_WHOLE},
};

static void print_list(void *context, struct output *output)
{
    const struct pile *pile = context;
    const struct session *session = pile->session;
    struct list *list = list_begin(output, session->ledger, "transfers", columns, N_COLUMNS, NULL);

    for (size_t i = 0; i < pile->n_posted; i++) {
        const struct pile_posted *posted = &pile->posted[i];
        const struct lets_account *payer = lets_ledger_account(session->ledger, posted->payer);
        const struct lets_account *payee = lets_ledger_account(session->ledger, posted->payee);
        list_row(list);
        list_integer(list, TRANSFER, posted->transfer);
        list_integer(list, CHEQUE, posted->cheque);
        list_text(list, FROM, payer->id);
        list_text(list, FROM_NAME, words_name(&session->names, payer));
        list_text(list, TO, payee->id);
        list_text(list, TO_NAME, words_name(&session->names, payee));
        list_amount(list, AMOUNT, posted->amount);
    }
    list_end(list);
    if (pile->n_posted > 0) {
        output_line(output, "%s", "");
    }
}

/* ---------------------------------------------------------------- sums */

static void say_sum(struct buffer *out, const struct lets_ledger *ledger,
                    const struct pile_sum *sum, const char *what)
{
    buffer_format(out, "%" PRIu64 " %s", sum->n, what);
    if (sum->n > 0) {
        buffer_add_string(out, ", ");
        words_amount(out, ledger, sum->total);
    }
    if (sum->n_unreadable > 0) {
        buffer_format(out, " (%" PRIu64 " amount%s unreadable)", sum->n_unreadable,
                      sum->n_unreadable == 1 ? "" : "s");
    }
}

static void put_sum(json_t *object, const char *name, const char *name_of_total,
                    const struct pile_sum *sum, unsigned decimals)
{
    json_put(object, name, json_integer((json_int_t)sum->n));
    json_put(object, name_of_total,
             sum->n_unreadable > 0 ? json_null() : json_of_amount(sum->total, decimals));
}

static void say_sums(struct pile *pile)
{
    const struct lets_ledger *ledger = pile->session->ledger;
    unsigned decimals = lets_ledger_summary(ledger)->decimals;
    struct buffer line = {0};
    json_t *sums = json_object();

    say_sum(&line, ledger, &pile->all, "in the pile");
    buffer_add_string(&line, " = ");
    say_sum(&line, ledger, &pile->sum_posted, "posted");
    buffer_add_string(&line, " + ");
    say_sum(&line, ledger, &pile->sum_returned, "returned");
    buffer_add_string(&line, " + ");
    say_sum(&line, ledger, &pile->sum_rejected, "rejected");
    writing_say(pile->writing, "%s", buffer_string(&line));
    buffer_release(&line);
    put_sum(sums, "n_rows", "total", &pile->all, decimals);
    put_sum(sums, "n_posted", "total_posted", &pile->sum_posted, decimals);
    put_sum(sums, "n_returned", "total_returned", &pile->sum_returned, decimals);
    put_sum(sums, "n_rejected", "total_rejected", &pile->sum_rejected, decimals);
    writing_put(pile->writing, "pile", sums);
}

/* ---------------------------------------------------------------- what was refused */

static void put_cells(json_t *object, const struct pile_bad *bad)
{
    for (size_t i = 0; i < SLIP_REASON; i++) {
        json_put(object, slip_columns[i].name, json_of_span(bad->cells[i]));
    }
}

static json_t *json_of_bad(const struct pile_bad *bad)
{
    const struct slip_fault *first = &bad->faults.items[0];
    struct buffer reason = {0};
    json_t *object = json_object();

    slip_faults_join(&reason, &bad->faults);
    json_put(object, "row", json_integer((json_int_t)bad->row));
    json_put(object, "line", json_integer((json_int_t)bad->line));
    json_put(object, "column",
             first->cell < 0 ? json_null() : json_string(slip_columns[first->cell].name));
    json_put(object, "name", json_string(lets_status_name(first->status)));
    json_put(object, "message", json_of_span(buffer_span(&reason)));
    put_cells(object, bad);
    buffer_release(&reason);
    return object;
}

static bool is_rejected(const struct pile_bad *bad)
{
    return !bad->is_posted && !bad->is_returned;
}

json_t *pile_rejected_json(const struct pile *pile)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < pile->n_bad; i++) {
        if (is_rejected(&pile->bad[i])) {
            json_add(rows, json_of_bad(&pile->bad[i]));
        }
    }
    return rows;
}

/* What goes back to the payees: a line each. */
static void say_returned(struct pile *pile)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < pile->n_bad; i++) {
        const struct pile_bad *bad = &pile->bad[i];
        struct buffer amount = {0};
        if (!bad->is_returned) {
            continue;
        }
        const struct lets_account *payee =
            lets_ledger_find(pile->session->ledger, bad->cells[SLIP_TO]);
        words_amount(&amount, pile->session->ledger, bad->amount);
        writing_say(pile->writing, "send back to %.*s: cheque %.*s over %s; %s",
                    SHOW(words_name(&pile->session->names, payee)), SHOW(bad->cells[SLIP_CHEQUE]),
                    buffer_string(&amount), bad->faults.items[0].message);
        buffer_release(&amount);
        json_add(rows, json_of_bad(bad));
    }
    writing_put(pile->writing, "returned", rows);
}

void pile_answer(struct pile *pile)
{
    say_returned(pile);
    say_sums(pile);
    writing_put(pile->writing, "rejected", pile_rejected_json(pile));
    writing_list(pile->writing, print_list, pile);
}

static void print_fault(const struct pile *pile, const struct pile_bad *bad,
                        const struct slip_fault *fault, const char *file)
{
    struct lets_error err = {.status = fault->status, .line = bad->line};
    const char *column = fault->cell < 0 ? "" : slip_columns[fault->cell].name;

    (void)snprintf(err.message, sizeof err.message, "row %" PRIu64 "%s%s: %s", bad->row,
                   fault->cell < 0 ? "" : ", ", column, fault->message);
    (void)snprintf(err.hint, sizeof err.hint, "%s", fault->hint == NULL ? "" : fault->hint);
    fault_print(&err, file, pile->session->is_color);
}

void pile_print_faults(const struct pile *pile, const char *file)
{
    for (size_t i = 0; i < pile->n_bad; i++) {
        const struct pile_bad *bad = &pile->bad[i];
        for (size_t k = 0; is_rejected(bad) && k < bad->faults.n; k++) {
            print_fault(pile, bad, &bad->faults.items[k], file);
        }
    }
}

/* ---------------------------------------------------------------- the file of rejects */

/* The cells of a row but the reason of an earlier run; a row with too many or too few of them keeps
 * that fault. */
static void write_row(FILE *stream, const struct lets_span *cells, size_t n_cells, size_t left_out,
                      struct lets_span reason)
{
    for (size_t i = 0; i < n_cells; i++) {
        if (i != left_out) {
            csv_cell(stream, cells[i], true);
            fputc(',', stream);
        }
    }
    csv_cell(stream, reason, true);
    fputc('\n', stream);
}

static enum lets_status create(const char *path, struct lets_span bytes, struct lets_error *err)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    size_t written = 0;

    if (descriptor < 0 && errno == EEXIST) {
        return session_fail(err, LETS_FILE_EXISTS, "the file exists already");
    }
    if (descriptor < 0) {
        enum lets_status status = errno == ENOENT ? LETS_NO_SUCH_FILE : LETS_NO_PERMISSION;
        return session_fail(err, status, "cannot make the file: %s", strerror(errno));
    }
    while (written < bytes.size) {
        ssize_t n = write(descriptor, bytes.bytes + written, bytes.size - written);
        if (n < 0 && errno != EINTR) {
            break;
        }
        written += n > 0 ? (size_t)n : 0;
    }
    bool is_good = written == bytes.size && fsync(descriptor) == 0;
    int reason = errno;
    is_good = close(descriptor) == 0 && is_good;
    if (!is_good) {
        (void)unlink(path);
        return session_fail(err, reason == ENOSPC ? LETS_DISK_FULL : LETS_INPUT_OUTPUT,
                            "cannot write the file: %s", strerror(reason));
    }
    return LETS_OK;
}

enum lets_status pile_write_rejects(const struct pile *pile, const struct lets_span *header,
                                    size_t n_header, const char *path, struct lets_error *err)
{
    char *held = NULL;
    size_t held_size = 0;
    FILE *stream = open_memstream(&held, &held_size);
    size_t reason_at = SIZE_MAX;
    struct lets_span reason = lets_span_of(slip_columns[SLIP_REASON].name);

    if (stream == NULL) {
        memory_end();
    }
    for (size_t i = 0; i < n_header; i++) {
        bool is_reason = header[i].size == reason.size && span_holds(header[i], reason);
        reason_at = is_reason ? i : reason_at;
    }
    write_row(stream, header, n_header, reason_at, reason);
    for (size_t i = 0; i < pile->n_bad; i++) {
        const struct pile_bad *bad = &pile->bad[i];
        struct buffer why = {0};
        if (is_rejected(bad)) {
            slip_faults_join(&why, &bad->faults);
            write_row(stream, bad->all, bad->n_all, reason_at, buffer_span(&why));
        }
        buffer_release(&why);
    }
    if (fclose(stream) != 0) {
        memory_end();
    }
    enum lets_status status =
        create(path, (struct lets_span){.bytes = held, .size = held_size}, err);
    free(held);
    return status;
}
