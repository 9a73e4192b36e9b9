/* SPDX-License-Identifier: MIT */
/*
 * CSV in. libcsv knows the quoting; this module feeds it line by line, so that at most one row is
 * at hand and each is known by its line, and cuts the lines without quotes itself. What cannot be
 * read for certain (a quote out of place) ends the reading, for all that follows would be a guess;
 * a row with too many or too few cells, or bytes in another encoding, is only marked, for the next
 * one is sound.
 */

#include <assert.h>
#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "exchange/csv_header.h"
#include "store/file.h"

enum { CHUNK = 64 * 1024, ROW_MAX = 1024 * 1024, ROW_TEXT_SIZE = 32 };

static const char QUOTE_OPEN[] = "is a quote left open above? no other row was judged";

struct place {
    size_t offset;
    size_t size;
};

struct lets_csv {
    struct csv_parser parser;
    int descriptor;         /* -1 for bytes */
    struct text chunk;      /* owned: what was read of the file */
    struct lets_span bytes; /* what is still to be fed */
    bool is_end;            /* nothing more can be read behind bytes */
    bool is_finished;       /* the last row was shown */
    bool was_cr;            /* the byte before was a CR: an LF belongs to it */
    char separator;
    uint64_t line; /* of the next byte */
    uint64_t n_rows;
    uint64_t row_line;
    struct text row; /* owned: the cells of the row at hand, one behind the other */
    struct place *places;
    size_t n_cells;
    size_t places_capacity;
    bool is_fed;             /* libcsv has had a part of the row at hand */
    bool is_row;             /* a row has ended */
    enum lets_status status; /* of its callbacks */
    struct lets_error why;
    struct csv_header header;
    struct lets_span *all;
    size_t all_capacity;
    struct lets_span *cells; /* one a wanted column */
    bool has_fault;          /* the row at hand: in a cell */
    struct lets_error fault;
    struct lets_csv_row shown;
};

/* ---------------------------------------------------------------- cells and rows */

/* The row at hand, as it is called in a message. */
static void name_row(const struct lets_csv *csv, char out[ROW_TEXT_SIZE])
{
    if (csv->header.names == NULL) {
        (void)snprintf(out, ROW_TEXT_SIZE, "the header");
    } else {
        (void)snprintf(out, ROW_TEXT_SIZE, "row %" PRIu64, csv->n_rows + 1);
    }
}

/* Fails in a cell of the row at hand, by the callbacks, which return nothing. */
static void fail_cell(struct lets_csv *csv, const char *what, const char *hint)
{
    struct lets_span name = csv_header_name(&csv->header, csv->n_cells);
    char row[ROW_TEXT_SIZE];
    name_row(csv, row);
    if (name.size > 0) {
        csv->status = lets__fail_at(&csv->why, LETS_BAD_CSV, csv->row_line, 0,
                                    "the column '%.*s' of %s %s", LETS__SHOW(name), row, what);
    } else {
        csv->status = lets__fail_at(&csv->why, LETS_BAD_CSV, csv->row_line, 0, "cell %zu of %s %s",
                                    csv->n_cells + 1, row, what);
    }
    lets__hint(&csv->why, "%s", hint);
}

/* Marks the row at hand: its cells end where they seem to, whatever stands in this one. Nothing can
 * be read below a header that is no text. */
static void fault_cell(struct lets_csv *csv, const char *what)
{
    const char *hint = "save the file as 'CSV UTF-8'";
    struct lets_span name = csv_header_name(&csv->header, csv->n_cells);
    if (csv->header.names == NULL) {
        fail_cell(csv, what, hint);
        return;
    }
    if (csv->has_fault) {
        return;
    }
    csv->has_fault = true;
    csv->fault = (struct lets_error){0};
    if (name.size > 0) {
        (void)lets__fail_at(&csv->fault, LETS_BAD_CSV, csv->row_line, 0, "the column '%.*s' %s",
                            LETS__SHOW(name), what);
    } else {
        (void)lets__fail_at(&csv->fault, LETS_BAD_CSV, csv->row_line, 0, "cell %zu %s",
                            csv->n_cells + 1, what);
    }
    lets__hint(&csv->fault, "%s", hint);
}

/* Everything but bad UTF-8 and NUL passes: what a text may hold is judged where it is known what it
 * is for. */
