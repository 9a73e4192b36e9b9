/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_TABLE_H
#define IMPORT_TABLE_H

/*
 * A table as it stands in its file, whole in memory: its rows, which column is what, and what is
 * found wrong. What a row becomes is no matter of it.
 */

#include "base/span_map.h"
#include "tables/import_format.h"
#include "tables/rows.h"

/* What is said of a table besides its faults: how often something was read otherwise than it
 * stands. First the words of one, then of several. */
#define IMPORT_REMARKS(X)                                                                          \
    X(LINES, "text of several lines was joined by ' / '",                                          \
      "texts of several lines were joined by "                                                     \
      "' / '")                                                                                     \
    X(BLANKS, "text had blanks that were folded", "texts had blanks that were folded")             \
    X(ENTITIES, "text had entities that were resolved", "texts had entities that were resolved")   \
    X(CUT, "text over 500 bytes was cut", "texts over 500 bytes were cut")                         \
    X(SWAPPED, "negative amount was swapped", "negative amounts were swapped")                     \
    X(MIRRORED, "row is the other side of another one",                                            \
      "rows are the other sides of others: each pair is one transfer")                             \
    X(ZERO, "row of 0 was left out", "rows of 0 were left out")                                    \
    X(NOBODY, "row was left out: neither side is known",                                           \
      "rows were left out: neither side is known")                                                 \
    X(NOT_ONLY, "row was left out by --only", "rows were left out by --only")                      \
    X(DAYLESS, "row without a day counts on --date", "rows without a day count on --date")

enum import_remark {
#define IMPORT_REMARK_ENUM(name, one, many) REMARK_##name,
    IMPORT_REMARKS(IMPORT_REMARK_ENUM)
#undef IMPORT_REMARK_ENUM
        N_IMPORT_REMARKS
};

/* What becomes of a row. */
enum import_fate {
    FATE_OPEN,     /* nothing yet; refused where it has faults */
    FATE_NEW,      /* it was recorded */
    FATE_KNOWN,    /* the journal has it */
    FATE_LEFT_OUT, /* it does not count */
    FATE_JOINED    /* it is the other side of another row */
};

struct import_row {
    uint64_t row;
    uint64_t line;
    const struct lets_span *all; /* as they stand; as many as the header has, or more */
    size_t n_all;
    struct row_faults faults; /* owned */
    const char *ref;          /* the made reference, borrowed; NULL: none */
    enum import_fate fate;
};

enum { IMPORT_JOINS_MAX = 8 };

/* The columns of a key; n == 0: none. */
struct import_role {
    uint32_t at[IMPORT_JOINS_MAX];
    uint32_t n;
};

struct import_table {
    struct session *session;
    enum import_table_kind kind;
    char *own_name;       /* owned: its file's; NULL: it lasts by itself */
    const char *name;     /* for messages */
    struct lets_csv *csv; /* owned, until all is read */
    struct keep keep;
    const struct lets_span *header;
    size_t n_header;
    struct lets_csv_column
        *columns; /* for faults: of the header, then joined ones, by their keys */
    struct import_reading reading;
    const struct import_format *format; /* NULL: our own, or told by --map */
    struct import_role roles[N_IMPORT_KEYS];
    unsigned char layers[N_IMPORT_KEYS];         /* which of --map named each; 0: none */
    struct import_role only[IMPORT_PHRASES_MAX]; /* of --only */
    struct lets_span only_value[IMPORT_PHRASES_MAX];
    struct import_role state;       /* looked at, mapped or not */
    struct import_role currency;    /* likewise */
    struct lets_span only_currency; /* the unit that --only names; empty: none */
    bool has_reason;                /* it is a file of --rejects */
    struct import_row *rows;        /* owned */
    size_t n_rows;
    size_t rows_capacity;
    size_t remarks[N_IMPORT_REMARKS];
    size_t n_zoned;        /* instants that count on their day in the zone */
    size_t n_table_faults; /* told already: nothing can be recorded */
    struct span_map seen_zones;
};

/* Opens a file and reads its header: its format is known then. */
enum lets_status import_table_open(struct import_table *table, struct session *session,
                                   enum import_table_kind kind, const char *file,
                                   struct lets_error *err);

/* Reads all rows; those whose cells are too many or too few have that fault. */
enum lets_status import_table_read(struct import_table *table, struct lets_error *err);

void import_table_release(struct import_table *table);

/* How many columns have that name; the nth of them (from 1) into *out. */
size_t import_table_named(const struct import_table *table, struct lets_span name, size_t nth,
                          uint32_t *out);

/* The columns that an expression names: NAME, NAME#2, #7, or several joined by +. false: the table
 * has none such, or several. */
bool import_table_find(const struct import_table *table, struct lets_span expression,
                       struct import_role *out);

bool import_table_has(const struct import_table *table, enum import_key key);

/* Where a fault of a key is told, an index of columns; -1: the row as a whole. For faults alone:
 * joined columns are behind those of the header, where no row has a cell. */
int import_table_at(const struct import_table *table, enum import_key key);

/* The cell of a key, or of a role: as it stands, without blanks around; joined ones by a blank, in
 * the table's keep. */
struct lets_span import_table_cell(struct import_table *table, const struct import_row *row,
                                   enum import_key key);
struct lets_span import_table_part(struct import_table *table, const struct import_row *row,
                                   const struct import_role *role);

/* Tells what is wrong with the table as a whole; nothing can be recorded then. */
void import_table_fail(struct import_table *table, enum lets_status status, const char *hint,
                       const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A lower-case ASCII comparison of a header's name. */
bool import_name_is(struct lets_span name, struct lets_span wanted);

#endif
