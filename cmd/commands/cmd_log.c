/* SPDX-License-Identifier: MIT */
/*
 * lets log: every entry of every kind in the order of recording, a sentence each. The lines of a
 * commit wait for its seal, which says when and by whom they were recorded, and are printed then:
 * in a second replay, when the first has shown that the journal is sound. The few lines of --last
 * and --exceptions are kept; no sentence is made of what is too far from the end to be among the
 * last.
 */

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/failure.h"
#include "base/fold.h"
#include "commands/commands.h"
#include "commands/log_rows.h"
#include "commands/log_wanted.h"
#include "output/list.h"
#include "session/footer.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "session/session.h"
#include "words/exception.h"
#include "words/figures.h"
#include "words/history.h"
#include "words/sentence.h"

#define AT(member) offsetof(struct log_values, member)

static const struct argument arguments[] = {
    {"ID", "only what concerns that account", OPTION_ID, AT(id), true, false},
    {0},
};

static const struct option options[] = {
    {"period", 'p', "PERIOD", "only what was recorded in it, both ends included", OPTION_PERIOD,
     AT(period), false},
    {"kind", 0, "KIND,..", "only entries of these kinds, such as transfer,change", OPTION_STRING,
     AT(kinds), false},
    {"transfer", 0, "N", "only that transfer, its reversal and corrections", OPTION_NUMBER,
     AT(transfer), false},
    {"cheque", 0, "N", "only what happened to that cheque", OPTION_NUMBER, AT(cheque), false},
    {"ref", 0, "REF", "only the transfer with that reference, its reversal and corrections",
     OPTION_STRING, AT(ref), false},
    {"search", 0, "TEXT", "only entries whose sentence holds that text", OPTION_STRING, AT(search),
     false},
    {"last", 0, "N", "only the last so many", OPTION_NUMBER, AT(last), false},
    {"exceptions", 0, NULL,
     "only what loosened a rule or stepped past one, with the transfers that it let through",
     OPTION_FLAG, AT(is_exceptions), false},
    {0},
};

