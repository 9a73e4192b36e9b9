/* SPDX-License-Identifier: MIT */
/*
 * lets import: tables of members, cheque books, opening balances and transfers as one commit, or
 * the entries of an export. Whatever is wrong is told in one run, and nothing is recorded until all
 * of it is right, unless the rest is asked for. A second run of the same table adds nothing.
 */

#include <string.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "tables/import_format.h"
#include "tables/import_json.h"
#include "tables/import_plan.h"
#include "tables/import_tables.h"
#include "tables/rejects.h"

#define AT(member) offsetof(struct import_values, member)

static const struct argument arguments[] = {
    {"FILE", "transfers as CSV; - reads standard input", OPTION_SEQUENCE, AT(tables), true, false},
    {0},
};

/* A table, or an option that holds for the table behind whose name it stands. */
#define OF_TABLES(name, metavar, help)                                                             \
    {                                                                                              \
        name, 0, metavar, help, OPTION_SEQUENCE, AT(tables), false                                 \
    }
#define FLAG_OF_TABLES(name, help)                                                                 \
    {                                                                                              \
        name, 0, NULL, help, OPTION_SEQUENCE_FLAG, AT(tables), false                               \
    }

static const struct option options[] = {
    OF_TABLES("members", "FILE", "members, with the columns of 'members'"),
    OF_TABLES("books", "FILE", "cheque books, as account,first,last"),
    OF_TABLES("opening", "FILE", "balances taken over, as account,balance,earned,spent"),
    OF_TABLES("check", "FILE[:ACCOUNT=BALANCE]",
              "record only if these old balances are the new ones"),
    {"json", 0, "FILE", "instead: what 'export json' wrote, sealed anew", OPTION_FILE, AT(json),
     false},
    {"list", 0, NULL, "only list the tables of other programs that are known", OPTION_FLAG,
     AT(lists_formats), false},
    {"plug", 0, "ACCOUNT", "with --opening: the account against which balances are opened",
     OPTION_ID, AT(plug), false},
    {"date", 0, "DATE", "the day of rows that have none", OPTION_DATE, AT(date), false},
    OF_TABLES("map", "KEY=COLUMN,..", "which column is what: NAME, NAME#2, #7, or NAME+NAME"),
    OF_TABLES("only", "COLUMN=VALUE", "take only the rows that have this there"),
    OF_TABLES("states", "WORD,..", "words of state that count; of members, WORD=closed and so on"),
    OF_TABLES("account", "ID", "whose lines they are, where a row names only the other"),
    OF_TABLES("dates", "iso|dmy|mdy", "how days are written"),
    OF_TABLES("zone", "NAME", "where the days of times are counted, such as Europe/Madrid"),
    OF_TABLES("decimal-mark", ",|.", "what stands before decimals; the other may part groups"),
    OF_TABLES("divide", "N", "amounts are Nth parts: of cents, 100"),
    FLAG_OF_TABLES("hours", "amounts are hours and minutes, 1:30"),
    OF_TABLES("negative", "swap", "a negative amount moves the other way"),
    OF_TABLES("zero", "skip", "leave out rows of nothing"),
    OF_TABLES("no-limit", "WORD,..", "words that mean that there is no limit"),
    FLAG_OF_TABLES("entities", "texts have HTML's names for characters, &amp;"),
    OF_TABLES("long-texts", "cut", "cut texts over 500 bytes"),
    {"party", 0, "TEXT=ACCOUNT", "who is meant by a text; may be given again and again",
     OPTION_LIST, AT(parties), false},
    {"ids", 0, "FILE:KEY=ID", "a table that says whose id belongs to which text", OPTION_LIST,
     AT(ids), false},
    {"external", 0, "ACCOUNT", "the account of all who are not known here", OPTION_ID, AT(external),
     false},
    {"levy", 0, "ACCOUNT", "the account of the levies within rows", OPTION_ID, AT(levy), false},
    {"ref-prefix", 0, "PREFIX", "make references of what rows say where they have none",
     OPTION_TEXT, AT(ref_prefix), false},
    {"again", 0, NULL, "record rows that are equal to recorded transfers", OPTION_FLAG,
     AT(takes_equal), false},
    {"rejects", 0, "FILE", "record the good rows, and write the others there", OPTION_FILE,
     AT(rejects), false},
    {"override", 0, "REASON", "record what a limit or a suspension forbids, for this reason",
     OPTION_TEXT, AT(override_reason), false},
    {0},
};

