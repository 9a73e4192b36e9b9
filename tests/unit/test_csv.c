/* SPDX-License-Identifier: MIT */
/* CSV in: what spreadsheets write is read, what cannot be read for certain is refused with its
 * place. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

static const struct lets_csv_column columns[] = {
    {"cheque", NULL, true},
    {"written", "date", false},
    {"for", NULL, false},
};
enum { CHEQUE, WRITTEN, FOR, N_COLUMNS };

static enum lets_status read_all(const char *bytes, size_t size, struct text *out,
                                 struct lets_error *err)
{
    struct lets_csv *csv = NULL;
    const struct lets_csv_row *row = NULL;
    enum lets_status status = lets_csv_parse(bytes, size, &csv, err);
    if (status == LETS_OK) {
        status = lets_csv_match(csv, columns, N_COLUMNS, false, err);
    }
    while (status == LETS_OK && (status = lets_csv_next(csv, &row, err)) == LETS_OK &&
           row != NULL) {
        status = text_add_format(out, err, "%d@%d", (int)row->row, (int)row->line);
        for (size_t i = 0; status == LETS_OK && i < N_COLUMNS; i++) {
            status = text_add_format(out, err, "|%.*s", (int)row->cells[i].size,
                                     row->cells[i].size == 0 ? "" : row->cells[i].bytes);
        }
        if (status == LETS_OK) {
            status = text_add_string(out, row->fault == NULL ? ";" : "!;", err);
        }
    }
    lets_csv_free(csv);
    return status;
}

static const struct {
    const char *csv;
    const char *rows; /* ROW@LINE|cells; a fault as ! */
} good[] = {
    {"cheque,written,for\n301,2026-01-08,tap\n", "1@2|301|2026-01-08|tap;"},
    {"\xef\xbb\xbf"
     "cheque,for\r\n301,tap\r\n302,cake\r\n",
     "1@2|301||tap;2@3|302||cake;"},
    {"for;cheque\ntap, large;301\n", "1@2|301||tap, large;"},
    {"for\tcheque\na;b,c\t301", "1@2|301||a;b,c;"},
    {"Cheque , DATE\n301,2026-01-08\n", "1@2|301|2026-01-08|;"},
    {"cheque,for\n301,\"two\nlines \"\"so\"\"\"\n302,x\n",
     "1@2|301||two\nlines \"so\";2@4|302||x;"},
    {"cheque,for\r301,a\r302,b\r", "1@2|301||a;2@3|302||b;"},
    {"\n\ncheque,for\n\n301,a\n,\n  \n302,b\n\n", "1@5|301||a;2@8|302||b;"},
    {"cheque,for\n301,'=1+1\n302,'tis\n303,''=x\n304,'\n305,'-5\n",
     "1@2|301||=1+1;2@3|302||'tis;3@4|303||'=x;4@5|304||';5@6|305||-5;"},
    {"cheque,for,,\n301,a,,\n302,b\n303,c,\n", "1@2|301||a;2@3|302||b;3@4|303||c;"},
    {"cheque,for,,\n301,a,,,\n302,b,,x\n", "1@2|301||a!;2@3|302||b!;"},
    {"cheque,for\n301\n302,b,c\n303,d\n304,e,\n", "1@2|301||!;2@3|302||b!;3@4|303||d;4@5|304||e!;"},
    {"cheque\n301\n", "1@2|301||;"},
    {"cheque,for\n", ""},
    {"cheque,for\n301, tap \n", "1@2|301||tap;"},
    {"cheque,for\n301,caf\xc3\xa9\n", "1@2|301||caf\xc3\xa9;"},
    {"\"cheque\",\"a;b;c\"\n", NULL}, /* separators inside quotes do not count */
};
enum { N_GOOD = sizeof good / sizeof good[0] };

START_TEST(reads_what_spreadsheets_write)
{
    struct text rows = {0};
    struct lets_error err = {0};
    enum lets_status status = read_all(good[_i].csv, strlen(good[_i].csv), &rows, &err);
    if (good[_i].rows == NULL) {
        ck_assert_int_eq(status, LETS_UNKNOWN_COLUMN);
        ck_assert_str_eq(err.message, "no column is called 'a;b;c'");
    } else {
        ck_assert_msg(status == LETS_OK, "%s", err.message);
        ck_assert_int_eq(text_add(&rows, (struct lets_span){"", 1}, NULL), LETS_OK);
        ck_assert_str_eq(rows.bytes, good[_i].rows);
    }
    text_release(&rows);
}
END_TEST

