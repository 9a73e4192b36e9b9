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

static enum lets_status ask_and_seal(struct writing *writing, const struct session *session,
                                     struct lets_error *err)
{
    struct buffer sum = {0};
    struct buffer question = {0};

    describe(&sum, writing, session);
    buffer_format(&question, "seal %s?", buffer_string(&sum));
    writing_show(writing);
    enum lets_status status = session_confirm(session, buffer_string(&question), err);
    if (status == LETS_OK) {
        writing_say(writing, "%s", buffer_string(&sum));
        status = writing_commit(writing, err);
    }
    buffer_release(&sum);
    buffer_release(&question);
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    struct writing *writing = NULL;
    enum lets_status status = writing_begin(session, NULL, 0, &writing, err);

    (void)values;
    if (status == LETS_OK) {
        status = writing_adopt(writing, err);
    }
    if (status == LETS_OK) {
        status = ask_and_seal(writing, session, err);
    }
    writing_free(writing);
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
    .run = run,
};
