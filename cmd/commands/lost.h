/* SPDX-License-Identifier: MIT */
#ifndef LOST_H
#define LOST_H

/* The transfers of another copy that this journal lacks, as a table that `import` reads. */

#include <jansson.h>

#include "commands/parted.h"

/* What must be recorded by hand. */
struct lost_entry {
    const struct parted_entry *entry;
    bool has_command;
    uint32_t wrong; /* of one that corrects: the number here of what it corrects; 0: it is lost too,
                       and gets one when it is recorded */
    const struct parted_entry *lost_too;
};

struct lost {
    const char *path; /* of --lost */
    const char *from; /* the other copy's name */
    size_t n_rows;
    struct lost_entry *left; /* owned: what a table cannot carry */
    size_t n_left;
    size_t left_capacity;
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
