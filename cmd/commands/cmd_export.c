/* SPDX-License-Identifier: MIT */
/*
 * lets export: the whole journal for another program. What ledger, hledger and beancount read is
 * the library's work; JSON Lines and CSV are every entry as it stands.
 */

#include <string.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "session/reading.h"
#include "tables/export_entries.h"

struct export_values {
    const char *format;
    const char *folder;
    bool has_names;
};

#define AT(member) offsetof(struct export_values, member)

static const struct argument arguments[] = {
    {"PROGRAM", "ledger, hledger, beancount, json or csv", OPTION_STRING, AT(format), false, false},
    {0},
};

static const struct option options[] = {
    {"split", 0, "DIR", "csv: the folder that gets a file for each kind of entry", OPTION_FILE,
     AT(folder), false},
    {"names", 0, NULL, "write the names of the directory beside the ids", OPTION_FLAG,
     AT(has_names), false},
    {0},
};

static enum lets_status put(void *context, struct lets_span bytes, struct lets_error *err)
{
    FILE *stream = context;

    (void)err; /* a write that fails is told when the output is closed */
    (void)fwrite(bytes.bytes, 1, bytes.size, stream);
    return LETS_OK;
}

/* Books for a program of plain-text accounting. */
static enum lets_status export_books(struct session *session, enum lets_program program,
                                     struct lets_error *err)
{
    struct lets_exporter *exporter = NULL;
    struct lets_sink sink = {.context = session->output.stream, .write = put};
    enum lets_status status = lets_exporter_new(&exporter, err);

    if (status == LETS_OK) {
        struct lets_observer observer = lets_exporter_observer(exporter);
        status = session_read(session, &observer, 1, err);
    }
    if (status == LETS_OK) {
        status = lets_exporter_write(exporter, program, session->journal, session->ledger,
                                     session->names.directory, &sink, err);
    }
    lets_exporter_free(exporter);
    return status;
}

static enum lets_status check(const struct session *session, const struct export_values *given,
                              struct lets_error *err)
{
    bool is_csv = strcmp(given->format, "csv") == 0;

    if (session->globals->format != NULL) {
        return failure_misused(err, "export takes its format as an argument, not by --format");
    }
    if (given->has_names && session->globals->has_ids_only) {
        return failure_misused(err, "--names and --ids exclude each other");
    }
    if (is_csv && given->folder == NULL) {
        return failure_misused(err, "csv needs --split DIR, the folder for its files");
    }
    if (!is_csv && given->folder != NULL) {
        return failure_misused(err, "--split goes with csv only");
    }
    if (is_csv && session->globals->output != NULL) {
        return failure_misused(err, "csv is written into the folder of --split, not by --output");
    }
    return LETS_OK;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    static const struct {
        const char *name;
        enum lets_program program;
    } programs[] = {
        {"ledger", LETS_PROGRAM_LEDGER},
        {"hledger", LETS_PROGRAM_HLEDGER},
        {"beancount", LETS_PROGRAM_BEANCOUNT},
    };
    const struct export_values *given = values;
    enum lets_status status = check(session, given, err);

    if (status != LETS_OK) {
        return status;
    }
    session->has_ids_only = !given->has_names;
    session->output.is_private = given->has_names;
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
        if (strcmp(given->format, programs[i].name) == 0) {
            return export_books(session, programs[i].program, err);
        }
    }
    if (strcmp(given->format, "json") == 0) {
        return export_json(session, err);
    }
    if (strcmp(given->format, "csv") == 0) {
        return export_csv(session, given->folder, err);
    }
    return failure_misused(err, "PROGRAM: '%s' is none of ledger, hledger, beancount, json, csv",
                           given->format);
}

const struct command cmd_export = {
    .name = "export",
    .kind = COMMAND_VIEW,
    .synopsis = "PROGRAM [--split DIR] [--names]",
    .summary = "write the whole journal for another program",
    .details = "Accounts are named by their ids only, unless --names is given.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct export_values),
    .run = run,
};
