/* SPDX-License-Identifier: MIT */
/*
 * libyaml's parser turns tokens into events; most of what it does is to keep a stack for shapes
 * that no entry has. For `- key: value` and `- {key: value}` the tokens come in one order only, in
 * which the parser has no choice, so its answer is known without asking. Whatever is unusual, an
 * anchor, a tag, a list within, an absent key or value, a second document, shows as another token.
 */

#include "entries/yaml_scan.h"

#include <yaml.h>

struct yaml_scan {
    yaml_parser_t parser;
    bool has_parser;
    bool has_scalar; /* token holds memory */
    yaml_token_t token;
    bool is_flow;  /* the item at hand is in braces */
    bool is_first; /* none of its pairs was taken */
};

enum lets_status yaml_scan_new(struct yaml_scan **out, struct lets_error *err)
{
    void *scan = NULL;
    enum lets_status status = mem_alloc(sizeof(struct yaml_scan), &scan, err);
    if (status == LETS_OK) {
        *out = scan;
    }
    return status;
}

void yaml_scan_free(struct yaml_scan *scan)
{
    if (scan != NULL) {
        yaml_scan_end(scan);
        mem_free(scan);
    }
}

void yaml_scan_end(struct yaml_scan *scan)
{
    if (scan->has_scalar) {
        yaml_token_delete(&scan->token);
        scan->has_scalar = false;
    }
    if (scan->has_parser) {
        yaml_parser_delete(&scan->parser);
        scan->has_parser = false;
    }
}

/* The next token; YAML_NO_TOKEN where there is none or where it is one that no plain shape has.
 * Only scalars hold memory then. */
static yaml_token_type_t next(struct yaml_scan *scan)
{
    if (scan->has_scalar) {
        yaml_token_delete(&scan->token);
        scan->has_scalar = false;
    }
    if (yaml_parser_scan(&scan->parser, &scan->token) == 0) {
        return YAML_NO_TOKEN;
    }
    switch (scan->token.type) {
    case YAML_SCALAR_TOKEN:
        scan->has_scalar = true;
        return YAML_SCALAR_TOKEN;
    case YAML_NO_TOKEN:
    case YAML_VERSION_DIRECTIVE_TOKEN:
    case YAML_TAG_DIRECTIVE_TOKEN:
    case YAML_ALIAS_TOKEN:
    case YAML_ANCHOR_TOKEN:
    case YAML_TAG_TOKEN:
        yaml_token_delete(&scan->token);
        return YAML_NO_TOKEN;
    case YAML_STREAM_START_TOKEN:
    case YAML_STREAM_END_TOKEN:
    case YAML_DOCUMENT_START_TOKEN:
    case YAML_DOCUMENT_END_TOKEN:
    case YAML_BLOCK_SEQUENCE_START_TOKEN:
    case YAML_BLOCK_MAPPING_START_TOKEN:
    case YAML_BLOCK_END_TOKEN:
    case YAML_FLOW_SEQUENCE_START_TOKEN:
    case YAML_FLOW_SEQUENCE_END_TOKEN:
    case YAML_FLOW_MAPPING_START_TOKEN:
    case YAML_FLOW_MAPPING_END_TOKEN:
    case YAML_BLOCK_ENTRY_TOKEN:
    case YAML_FLOW_ENTRY_TOKEN:
    case YAML_KEY_TOKEN:
    case YAML_VALUE_TOKEN:
        break;
    }
    return scan->token.type;
}

static bool next_is(struct yaml_scan *scan, yaml_token_type_t type)
{
    return next(scan) == type;
}

bool yaml_scan_begin(struct yaml_scan *scan, struct lets_span bytes)
{
    yaml_scan_end(scan);
    if (yaml_parser_initialize(&scan->parser) == 0) {
        return false;
    }
    scan->has_parser = true;
    yaml_parser_set_encoding(&scan->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&scan->parser, (const unsigned char *)bytes.bytes, bytes.size);
    return next_is(scan, YAML_STREAM_START_TOKEN) && next_is(scan, YAML_BLOCK_SEQUENCE_START_TOKEN);
}

enum yaml_step yaml_scan_item(struct yaml_scan *scan, size_t *line)
{
    yaml_token_type_t type = next(scan);
    if (type == YAML_BLOCK_END_TOKEN) {
        return next_is(scan, YAML_STREAM_END_TOKEN) ? YAML_STEP_END : YAML_STEP_OTHER;
    }
    if (type != YAML_BLOCK_ENTRY_TOKEN) {
        return YAML_STEP_OTHER;
    }
    size_t begin = scan->token.start_mark.line;
    type = next(scan);
    scan->is_flow = type == YAML_FLOW_MAPPING_START_TOKEN;
    scan->is_first = true;
    if (!scan->is_flow && type != YAML_BLOCK_MAPPING_START_TOKEN) {
        return YAML_STEP_OTHER;
    }
    *line = begin;
    return YAML_STEP_ITEM;
}

enum yaml_step yaml_scan_pair(struct yaml_scan *scan, struct yaml_word *key,
                              struct lets_span *value)
{
    yaml_token_type_t type = next(scan);
    if (type == (scan->is_flow ? YAML_FLOW_MAPPING_END_TOKEN : YAML_BLOCK_END_TOKEN)) {
        return YAML_STEP_END;
    }
    if (scan->is_flow && !scan->is_first) {
        type = type == YAML_FLOW_ENTRY_TOKEN ? next(scan) : YAML_NO_TOKEN;
    }
    scan->is_first = false;
    if (type != YAML_KEY_TOKEN || !next_is(scan, YAML_SCALAR_TOKEN)) {
        return YAML_STEP_OTHER;
    }
    size_t size = scan->token.data.scalar.length;
    if (size == 0 || size > YAML_KEY_LONGEST) {
        return YAML_STEP_OTHER;
    }
    struct lets_span name = {.bytes = (const char *)scan->token.data.scalar.value, .size = size};
    *key = yaml_word_of(name);
    if (!next_is(scan, YAML_VALUE_TOKEN) || !next_is(scan, YAML_SCALAR_TOKEN) ||
        scan->token.data.scalar.length == 0) {
        return YAML_STEP_OTHER;
    }
    *value = (struct lets_span){.bytes = (const char *)scan->token.data.scalar.value,
                                .size = scan->token.data.scalar.length};
    return YAML_STEP_PAIR;
}
