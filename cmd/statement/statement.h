/* SPDX-License-Identifier: MIT */
#ifndef STATEMENT_H
#define STATEMENT_H

/*
 * Statements to be given out: the rows of the library, to whom each goes, and by which way. Every
 * format is made of the same items.
 */

#include "words/sentence.h"

/* One account's. */
struct statement_item {
    const struct lets_statement *statement;
    struct lets_span name;            /* the directory's, else the title, else the id */
    const struct lets_person *person; /* NULL: not in the directory */
    enum lets_delivery delivery;      /* paper, email or none */
    bool lacks_address;               /* e-mail is wanted, but mail can go nowhere: paper */
};

struct statements {
    const struct lets_statement_set *set;
    struct names names; /* of today's directory, and of central accounts as they were called then */
    struct statement_item *items; /* owned; those that are given out */
    size_t n_items;
    size_t n_delivered[LETS_DELIVERY_NONE + 1]; /* of them, by delivery */
};

/* Finds out to whom and how the statements of a set go, by the directory that names them. only:
 * LETS_DELIVERY_UNSET for all of them, else those of that delivery. Everything is borrowed. Release
 * it. LETS_OUT_OF_MEMORY: there is nothing to release. */
enum lets_status statements_init(struct statements *statements, const struct names *names,
                                 const struct lets_statement_set *set, enum lets_delivery only,
                                 struct lets_error *err);
void statements_release(struct statements *statements);

/* The name of the account of that index, as it was called then. */
struct lets_span statements_name(const struct statements *statements, uint32_t index);

/* The same with its id where another member has the same name: for where the id is not shown. */
void statements_add_party(struct buffer *out, const struct statements *statements, uint32_t index);

/* Adds what people wrote. Text that is written from right to left stands between marks of
 * left-to-right text (U+200E): whatever reorders it would else take the figures behind it along. */
void statement_add_theirs(struct buffer *out, struct lets_span theirs);

/* "20 vouchers 4001-4020" or "voucher 4001" of a sale, "vouchers 4001-4020 taken back": of a line
 * that names some. */
void statement_add_vouchers(struct buffer *out, const struct statements *statements,
                            const struct lets_statement_line *line);

/* How whoever holds a statement can check it, in a sentence, below the line of the head. */
#define STATEMENT_CHECK                                                                            \
    "Keep this: with these digits, lets audit --witness shows to anyone who has the books that "   \
    "nothing recorded by then was changed or taken out since."

/* "2026-10_0001.pdf": no two periods and ids share a name, and none is hidden. */
void statement_add_file_name(struct buffer *out, const struct statements *statements,
                             const struct statement_item *item, const char *extension);

/* "2026-10-01 to 2026-10-31". */
void statements_add_days(struct buffer *out, struct lets_period period);

#endif
