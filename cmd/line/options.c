/* SPDX-License-Identifier: MIT */
/*
 * Reads the command line by the tables of option.h. One pass tells options from words, wherever
 * they stand; then the words go to the command's arguments in order. What could seal nonsense for
 * ever is refused rather than guessed at: an option given twice, a forgotten value with another
 * option in its place, a name that is only nearly right.
 */

#include "line/options.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/failure.h"
#include "base/nearest.h"
#include "line/value.h"

#define OPTIONS_MAX 32 /* of one table */

struct parser {
    struct command_line *line;
    int argc;
    char **argv;
    int next;                     /* of argv */
    bool has_ended_options;       /* '--' was seen */
    bool has_global[OPTIONS_MAX]; /* which rows were given */
    bool has_own[OPTIONS_MAX];
};

/* A row, the struct that its offset points into, and whether it was given before. */
struct found {
    const struct option *option;
    void *values;
    bool *was_given;
};

const struct option global_options[] = {
    {"journal", 'f', "FILE",
     "the journal; else $LETS_JOURNAL, else journal.yaml; - reads standard input", OPTION_FILE,
     offsetof(struct globals, journal), false},
    {"format", 'O', "FMT", "text, csv or json; some commands make pdf, html or eml too",
     OPTION_STRING, offsetof(struct globals, format), false},
    {"output", 'o', "FILE", "write the answer there, whole or not at all", OPTION_FILE,
     offsetof(struct globals, output), false},
    {"dry-run", 'n', NULL, "print the entries that would be appended, and append nothing",
     OPTION_FLAG, offsetof(struct globals, is_dry_run), false},
    {"clerk", 0, "NAME", "who is recorded in the seal: a role or initials", OPTION_NAME,
     offsetof(struct globals, clerk), false},
    {"today", 0, "DATE", "what counts as today", OPTION_DATE, offsetof(struct globals, today),
     false},
    {"clock-reason", 0, "TEXT", "why the clock stands before the last seal", OPTION_TEXT,
     offsetof(struct globals, clock_reason), false},
    {"at", 0, "HEX|TIME", "show the books as they stood at that seal", OPTION_STRING,
     offsetof(struct globals, at), false},
    {"ids", 0, NULL, "show ids only; do not read the directory", OPTION_FLAG,
     offsetof(struct globals, has_ids_only), false},
    {"yes", 0, NULL, "do not ask", OPTION_FLAG, offsetof(struct globals, is_yes), false},
    {"accept-cut", 0, NULL, "go on with a journal that lacks the newest seal seen here",
     OPTION_FLAG, offsetof(struct globals, accepts_cut), false},
    {"color", 0, "WHEN", "auto, always or never", OPTION_STRING, offsetof(struct globals, color),
     false},
    {"quiet", 'q', NULL, "no progress, no summaries", OPTION_FLAG,
     offsetof(struct globals, is_quiet), false},
    {"help", 'h', NULL, "show this help", OPTION_FLAG, offsetof(struct globals, wants_help), false},
    {"version", 'V', NULL, "show the version", OPTION_FLAG, offsetof(struct globals, wants_version),
     false},
    {0},
};

static bool find_in(const struct option *table, void *values, bool *given, const char *name,
                    size_t size, struct found *out)
{
    for (size_t i = 0; table != NULL && table[i].long_name != NULL; i++) {
        assert(i < OPTIONS_MAX);
        bool is_short = size == 1 && table[i].short_name == name[0];
        bool is_long = size > 1 && strlen(table[i].long_name) == size &&
                       strncmp(table[i].long_name, name, size) == 0;
        if (is_short || is_long) {
            *out = (struct found){.option = &table[i], .values = values, .was_given = &given[i]};
            return true;
        }
    }
    return false;
}

