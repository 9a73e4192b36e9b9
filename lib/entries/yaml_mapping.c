/* SPDX-License-Identifier: MIT */
/*
 * The module that knows libyaml's parser; yaml_scan knows its scanner, and takes nothing that is
 * not the same here. It takes parser events one by one, so that hostile nesting is refused at its
 * fourth bracket, and lets through nothing by which two YAML readers could see two things: no
 * anchors, aliases, tags, merge keys, directives inside, second documents.
 */

#include "entries/yaml_mapping.h"

#include <assert.h>
#include <string.h>
#include <yaml.h>

enum place { BEFORE, INSIDE, BEHIND };

struct yaml_mappings {
    yaml_parser_t parser;
    bool has_parser;
    enum place place;
    uint64_t first_line;
    struct text texts; /* of the mapping at hand: reserved before, so that spans into it stay */
    struct yaml_pair *pairs;
    size_t n_pairs;
    size_t capacity;
};

enum lets_status yaml_mappings_new(struct yaml_mappings **out, struct lets_error *err)
{
    void *reader = NULL;
    enum lets_status status = mem_alloc(sizeof(struct yaml_mappings), &reader, err);
    if (status == LETS_OK) {
        *out = reader;
    }
    return status;
}

static void release_parser(struct yaml_mappings *reader)
{
    if (reader->has_parser) {
        yaml_parser_delete(&reader->parser);
        reader->has_parser = false;
    }
}

void yaml_mappings_free(struct yaml_mappings *reader)
{
    if (reader != NULL) {
        release_parser(reader);
        text_release(&reader->texts);
        mem_free(reader->pairs);
        mem_free(reader);
    }
}

void yaml_mappings_end(struct yaml_mappings *reader)
{
    release_parser(reader);
}

enum lets_status yaml_mappings_begin(struct yaml_mappings *reader, struct lets_span bytes,
                                     uint64_t first_line, struct lets_error *err)
{
    release_parser(reader);
    text_clear(&reader->texts);
    reader->n_pairs = 0;
    /* An escape such as \L is two bytes and means three, so decoded texts fit in twice the bytes.
     */
    enum lets_status status = text_reserve(&reader->texts, 2 * bytes.size + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    if (yaml_parser_initialize(&reader->parser) == 0) {
        return lets__fail(err, LETS_OUT_OF_MEMORY, "out of memory");
    }
    reader->has_parser = true;
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)bytes.bytes, bytes.size);
    reader->place = BEFORE;
    reader->first_line = first_line;
    return LETS_OK;
}

static enum lets_status fail_mark(const struct yaml_mappings *reader, yaml_mark_t mark,
                                  enum lets_status status, const char *message,
                                  struct lets_error *err)
{
    return lets__fail_at(err, status, reader->first_line + mark.line, mark.column + 1, "%s",
                         message);
}

/* Where a byte that is no character stands: the parser says only how many bytes come before it. */
static yaml_mark_t mark_of_byte(const yaml_parser_t *parser)
{
    yaml_mark_t mark = {0, 0, 0};
    const unsigned char *start = parser->input.string.start;
    size_t size = (size_t)(parser->input.string.end - start);
    size_t end = parser->problem_offset < size ? parser->problem_offset : size;
    for (size_t i = 0; i < end; i++) {
        bool is_newline = start[i] == '\n';
        bool is_first = (start[i] & 0xc0U) != 0x80U; /* byte of a character */
        mark.line += is_newline ? 1 : 0;
        mark.column = is_newline ? 0 : mark.column + (is_first ? 1 : 0);
    }
    return mark;
}

/* The parser's own complaint. One about a quote that is never closed is shown where it was opened.
 */
