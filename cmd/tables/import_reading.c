/* SPDX-License-Identifier: MIT */
/*
 * The reading options. They come in layers: a known format's, those for all tables, those of the
 * table; in each, an option stands once, and takes the place of the one below. Columns alone add
 * up, key by key.
 */

#include "tables/import_reading.h"

#include <string.h>

#include "base/buffer.h"
#include "base/failure.h"
#include "base/fold.h"

static const struct {
    const char *word;
    unsigned tables;
} keys[N_IMPORT_KEYS] = {
#define KEY_ROW(name, word, tables) {word, tables},
    IMPORT_KEYS(KEY_ROW)
#undef KEY_ROW
};

const char *import_key_word(enum import_key key)
{
    return keys[key].word;
}

unsigned import_key_tables(enum import_key key)
{
    return keys[key].tables;
}

enum import_key import_key_find(struct lets_span word)
{
    size_t key = 0;

    while (key < N_IMPORT_KEYS && !lets_span_equal(word, lets_span_of(keys[key].word))) {
        key++;
    }
    return (enum import_key)key;
}

void import_reading_init(struct import_reading *reading, enum import_table_kind kind)
{
    *reading = (struct import_reading){.kind = kind, .divisor = 1};
}

void import_reading_release(struct import_reading *reading)
{
    keep_release(&reading->texts);
}

void import_reading_begin(struct import_reading *reading)
{
    reading->given = 0;
}

/* ---------------------------------------------------------------- values */

/* The part before the next comma, which is cut off; NULL behind the last one. */
static bool next_word(const char **rest, struct lets_span *word)
{
    if (*rest == NULL) {
        return false;
    }
    size_t size = strcspn(*rest, ",");
    *word = (struct lets_span){.bytes = *rest, .size = size};
    *rest = (*rest)[size] == ',' ? *rest + size + 1 : NULL;
    return true;
}

static enum lets_status add_phrase(struct import_phrase *phrases, size_t *n, const char *value,
                                   bool is_for_all, struct lets_error *err)
{
    if (*n == IMPORT_PHRASES_MAX) {
        return failure_misused(err, "there are over %d of --map or --only", IMPORT_PHRASES_MAX);
    }
    phrases[(*n)++] = (struct import_phrase){.text = value, .is_for_all = is_for_all};
    return LETS_OK;
}

static enum lets_status take_map(struct import_reading *reading, const char *value, bool is_for_all,
                                 struct lets_error *err)
{
    return add_phrase(reading->maps, &reading->n_maps, value, is_for_all, err);
}

static enum lets_status take_only(struct import_reading *reading, const char *value,
                                  bool is_for_all, struct lets_error *err)
{
    if (strchr(value, '=') == NULL) {
        return failure_misused(err, "--only: '%s' is no COLUMN=VALUE", value);
    }
    return add_phrase(reading->only, &reading->n_only, value, is_for_all, err);
}

static bool read_standing(struct lets_span word, enum import_standing *out)
{
    static const char *const words[] = {
        [STANDS_ACTIVE] = "active",
        [STANDS_SUSPENDED] = "suspended",
        [STANDS_CLOSED] = "closed",
        [STANDS_SKIP] = "skip",
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (lets_span_equal(word, lets_span_of(words[i]))) {
            *out = (enum import_standing)i;
            return true;
        }
    }
    return false;
}