static void check_cell(struct lets_csv *csv, struct lets_span cell)
{
    for (size_t at = text_first_bad(cell); at < cell.size;) {
        struct lets_span rest = {.bytes = cell.bytes + at, .size = cell.size - at};
        uint32_t code = 0;
        size_t length = text_decode(rest, &code);
        if (length == 0 || code == 0) {
            fault_cell(csv, length == 0 ? "is not UTF-8" : "holds a NUL");
            return;
        }
        at += length;
        rest = (struct lets_span){.bytes = cell.bytes + at, .size = cell.size - at};
        at += text_first_bad(rest);
    }
}

/* lets' own CSV opens a cell that a spreadsheet would run by an apostrophe. */
static struct lets_span without_apostrophe(struct lets_span cell)
{
    static const char begins[] = {'=', '+', '-', '@', '\t'};
    size_t n = 0;
    while (n < cell.size && cell.bytes[n] == '\'') {
        n++;
    }
    if (n > 0 && n < cell.size && memchr(begins, cell.bytes[n], sizeof begins) != NULL) {
        return (struct lets_span){.bytes = cell.bytes + 1, .size = cell.size - 1};
    }
    return cell;
}

static void add_cell(struct lets_csv *csv, struct lets_span cell)
{
    if (csv->n_cells == LETS_CSV_CELLS_MAX || csv->row.size + cell.size > ROW_MAX) {
        fail_cell(csv, "makes the row too large", QUOTE_OPEN);
        return;
    }
    cell = without_apostrophe(cell);
    csv->status = mem_grow(&csv->places, &csv->places_capacity, csv->n_cells + 1, &csv->why);
    if (csv->status == LETS_OK) {
        csv->places[csv->n_cells++] = (struct place){.offset = csv->row.size, .size = cell.size};
        csv->status = text_add(&csv->row, cell, &csv->why);
    }
}

static void take_cell(void *bytes, size_t size, void *context)
{
    struct lets_csv *csv = context;
    struct lets_span cell = {.bytes = bytes, .size = size};
    if (csv->status == LETS_OK) {
        check_cell(csv, cell);
    }
    if (csv->status == LETS_OK) {
        add_cell(csv, cell);
    }
}

static void take_row(int terminator, void *context)
{
    struct lets_csv *csv = context;
    (void)terminator;
    csv->is_row = true;
}

/* ---------------------------------------------------------------- feeding */

/* Reads a chunk where nothing is left of the last one. */
static enum lets_status read_chunk(struct lets_csv *csv, struct lets_error *err)
{
    if (csv->bytes.size > 0 || csv->is_end) {
        return LETS_OK;
    }
    text_clear(&csv->chunk);
    enum lets_status status = text_reserve(&csv->chunk, CHUNK, err);
    while (status == LETS_OK && !csv->is_end && csv->chunk.size < CHUNK) {
        ssize_t n =
            read(csv->descriptor, csv->chunk.bytes + csv->chunk.size, CHUNK - csv->chunk.size);
        if (n < 0 && errno != EINTR) {
            status = lets__fail_system(err, errno, "read the table");
        }
        csv->is_end = n == 0;
        csv->chunk.size += n > 0 ? (size_t)n : 0;
    }
    csv->bytes = text_span(&csv->chunk);
    return status;
}

/* How many of the bytes at hand are the next to be fed: up to the end of a line. Counts the line.
 */
static size_t next_feed(struct lets_csv *csv)
{
    struct lets_span bytes = csv->bytes;
    if (csv->was_cr && bytes.bytes[0] == '\n') {
        csv->was_cr = false;
        return 1;
    }
    size_t longest = bytes.size < CHUNK ? bytes.size : CHUNK;
    size_t size = 0;
    while (size < longest && bytes.bytes[size] != '\n' && bytes.bytes[size] != '\r') {
        size++;
    }
    csv->was_cr = size < longest && bytes.bytes[size] == '\r';
    if (size < longest) {
        csv->line++;
        size++;
    }
    return size;
}

/* The text without blanks at its ends: as libcsv has a cell without quotes. */
static struct lets_span trim(const struct lets_csv *csv, struct lets_span text)
{
    const char tab = csv->separator == '\t' ? ' ' : '\t';
    const char *end = text.bytes + text.size;
    while (text.bytes < end && (*text.bytes == ' ' || *text.bytes == tab)) {
        text.bytes++;
    }
    while (text.bytes < end && (end[-1] == ' ' || end[-1] == tab)) {
        end--;
    }
    text.size = (size_t)(end - text.bytes);
    return text;
}

