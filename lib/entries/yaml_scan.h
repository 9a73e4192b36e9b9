/* SPDX-License-Identifier: MIT */
#ifndef LETS_YAML_SCAN_H
#define LETS_YAML_SCAN_H

/*
 * The short way through a list of mappings of scalars: libyaml's scanner without its parser. It
 * takes the plain shapes alone, in which the order of the tokens says all that the parser would,
 * and stops at anything else.
 */

#include "base/octets.h"
#include "base/text.h"

/* A key, as two words of octets.h, to be compared at once. */
enum { YAML_KEY_LONGEST = 16 };
struct yaml_word {
    uint64_t begin;
    uint64_t more;
    size_t size;
};

/* Of 1 to YAML_KEY_LONGEST bytes. */
static inline struct yaml_word yaml_word_of(struct lets_span text)
{
    return (struct yaml_word){
        .begin = octets_load_few(text.bytes, text.size > 8 ? 8 : text.size),
        .more = text.size > 8 ? octets_load_few(text.bytes + 8, text.size - 8) : 0,
        .size = text.size,
    };
}

struct yaml_scan;

enum yaml_step {
    YAML_STEP_ITEM, /* a mapping begins */
    YAML_STEP_PAIR, /* a key, not over YAML_KEY_LONGEST, and its value, neither of them empty */
    YAML_STEP_END,  /* of the mapping; or, where none began, of the list and of the bytes */
    YAML_STEP_OTHER /* anything else, or no memory: go the long way from the beginning */
};

/* LETS_OUT_OF_MEMORY. */
enum lets_status yaml_scan_new(struct yaml_scan **out, struct lets_error *err);
void yaml_scan_free(struct yaml_scan *scan);

/* Turns to bytes (borrowed, UTF-8 without forbidden characters); false as for YAML_STEP_OTHER. */
bool yaml_scan_begin(struct yaml_scan *scan, struct lets_span bytes);

/* Lets go of the bytes, and of libyaml's memory. */
void yaml_scan_end(struct yaml_scan *scan);

/* The next item of the list; *line, untouched where it is none, is where its '-' stands, from 0. */
enum yaml_step yaml_scan_item(struct yaml_scan *scan, size_t *line);

/* The next pair of the item; *value is borrowed until the next call. */
enum yaml_step yaml_scan_pair(struct yaml_scan *scan, struct yaml_word *key,
                              struct lets_span *value);

#endif
