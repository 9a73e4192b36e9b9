/* SPDX-License-Identifier: MIT */
/*
 * Exports for programs of plain-text accounting. A register shows the transfers, which those
 * programs want in order of date; closes are kept as stated, so that each program checks this one's
 * balances against its own. The books end with assertions as well, of the ledger's balances: an
 * amount that is changed anywhere is noticed.
 */

#include "exchange/export_beancount.h"
#include "exchange/export_hledger.h"

/* What is collected is handed on in pieces of this size. */
enum { PIECE_SIZE = 1 << 16 };

/* A close that stands: its day, and where its balances begin in `closings`. */
struct standing_close {
    struct lets_date date;
    size_t first;
};

struct closing {
    uint32_t account; /* index */
    int64_t minor;
};

struct lets_exporter {
    struct lets_register *rows;
    struct standing_close *closes;
    size_t n_closes;
    size_t closes_capacity;
    struct closing *closings; /* close by close */
    size_t n_closings;
    size_t closings_capacity;
};

/* ---------------------------------------------------------------- what is kept of the replay */

enum lets_status lets_exporter_new(struct lets_exporter **out, struct lets_error *err)
{
    static const struct lets_register_options all = {.period = {{INT32_MIN}, {INT32_MAX}}};
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_exporter), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct lets_exporter *exporter = bytes;
    status = lets_register_new(&all, &exporter->rows, err);
    if (status != LETS_OK) {
        lets_exporter_free(exporter);
        return status;
    }
    *out = exporter;
    return LETS_OK;
}

void lets_exporter_free(struct lets_exporter *exporter)
{
    if (exporter != NULL) {
        lets_register_free(exporter->rows);
        mem_free(exporter->closes);
        mem_free(exporter->closings);
        mem_free(exporter);
    }
}