static const struct {
    const char *csv;
    size_t size; /* 0: strlen */
    enum lets_status status;
    uint64_t line;
    const char *message; /* part of it */
} bad[] = {
    {"", 0, LETS_BAD_CSV, 1, "the table is empty"},
    {"\n\n", 0, LETS_BAD_CSV, 1, "the table is empty"},
    {"\xff\xfe"
     "c\0h\0",
     6, LETS_BAD_CSV, 1, "UTF-16"},
    {"cheque,colour\n301,red\n", 0, LETS_UNKNOWN_COLUMN, 1, "'colour'"},
    {"for\ntap\n", 0, LETS_MISSING_COLUMN, 1, "'cheque'"},
    {"\ncheque,written,date\n", 0, LETS_BAD_CSV, 2, "'written' and 'date'"},
    {"cheque,caf\xe9\n301,a\n", 0, LETS_BAD_CSV, 1, "cell 2 of the header is not UTF-8"},
    {"cheque,for\n301,a\n302,\"open\n303,b\n", 0, LETS_BAD_CSV, 3, "a quote is out of place"},
    {"cheque,for\n301,a\"b\"\n", 0, LETS_BAD_CSV, 2,
     "a quote is out of place in column 2 of row 1"},
};
enum { N_BAD = sizeof bad / sizeof bad[0] };

START_TEST(refuses_what_cannot_be_read_for_certain_with_its_line)
{
    struct text rows = {0};
    struct lets_error err = {0};
    size_t size = bad[_i].size == 0 ? strlen(bad[_i].csv) : bad[_i].size;
    ck_assert_int_eq(read_all(bad[_i].csv, size, &rows, &err), bad[_i].status);
    ck_assert_msg(err.line == bad[_i].line, "line %d: %s", (int)err.line, err.message);
    ck_assert_msg(strstr(err.message, bad[_i].message) != NULL, "%s", err.message);
    text_release(&rows);
}
END_TEST

/* A table of n bytes: the header, then what fills it. */
static char *large(size_t n, const char *header, char filling)
{
    char *bytes = malloc(n + 1);
    ck_assert_ptr_nonnull(bytes);
    memset(bytes, filling, n);
    memcpy(bytes, header, strlen(header));
    bytes[n] = '\0';
    return bytes;
}

static const struct {
    const char *header;
    char filling;
    const char *message;
} endless[] = {
    {"cheque,for\n301,\"", 'a', "is over 64 KiB"},
    {"cheque,for\n301,", 'a', "is over 64 KiB"},
    {"cheque,for\n301,\"", '\n', "is over 64 KiB"},
    {"cheque,for\n301", ',', "makes the row too large"},
    {"cheque,for\n301,\"", '"', "is over 64 KiB"},
};
enum { N_ENDLESS = sizeof endless / sizeof endless[0] };

START_TEST(bounds_cells_and_rows)
{
    enum { SIZE = 4000001 };
    struct text rows = {0};
    struct lets_error err = {0};
    char *bytes = large(SIZE, endless[_i].header, endless[_i].filling);
    ck_assert_int_eq(read_all(bytes, SIZE, &rows, &err), LETS_BAD_CSV);
    ck_assert_uint_eq(err.line, 2);
    ck_assert_msg(strstr(err.message, endless[_i].message) != NULL, "%s", err.message);
    ck_assert_uint_eq(rows.size, 0);
    text_release(&rows);
    free(bytes);
}
END_TEST