enum { LINE, RECORDED, CLERK, SEAL, KIND, ACCOUNT, TRANSFER, DATE, TEXT, N_COLUMNS };
static const struct column columns[N_COLUMNS] = {
    [LINE] = {"line", "line", COLUMN_INTEGER, COLUMN_WHOLE},
    [RECORDED] = {"recorded", "recorded", COLUMN_WORD, COLUMN_WHOLE},
    [CLERK] = {"clerk", "by", COLUMN_TEXT, COLUMN_CUT},
    [SEAL] = {"seal", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [KIND] = {"kind", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [ACCOUNT] = {"account", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [TRANSFER] = {"transfer", "no.", COLUMN_INTEGER, COLUMN_WHOLE},
    [DATE] = {"date", "date", COLUMN_WORD, COLUMN_WHOLE},
    [TEXT] = {"text", "what", COLUMN_TEXT, COLUMN_SENTENCE},
};

/* Of the commit at hand. */
struct log_commit {
    uint32_t n_transfers;
    uint32_t last_transfer;
};

struct log {
    struct session *session;
    const struct log_values *given;
    struct lets_period period;
    struct words_history *history;
    struct log_row *rows;
    size_t n_rows;
    size_t n_sealed; /* rows of commits whose seal was seen */
    size_t capacity;
    struct lets_exceptions *exceptions; /* owned; NULL: all is wanted */
    bool hides_seals; /* but those that are exceptions: the columns say who sealed and when */
    size_t n_hidden;
    bool joins; /* rows that say the same: for people, not where rows are counted by programs */
    struct log_commit commit;
    uint64_t from;     /* entries that begin before that offset are passed over */
    struct list *list; /* where a commit's rows go when its seal is seen; NULL: they are kept */
    size_t n_printed;
    size_t n_exceptions;
    size_t n_usual; /* central accounts that let nothing through */
};

/* ---------------------------------------------------------------- printing */

static void forget_rows(struct log *log)
{
    for (size_t i = 0; i < log->n_rows; i++) {
        log_row_release(&log->rows[i]);
    }
    log->n_rows = 0;
    log->n_sealed = 0;
}

/* What is told of an exception is known behind the last entry only. */
static void print_sentence(struct log *log, const struct log_row *row)
{
    struct lets_exception exception = {0};
    struct buffer text = {0};

    if (log->exceptions == NULL) {
        list_string(log->list, TEXT, row->text);
        return;
    }
    if (row->is_opening && row->n_joined > 0) {
        buffer_format(&text, "%zu opening balances of ", row->n_joined + 1);
        words_amount(&text, log->session->ledger, row->amount);
        buffer_format(&text, " in all, the first: %s", row->text);
    } else {
        buffer_add_string(&text, row->text);
    }
    if (log_row_exception(row, log->exceptions, &exception)) {
        words_exception(&text, &exception);
    }
    list_text(log->list, TEXT, buffer_span(&text));
    buffer_release(&text);
    /* As many as an audit notes, entry by entry: central accounts that let nothing through are told
     * apart there, too. */
    bool is_usual = lets_exception_is_usual(&exception);
    log->n_usual += is_usual ? 1 : 0;
    log->n_exceptions += is_usual ? 0 : row->n_joined + 1;
}

/* The sealed rows from `first` on. */
static void print_rows(struct log *log, size_t first)
{
    struct list *list = log->list;
    bool is_text = log->session->output.format == OUTPUT_TEXT;

    for (size_t i = first; i < log->n_sealed; i++) {
        const struct log_row *row = &log->rows[i];
        list_row(list);
        list_integer(list, LINE, row->line);
        if (is_text) {
            list_date(list, RECORDED, lets_time_day(row->recorded));
        } else {
            list_time(list, RECORDED, row->recorded);
        }
        list_string(list, CLERK, row->clerk);
        list_integer(list, SEAL, row->seal);
        list_string(list, KIND, lets_kind_word(row->kind));
        list_string(list, ACCOUNT, row->account == NULL ? "" : row->account);
        list_integer(list, TRANSFER, row->transfer);
        if (row->has_date) {
            list_date(list, DATE, row->date);
        }
        print_sentence(log, row);
        log->n_printed++;
    }
}

/* n_hidden: seals that stand above the first row. */
static void print_counts(const struct log *log, size_t n_above)
{
    struct session *session = log->session;
    struct output *output = &session->output;
    size_t n = log->n_printed;
    size_t n_hidden = log->n_hidden - n_above;

    if (!footer_begin(session, n > 0)) {
        return;
    }
    if (log->exceptions != NULL) {
        output_line(output, "%zu %s loosened a rule or stepped past one", log->n_exceptions,
                    log->n_exceptions == 1 ? "entry" : "entries");
    } else {
        output_line(output, "%zu %s", n, n == 1 ? "entry" : "entries");
    }
    if (log->exceptions != NULL && log->n_usual > 0) {
        output_line(output, "%zu central account%s that let nothing through %s not counted",
                    log->n_usual, log->n_usual == 1 ? "" : "s", log->n_usual == 1 ? "is" : "are");
    }
    if (n_hidden > 0) {
        output_line(output, "%zu seal%s not shown (--kind seal)", n_hidden,
                    n_hidden == 1 ? " is" : "s are");
    }
    footer_head(session);
}

/* ---------------------------------------------------------------- the observer */

static void add_row(struct log *log, const struct lets_ledger *ledger,
                    const struct lets_entry *entry, const struct lets_place *place)
{
    struct buffer text = {0};
    struct lets_span searched = lets_span_of(log->given->search);

    if (entry->kind == LETS_KIND_CENTRAL || lets_entry_has(entry, title)) {
        names_take(&log->session->names, lets_ledger_find(ledger, entry->id));
    }
    if (place->offset < log->from || !log_wants(log->given, ledger, entry)) {
        return;
    }
    struct words_before before = words_history_before(log->history, ledger, entry);
    words_entry(&text, ledger, &log->session->names, entry, &before);
    if (searched.size == 0 || span_holds(buffer_span(&text), searched)) {
        const struct lets_account *account = log_account_of(ledger, entry);
        struct log_row row = {.line = place->line, .seal = place->seal, .kind = entry->kind};
        row.account = account == NULL ? NULL : memory_copy(account->id);
        row.text = memory_copy(buffer_span(&text));
        row.transfer = entry->kind == LETS_KIND_TRANSFER ? entry->number : 0;
        row.has_date = lets_entry_has(entry, date) || lets_entry_has(entry, joined) ||
                       lets_entry_has(entry, opened);
        row.date = lets_entry_has(entry, date)     ? entry->date
                   : lets_entry_has(entry, joined) ? entry->joined
                                                   : entry->opened;
        row.amount = entry->amount;
        row.last_cheque = entry->kind == LETS_KIND_CHEQUE ? entry->number : 0;
        memory_make_room(log->rows, &log->capacity, log->n_rows + 1);
        log->rows[log->n_rows++] = row;
    }
    buffer_release(&text);
}

/* What was sealed at a wrong time has to be looked at: how much it is. */
static void add_sealed(const struct log *log, struct log_row *row, const struct lets_entry *seal)
{
    const struct log_commit *commit = &log->commit;
    struct buffer text = {0};

    buffer_add_string(&text, row->text);
    if (commit->n_transfers == 0) {
        buffer_add_string(&text, "; it holds no transfer");
    } else if (commit->n_transfers == 1) {
        buffer_format(&text, "; it holds transfer %" PRIu32, commit->last_transfer);
    } else {
        buffer_format(&text, "; it holds transfers %" PRIu32 "-%" PRIu32,
                      commit->last_transfer + 1 - commit->n_transfers, commit->last_transfer);
    }
    bool is_among = commit->n_transfers > 0 && commit->n_transfers < seal->entries;
    buffer_add_string(&text, is_among ? " among others" : "");
    memory_free(row->text);
    row->text = memory_copy(buffer_span(&text));
    buffer_release(&text);
}

/* Keeps the rows of the commit that a seal ends, as far as they are wanted. */
static void keep_rows(struct log *log, const struct lets_entry *seal)
{
    const char *clerk = log->session->globals->clerk;
    bool is_by = clerk == NULL || lets_span_equal(seal->by, lets_span_of(clerk));
    bool is_in = lets_period_holds(log->period, lets_time_day(seal->time));
    size_t first = log->n_sealed;
    size_t kept = first;

    for (size_t i = first; i < log->n_rows; i++) {
        struct log_row row = log->rows[i];
        struct lets_exception exception = {0};
        bool is_exception =
            log->exceptions != NULL && lets_exceptions_find(log->exceptions, row.line, &exception);
        bool is_kept = is_by && is_in && (log->exceptions == NULL || is_exception);
        bool is_hidden = log->hides_seals && row.kind == LETS_KIND_SEAL && !is_exception;
        row.kinds = row.kind == LETS_KIND_TRANSFER ? exception.kinds : 0;
        row.is_opening = lets_exception_is(&exception, OPENING);
        row.cheque = lets_exception_is(&exception, RELEASED) ? row.last_cheque : 0;
        if (is_kept && is_hidden) {
            log->n_hidden++;
        }
        bool is_joined = is_kept && !is_hidden && log->joins &&
                         log_row_join(log->rows + first, kept - first, &row);
        if (is_kept && !is_hidden && !is_joined) {
            row.n_hidden = log->n_hidden;
            row.recorded = seal->time;
            row.clerk = memory_copy(seal->by);
            if (row.kind == LETS_KIND_SEAL && is_exception) {
                add_sealed(log, &row, seal);
            }
            log->rows[kept++] = row;
        } else {
            log_row_release(&row);
        }
    }
    log->n_rows = kept;
    log->n_sealed = kept;
    if (log->list != NULL) {
        print_rows(log, 0);
        forget_rows(log);
    }
    /* Twice as many as wanted are let stand, so that moving them costs little. */
    size_t last = log->given->last;
    if (last > 0 && kept > 2 * last) {
        for (size_t i = 0; i < kept - last; i++) {
            log_row_release(&log->rows[i]);
        }
        memmove(log->rows, log->rows + kept - last, last * sizeof *log->rows);
        log->n_rows = last;
        log->n_sealed = last;
    }
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct log *log = context;

    (void)err;
    add_row(log, ledger, entry, place);
    words_history_take(log->history, ledger, entry);
    if (entry->kind == LETS_KIND_TRANSFER) {
        log->commit.n_transfers++;
        log->commit.last_transfer = entry->number;
    } else if (entry->kind == LETS_KIND_SEAL) {
        keep_rows(log, entry);
        log->commit = (struct log_commit){.n_transfers = 0};
    }
    return LETS_OK;
}

static enum lets_status check_kinds(const char *kinds, struct lets_error *err)
{
#define KIND_WORD(name, word) " " #word
    static const char words[] = LETS_KINDS(KIND_WORD);
#undef KIND_WORD

    while (kinds != NULL) {
        size_t size = strcspn(kinds, ",");
        enum lets_kind kind;
        if (!lets_kind_parse((struct lets_span){kinds, size}, &kind)) {
            return failure_misused(err, "--kind: '%.*s' is none of%s", (int)size, kinds, words);
        }
        kinds = kinds[size] == ',' ? kinds + size + 1 : NULL;
    }
    return LETS_OK;
}

static enum lets_status prepare(struct log *log, struct lets_error *err)
{
    const struct log_values *given = log->given;
    int n_keys =
        (given->transfer > 0 ? 1 : 0) + (given->cheque > 0 ? 1 : 0) + (given->ref != NULL ? 1 : 0);

    if (n_keys > 1) {
        return failure_misused(err, "--transfer, --cheque and --ref exclude each other");
    }
    enum lets_status status = check_kinds(given->kinds, err);
    if (status == LETS_OK && given->period != NULL) {
        status = session_period(log->session, "--period", given->period, &log->period, err);
    }
    return status;
}

/* ---------------------------------------------------------------- replays */

/* Everything that a replay adds up, anew. */
static struct lets_observer begin_replay(struct log *log)
{
    forget_rows(log);
    words_history_free(log->history);
    log->history = words_history_new();
    log->commit = (struct log_commit){.n_transfers = 0};
    log->n_hidden = log->n_printed = log->n_exceptions = log->n_usual = 0;
    return (struct lets_observer){.context = log, .entry = take};
}

static enum lets_status replay_again(struct log *log, struct lets_error *err)
{
    struct lets_observer observer = begin_replay(log);

    return session_replay_again(log->session, &observer, err);
}

/* The first replay, under the exceptions where they are wanted, and the log where it is ready. */
static enum lets_status read_journal(struct log *log, bool is_ready, struct lets_error *err)
{
    struct lets_observer observers[2];
    size_t n = 0;
    enum lets_status status = LETS_OK;

    if (log->given->is_exceptions) {
        status = lets_exceptions_new(&log->exceptions, err);
        if (status != LETS_OK) {
            return status;
        }
        observers[n++] = lets_exceptions_observer(log->exceptions);
    }
    if (is_ready) {
        observers[n++] = begin_replay(log);
    }
    const struct lets_account *account = NULL;
    status = session_read(log->session, observers, n, err);
    return status == LETS_OK && log->given->id != NULL
               ? session_account(log->session, log->given->id, &account, err)
               : status;
}

static struct list *begin_list(const struct log *log)
{
    return list_begin(&log->session->output, log->session->ledger, "entries", columns, N_COLUMNS,
                      NULL);
}

/* Where the last entries can be looked for first: 0, anywhere, if something else is asked for. */
static uint64_t guess_start(const struct log *log)
{
    enum { AROUND = 64 * 1024, USUAL = 1024 }; /* bytes, of an entry with its share of a seal */
    const struct log_values *given = log->given;
    bool is_all = given->id == NULL && given->period == NULL && given->kinds == NULL &&
                  given->transfer == 0 && given->cheque == 0 && given->ref == NULL &&
                  given->search == NULL && !given->is_exceptions &&
                  log->session->globals->clerk == NULL;
    struct stat now;

    if (!is_all || log->session->journal_path == NULL ||
        stat(log->session->journal_path, &now) != 0) {
        return 0;
    }
    uint64_t size = (uint64_t)now.st_size;
    uint64_t wanted = AROUND + (uint64_t)given->last * USUAL;
    return size > wanted ? size - wanted : 0;
}

/* The last rows, or the exceptions; where there are fewer of the last behind the place that was
 * guessed, once more. */
static enum lets_status show_kept(struct log *log, struct lets_error *err)
{
    size_t last = log->given->last;

    log->from = last > 0 ? guess_start(log) : 0;
    enum lets_status status = read_journal(log, true, err);
    if (status == LETS_OK && log->from > 0 && log->n_sealed < last) {
        log->from = 0;
        status = replay_again(log, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    size_t first = last > 0 && log->n_sealed > last ? log->n_sealed - last : 0;
    log->list = begin_list(log);
    print_rows(log, first);
    list_end(log->list);
    print_counts(log, last > 0 && log->n_printed > 0 ? log->rows[first].n_hidden : 0);
    return LETS_OK;
}

static enum lets_status show_all(struct log *log, struct lets_error *err)
{
    /* What measures is told nothing of the ledger, and so the first replay can do it. */
    bool is_text = log->session->output.format == OUTPUT_TEXT;
    log->list = is_text ? begin_list(log) : NULL;
    bool is_measured = is_text && list_measures(log->list);
    enum lets_status status = read_journal(log, is_measured, err);

    if (status == LETS_OK && is_measured && log->n_printed > 0) {
        list_measured(log->list);
    }
    if (status == LETS_OK) {
        log->list = is_text ? log->list : begin_list(log);
        status = replay_again(log, err);
    }
    if (status != LETS_OK) {
        list_drop(log->list);
        return status;
    }
    list_end(log->list);
    print_counts(log, 0);
    return LETS_OK;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    struct log log = {.session = session, .given = values, .period = {{INT32_MIN}, {INT32_MAX}}};
    bool wants_seals = log.given->kinds != NULL &&
                       options_list_has(log.given->kinds, lets_kind_word(LETS_KIND_SEAL));
    log.hides_seals = session->output.format == OUTPUT_TEXT && !wants_seals;
    log.joins = session->output.format == OUTPUT_TEXT;
    enum lets_status status = prepare(&log, err);

    if (status == LETS_OK) {
        bool is_kept = log.given->last > 0 || log.given->is_exceptions;
        status = is_kept ? show_kept(&log, err) : show_all(&log, err);
    }
    forget_rows(&log);
    memory_free(log.rows);
    lets_exceptions_free(log.exceptions);
    words_history_free(log.history);
    return status;
}

const struct command cmd_log = {
    .name = "log",
    .kind = COMMAND_VIEW,
    .synopsis = "[ID] [--period PERIOD] [--kind KIND,..] [--transfer N | --cheque N | --ref REF] "
                "[--clerk NAME] [--search TEXT] [--last N] [--exceptions]",
    .summary = "list every entry in the order of recording",
    .details = "A period is of days of recording. --clerk shows what that clerk recorded. Text "
               "leaves seals out, unless --kind names them.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct log_values),
    .run = run,
};
