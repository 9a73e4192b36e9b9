/* SPDX-License-Identifier: MIT */
/*
 * Transfers from a table. Which program wrote it is told by its header; a table that none of these
 * wrote has lets' own columns, or says by --map which they are.
 */

#include "tables/import_transfers.h"

#include <string.h>

#include "base/failure.h"
#include "base/fold.h"
#include "session/talk.h"

/* What a row may say. */
enum cell {
    DATE,
    FROM,
    TO,
    AMOUNT,
    FOR,
    CATEGORY,
    REF,
    CHEQUE,
    WRITTEN,
    OVERRIDE,
    STATE,
    REASON,
    N_CELLS
};

/* A program's table: the columns by which it is known, and those that are read. */
struct transfer_format {
    const char *name;
    const char *marks[3];         /* all must be there */
    const char *columns[N_CELLS]; /* NULL: it has none such */
    const char *other_refs[2];    /* where there is no column of that name for references */
    const char *states[3];        /* that count */
    bool has_times;               /* a date may be one with a time of day */
    bool takes_others;            /* more columns are passed over */
};

static const struct transfer_format own = {
    .name = "lets",
    .columns = {[DATE] = "date",
                [FROM] = "from",
                [TO] = "to",
                [AMOUNT] = "amount",
                [FOR] = "for",
                [CATEGORY] = "category",
                [REF] = "ref",
                [CHEQUE] = "cheque",
                [WRITTEN] = "written",
                [OVERRIDE] = "override",
                [REASON] = ROWS_REASON},
};
static const struct transfer_format formats[] = {
    {
        .name = "Komunitin's export",
        .marks = {"payer.code", "payee.code", "amount"},
        .columns = {[DATE] = "created",
                    [FROM] = "payer.code",
                    [TO] = "payee.code",
                    [AMOUNT] = "amount",
                    [FOR] = "description",
                    [REF] = "id",
                    [STATE] = "state",
                    [REASON] = ROWS_REASON},
        .states = {"committed"},
        .has_times = true,
        .takes_others = true,
    },
    {
        .name = "Komunitin's import",
        .marks = {"Source", "Destination", "Amount"},
        .columns = {[FROM] = "Source",
                    [TO] = "Destination",
                    [FOR] = "Description",
                    [AMOUNT] = "Amount",
                    [REF] = "ref", /* in a file of rejects */
                    [REASON] = ROWS_REASON},
    },
    {
        .name = "Drupal's mutual_credit",
        .marks = {"payer", "payee", "quantity"},
        .columns = {[DATE] = "created",
                    [FROM] = "payer",
                    [TO] = "payee",
                    [AMOUNT] = "quantity",
                    [FOR] = "description",
                    [REF] = "serial",
                    [STATE] = "state",
                    [REASON] = ROWS_REASON},
        .other_refs = {"xid", "uuid"},
        .states = {"done", "finished", "1"},
        .has_times = true,
        .takes_others = true,
    },
};

/* ---------------------------------------------------------------- which columns */

static bool has_column(const struct import *import, const char *name)
{
    size_t n = 0;
    const struct lets_span *header = lets_csv_header(import->csv, &n);

    for (size_t i = 0; i < n; i++) {
        if (cell_is(header[i], name)) {
            return true;
        }
    }
    return false;
}

static const struct transfer_format *recognise(const struct import *import)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        bool is_it = true;
        for (size_t k = 0; k < 3; k++) {
            is_it = is_it && has_column(import, formats[i].marks[k]);
        }
        if (is_it) {
            return &formats[i];
        }
    }
    return &own;
}

/* Reads KEY=COLUMN,.. into the names of the columns; they are cut out of import->map. */
static enum lets_status read_map(struct import *import, const char *names[N_CELLS],
                                 struct lets_error *err)
{
    char *rest = NULL;

    import->map = memory_copy(lets_span_of(import->given->map));
    for (char *pair = import->map; pair != NULL; pair = rest) {
        char *comma = strchr(pair, ',');
        rest = comma != NULL ? comma + 1 : NULL;
        if (comma != NULL) {
            *comma = '\0';
        }
        char *column = strchr(pair, '=');
        if (column == NULL || column[1] == '\0') {
            return failure_misused(err, "--map: '%s' is no KEY=COLUMN", pair);
        }
        *column++ = '\0';
        size_t cell = 0;
        while (cell < STATE && strcmp(pair, own.columns[cell]) != 0) {
            cell++;
        }
        if (cell == STATE) {
            return failure_misused(
                err,
                "--map: '%s' is none of date, from, to, amount, for, category, ref, cheque, "
                "written, override",
                pair);
        }
        if (!has_column(import, column)) {
            return failure_misused(err, "--map: the table has no column '%s'", column);
        }
        names[cell] = column;
    }
    return LETS_OK;
}