/* Cuts a line as libcsv would; false where that has to see it: it is no whole line, or has quotes,
 * or characters that may be refused. */
static bool cut_line(struct lets_csv *csv, struct lets_span line)
{
    char last = line.bytes[line.size - 1];
    if (csv->is_fed || (last != '\n' && last != '\r')) {
        return false;
    }
    line.size--;
    if (memchr(line.bytes, '"', line.size) != NULL || text_first_bad(line) != line.size) {
        return false;
    }
    csv->is_row = trim(csv, line).size > 0;
    for (bool is_end = !csv->is_row; !is_end && csv->status == LETS_OK;) {
        const char *separator = memchr(line.bytes, csv->separator, line.size);
        is_end = separator == NULL;
        size_t size = is_end ? line.size : (size_t)(separator - line.bytes);
        add_cell(csv, trim(csv, (struct lets_span){line.bytes, size}));
        line.bytes += is_end ? size : size + 1;
        line.size -= is_end ? size : size + 1;
    }
    return true;
}

static enum lets_status fail_parser(struct lets_csv *csv, struct lets_error *err)
{
    if (csv_error(&csv->parser) == CSV_EPARSE) {
        char row[ROW_TEXT_SIZE];
        name_row(csv, row);
        enum lets_status status =
            lets__fail_at(err, LETS_BAD_CSV, csv->row_line, 0,
                          "a quote is out of place in column %zu of %s, or never closed",
                          csv->n_cells + 1, row);
        lets__hint(err,
                   "a cell with quotes is written \"so \"\"quoted\"\" here\"; no other row was "
                   "judged");
        return status;
    }
    return lets__fail(err, LETS_OUT_OF_MEMORY, "out of memory");
}

/* Takes what the callbacks said, and the bound of a cell, which they see too late. */
static enum lets_status judge_feed(struct lets_csv *csv, struct lets_error *err)
{
    if (csv->status == LETS_OK && csv->parser.entry_pos > LETS_CSV_CELL_MAX) {
        fail_cell(csv, "is over 64 KiB", QUOTE_OPEN);
    }
    if (csv->status != LETS_OK && err != NULL && err != &csv->why) {
        *err = csv->why;
    }
    return csv->status;
}

/* Feeds libcsv until it has a row, or the end. */
static enum lets_status read_row(struct lets_csv *csv, struct lets_error *err)
{
    csv->n_cells = 0;
    csv->is_row = false;
    csv->has_fault = false;
    text_clear(&csv->row);
    for (enum lets_status status = LETS_OK; status == LETS_OK;) {
        status = read_chunk(csv, err);
        if (status != LETS_OK || csv->is_row) {
            return status;
        }
        if (csv->bytes.size == 0) {
            if (csv_fini(&csv->parser, take_cell, take_row, csv) != 0) {
                return fail_parser(csv, err);
            }
            csv->is_finished = !csv->is_row;
            return judge_feed(csv, err);
        }
        if (csv->n_cells == 0 && csv->parser.entry_pos == 0) {
            csv->row_line = csv->line;
        }
        size_t size = next_feed(csv);
        if (!cut_line(csv, (struct lets_span){csv->bytes.bytes, size})) {
            if (csv_parse(&csv->parser, csv->bytes.bytes, size, take_cell, take_row, csv) != size) {
                return fail_parser(csv, err);
            }
            csv->is_fed = !csv->is_row;
        }
        csv->bytes.bytes += size;
        csv->bytes.size -= size;
        status = judge_feed(csv, err);
        if (status != LETS_OK || csv->is_row) {
            return status;
        }
    }
    return LETS_OK;
}

/* The cells of the row at hand as spans; a row is nothing where all of them are empty. */
static enum lets_status spread_row(struct lets_csv *csv, bool *is_nothing, struct lets_error *err)
{
    enum lets_status status = mem_grow(&csv->all, &csv->all_capacity, csv->n_cells, err);
    if (status == LETS_OK) {
        for (size_t i = 0; i < csv->n_cells; i++) {
            bool is_empty = csv->places[i].size == 0; /* then there may be no row to point into */
            csv->all[i] =
                (struct lets_span){.bytes = is_empty ? "" : csv->row.bytes + csv->places[i].offset,
                                   .size = csv->places[i].size};
        }
        *is_nothing = csv->row.size == 0;
    }
    return status;
}

