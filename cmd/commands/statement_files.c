/* SPDX-License-Identifier: MIT */
/*
 * Statements as files. What one holds depends on the books and the directory alone, so that a run
 * can be repeated.
 */

#include "commands/statement_files.h"

#include "commands/document.h"
#include "session/progress.h"
#include "statement/statement_mail.h"
#include "statement/statement_rows.h"
#include "statement/statement_text.h"

static const char *extension_of(const struct output *output)
{
    switch (output->document) {
    case DOCUMENT_NONE:
        break;
    case DOCUMENT_PDF:
        return "pdf";
    case DOCUMENT_HTML:
        return "html";
    case DOCUMENT_EML:
        return "eml";
    }
    return output->format == OUTPUT_CSV ? "csv" : output->format == OUTPUT_JSON ? "json" : "txt";
}

/* Adds one account's CSV or JSON. */
static enum lets_status add_rows(struct buffer *out, enum output_format format,
                                 const struct statements *statements,
                                 const struct statement_item *item, struct lets_error *err)
{
    struct output file;
    enum lets_status status = output_hold(&file, format, err);

    if (status != LETS_OK) {
        return status;
    }
    status = format == OUTPUT_CSV ? statement_write_csv(file.stream, statements, item, 1, err)
                                  : statement_write_json(file.stream, statements, item, 1, err);
    if (status != LETS_OK) {
        output_release(&file);
        return status;
    }
    return output_take(&file, out, err);
}

static enum lets_status draw(const struct statement_files *files,
                             const struct statement_item *items, size_t n, struct drawn *out,
                             struct lets_error *err)
{
    const struct drawn_statements drawing = {
        .statements = files->statements, .items = items, .n_items = n, .size = files->size};

    return drawn_statements(&drawing, out, err);
}

enum lets_status statement_files_draw(const struct statement_files *files, struct drawn *drawn,
                                      struct lets_error *err)
{
    return draw(files, files->statements->items, files->statements->n_items, drawn, err);
}

enum lets_status statement_files_add(struct buffer *out, const struct statement_files *files,
                                     const struct statement_item *item, struct drawn *drawn,
                                     struct lets_error *err)
{
    const struct output *output = &files->session->output;
    bool is_mail = output->document == DOCUMENT_EML;

    buffer_clear(&drawn->bytes);
    if (output->document == DOCUMENT_PDF || (is_mail && drawn_is_possible())) {
        enum lets_status status = draw(files, item, 1, drawn, err);
        if (status != LETS_OK) {
            return status;
        }
    }
    if (is_mail) {
        return statement_add_mail(out, files->statements, item, files->from,
                                  buffer_span(&drawn->bytes), err);
    }
    if (output->document == DOCUMENT_PDF) {
        buffer_add(out, buffer_span(&drawn->bytes));
        return LETS_OK;
    }
    return output->format == OUTPUT_TEXT
               ? statement_add_text(out, files->statements, item, err)
               : add_rows(out, output->format, files->statements, item, err);
}

enum lets_status statement_files_write(const struct statement_files *files, struct split *split,
                                       struct lets_error *err)
{
    struct session *session = files->session;
    const struct statements *statements = files->statements;
    struct progress progress;
    struct buffer bytes = {0};
    struct buffer name = {0};
    struct drawn drawn = {0};
    enum lets_status status = LETS_OK;

    progress_begin(&progress, session, "writing", statements->n_items);
    for (size_t i = 0; status == LETS_OK && i < statements->n_items; i++) {
        const struct statement_item *item = &statements->items[i];
        buffer_clear(&bytes);
        buffer_clear(&name);
        status = statement_files_add(&bytes, files, item, &drawn, err);
        if (status == LETS_OK) {
            statement_add_file_name(&name, statements, item, extension_of(&session->output));
            status = split_write(split, buffer_string(&name), buffer_span(&bytes), err);
        }
        progress_step(&progress, i + 1);
    }
    progress_end(&progress);
    document_tell(session, &drawn);
    drawn_release(&drawn);
    buffer_release(&bytes);
    buffer_release(&name);
    return status;
}
