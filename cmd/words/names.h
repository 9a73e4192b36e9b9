/* SPDX-License-Identifier: MIT */
#ifndef NAMES_H
#define NAMES_H

/* How accounts are called. Nothing here is made harmless; output_line and list_text do that. */

#include "base/buffer.h"

/* By the directory, else by a central account's title, else by id. Without a directory (NULL): by
 * id only. Set by names_set. */
struct names {
    const struct lets_directory *directory;
    struct lets_span *shared; /* owned, sorted: names that several members have */
    size_t n_shared;
};

/* Names accounts by a directory, borrowed, or NULL; to be called again whenever it has changed. */
void names_set(struct names *names, const struct lets_directory *directory);
void names_release(struct names *names);

/* The name alone, for where the id stands beside it; else see words_label. Borrowed from the
 * directory or the account. */
struct lets_span words_name(const struct names *names, const struct lets_account *account);

/* "Ann Archer (0001)", or the id alone where there is no name. */
void words_name_and_id(struct buffer *out, const struct names *names,
                       const struct lets_account *account);

/* "Ann Archer", or "Ann Archer (0001)" where another member has the same name. */
void words_label(struct buffer *out, const struct names *names, const struct lets_account *account);

#endif