/* ---------------------------------------------------------------- opening */

static enum lets_status skip_mark(struct lets_csv *csv, struct lets_error *err)
{
    enum lets_status status = read_chunk(csv, err);
    struct lets_span *bytes = &csv->bytes;
    if (status != LETS_OK) {
        return status;
    }
    if (bytes->size >= 2 &&
        (memcmp(bytes->bytes, "\xff\xfe", 2) == 0 || memcmp(bytes->bytes, "\xfe\xff", 2) == 0)) {
        status = lets__fail_at(err, LETS_BAD_CSV, 1, 0, "the table is in UTF-16");
        lets__hint(err, "save the file as 'CSV UTF-8'");
        return status;
    }
    if (bytes->size >= 3 && memcmp(bytes->bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes->bytes += 3;
        bytes->size -= 3;
    }
    return LETS_OK;
}

static enum lets_status read_header(struct lets_csv *csv, struct lets_error *err)
{
    enum lets_status status = skip_mark(csv, err);
    bool is_nothing = true;
    csv->separator = csv_header_separator(csv->bytes);
    csv_set_delim(&csv->parser, (unsigned char)csv->separator);
    while (status == LETS_OK && is_nothing && !csv->is_finished) {
        status = read_row(csv, err);
        if (status == LETS_OK && !csv->is_finished) {
            status = spread_row(csv, &is_nothing, err);
        }
    }
    if (status == LETS_OK && is_nothing) {
        status = lets__fail_at(err, LETS_BAD_CSV, 1, 0, "the table is empty");
        lets__hint(err, "its first line names its columns");
    }
    return status == LETS_OK
               ? csv_header_take(&csv->header, csv->all, csv->n_cells, csv->row_line, err)
               : status;
}

/* Begins reading; the descriptor is taken over. */
static enum lets_status begin(int descriptor, struct lets_span bytes, struct lets_csv **out,
                              struct lets_error *err)
{
    void *memory = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_csv), &memory, err);
    if (status != LETS_OK) {
        if (descriptor > STDIN_FILENO) {
            (void)close(descriptor);
        }
        return status;
    }
    struct lets_csv *csv = memory;
    (void)csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    csv_set_realloc_func(&csv->parser, mem_resize);
    csv_set_free_func(&csv->parser, mem_free);
    csv->descriptor = descriptor;
    csv->bytes = bytes;
    csv->is_end = descriptor < 0;
    csv->line = 1;
    status = read_header(csv, err);
    if (status != LETS_OK) {
        lets_csv_free(csv);
        return status;
    }
    *out = csv;
    return LETS_OK;
}

/* A pipe or a terminal gives its rows when it likes: all of them are taken first, for whoever reads
 * the table holds a lock. */
static enum lets_status spool(int *descriptor, struct lets_error *err)
{
    struct stat about;
    int spooled = -1;
    if (fstat(*descriptor, &about) == 0 && S_ISREG(about.st_mode)) {
        return LETS_OK;
    }
    enum lets_status status = file_spool(*descriptor, &spooled, err);
    if (*descriptor > STDIN_FILENO) {
        (void)close(*descriptor);
    }
    *descriptor = spooled;
    if (status == LETS_OK && lseek(spooled, 0, SEEK_SET) != 0) {
        status = lets__fail_system(err, errno, "read the table");
        (void)close(spooled);
    }
    return status;
}

enum lets_status lets_csv_open(const char *path, struct lets_csv **out, struct lets_error *err)
{
    int descriptor = path == NULL ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        return lets__fail_system(err, errno, "open the table");
    }
    enum lets_status status = spool(&descriptor, err);
    return status == LETS_OK ? begin(descriptor, (struct lets_span){0}, out, err) : status;
}

enum lets_status lets_csv_parse(const void *bytes, size_t size, struct lets_csv **out,
                                struct lets_error *err)
{
    return begin(-1, (struct lets_span){.bytes = bytes, .size = size}, out, err);
}

