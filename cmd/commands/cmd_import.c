/* SPDX-License-Identifier: MIT */
/*
 * lets import: a table of transfers, members, cheque books or opening balances as one commit, or
 * the entries of an export. Whatever is wrong is told in one run, and nothing is recorded until all
 * of it is right, unless the rest is asked for. A second run of the same table adds nothing.
 */

#include <string.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "tables/import_accounts.h"
#include "tables/import_json.h"
#include "tables/import_opening.h"
#include "tables/import_table.h"
#include "tables/import_transfers.h"
#include "tables/rejects.h"

#define AT(member) offsetof(struct import_values, member)

static const struct argument arguments[] = {
    {"FILE", "transfers as CSV; - reads standard input", OPTION_FILE, AT(file), true, false},
    {0},
};

static const struct option options[] = {
    {"members", 0, "FILE", "instead: members, with the columns of 'members'", OPTION_FILE,
     AT(members), false},
    {"books", 0, "FILE", "instead: cheque books, as account,first,last", OPTION_FILE, AT(books),
     false},
    {"opening", 0, "FILE", "instead: balances taken over, as account,balance,earned,spent",
     OPTION_FILE, AT(opening), false},
    {"json", 0, "FILE", "instead: what 'export json' wrote, sealed anew", OPTION_FILE, AT(json),
     false},
    {"plug", 0, "ACCOUNT", "with --opening: the account against which balances are opened",
     OPTION_ID, AT(plug), false},
    {"date", 0, "DATE", "the day of rows that have none; else today", OPTION_DATE, AT(date), false},
    {"map", 0, "KEY=COLUMN,..",
     "which column is date, from, to, amount, for, category, ref, cheque, written or override",
     OPTION_STRING, AT(map), false},
    {"ref-prefix", 0, "PREFIX", "give row k without a reference the reference PREFIX/k",
     OPTION_NAME, AT(ref_prefix), false},
    {"rejects", 0, "FILE", "record the good rows, and write the others there", OPTION_FILE,
     AT(rejects), false},
    {"override", 0, "REASON", "record what a limit or a suspension forbids, for this reason",
     OPTION_TEXT, AT(override_reason), false},
    {"again", 0, NULL, "new rows are others than what says the same in the books", OPTION_FLAG,
     AT(is_again), false},
    {0},
};

/* ---------------------------------------------------------------- the command line */

static enum lets_status check(const struct import_values *given, struct lets_error *err)
{
    int n_sources = (given->file != NULL) + (given->members != NULL) + (given->books != NULL) +
                    (given->opening != NULL) + (given->json != NULL);

    if (n_sources == 0) {
        return failure_misused(
            err, "nothing to import: name a FILE, or --members, --books, --opening or --json");
    }
    if (n_sources > 1) {
        return failure_misused(err, "one table at a time: each is a commit of its own");
    }
    if (given->file == NULL &&
        (given->map != NULL || given->ref_prefix != NULL || given->override_reason != NULL)) {
        return failure_misused(err, "--map, --ref-prefix and --override are for transfers");
    }
    if (given->ref_prefix != NULL && strcmp(given->ref_prefix, "lost") == 0) {
        return failure_misused(err, "--ref-prefix: 'lost' is for what 'lets audit --lost' writes: "
                                    "name another one");
    }
    if ((given->opening != NULL) != (given->plug != NULL)) {
        return failure_misused(err, "--opening and --plug go together");
    }
    if (given->json != NULL && (given->rejects != NULL || given->date.is_given)) {
        return failure_misused(err,
                               "--json takes all entries as they are: no --rejects, no --date");
    }
    return LETS_OK;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct import_values *given = values;
    const struct {
        const char *file;
        const struct import_kind *kind;
    } tables[] = {
        {given->file, &import_transfers},
        {given->members, &import_members},
        {given->books, &import_books},
        {given->opening, &import_opening},
        {given->json, NULL},
    };
    enum lets_status status = check(given, err);

    if (status == LETS_OK) {
        status = rejects_check(session, given->rejects, err);
    }
    for (size_t i = 0; status == LETS_OK && i < sizeof tables / sizeof tables[0]; i++) {
        if (tables[i].file != NULL && strcmp(tables[i].file, "-") != 0) {
            status = session_protect(session, tables[i].file, err);
        }
        if (status == LETS_OK && tables[i].file != NULL) {
            return tables[i].kind == NULL
                       ? import_json(session, given, err)
                       : import_table(session, given, tables[i].kind, tables[i].file, err);
        }
    }
    return status;
}

const struct command cmd_import = {
    .name = "import",
    .kind = COMMAND_WRITER,
    .synopsis = "[FILE] [--members FILE] [--books FILE] [--opening FILE] [--json FILE] "
                "[--plug ACCOUNT] [--date DATE] [--map KEY=COLUMN,..] [--ref-prefix PREFIX] "
                "[--rejects FILE] [--override REASON] [--again]",
    .summary = "take in a table of transfers, members, cheque books or balances",
    .details = "One table is one commit: all of it is recorded or nothing, unless --rejects takes "
               "what is refused. Transfers that are in the journal already, by their references, "
               "are left out, so that a table can be read again.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct import_values),
    .run = run,
};
