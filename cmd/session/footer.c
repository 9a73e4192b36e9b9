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

void footer_head(struct session *session)
{
    struct buffer head = {0};

    words_head_line(&head, session->ledger);
    output_line(&session->output, "%s", buffer_string(&head));
    buffer_release(&head);
}
