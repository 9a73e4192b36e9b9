/* SPDX-License-Identifier: MIT */
/*
 * Whoever looks through exceptions should not leaf through a hundred lines that say the same: as
 * text, one row tells of entries that one command made alike. What each of them let through is
 * known only behind the last entry of the journal, and so their lines are kept.
 */

#include "commands/log_rows.h"

#include <inttypes.h>
#include <string.h>

void log_row_release(struct log_row *row)
{
    memory_free(row->account);
    memory_free(row->text);
    memory_free(row->clerk);
    memory_free(row->lines);
}

static void add_line(struct log_row *row, uint64_t line)
{
    memory_make_room(row->lines, &row->lines_capacity, row->n_joined + 1);
    row->lines[row->n_joined++] = line;
}

/* What is said of a cheque behind its number. */
static const char *behind_number(const struct log_row *row)
{
    static const char blanks[] = " ";
    const char *text = row->text + strcspn(row->text, blanks);

    text += strspn(text, blanks);
    return text + strcspn(text, blanks);
}

static bool is_next_release(const struct log_row *before, const struct log_row *row)
{
    return before->cheque > 0 && row->cheque > 0 && before->last_cheque + 1 == row->cheque &&
           before->has_date == row->has_date && before->date.day == row->date.day &&
           strcmp(behind_number(before), behind_number(row)) == 0;
}

static void add_release(struct log_row *joined, const struct log_row *row)
{
    struct buffer text = {0};

    joined->last_cheque = row->cheque;
    buffer_format(&text, "cheques %" PRIu32 "-%" PRIu32 "%s", joined->cheque, joined->last_cheque,
                  behind_number(row));
    memory_free(joined->text);
    joined->text = memory_copy(buffer_span(&text));
    buffer_release(&text);
    add_line(joined, row->line);
}

bool log_row_join(struct log_row *rows, size_t n, const struct log_row *row)
{
    if (n > 0 && is_next_release(&rows[n - 1], row)) {
        add_release(&rows[n - 1], row);
        return true;
    }
    for (size_t i = 0; row->is_opening && i < n; i++) {
        if (rows[i].is_opening && lets_amount_add(rows[i].amount, row->amount, &rows[i].amount)) {
            add_line(&rows[i], row->line);
            return true;
        }
    }
    return false;
}

/* Puts a number among those kept, which are in their order. */
static void add_number(struct lets_exception *out, uint32_t number)
{
    uint32_t n = out->n_through < LETS_LET_THROUGH ? out->n_through : LETS_LET_THROUGH;
    uint32_t at = n;

    for (; at > 0 && out->through[at - 1] > number; at--) {
        if (at < LETS_LET_THROUGH) {
            out->through[at] = out->through[at - 1];
        }
    }
    if (at < LETS_LET_THROUGH) {
        out->through[at] = number;
    }
    out->n_through++;
}

static void add_through(struct lets_exception *out, const struct lets_exception *other)
{
    uint32_t n_kept = other->n_through < LETS_LET_THROUGH ? other->n_through : LETS_LET_THROUGH;

    for (uint32_t i = 0; i < n_kept; i++) {
        add_number(out, other->through[i]);
    }
    out->n_through += other->n_through - n_kept;
}

bool log_row_exception(const struct log_row *row, const struct lets_exceptions *exceptions,
                       struct lets_exception *out)
{
    bool is_found = exceptions != NULL && lets_exceptions_find(exceptions, row->line, out);

    if (!is_found && row->kinds != 0) {
        *out = (struct lets_exception){.kinds = row->kinds};
        return true;
    }
    for (size_t i = 0; is_found && i < row->n_joined; i++) {
        struct lets_exception other;
        if (lets_exceptions_find(exceptions, row->lines[i], &other)) {
            add_through(out, &other);
        }
    }
    return is_found;
}