/* WORD or WORD=STANDING. */
static enum lets_status take_state(struct import_reading *reading, struct lets_span word,
                                   bool is_for_all, struct lets_error *err)
{
    struct import_state state = {.word = word, .standing = STANDS_ACTIVE};
    size_t equal = word.size;

    while (equal > 0 && word.bytes[equal - 1] != '=') {
        equal--;
    }
    if (equal > 0) {
        struct lets_span standing = {word.bytes + equal, word.size - equal};
        if (!read_standing(standing, &state.standing)) {
            return failure_misused(err,
                                   "--states: '%.*s' is none of active, suspended, closed and skip",
                                   SHOW(standing));
        }
        state.word.size = equal - 1;
        if (reading->kind == IMPORT_TRANSFERS && state.standing != STANDS_SKIP && !is_for_all) {
            return failure_misused(err, "--states: of transfers, words alone are named: those that "
                                        "count");
        }
        if (reading->kind == IMPORT_TRANSFERS && state.standing != STANDS_SKIP) {
            return LETS_OK; /* it is about members */
        }
    }
    for (size_t i = 0; i < reading->n_states; i++) {
        if (span_same(reading->states[i].word, state.word)) {
            return failure_misused(err, "--states: '%.*s' is named twice", SHOW(state.word));
        }
    }
    if (reading->n_states == IMPORT_PHRASES_MAX) {
        return failure_misused(err, "--states: there are over %d words", IMPORT_PHRASES_MAX);
    }
    reading->states[reading->n_states++] = state;
    return LETS_OK;
}

static enum lets_status take_states(struct import_reading *reading, const char *value,
                                    bool is_for_all, struct lets_error *err)
{
    const char *rest = value;
    struct lets_span word;
    enum lets_status status = LETS_OK;

    reading->n_states = 0;
    reading->has_states = true;
    while (status == LETS_OK && next_word(&rest, &word)) {
        status = take_state(reading, word, is_for_all, err);
    }
    return status;
}

static enum lets_status take_no_limit(struct import_reading *reading, const char *value,
                                      bool is_for_all, struct lets_error *err)
{
    const char *rest = value;
    struct lets_span word;

    (void)is_for_all;
    reading->n_no_limit = 0;
    while (next_word(&rest, &word)) {
        if (reading->n_no_limit == IMPORT_PHRASES_MAX) {
            return failure_misused(err, "--no-limit: there are over %d words", IMPORT_PHRASES_MAX);
        }
        reading->no_limit[reading->n_no_limit++] = word;
    }
    return LETS_OK;
}

static enum lets_status take_account(struct import_reading *reading, const char *value,
                                     bool is_for_all, struct lets_error *err)
{
    (void)is_for_all;
    (void)err;
    reading->account = value;
    return LETS_OK;
}

static enum lets_status take_zone(struct import_reading *reading, const char *value,
                                  bool is_for_all, struct lets_error *err)
{
    (void)is_for_all;
    (void)err;
    reading->zone = value;
    return LETS_OK;
}

/* The place of a word in a list that NULL ends; false, and a failure, for another one. */
static enum lets_status take_word(const char *name, const char *value, const char *const *words,
                                  size_t *out, struct lets_error *err)
{
    struct buffer list = {0};

    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(value, words[i]) == 0) {
            buffer_release(&list);
            *out = i;
            return LETS_OK;
        }
        buffer_format(&list, "%s'%s'", i > 0 ? " or " : "", words[i]);
    }
    enum lets_status status =
        failure_misused(err, "--%s: '%s' is not %s", name, value, buffer_string(&list));
    buffer_release(&list);
    return status;
}

static enum lets_status take_dates(struct import_reading *reading, const char *value,
                                   bool is_for_all, struct lets_error *err)
{
    static const char *const words[] = {"iso", "dmy", "mdy", NULL};
    size_t at = 0;
    enum lets_status status = take_word("dates", value, words, &at, err);

    (void)is_for_all;
    reading->days = status == LETS_OK ? (enum import_days)at : reading->days;
    return status;
}

static enum lets_status take_decimal_mark(struct import_reading *reading, const char *value,
                                          bool is_for_all, struct lets_error *err)
{
    static const char *const words[] = {",", ".", NULL};
    size_t at = 0;
    enum lets_status status = take_word("decimal-mark", value, words, &at, err);

    (void)is_for_all;
    reading->decimal_mark = status == LETS_OK ? words[at][0] : reading->decimal_mark;
    return status;
}