void lets_csv_free(struct lets_csv *csv)
{
    if (csv == NULL) {
        return;
    }
    if (csv->descriptor > STDIN_FILENO) {
        (void)close(csv->descriptor);
    }
    csv_free(&csv->parser);
    text_release(&csv->chunk);
    text_release(&csv->row);
    csv_header_release(&csv->header);
    mem_free(csv->places);
    mem_free(csv->all);
    mem_free(csv->cells);
    mem_free(csv);
}

char lets_csv_separator(const struct lets_csv *csv)
{
    return csv->separator;
}

const struct lets_span *lets_csv_header(const struct lets_csv *csv, size_t *n)
{
    *n = csv->header.n_names;
    return csv->header.names;
}

enum lets_status lets_csv_match(struct lets_csv *csv, const struct lets_csv_column *columns,
                                size_t n_columns, bool takes_others, struct lets_error *err)
{
    assert(csv->cells == NULL && csv->n_rows == 0 && n_columns > 0);
    void *cells = NULL;
    enum lets_status status = csv_header_match(&csv->header, columns, n_columns, takes_others, err);
    if (status == LETS_OK) {
        status = mem_alloc_array(n_columns, sizeof *csv->cells, &cells, err);
        csv->cells = cells;
    }
    return status;
}

bool lets_csv_has(const struct lets_csv *csv, size_t column)
{
    assert(column < csv->header.n_columns);
    return csv->header.where[column] < csv->header.n_names;
}

/* ---------------------------------------------------------------- rows */

/* What is to be done about a row of n cells, which are too many or too few. */
static void hint_at_cells(struct lets_csv *csv, size_t n)
{
    if (n < csv->header.n_names) {
        lets__hint(&csv->fault, "the column '%.*s' is the first without a cell",
                   LETS__SHOW(csv->header.names[n]));
    } else if (csv->separator == ',') {
        lets__hint(&csv->fault, "an amount is written 12.50, or '12,50' in quotes; so is a text "
                                "with a ',' in it");
    } else {
        lets__hint(&csv->fault, "a text with a '%s' in it belongs in quotes",
                   csv->separator == '\t' ? "tab" : (char[2]){csv->separator, '\0'});
    }
}

/* Empty cells at the end are no fault where the header has them too: spreadsheets leave such
 * behind. One more than the header has is a text with a separator in it, such as 12,50: then every
 * cell behind it is another's. */
static const struct lets_error *judge_row(struct lets_csv *csv)
{
    const struct csv_header *header = &csv->header;
    size_t n = csv->n_cells;
    if (csv->has_fault) {
        return &csv->fault;
    }
    while (n > header->n_names && n <= header->n_cells && csv->all[n - 1].size == 0) {
        n--;
    }
    if (n == header->n_names) {
        return NULL;
    }
    csv->fault = (struct lets_error){0};
    (void)lets__fail_at(&csv->fault, LETS_BAD_CSV, csv->row_line, 0,
                        "the row has %zu cell%s, the header %zu", n, n == 1 ? "" : "s",
                        header->n_names);
    hint_at_cells(csv, n);
    return &csv->fault;
}

enum lets_status lets_csv_next(struct lets_csv *csv, const struct lets_csv_row **row,
                               struct lets_error *err)
{
    assert(csv->cells != NULL);
    bool is_nothing = true;
    while (csv->status == LETS_OK && is_nothing && !csv->is_finished) {
        csv->status = read_row(csv, &csv->why);
        if (csv->status == LETS_OK && !csv->is_finished) {
            csv->status = spread_row(csv, &is_nothing, &csv->why);
        }
    }
    if (csv->status != LETS_OK) {
        if (err != NULL) {
            *err = csv->why;
        }
        return csv->status;
    }
    if (csv->is_finished) {
        *row = NULL;
        return LETS_OK;
    }
    const struct csv_header *header = &csv->header;
    for (size_t i = 0; i < header->n_columns; i++) {
        bool is_there = header->where[i] < csv->n_cells && header->where[i] < header->n_names;
        csv->cells[i] = is_there ? csv->all[header->where[i]] : (struct lets_span){0};
    }
    csv->shown = (struct lets_csv_row){.row = ++csv->n_rows,
                                       .line = csv->row_line,
                                       .cells = csv->cells,
                                       .all = csv->all,
                                       .n_all = csv->n_cells,
                                       .fault = judge_row(csv)};
    if (csv->shown.fault == NULL) {
        csv->shown.n_all = header->n_names;
    }
    *row = &csv->shown;
    return LETS_OK;
}