static enum lets_status fail_parser(const struct yaml_mappings *reader, struct lets_error *err)
{
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        return lets__fail(err, LETS_OUT_OF_MEMORY, "out of memory");
    }
    bool is_scanning =
        parser->context != NULL && strncmp(parser->context, "while scanning", 14) == 0;
    yaml_mark_t mark = is_scanning ? parser->context_mark : parser->problem_mark;
    if (parser->error == YAML_READER_ERROR) {
        mark = mark_of_byte(parser);
    }
    const char *problem = parser->problem == NULL ? "" : parser->problem;
    (void)lets__fail_at(err, LETS_BAD_YAML, reader->first_line + mark.line, mark.column + 1,
                        "this is not YAML: %s%s%s", parser->context == NULL ? "" : parser->context,
                        parser->context == NULL ? "" : ", ", problem);
    if (strcmp(problem, "mapping values are not allowed in this context") == 0) {
        lets__hint(err, "a text in which ': ' stands must be in double quotes");
    }
    return LETS_BAD_YAML;
}

/* The next event, yours to delete; features that the format does not have are refused here. */
static enum lets_status next_event(struct yaml_mappings *reader, yaml_event_t *event,
                                   struct lets_error *err)
{
    if (yaml_parser_parse(&reader->parser, event) == 0) {
        return fail_parser(reader, err);
    }
    assert(event->type != YAML_NO_EVENT);
    const char *feature = NULL;
    const unsigned char *anchor = NULL;
    const unsigned char *tag = NULL;
    if (event->type == YAML_ALIAS_EVENT) {
        feature = "an alias is not allowed: write the value again";
    } else if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_DOCUMENT_START_EVENT && reader->place == BEHIND) {
        feature = "a second document is not allowed";
    }
    feature = anchor != NULL ? "an anchor is not allowed"
              : tag != NULL  ? "a tag is not allowed"
                             : feature;
    if (feature == NULL) {
        return LETS_OK;
    }
    enum lets_status status = fail_mark(reader, event->start_mark, LETS_YAML_FEATURE, feature, err);
    yaml_event_delete(event);
    return status;
}

static struct yaml_scalar take_scalar(struct yaml_mappings *reader, const yaml_event_t *event)
{
    struct text *texts = &reader->texts;
    size_t size = event->data.scalar.length;
    assert(size <= texts->capacity - texts->size);
    char *bytes = texts->bytes + texts->size;
    memcpy(bytes, event->data.scalar.value, size);
    texts->size += size;
    return (struct yaml_scalar){
        .text = {.bytes = bytes, .size = size},
        .line = reader->first_line + event->start_mark.line,
        .column = event->start_mark.column + 1,
        .begin = event->start_mark.index,
        .end = event->end_mark.index,
        .is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE,
    };
}

static enum lets_status check_key(const struct yaml_scalar *key, struct lets_error *err)
{
    if (key->is_plain && lets_span_equal(key->text, lets_span_of("<<"))) {
        return lets__fail_at(err, LETS_YAML_FEATURE, key->line, key->column,
                             "a merge key is not allowed");
    }
    return LETS_OK;
}

static enum lets_status fail_deep(const struct yaml_mappings *reader, const yaml_event_t *event,
                                  struct lets_error *err)
{
    return fail_mark(reader, event->start_mark, LETS_TOO_DEEP,
                     "a list or a mapping stands where one value belongs", err);
}

/* Reads pairs up to the end of the mapping whose start was taken; depth 0 is an entry's own. */
static enum lets_status read_pairs(struct yaml_mappings *reader, int depth, struct lets_error *err)
{
    for (;;) {
        yaml_event_t event;
        enum lets_status status = next_event(reader, &event, err);
        if (status != LETS_OK) {
            return status;
        }
        struct yaml_pair pair = {0};
        bool is_end = event.type == YAML_MAPPING_END_EVENT;
        if (event.type == YAML_SCALAR_EVENT) {
            pair.key = take_scalar(reader, &event);
            status = check_key(&pair.key, err);
        } else if (!is_end) {
            status = fail_deep(reader, &event, err);
        }
        yaml_event_delete(&event);
        if (status != LETS_OK || is_end) {
            return status;
        }
        status = next_event(reader, &event, err);
        if (status != LETS_OK) {
            return status;
        }
        if (event.type == YAML_SCALAR_EVENT) {
            pair.value = take_scalar(reader, &event);
        } else if (event.type == YAML_MAPPING_START_EVENT && depth == 0) {
            pair.is_mapping = true;
            pair.value.line = reader->first_line + event.start_mark.line;
            pair.value.column = event.start_mark.column + 1;
        } else {
            status = fail_deep(reader, &event, err);
        }
        yaml_event_delete(&event);
        if (status == LETS_OK) {
            status = mem_grow(&reader->pairs, &reader->capacity, reader->n_pairs + 1, err);
        }
        if (status != LETS_OK) {
            return status;
        }
        size_t at = reader->n_pairs++;
        reader->pairs[at] = pair;
        if (pair.is_mapping) {
            status = read_pairs(reader, depth + 1, err);
            reader->pairs[at].n_inner = reader->n_pairs - at - 1;
        }
        if (status != LETS_OK) {
            return status;
        }
    }
}

