/* SPDX-License-Identifier: MIT */
#ifndef STATEMENT_MAIL_H
#define STATEMENT_MAIL_H

/* A statement as a message. */

#include "statement/statement.h"

/* Adds an item as a message of RFC 5322 from that address: text, and a PDF where one is given. Its
 * person has an address. LETS_OUT_OF_MEMORY: out is as it was. */
enum lets_status statement_add_mail(struct buffer *out, const struct statements *statements,
                                    const struct statement_item *item, struct lets_span from,
                                    struct lets_span pdf, struct lets_error *err);

#endif