static enum lets_status take_close(struct lets_exporter *exporter, const struct lets_ledger *ledger,
                                   const struct lets_entry *entry, struct lets_error *err)
{
    enum lets_status status =
        mem_grow(&exporter->closes, &exporter->closes_capacity, exporter->n_closes + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    status = mem_grow(&exporter->closings, &exporter->closings_capacity,
                      exporter->n_closings + entry->balances.n + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    exporter->closes[exporter->n_closes++] =
        (struct standing_close){.date = entry->date, .first = exporter->n_closings};
    for (size_t i = 0; i < entry->balances.n; i++) {
        const struct lets_account *account =
            lets_ledger_find(ledger, entry->balances.items[i].key.text);
        exporter->closings[exporter->n_closings++] = (struct closing){
            .account = account->index,
            .minor = entry->balances.items[i].value.amount.minor,
        };
    }
    return LETS_OK;
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_exporter *exporter = context;
    struct lets_observer rows = lets_register_observer(exporter->rows);
    if (entry->kind == LETS_KIND_CLOSE) {
        return take_close(exporter, ledger, entry, err);
    }
    if (entry->kind == LETS_KIND_REOPEN && exporter->n_closes > 0) {
        exporter->n_closings = exporter->closes[--exporter->n_closes].first;
        return LETS_OK;
    }
    return rows.entry(rows.context, ledger, entry, place, err);
}

struct lets_observer lets_exporter_observer(struct lets_exporter *exporter)
{
    return (struct lets_observer){.context = exporter, .entry = take};
}

/* ---------------------------------------------------------------- in order */

/* A file on its way out. */
struct writer {
    struct export export;
    const struct lets_exporter *exporter;
    const struct export_format *format;
    const struct lets_sink *sink;
    int64_t *minor;        /* owned: of each account, for assertions */
    size_t next_close;     /* that nothing was said of yet */
    struct lets_date last; /* of the rows so far */
};

static enum lets_status flush(struct writer *writer, size_t at_least, struct lets_error *err)
{
    struct text *out = &writer->export.out;
    if (out->size < at_least) {
        return LETS_OK;
    }
    enum lets_status status = writer->sink->write(writer->sink->context, text_span(out), err);
    text_clear(out);
    return status;
}

/* What is said of the closes before a day, or, INT32_MAX, of all that are left. */
static enum lets_status write_closes(struct writer *writer, int32_t before, struct lets_error *err)
{
    const struct lets_exporter *exporter = writer->exporter;
    enum lets_status status = LETS_OK;
    while (status == LETS_OK && writer->next_close < exporter->n_closes &&
           exporter->closes[writer->next_close].date.day < before) {
        const struct standing_close *close = &exporter->closes[writer->next_close++];
        size_t end =
            writer->next_close < exporter->n_closes ? close[1].first : exporter->n_closings;
        struct export_assertion assertion = {.date = close->date, .minor = writer->minor};
        for (uint32_t i = 0; i < writer->export.summary->n_accounts; i++) {
            writer->minor[i] = 0;
        }
        for (size_t i = close->first; i < end; i++) {
            writer->minor[exporter->closings[i].account] = exporter->closings[i].minor;
        }
        status = writer->format->assertion(&writer->export, &assertion, err);
    }
    return status == LETS_OK ? flush(writer, PIECE_SIZE, err) : status;
}

/* The books end on the last day of anything in them. */
static enum lets_status write_end(struct writer *writer, struct lets_error *err)
{
    const struct lets_exporter *exporter = writer->exporter;
    const struct export *export = &writer->export;
    struct export_assertion assertion = {
        .date = export->summary->opened, .minor = writer->minor, .is_end = true};
    if (writer->last.day > assertion.date.day) {
        assertion.date = writer->last;
    }
    if (exporter->n_closes > 0 &&
        exporter->closes[exporter->n_closes - 1].date.day > assertion.date.day) {
        assertion.date = exporter->closes[exporter->n_closes - 1].date;
    }
    for (uint32_t i = 0; i < export->summary->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(export->ledger, i);
        writer->minor[i] = account->balance.minor;
        if (account->opened.day > assertion.date.day) {
            assertion.date = account->opened;
        }
    }
    enum lets_status status = writer->format->assertion(&writer->export, &assertion, err);
    return status == LETS_OK ? flush(writer, 1, err) : status;
}

static enum lets_status write_row(void *context, const struct lets_register_row *row,
                                  struct lets_error *err)
{
    struct writer *writer = context;
    writer->last = row->date;
    enum lets_status status = write_closes(writer, row->date.day, err);
    return status == LETS_OK ? writer->format->transfer(&writer->export, row, err) : status;
}

static enum lets_status write_all(struct writer *writer, struct lets_journal *journal,
                                  struct lets_error *err)
{
    enum lets_status status = writer->format->begin(&writer->export, err);
    if (status == LETS_OK) {
        status = lets_register_each(writer->exporter->rows, journal, writer->export.ledger,
                                    write_row, writer, err);
    }
    if (status == LETS_OK) {
        status = write_closes(writer, INT32_MAX, err);
    }
    return status == LETS_OK ? write_end(writer, err) : status;
}

enum lets_status lets_exporter_write(struct lets_exporter *exporter, enum lets_program program,
                                     struct lets_journal *journal, const struct lets_ledger *ledger,
                                     const struct lets_directory *names,
                                     const struct lets_sink *sink, struct lets_error *err)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    struct writer writer = {
        .export = {.ledger = ledger,
                   .summary = summary,
                   .names = names,
                   .is_hledger = program == LETS_PROGRAM_HLEDGER},
        .format = program == LETS_PROGRAM_BEANCOUNT ? &export_beancount : &export_hledger,
        .exporter = exporter,
        .sink = sink,
        .last = {INT32_MIN},
    };
    void *minor = NULL;
    enum lets_status status =
        mem_alloc_array(summary->n_accounts, sizeof *writer.minor, &minor, err);
    if (status == LETS_OK) {
        writer.minor = minor;
        status = write_all(&writer, journal, err);
    }
    mem_free(minor);
    text_release(&writer.export.out);
    text_release(&writer.export.unit);
    return status;
}
