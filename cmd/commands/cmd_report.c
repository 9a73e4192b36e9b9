/* SPDX-License-Identifier: MIT */
/*
 * lets report: how the scheme stands, period by period, for the committee. Every format is made
 * from the same figures.
 */

#include "commands/commands.h"
#include "commands/document.h"
#include "paper/drawn.h"
#include "report/report.h"
#include "report/report_html.h"
#include "report/report_rows.h"
#include "report/report_text.h"
#include "session/lookup.h"
#include "session/progress.h"
#include "session/reading.h"

struct report_values {
    const char *period;
    struct given_every every;
    const char *locality;
    struct given_paper paper;
};

#define AT(member) offsetof(struct report_values, member)

static const struct option options[] = {
    {"period", 'p', "PERIOD",
     "the days that are reported, both ends included; else all up to today", OPTION_PERIOD,
     AT(period), false},
    {"every", 0, "SPAN", "a row for each month (so where it is not said), quarter or year",
     OPTION_EVERY, AT(every), false},
    {"locality", 0, "TEXT", "only members of that locality, and transfers of theirs", OPTION_STRING,
     AT(locality), false},
    {"paper", 0, "SIZE", "of a PDF: a4 (default) or letter", OPTION_PAPER, AT(paper), false},
    {0},
};

static enum lets_status print(struct session *session, const struct report *report,
                              struct lets_error *err)
{
    return session->output.format == OUTPUT_TEXT
               ? report_print_text(&session->output, report, !session->globals->is_quiet, err)
               : report_print_rows(&session->output, report, err);
}

/* As a page of HTML, or drawn. */
static enum lets_status print_document(struct session *session, const struct report *report,
                                       enum paper_size size, struct lets_error *err)
{
    const struct drawn_report drawing = {.report = report, .size = size};
    struct drawn drawn = {0};
    enum lets_status status = LETS_OK;

    if (session->output.document == DOCUMENT_HTML) {
        status = report_add_html(&drawn.bytes, report, err);
    } else {
        status = drawn_report(&drawing, &drawn, err);
    }
    if (status == LETS_OK) {
        status = document_print(session, &drawn, err);
    }
    drawn_release(&drawn);
    return status;
}

static enum lets_status read_all(struct session *session, struct lets_report *view,
                                 struct lets_error *err)
{
    struct progress progress;

    progress_begin(&progress, session, "reading", 0);
    struct lets_observer observers[] = {lets_report_observer(view), progress_observer(&progress)};
    enum lets_status status = session_read(session, observers, progress.is_watched ? 2 : 1, err);
    progress_end(&progress);
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct report_values *given = values;
    struct lets_report *view = NULL;
    struct lets_report_figures figures = {.n_rows = 0};
    struct lets_report_options how = {
        .period = {{INT32_MIN}, {INT32_MAX}},
        .every = given->every.is_given ? given->every.value : LETS_EVERY_MONTH,
        .today = session->today,
        .locality = lets_span_of(given->locality),
    };
    enum lets_status status = LETS_OK;

    if (given->period != NULL) {
        status = session_period(session, "--period", given->period, &how.period, err);
    }
    if (status == LETS_OK) {
        status = lets_report_new(&how, &view, err);
    }
    if (status == LETS_OK) {
        status = read_all(session, view, err);
    }
    if (status == LETS_OK) {
        session_tell_localities(session, given->locality);
        status = lets_report_finish(view, session->ledger, &figures, err);
    }
    if (status == LETS_OK) {
        const struct report report = {.ledger = session->ledger,
                                      .names = &session->names,
                                      .figures = &figures,
                                      .every = how.every,
                                      .locality = how.locality};
        if (session->output.document != DOCUMENT_NONE) {
            status = print_document(session, &report, given->paper.value, err);
        } else {
            status = print(session, &report, err);
        }
    }
    lets_report_free(view);
    return status;
}

const struct command cmd_report = {
    .name = "report",
    .kind = COMMAND_VIEW,
    .synopsis = "[--period PERIOD] [--every month|quarter|year] [--locality TEXT] "
                "[--paper a4|letter] [-O text|csv|json|html|pdf]",
    .summary = "report how the scheme stands",
    .details = "Trades are transfers between two members that were not reversed. Figures are of "
               "members only, and central accounts stand apart. CSV has a row for each period; the "
               "other formats add categories, central accounts, members over their limit, and how "
               "balances are spread.",
    .options = options,
    .documents = DOCUMENT_BIT(DOCUMENT_HTML) | DOCUMENT_BIT(DOCUMENT_PDF),
    .values_size = sizeof(struct report_values),
    .run = run,
};
