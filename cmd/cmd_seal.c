/* SPDX-License-Identifier: MIT */
/*
 * lets seal: takes up entries that were typed into the journal by hand. They are judged by the same rules,
 * shown with their count and total, and sealed as they stand if the answer is yes.
 */

#include "writing.h"

static enum lets_status ask(const struct writing *writing, const struct session *session,
                            struct lets_error *err)
{
    struct buffer question = {0};
    size_t n = writing_entries(writing);

    buffer_format(&question, "seal %zu entr%s, transfers of ", n, n == 1 ? "y" : "ies");
    words_amount(&question, session->ledger, writing_total(writing));
    buffer_add_string(&question, " in all?");
    writing_show(writing);
    enum lets_status status = session_confirm(session, buffer_string(&question), err);
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
        status = ask(writing, session, err);
    }
    if (status == LETS_OK) {
        struct buffer total = {0};
        words_amount(&total, session->ledger, writing_total(writing));
        writing_say(writing, "%zu entries, transfers of %s in all", writing_entries(writing),
                    buffer_string(&total));
        buffer_release(&total);
        status = writing_commit(writing, err);
    }
    writing_free(writing);
    return status;
}

const struct command cmd_seal = {
    .name = "seal",
    .kind = COMMAND_WRITER,
    .synopsis = "",
    .summary = "seal entries typed by hand at the journal's end",
    .details = "A line '# typed' must stand before the first of them. Entries without it are the remains of "
               "a crash: see 'lets help recover'.",
    .run = run,
};