START_TEST(reads_a_file_the_same_wherever_its_chunks_end)
{
    /* Rows of all lengths, so that chunks end in every place: in a CRLF, a quote, a character. */
    enum { N_ROWS = 20000 };
    char name[] = "/tmp/lets-test-csv-XXXXXX";
    int descriptor = mkstemp(name);
    ck_assert_int_ge(descriptor, 0);
    FILE *file = fdopen(descriptor, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "cheque;for\r\n");
    for (int i = 1; i <= N_ROWS; i++) {
        fprintf(file, "%d;\"%.*s\"\"\xc3\xa9\r\n\xc3\xa9\"\r\n", i, i % 13, "abcdefghijklm");
    }
    ck_assert_int_eq(fclose(file), 0);
    struct lets_csv *csv = NULL;
    const struct lets_csv_row *row = NULL;
    ck_assert_int_eq(lets_csv_open(name, &csv, NULL), LETS_OK);
    ck_assert_int_eq(lets_csv_separator(csv), ';');
    ck_assert_int_eq(lets_csv_match(csv, columns, N_COLUMNS, false, NULL), LETS_OK);
    ck_assert(lets_csv_has(csv, CHEQUE) && !lets_csv_has(csv, WRITTEN) && lets_csv_has(csv, FOR));
    for (int i = 1; i <= N_ROWS; i++) {
        char wanted[64];
        ck_assert_int_eq(lets_csv_next(csv, &row, NULL), LETS_OK);
        ck_assert_ptr_nonnull(row);
        ck_assert_uint_eq(row->row, (unsigned)i);
        ck_assert_uint_eq(row->line, (unsigned)i * 2);
        (void)snprintf(wanted, sizeof wanted, "%.*s\"\xc3\xa9\r\n\xc3\xa9", i % 13,
                       "abcdefghijklm");
        ck_assert(lets_span_equal(row->cells[FOR], lets_span_of(wanted)));
    }
    ck_assert_int_eq(lets_csv_next(csv, &row, NULL), LETS_OK);
    ck_assert_ptr_null(row);
    lets_csv_free(csv);
    ck_assert_int_eq(unlink(name), 0);
}
END_TEST

/* What cannot be read in a cell is a fault of its row; the others are read. */
static const struct {
    const char *csv;
    size_t size;
    const char *message;
} spoiled[] = {
    {"cheque,for\n1,caf\xe9\n2,b\n", 0, "the column 'for' is not UTF-8"},
    {"cheque,for\n1,\"caf\xe9\"\n2,b\n", 0, "the column 'for' is not UTF-8"},
    {"cheque,for\n\xe9,a,\n2,b\n", 0, "the column 'cheque' is not UTF-8"},
    {"cheque,for\n1,a,\xe9\n2,b\n", 0, "cell 3 is not UTF-8"},
    {"cheque,for\n1,a\0b\n2,b\n", 21, "the column 'for' holds a NUL"},
};
enum { N_SPOILED = sizeof spoiled / sizeof spoiled[0] };

START_TEST(marks_a_row_with_bad_bytes_and_goes_on)
{
    struct lets_csv *csv = NULL;
    const struct lets_csv_row *row = NULL;
    size_t size = spoiled[_i].size == 0 ? strlen(spoiled[_i].csv) : spoiled[_i].size;
    ck_assert_int_eq(lets_csv_parse(spoiled[_i].csv, size, &csv, NULL), LETS_OK);
    ck_assert_int_eq(lets_csv_match(csv, columns, N_COLUMNS, false, NULL), LETS_OK);
    ck_assert_int_eq(lets_csv_next(csv, &row, NULL), LETS_OK);
    ck_assert(row->fault != NULL && row->fault->status == LETS_BAD_CSV && row->fault->line == 2);
    ck_assert_str_eq(row->fault->message, spoiled[_i].message);
    ck_assert_int_eq(lets_csv_next(csv, &row, NULL), LETS_OK);
    ck_assert(row->fault == NULL && row->row == 2);
    ck_assert(lets_span_equal(row->cells[FOR], lets_span_of("b")));
    lets_csv_free(csv);
}
END_TEST

static const char *const broken[] = {"cheque,for\n1,\"a\"b\n2,b\n", "cheque,for\n1,a\"b\n2,b\n"};
enum { N_BROKEN = sizeof broken / sizeof broken[0] };

START_TEST(stays_refused_behind_a_fault)
{
    struct lets_csv *csv = NULL;
    const struct lets_csv_row *row = NULL;
    struct lets_error err = {0};
    struct lets_span bytes = lets_span_of(broken[_i]);
    ck_assert_int_eq(lets_csv_parse(bytes.bytes, bytes.size, &csv, NULL), LETS_OK);
    ck_assert_int_eq(lets_csv_match(csv, columns, N_COLUMNS, false, NULL), LETS_OK);
    ck_assert_int_eq(lets_csv_next(csv, &row, NULL), LETS_BAD_CSV);
    ck_assert_int_eq(lets_csv_next(csv, &row, &err), LETS_BAD_CSV);
    ck_assert_uint_eq(err.line, 2);
    ck_assert_ptr_null(row);
    lets_csv_free(csv);
}
END_TEST