/* The row of an option's name: one character is a short name, more are a long one. */
static bool find(struct parser *parser, const char *name, size_t size, struct found *out)
{
    struct command_line *line = parser->line;

    /* A command's own options come first: 'import --ids' is another than everybody's. */
    return (line->command != NULL &&
            find_in(line->command->options, line->values, parser->has_own, name, size, out)) ||
           find_in(global_options, &line->globals, parser->has_global, name, size, out);
}

static enum lets_status refuse_unknown(const struct parser *parser, const char *name, size_t size,
                                       struct lets_error *err)
{
    const char *names[2 * OPTIONS_MAX];
    size_t n_names = 0;
    const struct command *command = parser->line->command;
    const struct option *tables[] = {global_options, command == NULL ? NULL : command->options};

    for (size_t t = 0; t < 2; t++) {
        for (const struct option *row = tables[t]; row != NULL && row->long_name != NULL; row++) {
            names[n_names++] = row->long_name;
        }
    }
    const char *dashes = size > 1 ? "--" : "-";
    char *mistyped = memory_copy((struct lets_span){.bytes = name, .size = size});
    const char *nearest = size > 1 ? nearest_word(mistyped, names, n_names) : NULL;
    enum lets_status status;
    if (nearest != NULL) {
        status = failure_misused(err, "there is no option '%s%s'; did you mean '--%s'?", dashes,
                                 mistyped, nearest);
    } else if (command == NULL) {
        status =
            failure_misused(err, "there is no option '%s%s' before a command", dashes, mistyped);
    } else {
        status = failure_misused(err, "'%s' has no option '%s%s'", command->name, dashes, mistyped);
    }
    memory_free(mistyped);
    return status;
}

/* Whether an argument is an option that exists: then it is no value that someone meant. */
static bool is_known_option(struct parser *parser, const char *word)
{
    struct found found;

    if (word[0] != '-' || word[1] != '-' || word[2] == '\0') {
        return false;
    }
    return find(parser, word + 2, strcspn(word + 2, "="), &found);
}

/* Puts a row that was given into the sequence of its member, by its place on the command line. */
static void add_to_sequence(void *member, struct option_item item)
{
    struct option_sequence sequence;

    memcpy(&sequence, member, sizeof sequence);
    size_t capacity = sequence.n;
    size_t at = sequence.n;
    memory_make_room(sequence.items, &capacity, sequence.n + 1);
    while (at > 0 && sequence.items[at - 1].at > item.at) {
        sequence.items[at] = sequence.items[at - 1];
        at--;
    }
    sequence.items[at] = item;
    sequence.n++;
    memcpy(member, &sequence, sizeof sequence);
}

static bool is_flag(enum option_type type)
{
    return type == OPTION_FLAG || type == OPTION_SEQUENCE_FLAG;
}

static bool may_be_repeated(enum option_type type)
{
    return type == OPTION_LIST || type == OPTION_SEQUENCE || type == OPTION_SEQUENCE_FLAG;
}

/* Stores an option's value: attached to it, or else the argument that follows. */
static enum lets_status take_value(struct parser *parser, const struct found *found,
                                   const char *attached, struct lets_error *err)
{
    const struct option *option = found->option;
    char what[64];
    int at = parser->next;

    (void)snprintf(what, sizeof what, "--%s", option->long_name);
    if (*found->was_given && !may_be_repeated(option->type)) {
        return failure_misused(err, "option '%s' is given twice", what);
    }
    *found->was_given = true;
    const char *value = attached;
    if (is_flag(option->type)) {
        if (attached != NULL) {
            return failure_misused(err, "option '%s' takes no value", what);
        }
    } else if (attached == NULL) {
        if (parser->next == parser->argc) {
            return failure_misused(err, "option '%s' needs a value, %s", what, option->metavar);
        }
        if (is_known_option(parser, parser->argv[parser->next])) {
            return failure_misused(err,
                                   "option '%s' needs a value; to give it that one, write '%s=%s'",
                                   what, what, parser->argv[parser->next]);
        }
        value = parser->argv[parser->next++];
    }
    char *member = (char *)found->values + option->offset;
    if (option->type == OPTION_SEQUENCE || option->type == OPTION_SEQUENCE_FLAG) {
        add_to_sequence(member, (struct option_item){option->long_name, value, at});
        return LETS_OK;
    }
    return value_store(option->type, what, value, member, err);
}