static enum lets_status take_divide(struct import_reading *reading, const char *value,
                                    bool is_for_all, struct lets_error *err)
{
    uint32_t divisor = 0;

    (void)is_for_all;
    if (lets_number_parse(lets_span_of(value), &divisor, NULL) != LETS_OK) {
        return failure_misused(err, "--divide: '%s' is no number of parts", value);
    }
    reading->divisor = divisor;
    reading->amounts = AMOUNTS_PLAIN;
    return LETS_OK;
}

static enum lets_status take_hours(struct import_reading *reading, const char *value,
                                   bool is_for_all, struct lets_error *err)
{
    (void)value;
    (void)is_for_all;
    (void)err;
    reading->amounts = AMOUNTS_HOURS;
    reading->divisor = 1;
    return LETS_OK;
}

/* Of known formats only: which of them counts seconds is known. */
static enum lets_status take_seconds(struct import_reading *reading, const char *value,
                                     bool is_for_all, struct lets_error *err)
{
    (void)value;
    (void)is_for_all;
    (void)err;
    reading->amounts = AMOUNTS_SECONDS;
    return LETS_OK;
}

/* An option that has one word, which turns something on. */
static enum lets_status take_only_word(const char *option, const char *value, const char *word,
                                       bool *is_on, struct lets_error *err)
{
    const char *const words[] = {word, NULL};
    size_t at = 0;
    enum lets_status status = take_word(option, value, words, &at, err);

    if (status == LETS_OK) {
        *is_on = true;
    }
    return status;
}

static enum lets_status take_negative(struct import_reading *reading, const char *value,
                                      bool is_for_all, struct lets_error *err)
{
    (void)is_for_all;
    return take_only_word("negative", value, "swap", &reading->swaps, err);
}

static enum lets_status take_zero(struct import_reading *reading, const char *value,
                                  bool is_for_all, struct lets_error *err)
{
    (void)is_for_all;
    return take_only_word("zero", value, "skip", &reading->skips_zero, err);
}

static enum lets_status take_entities(struct import_reading *reading, const char *value,
                                      bool is_for_all, struct lets_error *err)
{
    (void)value;
    (void)is_for_all;
    (void)err;
    reading->resolves_entities = true;
    return LETS_OK;
}

static enum lets_status take_long_texts(struct import_reading *reading, const char *value,
                                        bool is_for_all, struct lets_error *err)
{
    (void)is_for_all;
    return take_only_word("long-texts", value, "cut", &reading->cuts_texts, err);
}

/* ---------------------------------------------------------------- the options */

static const struct {
    const char *name;
    enum lets_status (*take)(struct import_reading *reading, const char *value, bool is_for_all,
                             struct lets_error *err);
    bool is_repeated;
} options[] = {
    {"map", take_map, true},
    {"only", take_only, true},
    {"states", take_states, false},
    {"account", take_account, false},
    {"dates", take_dates, false},
    {"zone", take_zone, false},
    {"decimal-mark", take_decimal_mark, false},
    {"divide", take_divide, false},
    {"hours", take_hours, false},
    {"seconds", take_seconds, false},
    {"negative", take_negative, false},
    {"zero", take_zero, false},
    {"no-limit", take_no_limit, false},
    {"entities", take_entities, false},
    {"long-texts", take_long_texts, false},
};
enum { N_OPTIONS = sizeof options / sizeof options[0] };

static size_t find_option(const char *name)
{
    size_t i = 0;

    while (i < N_OPTIONS && strcmp(options[i].name, name) != 0) {
        i++;
    }
    return i;
}

enum lets_status import_reading_take(struct import_reading *reading, const char *name,
                                     const char *value, bool is_for_all, struct lets_error *err)
{
    const struct import_reading before = *reading; /* lists are read word by word */
    size_t i = find_option(name);

    if (!options[i].is_repeated && (reading->given & 1U << i) != 0) {
        return failure_misused(err, "option '--%s' is given twice for one table", name);
    }
    reading->given |= 1U << i;
    enum lets_status status = options[i].take(reading, value, is_for_all, err);
    if (status != LETS_OK) {
        *reading = before;
    }
    return status;
}