/* ---------------------------------------------------------------- the command line */

static bool has_table(const struct import_values *given, const char *name)
{
    for (size_t i = 0; i < given->tables.n; i++) {
        if (strcmp(given->tables.items[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static enum lets_status check_sources(const struct import_values *given, size_t n_tables,
                                      struct lets_error *err)
{
    bool has_transfers = has_table(given, "FILE");

    if (n_tables == 0 && given->json == NULL) {
        return failure_misused(
            err, "nothing to import: name a FILE, or --members, --books, --opening or --json");
    }
    if (given->json != NULL && (n_tables > 0 || given->rejects != NULL || given->date.is_given)) {
        return failure_misused(
            err, "--json takes all entries as they are: no other table, no --rejects, no --date");
    }
    if (!has_transfers && (given->ref_prefix != NULL || given->override_reason != NULL ||
                           given->levy != NULL || given->takes_equal)) {
        return failure_misused(err,
                               "--ref-prefix, --override, --levy and --again are for transfers");
    }
    if (has_table(given, "opening") != (given->plug != NULL)) {
        return failure_misused(err, "--opening and --plug go together");
    }
    return LETS_OK;
}

/* What else makes references has a prefix of its own. */
static enum lets_status check_prefix(const struct import_values *given, struct lets_error *err)
{
    enum { LONGEST = 100 };
    const char *prefix = given->ref_prefix;

    if (prefix == NULL) {
        return LETS_OK;
    }
    if (strcmp(prefix, "web") == 0 || strcmp(prefix, "lost") == 0) {
        return failure_misused(err, "--ref-prefix: '%s' begins other references", prefix);
    }
    if (strlen(prefix) > LONGEST) {
        return failure_misused(err, "--ref-prefix: at most %d bytes", LONGEST);
    }
    return LETS_OK;
}

static enum lets_status protect(struct session *session, const struct import_values *given,
                                struct lets_error *err)
{
    static const char *const names[] = {"FILE", "members", "books", "opening", "check"};
    enum lets_status status =
        given->json == NULL ? LETS_OK : session_protect(session, given->json, err);

    for (size_t i = 0; status == LETS_OK && i < given->tables.n; i++) {
        const struct option_item *item = &given->tables.items[i];
        for (size_t k = 0; status == LETS_OK && k < sizeof names / sizeof names[0]; k++) {
            if (strcmp(item->name, names[k]) == 0 && strcmp(item->value, "-") != 0) {
                status = session_protect(session, item->value, err);
            }
        }
    }
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct import_values *given = values;
    size_t n_tables = 0;
    enum lets_status status = import_plan_count(given, &n_tables, err);

    if (status == LETS_OK && given->lists_formats) {
        import_format_list(&session->output);
        return LETS_OK;
    }
    if (status == LETS_OK) {
        status = check_sources(given, n_tables, err);
    }
    if (status == LETS_OK) {
        status = check_prefix(given, err);
    }
    if (status == LETS_OK) {
        status = rejects_check(session, given->rejects, err);
    }
    if (status == LETS_OK) {
        status = protect(session, given, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    return given->json != NULL ? import_json(session, given, err)
                               : import_tables(session, given, err);
}

const struct command cmd_import = {
    .name = "import",
    .kind = COMMAND_WRITER,
    .synopsis =
        "[FILE] [--members FILE] [--books FILE] [--opening FILE] [--check FILE[:ACCOUNT=BALANCE]] "
        "[--json FILE] [--list] [--plug ACCOUNT] [--date DATE] [--map KEY=COLUMN,..] "
        "[--only COLUMN=VALUE] [--states WORD,..] [--account ID] [--dates iso|dmy|mdy] "
        "[--zone NAME] [--decimal-mark ,|.] [--divide N] [--hours] [--negative swap] "
        "[--zero skip] [--no-limit WORD,..] [--entities] [--long-texts cut] "
        "[--party TEXT=ACCOUNT] [--ids FILE:KEY=ID] [--external ACCOUNT] [--levy ACCOUNT] "
        "[--ref-prefix PREFIX] [--again] [--rejects FILE] [--override REASON]",
    .summary = "take in tables of transfers, members, cheque books or balances",
    .details =
        "All tables of one run are one commit: all of it is recorded or nothing, unless --rejects "
        "takes what is refused. Tables of other programs are known by their headers; options say "
        "how any other is to be read, each for the table behind whose name it stands. What the "
        "journal has already is left out, so that a table can be read again.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct import_values),
    .run = run,
};
