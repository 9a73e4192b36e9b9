/* SPDX-License-Identifier: MIT */
/*
 * Help, from the same tables that the parser reads: it cannot promise an option that does not
 * exist.
 */

#include "line/usage.h"

#include <stdio.h>
#include <string.h>

#include "line/options.h"
#include "output/output.h"

#define HELP_COLUMNS 80
#define OPTION_COLUMNS 26 /* of the left column */

/* The next piece of text that a line is not broken within: a word, an option with its value, or all
 * of a [bracketed option]. */
static size_t piece_size(const char *text)
{
    size_t depth = 0;
    size_t size = strncmp(text, "--", 2) == 0 ? strcspn(text, " \n") : 0;

    size += size > 0 && text[size] == ' ' ? 1 : 0;

    for (; text[size] != '\0' && text[size] != '\n'; size++) {
        if (text[size] == '[') {
            depth++;
        } else if (text[size] == ']' && depth > 0) {
            depth--;
        } else if (text[size] == ' ' && depth == 0) {
            break;
        }
    }
    return size;
}

/* Prints text behind `head`, broken at spaces, further lines indented. */
static void print_wrapped(struct output *output, const char *head, size_t indent, const char *text)
{
    struct buffer line = {0};

    buffer_add_string(&line, head);
    bool is_fresh = true;
    while (*text != '\0') {
        size_t size = piece_size(text);
        if (!is_fresh && line.size + 1 + size > HELP_COLUMNS) {
            output_line(output, "%s", buffer_string(&line));
            buffer_clear(&line);
            buffer_format(&line, "%*s", (int)indent, "");
            is_fresh = true;
        }
        buffer_format(&line, "%s%.*s", is_fresh ? "" : " ", (int)size, text);
        is_fresh = false;
        text += size;
        if (*text == '\n') {
            output_line(output, "%s", buffer_string(&line));
            buffer_clear(&line);
            buffer_format(&line, "%*s", (int)indent, "");
            is_fresh = true;
        }
        text += *text == '\0' ? 0 : 1;
    }
    output_line(output, "%s", buffer_string(&line));
    buffer_release(&line);
}

/* A row of two columns; the right one begins on its own line where the left one is too wide. */
static void print_row(struct output *output, const char *left, const char *right)
{
    char head[128];

    if (strlen(left) + 2 > OPTION_COLUMNS) {
        output_line(output, "%s", left);
        left = "";
    }
    (void)snprintf(head, sizeof head, "%-*s", OPTION_COLUMNS, left);
    print_wrapped(output, head, OPTION_COLUMNS, right);
}

static void print_options(struct output *output, const struct option *row)
{
    for (; row != NULL && row->long_name != NULL; row++) {
        char left[128];
        char letter[] = {'-', row->short_name, ',', ' ', '\0'};
        (void)snprintf(left, sizeof left, "  %s--%s%s%s", row->short_name != 0 ? letter : "    ",
                       row->long_name, row->metavar != NULL ? " " : "",
                       row->metavar != NULL ? row->metavar : "");
        print_row(output, left, row->help);
    }
}

void usage_command(struct output *output, const struct command *command)
{
    char head[64];

    (void)snprintf(head, sizeof head, "usage: lets %s ", command->name);
    print_wrapped(output, head, sizeof "usage: lets " - 1 + 4, command->synopsis);
    output_line(output, "%s", "");
    print_wrapped(output, "", 0, command->summary);
    if (command->details != NULL) {
        output_line(output, "%s", "");
        print_wrapped(output, "", 0, command->details);
    }
    const struct argument *argument = command->arguments;
    if (argument != NULL) {
        output_line(output, "%s", "");
    }
    for (; argument != NULL && argument->metavar != NULL; argument++) {
        char left[64];
        (void)snprintf(left, sizeof left, "  %s%s", argument->metavar,
                       argument->is_repeated ? ".." : "");
        print_row(output, left, argument->help);
    }
    if (command->options != NULL) {
        output_line(output, "%s", "");
    }
    print_options(output, command->options);
    output_line(output, "%s", "");
    output_line(output, "The options that every command takes are listed by 'lets help'.");
}

void usage_overview(struct output *output, const struct command *const *commands)
{
    output_line(output, "usage: lets [OPTION].. COMMAND [ARGUMENT]..");
    output_line(output, "%s", "");
    output_line(output,
                "Keeps the books of a Local Exchange Trading Scheme in an append-only journal.");
    output_line(output, "%s", "");
    for (const struct command *const *command = commands; *command != NULL; command++) {
        char left[64];
        (void)snprintf(left, sizeof left, "  %s", (*command)->name);
        print_row(output, left, (*command)->summary);
    }
    output_line(output, "%s", "");
    output_line(output, "options, before the command or anywhere behind it:");
    print_options(output, global_options);
    output_line(output, "%s", "");
    output_line(output, "'lets help COMMAND' tells more; the manual is lets(1).");
}
