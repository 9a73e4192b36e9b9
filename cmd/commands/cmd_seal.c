/* SPDX-License-Identifier: MIT */
/*
 * lets seal: takes up entries that were typed into the journal by hand. They are judged by the same
 * rules, shown with their count and total, and sealed as they stand if the answer is yes.
 */

#include "commands/commands.h"
#include "session/talk.h"
#include "words/figures.h"
#include "writing/writing.h"

/* "3 entries, transfers of 12.50 LINK in all". */
static void describe(struct buffer *out, const struct writing *writing,
                     const struct session *session)
{
    size_t n = writing_entries(writing);

    buffer_format(out, "%zu entr%s, transfers of ", n, n == 1 ? "y" : "ies");
    words_amount(out, session->ledger, writing_total(writing));
    buffer_add_string(out, " in all");
}

static enum lets_status adopt(struct writing *writing, struct session *session, const void *values,
                              struct lets_error *err)
{
    struct buffer sum = {0};
    struct buffer question = {0};
    enum lets_status status = writing_adopt(writing, err);

    (void)values;
    if (status != LETS_OK) {
        return status;
    }
    describe(&sum, writing, session);
    buffer_format(&question, "seal %s?", buffer_string(&sum));
    writing_show(writing);
    writing_say(writing, "%s", buffer_string(&sum));
    status = session_confirm(session, buffer_string(&question), err);
    buffer_release(&sum);
    buffer_release(&question);
    return status;
}

const struct command cmd_seal = {
    .name = "seal",
    .kind = COMMAND_WRITER,
    .synopsis = "",
    .summary = "seal entries typed by hand at the journal's end",
    .details = "A line '# typed' must stand before the first of them. Entries without it are the "
               "remains of "
               "a crash: see 'lets help recover'.",
    .make = adopt,
};
