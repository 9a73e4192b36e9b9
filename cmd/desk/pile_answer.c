/* SPDX-License-Identifier: MIT */
/*
 * What is told of a pile: the posting list, which is stapled to the paper; what goes back; what is
 * to be mended, each with its row; and that all of it adds up to the pile.
 */

#include "desk/pile_answer.h"

#include <inttypes.h>

#include "desk/pile.h"
#include "output/json.h"
#include "output/list.h"
#include "tables/rejects.h"
#include "words/figures.h"

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

/* Text shows no ids beside: there a name that several have needs its own. */
static void list_name(struct list *list, size_t column, const struct session *session,
                      const struct lets_account *account, bool is_text)
{
    struct buffer label = {0};

    words_label(&label, &session->names, account);
    list_text(list, column, is_text ? buffer_span(&label) : words_name(&session->names, account));
    buffer_release(&label);
}

void pile_print_list(void *context, struct output *output)
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
        list_name(list, FROM_NAME, session, payer, output->format == OUTPUT_TEXT);
        list_text(list, TO, payee->id);
        list_name(list, TO_NAME, session, payee, output->format == OUTPUT_TEXT);
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

/* What is rejected; path: of --rejects, or NULL. */
static struct rejects rejects_of(const struct pile *pile, const char *path)
{
    struct rejects rejects = {
        .session = pile->session,
        .path = path,
        .what = "slips",
        .columns = slip_columns,
        .n_columns = SLIP_REASON,
    };

    for (size_t i = 0; i < pile->n_bad; i++) {
        if (!pile->bad[i].is_posted && !pile->bad[i].is_returned) {
            rejects_add(&rejects, &pile->bad[i].refused);
        }
    }
    return rejects;
}

json_t *pile_rejected_json(const struct pile *pile)
{
    struct rejects rejects = rejects_of(pile, NULL);
    json_t *rows = rejects_json(&rejects);

    rejects_release(&rejects);
    return rows;
}

void pile_print_faults(const struct pile *pile, const char *file)
{
    struct rejects rejects = rejects_of(pile, NULL);

    rejects_print(&rejects, file);
    rejects_release(&rejects);
}

/* What goes back to the payees: a line each. */
static void say_returned(struct pile *pile)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < pile->n_bad; i++) {
        const struct pile_bad *bad = &pile->bad[i];
        struct buffer amount = {0};
        struct buffer label = {0};
        if (!bad->is_returned) {
            continue;
        }
        const struct lets_account *payee =
            lets_ledger_find(pile->session->ledger, bad->refused.cells[SLIP_TO]);
        words_amount(&amount, pile->session->ledger, bad->amount);
        words_label(&label, &pile->session->names, payee);
        writing_say(pile->writing, "send back to %s: cheque %.*s over %s; %s",
                    buffer_string(&label), SHOW(bad->refused.cells[SLIP_CHEQUE]),
                    buffer_string(&amount), bad->refused.faults.items[0].message);
        buffer_release(&amount);
        buffer_release(&label);
        json_add(rows, refused_row_json(&bad->refused, slip_columns, SLIP_REASON));
    }
    writing_put(pile->writing, "returned", rows);
}

void pile_answer(struct pile *pile, const struct lets_span *header, size_t n_header,
                 const char *path)
{
    struct rejects rejects = rejects_of(pile, path);

    say_returned(pile);
    say_sums(pile);
    writing_put(pile->writing, "rejected", rejects_json(&rejects));
    rejects_add_to(&rejects, pile->writing, header, n_header);
    if (pile->sum_posted.n < pile->all.n) {
        pile->session->exit_status = lets_status_exit(LETS_TOTALS_DIFFER);
    }
    rejects_release(&rejects);
}