START_TEST(names_a_file_that_is_not_there)
{
    struct lets_csv *csv = NULL;
    ck_assert_int_eq(lets_csv_open("/nowhere/pile.csv", &csv, NULL), LETS_NO_SUCH_FILE);
    ck_assert_int_eq(lets_csv_open("/tmp", &csv, NULL), LETS_INPUT_OUTPUT);
    ck_assert_ptr_null(csv);
}
END_TEST

START_TEST(every_failed_allocation_is_a_status)
{
    const char *csv = "cheque,for,written\n301,\"a \"\"b\"\" c\",2026-01-08\n302,d,\n";
    for (size_t after = 0;; after++) {
        struct text rows = {0};
        (void)lets__mem_fail_after(after);
        enum lets_status status = read_all(csv, strlen(csv), &rows, NULL);
        (void)lets__mem_fail_after(SIZE_MAX);
        text_release(&rows);
        ck_assert(status == LETS_OK || status == LETS_OUT_OF_MEMORY);
        if (status == LETS_OK) {
            ck_assert_uint_gt(after, 10);
            break;
        }
    }
}
END_TEST

/* A table of random rows without quotes; the last cell of each is `last`. */
static size_t random_table(unsigned seed, const char *last, char *out, size_t size)
{
    static const char *const pieces[] = {"a",    "'", "=", " ",        "\t",   "-", ",",
                                         "\x01", "7", ";", "\xc3\xa9", "\xff", "b", "c"};
    static const char *const ends[] = {"\n", "\r\n", "\r", "\n\n", "\r\n \r\n"};
    enum { N_PIECES = sizeof pieces / sizeof *pieces, N_ENDS = sizeof ends / sizeof *ends };
    size_t n = (size_t)snprintf(out, size, "cheque,for,written\n");
    for (int row = 0; row < 20; row++) {
        seed = seed * 1103515245U + 12345U;
        for (unsigned left = seed >> 16 & 7; left > 0; left--) {
            seed = seed * 1103515245U + 12345U;
            n += (size_t)snprintf(out + n, size - n, "%s", pieces[(seed >> 16) % N_PIECES]);
        }
        seed = seed * 1103515245U + 12345U;
        n += (size_t)snprintf(out + n, size - n, ",%s%s", last, ends[(seed >> 16) % N_ENDS]);
    }
    return n;
}

START_TEST(a_line_is_cut_as_libcsv_would)
{
    for (unsigned seed = 1; seed <= 2000; seed++) {
        char bytes[2][4096];
        struct text rows[2] = {{0}, {0}};
        struct lets_error err[2] = {{0}, {0}};
        enum lets_status status[2];
        for (int i = 0; i < 2; i++) { /* quotes in a line hand it to libcsv */
            size_t n = random_table(seed, i == 0 ? "x" : "\"x\"", bytes[i], sizeof bytes[i]);
            status[i] = read_all(bytes[i], n, &rows[i], &err[i]);
        }
        ck_assert_msg(status[0] == status[1], "seed %u: %s, %s", seed, err[0].message,
                      err[1].message);
        ck_assert_uint_eq(err[0].line, err[1].line);
        ck_assert_str_eq(err[0].message, err[1].message);
        ck_assert_msg(lets_span_equal(text_span(&rows[0]), text_span(&rows[1])), "seed %u", seed);
        text_release(&rows[0]);
        text_release(&rows[1]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("csv");
    TCase *cases = tcase_create("csv");
    tcase_add_loop_test(cases, reads_what_spreadsheets_write, 0, N_GOOD);
    tcase_add_loop_test(cases, refuses_what_cannot_be_read_for_certain_with_its_line, 0, N_BAD);
    tcase_add_loop_test(cases, bounds_cells_and_rows, 0, N_ENDLESS);
    tcase_add_test(cases, reads_a_file_the_same_wherever_its_chunks_end);
    tcase_add_test(cases, a_line_is_cut_as_libcsv_would);
    tcase_add_loop_test(cases, marks_a_row_with_bad_bytes_and_goes_on, 0, N_SPOILED);
    tcase_add_loop_test(cases, stays_refused_behind_a_fault, 0, N_BROKEN);
    tcase_add_test(cases, names_a_file_that_is_not_there);
    tcase_add_test(cases, every_failed_allocation_is_a_status);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
