/* SPDX-License-Identifier: MIT */
/*
 * The terminal, by libedit. What is asked goes to standard error, so that the answer on standard
 * output can be piped. Names in a question are made harmless by whoever asks.
 */

#include "desk/prompt.h"

#include <histedit.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { HISTORY_LINES = 200 };

struct prompt {
    EditLine *edit;
    History *history;
    struct buffer line;
    const char *question;
    struct prompt_completion completion;
    struct sigaction before;
};

static volatile sig_atomic_t was_interrupted;

static void interrupt(int number)
{
    (void)number;
    was_interrupted = 1;
}

static char *show_question(EditLine *edit)
{
    struct prompt *prompt = NULL;
    static char none[] = "";

    if (el_get(edit, EL_CLIENTDATA, &prompt) != 0 || prompt == NULL) {
        return none;
    }
    /* libedit reads it, and has no const for that. */
    union {
        const char *in;
        char *out;
    } question = {prompt->question};
    return question.out;
}

static unsigned char complete(EditLine *edit, int key)
{
    struct prompt *prompt = NULL;
    const LineInfo *line = el_line(edit);
    struct buffer insert = {0};
    struct buffer choices = {0};
    unsigned char result = CC_ERROR;

    (void)key;
    if (el_get(edit, EL_CLIENTDATA, &prompt) != 0 || prompt == NULL) {
        return CC_ERROR;
    }
    size_t size = (size_t)(line->cursor - line->buffer);
    prompt->completion.complete(prompt->completion.context, (struct lets_span){line->buffer, size},
                                &insert, &choices);
    if (choices.size > 0) {
        fprintf(stderr, "\n%s", choices.bytes);
        (void)fflush(stderr);
        result = CC_REDISPLAY;
    }
    if (insert.size > 0) {
        /* libedit's line in bytes is a copy: it counts, and deletes, characters. */
        const LineInfoW *wide = el_wline(edit);
        el_deletestr(edit, (int)(wide->cursor - wide->buffer));
        if (el_insertstr(edit, insert.bytes) == 0 && choices.size == 0) {
            result = CC_REFRESH;
        }
    }
    buffer_release(&insert);
    buffer_release(&choices);
    return result;
}

struct prompt *prompt_new(struct prompt_completion completion)
{
    struct prompt *prompt = memory_array(1, sizeof *prompt);
    struct sigaction action = {.sa_handler = interrupt};
    HistEvent event;

    prompt->completion = completion;
    prompt->question = "";
    was_interrupted = 0;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, &prompt->before);
    prompt->edit = el_init("lets", stdin, stderr, stderr);
    prompt->history = history_init();
    if (prompt->edit == NULL || prompt->history == NULL) {
        memory_end();
    }
    (void)history(prompt->history, &event, H_SETSIZE, HISTORY_LINES);
    (void)history(prompt->history, &event, H_SETUNIQUE, 1);
    (void)el_set(prompt->edit, EL_CLIENTDATA, prompt);
    (void)el_set(prompt->edit, EL_EDITOR, "emacs");
    (void)el_set(prompt->edit, EL_SIGNAL, 1);
    (void)el_set(prompt->edit, EL_HIST, history, prompt->history);
    (void)el_set(prompt->edit, EL_PROMPT, show_question);
    (void)el_set(prompt->edit, EL_ADDFN, "lets-complete", "complete a name", complete);
    (void)el_set(prompt->edit, EL_BIND, "^I", "lets-complete", NULL);
    (void)el_source(prompt->edit, NULL);
    return prompt;
}

void prompt_free(struct prompt *prompt)
{
    if (prompt == NULL) {
        return;
    }
    el_end(prompt->edit);
    history_end(prompt->history);
    (void)sigaction(SIGINT, &prompt->before, NULL);
    buffer_release(&prompt->line);
    memory_free(prompt);
}

const char *prompt_read(struct prompt *prompt, const char *question, bool remembers)
{
    int size = 0;
    HistEvent event;

    prompt->question = question;
    /* Ctrl-C may have come before the line was asked for. */
    const char *line = was_interrupted != 0 ? NULL : el_gets(prompt->edit, &size);
    if (line == NULL || size <= 0 || was_interrupted != 0) {
        return NULL;
    }
    struct lets_span span = {.bytes = line, .size = (size_t)size};
    while (span.size > 0 && strchr("\r\n", span.bytes[span.size - 1]) != NULL) {
        span.size--;
    }
    buffer_clear(&prompt->line);
    buffer_add(&prompt->line, span);
    if (remembers && span.size > 0) {
        (void)history(prompt->history, &event, H_ENTER, prompt->line.bytes);
    }
    return buffer_string(&prompt->line);
}

bool prompt_is_interrupted(const struct prompt *prompt)
{
    (void)prompt;
    return was_interrupted != 0;
}

size_t prompt_width(void)
{
    struct winsize size = {0};

    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