/* A program may have called its references otherwise at another time. */
static const char *ref_name(const struct import *import)
{
    const struct transfer_format *format = import->format;

    for (size_t i = 0; i < 2 && format->other_refs[i] != NULL; i++) {
        if (!has_column(import, format->columns[REF]) &&
            has_column(import, format->other_refs[i])) {
            return format->other_refs[i];
        }
    }
    return format->columns[REF];
}

/* A table without references must say how they are made: they are what makes it safe to run twice.
 */
static enum lets_status check_refs(struct import *import, struct lets_error *err)
{
    int ref = import->at[REF];

    if ((ref < 0 || !lets_csv_has(import->csv, (size_t)ref)) && import->given->ref_prefix == NULL) {
        return failure_misused(err,
                               "the table has no references: --ref-prefix NAME gives row k the "
                               "reference NAME/k, so that it can be read again");
    }
    return LETS_OK;
}

static enum lets_status match(struct import *import, struct lets_error *err)
{
    const char *names[N_CELLS];
    bool has_map = import->given->map != NULL;
    enum lets_status status = LETS_OK;

    import->format = has_map ? &own : recognise(import);
    import->has_times = has_map || import->format->has_times;
    memcpy(names, import->format->columns, sizeof names);
    names[REF] = ref_name(import);
    if (has_map) {
        status = read_map(import, names, err);
    } else if (import->format != &own) {
        session_tell(import->session, "%s: read as %s", import->name, import->format->name);
    }
    if (status != LETS_OK) {
        return status;
    }
    for (int cell = 0; cell < N_CELLS; cell++) {
        import->at[cell] = -1;
        if (names[cell] != NULL) {
            bool is_day = cell == DATE && !import->given->date.is_given;
            import->at[cell] = (int)import->n_columns;
            import->columns[import->n_columns++] = (struct lets_csv_column){
                .name = names[cell],
                .is_required = is_day || cell == FROM || cell == TO || cell == AMOUNT,
            };
        }
    }
    status = lets_csv_match(import->csv, import->columns, import->n_columns,
                            has_map || import->format->takes_others, err);
    return status == LETS_OK ? check_refs(import, err) : status;
}

/* ---------------------------------------------------------------- a row */

static struct lets_span cell_of(const struct import *import, const struct lets_span *cells,
                                enum cell cell)
{
    int at = import->at[cell];

    return at < 0 ? (struct lets_span){0} : cells[at];
}

/* Other programs keep what never came about as well. */
static bool is_state_counted(const struct import *import, struct lets_span state)
{
    int at = import->at[STATE];

    if (at < 0 || !lets_csv_has(import->csv, (size_t)at)) {
        return true;
    }
    for (size_t i = 0; i < 3 && import->format->states[i] != NULL; i++) {
        if (cell_is(state, import->format->states[i])) {
            return true;
        }
    }
    return false;
}

static struct lets_span read_text(const struct import *import, const struct lets_span *cells,
                                  enum cell cell, struct row_faults *faults)
{
    struct lets_span text = cell_of(import, cells, cell);
    struct lets_error why = {0};

    if (text.size > 0) {
        (void)row_faults_check(faults, import->at[cell], lets_text_check(text, &why), &why);
    }
    return text;
}

/* The reference of a row: its own, or made of the prefix and the row's number. */
static void read_ref(const struct import *import, const struct lets_span *cells, uint64_t row,
                     char buffer[IMPORT_REF_SIZE], struct lets_entry *entry,
                     struct row_faults *faults)
{
    struct lets_error why = {0};

    lets_entry_put(entry, ref, cell_of(import, cells, REF));
    if (entry->ref.size == 0 && import->given->ref_prefix != NULL) {
        lets_entry_put(entry, ref, import_ref(import, row, buffer));
    }
    (void)row_faults_check(faults, import->at[REF], lets_text_check(entry->ref, &why), &why);
}

static void read_accounts(const struct import *import, const struct lets_span *cells,
                          struct lets_entry *entry, struct row_faults *faults)
{
    const struct lets_account *payer =
        import_account(import, import->at[FROM], cell_of(import, cells, FROM), faults);
    const struct lets_account *payee =
        import_account(import, import->at[TO], cell_of(import, cells, TO), faults);

    if (payer != NULL && payee != NULL) {
        lets_entry_put(entry, payer, payer->id);
        lets_entry_put(entry, payee, payee->id);
    }
}

