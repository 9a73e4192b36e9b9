/* SPDX-License-Identifier: MIT */
#ifndef JSON_ENTRY_H
#define JSON_ENTRY_H

/* An entry as JSON has it, made an entry again. */

#include <jansson.h>

#include <lets.h>

/* {0} is empty. The entry borrows from the object that it was read from. */
struct json_entry {
    struct lets_entry entry;
    struct lets_pair *lines[LETS_FIELD_COUNT]; /* each owned: of a mapping of that field */
};

/* The entry of a kind from the object of its keys, null for one that it lacks. Also where it fails,
 * *record is to be released. LETS_BAD_YAML, LETS_UNKNOWN_KEY, the statuses of lets_entry_parse. */
enum lets_status json_entry_read(json_t *object, enum lets_kind kind, unsigned decimals,
                                 struct json_entry *record, struct lets_error *err);
void json_entry_release(struct json_entry *record);

#endif
