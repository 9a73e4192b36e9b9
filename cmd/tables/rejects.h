/* SPDX-License-Identifier: MIT */
#ifndef REJECTS_H
#define REJECTS_H

/*
 * What becomes of refused rows: they are told, answered, and written into the file of --rejects,
 * which can be read again, and nothing of which is taken for good unless it was mended; what is
 * good is committed only when that file is on the disk, so that every row is in one of the two at
 * every moment.
 */

#include "tables/rows.h"
#include "writing/writing.h"

/* The rows that are not recorded. */
struct rejects {
    struct session *session;
    const char *path; /* of --rejects; NULL: nobody wants a file */
    const char *what; /* they are: "rows" or "slips" */
    const struct lets_csv_column *columns;
    size_t n_columns;                /* that JSON shows */
    size_t n_added;                  /* columns of the file that the table had not */
    const struct refused_row **rows; /* owned, each borrowed */
    size_t n;
    size_t capacity;
};
void rejects_add(struct rejects *rejects, const struct refused_row *row);
void rejects_release(struct rejects *rejects);

/* Every fault as an error on standard error: FILE:LINE: row, column, what is wrong. */
void rejects_print(const struct rejects *rejects, const char *file);

/* The rows for the JSON of an answer. Yours. */
json_t *rejects_json(const struct rejects *rejects);

/* Refuses a file of --rejects that exists, is that of --output, or keeps nothing, such as a pipe.
 * LETS_FILE_EXISTS, LETS_BAD_USAGE. */
enum lets_status rejects_check(struct session *session, const char *path, struct lets_error *err);

/* The rows under the header are to be written into the file with the commit, if there are any and
 * it is wanted. */
void rejects_add_to(const struct rejects *rejects, struct writing *writing,
                    const struct lets_span *header, size_t n_header);

#endif
