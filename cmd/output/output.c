/* SPDX-License-Identifier: MIT */
/*
 * Where the answer goes. A file of -o is written whole or not at all, so its bytes are held until
 * the command has succeeded. Standard output is checked at the end: a disk that was full must not
 * pass for an answer, while a reader that closed the pipe has had all it wanted.
 */

#include "output/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/failure.h"
#include "base/harmless.h"
#include "base/wrap.h"
#include "output/through.h"

void output_open(struct output *output, enum output_format format, const char *path,
                 bool is_terminal, bool is_color)
{
    path = path != NULL && strcmp(path, "-") == 0 ? NULL : path;
    *output = (struct output){.format = format, .path = path, .stream = stdout};

    if (path == NULL) {
        output->is_terminal = is_terminal;
        output->is_color = is_color;
        return;
    }
    output->is_through = through_is(path);
    output->stream = open_memstream(&output->held, &output->held_size);
    if (output->stream == NULL) {
        memory_end();
    }
}

void output_release(struct output *output)
{
    if (output->path != NULL && output->stream != NULL) {
        (void)fclose(output->stream);
    }
    free(output->held);
    *output = (struct output){0};
}

enum lets_status output_hold(struct output *output, enum output_format format,
                             struct lets_error *err)
{
    *output = (struct output){.format = format, .path = ""};
    output->stream = open_memstream(&output->held, &output->held_size);
    return output->stream != NULL
               ? LETS_OK
               : failure_set(err, LETS_OUT_OF_MEMORY, "the answer does not fit into memory");
}

enum lets_status output_take(struct output *output, struct buffer *out, struct lets_error *err)
{
    struct memory_guard guard;
    bool is_whole = fflush(output->stream) == 0 && ferror(output->stream) == 0;
    struct lets_span bytes = {.bytes = output->held, .size = output->held_size};

    memory_guard_begin(&guard, out);
    if (memory_try_check(is_whole)) {
        buffer_add(out, bytes);
    }
    output_release(output);
    return memory_guard_end(&guard, err);
}

/* Whether the reader at the other end of a pipe has gone. */
static bool is_pipe_closed(int descriptor)
{
    struct pollfd poll_one = {.fd = descriptor, .events = POLLOUT};

    return poll(&poll_one, 1, 0) == 1 && (poll_one.revents & POLLERR) != 0;
}

enum lets_status output_check(const struct output *output, struct lets_error *err)
{
    if (output->path != NULL) {
        return output->is_through ? through_check(output->path, err)
                                  : lets_file_check_replace(output->path, err);
    }
    if ((fcntl(STDOUT_FILENO, F_GETFL) & O_ACCMODE) == O_RDONLY) {
        return failure_set(err, LETS_INPUT_OUTPUT, "cannot write to standard output: it is closed");
    }
    return LETS_OK;
}

enum lets_status output_close(struct output *output, struct lets_error *err)
{
    errno = 0;
    bool is_written = fflush(output->stream) == 0 && ferror(output->stream) == 0;
    int reason = errno;

    if (output->is_nothing && output->path != NULL) {
        return LETS_OK;
    }
    if (output->path != NULL) {
        if (!is_written) {
            return failure_set(err, LETS_OUT_OF_MEMORY, "the answer does not fit into memory");
        }
        struct lets_span bytes = {.bytes = output->held, .size = output->held_size};
        enum lets_status status =
            output->is_through
                ? through_write(output->path, bytes, err)
                : lets_file_replace_noting(output->path, bytes, output->is_private ? 0600 : 0666,
                                           &output->lost, err);
        if (status == LETS_OK) {
            memory_note_lasting(ONLY_ANSWER_LOST_OF_FILE);
        }
        return status;
    }
    if (is_written || reason == EPIPE || is_pipe_closed(STDOUT_FILENO)) {
        return LETS_OK;
    }
    enum lets_status status = reason == ENOSPC || reason == EDQUOT || reason == EFBIG
                                  ? LETS_DISK_FULL
                                  : LETS_INPUT_OUTPUT;
    return failure_set(err, status, "cannot write to standard output: %s",
                       reason == EBADF ? "it is closed"
                       : reason != 0   ? strerror(reason)
                                       : "a write failed");
}

void output_line(struct output *output, const char *format, ...)
{
    struct buffer line = {0};
    struct buffer shown = {0};
    va_list arguments;

    if (output->format != OUTPUT_TEXT) {
        return;
    }
    va_start(arguments, format);
    buffer_add_format(&line, format, arguments);
    va_end(arguments);
    harmless_add(&shown, buffer_span(&line));
    fprintf(output->stream, "%s\n", buffer_string(&shown));
    buffer_release(&shown);
    buffer_release(&line);
}

size_t output_width(const struct output *output)
{
    enum { NARROWEST = 20 }; /* what is narrower is no terminal to read on */
    struct winsize size;
    bool is_known = output->is_terminal && ioctl(fileno(output->stream), TIOCGWINSZ, &size) == 0;

    return is_known && size.ws_col >= NARROWEST ? size.ws_col : 0;
}

void output_sentence(struct output *output, struct lets_span text)
{
    size_t width = output_width(output);
    struct buffer shown = {0};
    struct buffer lines = {0};

    harmless_add(&shown, text);
    if (width > 0) {
        wrap_add(&lines, buffer_string(&shown), width);
    } else {
        buffer_add(&lines, buffer_span(&shown));
    }
    buffer_add_string(&lines, "\n");
    output_text(output, buffer_span(&lines));
    buffer_release(&shown);
    buffer_release(&lines);
}

void output_text(struct output *output, struct lets_span text)
{
    while (text.size > 0) {
        const char *end = memchr(text.bytes, '\n', text.size);
        struct lets_span line = text;
        if (end != NULL) {
            line.size = (size_t)(end - text.bytes);
        }
        output_line(output, "%.*s", SHOW(line));
        size_t step = line.size + (end != NULL ? 1 : 0);
        text.bytes += step;
        text.size -= step;
    }
}

enum lets_status output_document(struct output *output, struct lets_span bytes,
                                 struct lets_error *err)
{
    if (output->is_terminal && output->document == DOCUMENT_PDF) {
        enum lets_status status = failure_misused(err, "a PDF is not for a terminal");
        if (err != NULL) {
            (void)snprintf(err->hint, sizeof err->hint, "write it to a file, with -o FILE.pdf");
        }
        return status;
    }
    (void)fwrite(bytes.bytes, 1, bytes.size, output->stream); /* output_close checks */
    return LETS_OK;
}
