/* SPDX-License-Identifier: MIT */
/* The footer of a view. Formats other than text have none: output_line prints nothing there. */

#include "session/footer.h"

#include "words/figures.h"

bool footer_begin(struct session *session, bool has_rows)
{
    if (session->globals->is_quiet) {
        return false;
    }
    if (has_rows) {
        output_line(&session->output, "%s", "");
    }
    return true;
}

void footer_print_head(struct output *output, const struct lets_ledger *ledger)
{
    enum { DIGITS_END = 44 }; /* columns up to the last of the digits */
    struct buffer head = {0};

    words_head_line(&head, ledger);
    /* In one line, as it is copied, unless the terminal would break it within a group. */
    if (output_width(output) < DIGITS_END) {
        output_sentence(output, buffer_span(&head));
    } else {
        output_line(output, "%s", buffer_string(&head));
    }
    buffer_release(&head);
}

void footer_head(struct session *session)
{
    footer_print_head(&session->output, session->ledger);
}
