/* SPDX-License-Identifier: MIT */
#ifndef STATEMENT_FILES_H
#define STATEMENT_FILES_H

/* Statements as files: one for each account, or one document of all. */

#include "paper/drawn.h"
#include "session/split.h"

/* What is made of which statements; the session says in which format. */
struct statement_files {
    struct session *session;
    const struct statements *statements;
    struct lets_span from; /* the sender of messages */
    enum paper_size size;  /* of a PDF */
};

/* Adds one account's file. drawn: takes the drawing, where there is one; what it lacked is added
 * up. The statuses of drawn_statements. */
enum lets_status statement_files_add(struct buffer *out, const struct statement_files *files,
                                     const struct statement_item *item, struct drawn *drawn,
                                     struct lets_error *err);

/* Writes a file for each of them into a folder, under a bar where it takes long. */
enum lets_status statement_files_write(const struct statement_files *files, struct split *split,
                                       struct lets_error *err);

/* Draws all of them into one document. The statuses of drawn_statements. */
enum lets_status statement_files_draw(const struct statement_files *files, struct drawn *drawn,
                                      struct lets_error *err);

#endif
