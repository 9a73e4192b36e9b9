/* SPDX-License-Identifier: MIT */
#ifndef LETS_YAML_MAPPING_H
#define LETS_YAML_MAPPING_H

/*
 * A sequence of mappings of scalars, read by libyaml: what journals and directories are made of.
 * One level of mappings within (the balances of a close) is let through, nothing deeper.
 */

#include "base/text.h"

struct yaml_scalar {
    struct lets_span text; /* its characters, unquoted */
    uint64_t line;         /* where it begins, as in struct lets_error */
    uint64_t column;
    size_t begin; /* its extent in the bytes, in characters from 0 */
    size_t end;
    bool is_plain;
};

struct yaml_pair {
    struct yaml_scalar key;
    struct yaml_scalar value; /* for a mapping: its place only */
    bool is_mapping;
    size_t n_inner; /* pairs of that mapping; they follow this one */
};

/* One mapping, borrowed until the next is read. n_pairs counts the inner ones too. */
struct yaml_mapping {
    const struct yaml_pair *pairs;
    size_t n_pairs;
    uint64_t line;
    uint64_t column;
};

struct yaml_mappings;

/* A reader to be used again and again. LETS_OUT_OF_MEMORY. */
enum lets_status yaml_mappings_new(struct yaml_mappings **out, struct lets_error *err);
void yaml_mappings_free(struct yaml_mappings *reader);

/* Turns to other bytes (borrowed, UTF-8 without forbidden characters), of which the first line has
 * that number. LETS_OUT_OF_MEMORY. */
enum lets_status yaml_mappings_begin(struct yaml_mappings *reader, struct lets_span bytes,
                                     uint64_t first_line, struct lets_error *err);

/* Lets go of the parser, which is large; what was read stays. */
void yaml_mappings_end(struct yaml_mappings *reader);

/* The next mapping; *is_end, and *out untouched, after the last. LETS_BAD_YAML, LETS_YAML_FEATURE,
 * LETS_TOO_DEEP, each with its place. */
enum lets_status yaml_mappings_next(struct yaml_mappings *reader, struct yaml_mapping *out,
                                    bool *is_end, struct lets_error *err);

/* After a refusal: the pairs of the mapping at hand that were read before it. */
struct yaml_mapping yaml_mappings_before(const struct yaml_mappings *reader);

#endif
