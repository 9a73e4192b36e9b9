/* SPDX-License-Identifier: MIT */
#ifndef NAMES_H
#define NAMES_H

/* How accounts are called. Nothing here is made harmless; output_line and list_text do that. */

#include "base/buffer.h"

/* How one account is shown. */
struct shown_name {
    char *looks; /* owned: the same for all names that look like it */
    char *id;    /* owned */
};

/* By the directory, else by a central account's title, else by id. Without a directory (NULL): by
 * id only. Set by names_set. */
struct names {
    const struct lets_directory *directory;
    struct shown_name *persons; /* those of the directory, sorted; owned, but for names_set_then */
    size_t n_persons;
    bool is_borrowed;            /* the persons are */
    struct shown_name *centrals; /* owned: of central accounts */
    size_t n_centrals;
    size_t centrals_capacity;
};

/* Names accounts by a directory, borrowed, or NULL; to be called again whenever it has changed.
 * What names_take took stays. Not after names_set_then. */
void names_set(struct names *names, const struct lets_directory *directory);
void names_release(struct names *names);

/* Takes notice of how a central account is called by now; of all of a ledger. */
void names_take(struct names *names, const struct lets_account *account);
void names_take_all(struct names *names, const struct lets_ledger *ledger);

/* The same directory's names beside what central accounts were called at another time: of n
 * accounts. Borrows what `now` knows of persons. This, and all below, may be called under a guard
 * (base/buffer.h): short of memory, some names are missing. */
void names_set_then(struct names *names, const struct names *now,
                    const struct lets_account *accounts, size_t n);

/* Another account that is shown under a name that looks like this one's: its id; the one behind
 * `after` (NULL: the first); NULL where there is none. Until names change. */
const char *names_alike(const struct names *names, struct lets_span name, struct lets_span id,
                        const char *after);

/* The name alone, for where the id stands beside it; else see words_label. Borrowed from the
 * directory or the account. */
struct lets_span words_name(const struct names *names, const struct lets_account *account);

/* "Ann Archer (0001)", or the id alone where there is no name. */
void words_name_and_id(struct buffer *out, const struct names *names,
                       const struct lets_account *account);

/* "Ann Archer", or "Ann Archer (0001)" where another account is shown under a name that looks like
 * it, or the name reads as an id or ends in one. */
void words_label(struct buffer *out, const struct names *names, const struct lets_account *account);

/* The label of the account that an entry gives by id; the id itself where there is none. */
void words_label_of(struct buffer *out, const struct names *names, const struct lets_ledger *ledger,
                    struct lets_span id);

#endif