/* A cheque, the day on its paper, and why a rule was waived: a row that a copy had recorded. */
static void read_cheque(const struct import *import, const struct lets_span *cells,
                        struct lets_entry *entry, struct row_faults *faults)
{
    struct lets_span cheque = cell_of(import, cells, CHEQUE);
    struct lets_span written = cell_of(import, cells, WRITTEN);
    struct lets_error why = {0};

    if (cheque.size > 0) {
        uint32_t number = 0;
        enum lets_status status = lets_number_parse(cheque, &number, &why);
        (void)row_faults_check(faults, import->at[CHEQUE], status, &why);
        lets_entry_put(entry, cheque, number);
    }
    if (written.size > 0) {
        struct lets_date day = {0};
        (void)import_day(import, import->at[WRITTEN], written, import->has_times, &day, faults);
        lets_entry_put(entry, written, day);
    }
    ENTRY_PUT_SPAN(entry, override_reason, read_text(import, cells, OVERRIDE, faults));
}

/* Every cell is read, whatever is wrong with the others. */
static void read_row(const struct import *import, const struct lets_span *cells,
                     struct lets_entry *entry, struct row_faults *faults)
{
    const struct lets_summary *summary = lets_ledger_summary(import->session->ledger);
    struct lets_span date = cell_of(import, cells, DATE);
    struct lets_date day = import->day;
    struct lets_amount amount = {0};
    struct lets_error why = {0};

    lets_entry_put(entry, number, summary->n_transfers + 1);
    if (import->at[DATE] >= 0 && (date.size > 0 || !import->given->date.is_given)) {
        (void)import_day(import, import->at[DATE], date, import->has_times, &day, faults);
    }
    lets_entry_put(entry, date, day);
    read_accounts(import, cells, entry, faults);
    enum lets_status status =
        lets_amount_parse(cell_of(import, cells, AMOUNT), summary->decimals, &amount, &why);
    (void)row_faults_check(faults, import->at[AMOUNT], status, &why);
    lets_entry_put(entry, amount, amount);
    ENTRY_PUT_SPAN(entry, what_for, read_text(import, cells, FOR, faults));
    ENTRY_PUT_SPAN(entry, category, read_text(import, cells, CATEGORY, faults));
    read_cheque(import, cells, entry, faults);
}

/* What a limit or a suspension refuses is recorded after all where a reason was given, and only
 * there does the reason stand. */
static enum lets_status post(struct import *import, struct lets_entry *entry,
                             struct row_faults *faults, struct lets_error *err)
{
    enum lets_status status = import_add(import, entry, faults, err);

    if (status != LETS_OK || faults->n == 0 || import->given->override_reason == NULL) {
        return status;
    }
    enum lets_status refused = faults->items[0].status;
    if (row_is_over_limit(refused) || refused == LETS_ACCOUNT_SUSPENDED) {
        row_faults_release(faults);
        lets_entry_put(entry, override_reason, lets_span_of(import->given->override_reason));
        status = import_add(import, entry, faults, err);
    }
    return status;
}

/* Whether a reference was made from what its row says, "lost-" and 16 digits: such a row is known
 * by itself wherever it comes from. */
static bool is_made(struct lets_span ref)
{
    enum { N_DIGITS = 16 };

    for (size_t i = 1; ref.size > N_DIGITS && i <= N_DIGITS; i++) {
        if (strchr("0123456789abcdef", ref.bytes[ref.size - i]) == NULL) {
            return false;
        }
    }
    return ref.size > N_DIGITS + 1 && ref.bytes[ref.size - N_DIGITS - 1] == '-';
}

static enum lets_status take(struct import *import, const struct lets_span *cells, uint64_t row,
                             struct row_faults *faults, struct lets_error *err)
{
    struct lets_entry entry = {.kind = LETS_KIND_TRANSFER};
    char ref[IMPORT_REF_SIZE];
    bool has_no_day = cell_of(import, cells, DATE).size == 0 && !import->given->date.is_given;

    if (!is_state_counted(import, cell_of(import, cells, STATE))) {
        import->n_left_out++;
        return LETS_OK;
    }
    read_row(import, cells, &entry, faults);
    read_ref(import, cells, row, ref, &entry, faults);
    if (faults->n > 0 || import_is_known(import, &entry, import->at[REF], has_no_day, faults)) {
        return LETS_OK;
    }
    enum lets_status status = post(import, &entry, faults, err);
    if (status == LETS_OK && faults->n == 0 && !is_made(cell_of(import, cells, REF))) {
        recorded_add(&import->recorded, row, &entry);
    }
    return status;
}

static const char *ref_column(const struct import *import)
{
    return import->given->ref_prefix == NULL ? NULL : import->columns[import->at[REF]].name;
}

const struct import_kind import_transfers = {
    .match = match,
    .take = take,
    .ref_column = ref_column,
};
