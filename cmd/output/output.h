/* SPDX-License-Identifier: MIT */
#ifndef OUTPUT_H
#define OUTPUT_H

/*
 * The answer of a command, in text, CSV or JSON. It goes to standard output, or into memory and
 * from there, whole or not at all, into the file of -o; a device is written through.
 *
 * What members wrote is hostile until proved otherwise: in text every control character and every
 * character that overrides the direction of writing is shown as '?'; in CSV a cell that a
 * spreadsheet would run gets a leading apostrophe; in JSON jansson escapes.
 */

#include <stdio.h>

#include "base/buffer.h"

enum output_format { OUTPUT_TEXT, OUTPUT_CSV, OUTPUT_JSON };

/* What some commands make besides: a document, whole, by output_document. */
enum output_document { DOCUMENT_NONE, DOCUMENT_PDF, DOCUMENT_HTML, DOCUMENT_EML };

/* The bit of a document in struct command's `documents`. */
#define DOCUMENT_BIT(document) (1U << (document))

struct output {
    enum output_format format; /* OUTPUT_TEXT where document says otherwise */
    enum output_document document;
    FILE *stream;
    const char *path; /* of -o, or NULL: then stream is standard output */
    bool is_through;  /* path is that of a device, a pipe, or of what is open already */
    bool is_nothing;  /* there is no answer: the file of -o is left as it is */
    bool is_private;  /* it may name people: a new file is its owner's alone */
    unsigned lost;    /* what the file of -o could not keep, bits of enum lets_file_loss */
    char *held;       /* the bytes meant for path */
    size_t held_size;
    bool is_terminal; /* stream is one */
    bool is_color;
};

/* A line of text, format OUTPUT_TEXT only (nothing is printed in the others): made harmless, LF
 * added. */
void output_line(struct output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* How many columns the terminal has to which text goes; 0: it goes to none, and is not broken. */
size_t output_width(const struct output *output);

/* A sentence as output_line prints it, on a terminal in lines broken between words. */
void output_sentence(struct output *output, struct lets_span text);

/* An answer that is kept in memory, such as a page: what is printed between the two is added to out
 * at the end, and the output released. LETS_OUT_OF_MEMORY: out is as it was. */
enum lets_status output_hold(struct output *output, enum output_format format,
                             struct lets_error *err);
enum lets_status output_take(struct output *output, struct buffer *out, struct lets_error *err);

/* Text of several lines, format OUTPUT_TEXT only: made harmless, its LFs kept. */
void output_text(struct output *output, struct lets_span text);

/* A document as the whole answer, byte for byte. LETS_BAD_USAGE where it would go to a terminal. */
enum lets_status output_document(struct output *output, struct lets_span bytes,
                                 struct lets_error *err);

/* ---- used by main */

/* Opens the destination; path NULL or "-" is standard output. */
void output_open(struct output *output, enum output_format format, const char *path,
                 bool is_terminal, bool is_color);

/* Looks whether an answer could be written, before anything is changed: LETS_NO_SUCH_FILE,
 * LETS_NO_PERMISSION, LETS_INPUT_OUTPUT (standard output is closed). */
enum lets_status output_check(const struct output *output, struct lets_error *err);

/* Flushes, checks, and puts the file of -o in its place. LETS_DISK_FULL, LETS_INPUT_OUTPUT,
 * LETS_NO_PERMISSION, LETS_NO_SUCH_FILE. A closed pipe is no failure. */
enum lets_status output_close(struct output *output, struct lets_error *err);

/* Throws away what is held for the file of -o. */
void output_release(struct output *output);

#endif