static enum lets_status take_long(struct parser *parser, const char *word, struct lets_error *err)
{
    size_t size = strcspn(word, "=");
    struct found found;

    if (size < 2 || !find(parser, word, size, &found)) {
        return refuse_unknown(parser, word, size, err);
    }
    return take_value(parser, &found, word[size] == '=' ? word + size + 1 : NULL, err);
}

/* A cluster of flags, the last of which may be an option with a value: -qn, -fFILE, -f FILE. */
static enum lets_status take_short(struct parser *parser, const char *letters,
                                   struct lets_error *err)
{
    for (const char *letter = letters; *letter != '\0'; letter++) {
        struct found found;
        if (!find(parser, letter, 1, &found)) {
            return refuse_unknown(parser, letter, 1, err);
        }
        bool has_value = !is_flag(found.option->type);
        const char *attached = has_value && letter[1] != '\0' ? letter + 1 : NULL;
        enum lets_status status = take_value(parser, &found, attached, err);
        if (status != LETS_OK || has_value) {
            return status;
        }
    }
    return LETS_OK;
}

enum lets_status options_refuse_command(const struct command *const *commands, const char *name,
                                        struct lets_error *err)
{
    size_t n_names = 0;

    while (commands[n_names] != NULL) {
        n_names++;
    }
    const char **names = memory_array(n_names, sizeof *names);
    for (size_t i = 0; i < n_names; i++) {
        names[i] = commands[i]->name;
    }
    const char *nearest = nearest_word(name, names, n_names); /* one of the table's */
    memory_free(names);
    if (nearest != NULL) {
        return failure_misused(err, "there is no command '%s'; did you mean '%s'?", name, nearest);
    }
    return failure_misused(err, "there is no command '%s'", name);
}

static enum lets_status take_command(struct parser *parser, const char *name,
                                     struct lets_error *err)
{
    const struct command *command = command_find(parser->line->commands, name);

    if (command == NULL) {
        return options_refuse_command(parser->line->commands, name, err);
    }
    assert(command != NULL);
    parser->line->command = command;
    parser->line->values = memory_array(1, command->values_size);
    return LETS_OK;
}

/* A word that begins with a dash is an option, unless it is the dash alone or a negative number. */
static bool is_short_options(const char *word)
{
    return word[0] == '-' && word[1] != '\0' && word[1] != '-' &&
           strchr("0123456789.", word[1]) == NULL;
}

static enum lets_status take_next(struct parser *parser, struct lets_error *err)
{
    const char *word = parser->argv[parser->next++];
    struct command_line *line = parser->line;

    if (!parser->has_ended_options) {
        if (strcmp(word, "--") == 0) {
            parser->has_ended_options = true;
            return LETS_OK;
        }
        if (strncmp(word, "--", 2) == 0) {
            return take_long(parser, word + 2, err);
        }
        if (is_short_options(word)) {
            return take_short(parser, word + 1, err);
        }
    }
    if (line->command == NULL) {
        return take_command(parser, word, err);
    }
    line->places[line->n_words] = parser->next;
    line->words[line->n_words++] = word;
    return LETS_OK;
}

/* Most often words that belong together were not quoted, or an option lost its dashes. */
static enum lets_status refuse_surplus(const struct command_line *line, const char *word,
                                       struct lets_error *err)
{
    const struct option *option = line->command->options;

    while (option != NULL && option->long_name != NULL && strcmp(option->long_name, word) != 0) {
        option++;
    }
    bool is_option = option != NULL && option->long_name != NULL;
    (void)failure_misused(err, "'%s' is one argument too many", word);
    if (err != NULL && is_option) {
        (void)snprintf(err->hint, sizeof err->hint, "did you mean --%s? See 'lets help %s'", word,
                       line->command->name);
    } else if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "words that belong together are put in quotes; see 'lets help %s'",
                       line->command->name);
    }
    return LETS_BAD_USAGE;
}

