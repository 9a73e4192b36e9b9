/* SPDX-License-Identifier: MIT */
#ifndef LOST_H
#define LOST_H

/* The transfers of another copy that this journal lacks, as a table that `import` reads. */

#include <jansson.h>

#include "commands/parted.h"

/* What is not in the table. */
struct lost_entry {
    const struct parted_entry *entry;
    const char *command; /* that records it; NULL: none does, or nothing has to be */
    uint32_t number;     /* of the transfer here that the command goes to, or it is taken for */
    bool is_taken_for;   /* that one says the same */
    bool is_undone;      /* but was reversed, and this one was not */
};

struct lost_list {
    struct lost_entry *items; /* owned */
    size_t n;
    size_t capacity;
};

struct lost {
    const char *path; /* of --lost */
    const char *from; /* the other copy's name */
    size_t n_rows;
    struct lost_list taken_for;  /* what says the same here, and may be another all the same */
    struct lost_list left;       /* what a table cannot carry */
    struct lost_list taken_back; /* there, before it was ever here: transfers and their reversals */
};

/* Refuses a file of --lost that exists, is that of --output, or keeps nothing; path NULL: none is
 * wanted. LETS_FILE_EXISTS, LETS_BAD_USAGE. */
enum lets_status lost_check(struct session *session, const char *path, struct lets_error *err);

/* Writes what there has and here has not; nothing, where that is nothing. LETS_NO_PERMISSION,
 * LETS_DISK_FULL, LETS_INPUT_OUTPUT. */
enum lets_status lost_write(struct lost *lost, struct session *session, const struct parted *here,
                            const struct parted *there, struct lets_error *err);
void lost_release(struct lost *lost);

/* Says how many there are, how they are recorded, and what must be by hand. */
void lost_print(const struct lost *lost, struct session *session);
json_t *lost_json(const struct lost *lost);

#endif