/* Steps over what opens a stream, up to the sequence; *is_end where there is no document. */
static enum lets_status enter(struct yaml_mappings *reader, bool *is_end, struct lets_error *err)
{
    for (;;) {
        yaml_event_t event;
        enum lets_status status = next_event(reader, &event, err);
        if (status != LETS_OK) {
            return status;
        }
        yaml_event_type_t type = event.type;
        if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT &&
            type != YAML_SEQUENCE_START_EVENT && type != YAML_STREAM_END_EVENT) {
            status = fail_mark(reader, event.start_mark, LETS_BAD_YAML,
                               "a list is expected, each item beginning with '- '", err);
        }
        yaml_event_delete(&event);
        if (status != LETS_OK) {
            return status;
        }
        if (type == YAML_STREAM_END_EVENT || type == YAML_SEQUENCE_START_EVENT) {
            *is_end = type == YAML_STREAM_END_EVENT;
            reader->place = *is_end ? BEHIND : INSIDE;
            return LETS_OK;
        }
    }
}

/* Steps over what ends a stream. */
static enum lets_status leave(struct yaml_mappings *reader, struct lets_error *err)
{
    reader->place = BEHIND;
    for (;;) {
        yaml_event_t event;
        enum lets_status status = next_event(reader, &event, err);
        if (status != LETS_OK) {
            return status;
        }
        yaml_event_type_t type = event.type;
        yaml_event_delete(&event);
        if (type == YAML_STREAM_END_EVENT) {
            return LETS_OK;
        }
    }
}

enum lets_status yaml_mappings_next(struct yaml_mappings *reader, struct yaml_mapping *out,
                                    bool *is_end, struct lets_error *err)
{
    bool has_ended = reader->place == BEHIND;
    enum lets_status status = LETS_OK;
    if (reader->place == BEFORE) {
        status = enter(reader, &has_ended, err);
    }
    if (status != LETS_OK || has_ended) {
        *is_end = status == LETS_OK;
        return status;
    }
    yaml_event_t event;
    status = next_event(reader, &event, err);
    if (status != LETS_OK) {
        return status;
    }
    yaml_event_type_t type = event.type;
    struct yaml_mapping mapping = {
        .line = reader->first_line + event.start_mark.line,
        .column = event.start_mark.column + 1,
    };
    if (type != YAML_MAPPING_START_EVENT && type != YAML_SEQUENCE_END_EVENT) {
        enum lets_status what = type == YAML_SEQUENCE_START_EVENT ? LETS_TOO_DEEP : LETS_BAD_YAML;
        status =
            fail_mark(reader, event.start_mark, what, "an item must be made of 'key: value'", err);
    }
    yaml_event_delete(&event);
    if (status == LETS_OK && type == YAML_SEQUENCE_END_EVENT) {
        *is_end = true;
        return leave(reader, err);
    }
    reader->n_pairs = 0;
    if (status == LETS_OK) {
        status = read_pairs(reader, 0, err);
    }
    if (status == LETS_OK) {
        mapping.pairs = reader->pairs;
        mapping.n_pairs = reader->n_pairs;
        *out = mapping;
        *is_end = false;
    }
    return status;
}

struct yaml_mapping yaml_mappings_before(const struct yaml_mappings *reader)
{
    return (struct yaml_mapping){.pairs = reader->pairs, .n_pairs = reader->n_pairs};
}
