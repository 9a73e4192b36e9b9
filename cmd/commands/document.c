/* SPDX-License-Identifier: MIT */
/* How a command answers with what was drawn, and tells of what could not be. */

#include "commands/document.h"

#include "session/talk.h"

void document_tell(const struct session *session, const struct drawn *drawn)
{
    if (drawn->n_missing > 0) {
        session_warn(session,
                     "no font here has %zu of the characters: install one that has them, such as "
                     "fonts-noto",
                     drawn->n_missing);
    }
}

enum lets_status document_print(struct session *session, const struct drawn *drawn,
                                struct lets_error *err)
{
    enum lets_status status = output_document(&session->output, buffer_span(&drawn->bytes), err);

    if (status == LETS_OK) {
        document_tell(session, drawn);
    }
    return status;
}