static enum lets_status take_arguments(struct command_line *line, struct lets_error *err)
{
    const struct argument *argument = line->command->arguments;
    size_t i = 0;

    for (; argument != NULL && argument->metavar != NULL; argument++) {
        if (i == line->n_words) {
            if (!argument->is_optional) {
                return failure_misused(err, "%s is missing", argument->metavar);
            }
            continue;
        }
        char *member = (char *)line->values + argument->offset;
        size_t n = argument->is_repeated ? line->n_words - i : 1;
        if (argument->is_repeated) {
            memcpy(member, &(struct option_list){.items = line->words + i, .n = n},
                   sizeof(struct option_list));
        }
        if (argument->type == OPTION_SEQUENCE) {
            add_to_sequence(member, (struct option_item){argument->metavar, line->words[i],
                                                         line->places[i]});
            i++;
            continue;
        }
        for (size_t end = i + n; i < end; i++) {
            const char *ignored = NULL;
            void *at = argument->is_repeated ? (void *)&ignored : (void *)member;
            enum lets_status status =
                value_store(argument->type, argument->metavar, line->words[i], at, err);
            if (status != LETS_OK) {
                return status;
            }
        }
    }
    if (i < line->n_words) {
        return refuse_surplus(line, line->words[i], err);
    }
    return LETS_OK;
}

static enum lets_status check_required(const struct parser *parser, struct lets_error *err)
{
    const struct option *options = parser->line->command->options;

    for (size_t i = 0; options != NULL && options[i].long_name != NULL; i++) {
        if (options[i].is_required && !parser->has_own[i]) {
            return failure_misused(err, "option '--%s %s' is needed", options[i].long_name,
                                   options[i].metavar);
        }
    }
    return LETS_OK;
}

enum lets_status options_parse(const struct command *const *commands, int argc, char **argv,
                               struct command_line *out, struct lets_error *err)
{
    *out = (struct command_line){.commands = commands};
    struct parser parser = {.line = out, .argc = argc, .argv = argv, .next = 1};

    out->words = memory_array((size_t)argc + 1, sizeof *out->words);
    out->places = memory_array((size_t)argc + 1, sizeof *out->places);
    while (parser.next < argc) {
        enum lets_status status = take_next(&parser, err);
        if (status != LETS_OK) {
            return status;
        }
    }
    if (out->globals.wants_help || out->globals.wants_version) {
        return LETS_OK;
    }
    if (out->command == NULL) {
        return failure_misused(err, "no command is given");
    }
    enum lets_status status = take_arguments(out, err);
    return status == LETS_OK ? check_required(&parser, err) : status;
}

void options_release(struct command_line *line)
{
    const struct option *row = line->command == NULL ? NULL : line->command->options;

    for (; row != NULL && row->long_name != NULL; row++) {
        char *member = (char *)line->values + row->offset;
        if (row->type == OPTION_LIST) {
            struct option_list list;
            memcpy(&list, member, sizeof list);
            memory_free(list.items);
        } else if (row->type == OPTION_SEQUENCE || row->type == OPTION_SEQUENCE_FLAG) {
            struct option_sequence sequence;
            memcpy(&sequence, member, sizeof sequence);
            memory_free(sequence.items);
            memset(member, 0, sizeof sequence); /* other rows share it */
        }
    }
    memory_free(line->values);
    memory_free(line->words);
    memory_free(line->places);
    *line = (struct command_line){0};
}

bool options_list_has(const char *list, const char *word)
{
    size_t size = strlen(word);

    for (const char *item = list; *item != '\0';) {
        size_t item_size = strcspn(item, ",");
        if (item_size == size && strncmp(item, word, size) == 0) {
            return true;
        }
        item += item_size + (item[item_size] == ',' ? 1 : 0);
    }
    return false;
}
