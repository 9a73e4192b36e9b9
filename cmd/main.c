/* SPDX-License-Identifier: MIT */
/*
 * The lets program. This file alone asks the system who and when and where: clock, locale,
 * environment, terminals. Everything else is handed what it found in struct world, so that a run
 * can be repeated.
 */

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <langinfo.h>
#include <locale.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "command_table.h"
#include "line/usage.h"
#include "session/reading.h"
#include "session/session.h"
#include "session/talk.h"
#include "writing/advice.h"
#include "writing/writing_run.h"

/* A standard stream that is closed would become the next file that is opened, such as the journal.
 * What stands in its place is open the other way round, so that its use fails as it did. */
static void open_standard_streams(void)
{
    int file = 0;

    do {
        bool is_input_next = fcntl(STDIN_FILENO, F_GETFD) < 0;
        file = open("/dev/null", is_input_next ? O_WRONLY : O_RDONLY);
    } while (file >= 0 && file <= STDERR_FILENO);
    if (file >= 0) {
        (void)close(file);
    }
}

/* A full disk and a closed pipe are told by the calls that meet them, not by a signal that ends the
 * program. */
static void ignore_signals(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    (void)sigemptyset(&ignore.sa_mask);
    (void)sigaction(SIGXFSZ, &ignore, NULL);
    (void)sigaction(SIGPIPE, &ignore, NULL);
}

/* For the width of characters only. Journals and answers are UTF-8 whatever the locale says. */
static void set_locale(void)
{
    if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        (void)setlocale(LC_CTYPE, "C.UTF-8");
    }
}

static uint64_t read_milliseconds(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* ---------------------------------------------------------------- zones */

/* Whether the system knows a zone of that name. The C library takes any other for UTC. */
static bool is_zone(const char *zone)
{
    char path[512];
    char mark[4];
    bool is_path = zone[0] == '\0' || zone[0] == '/' || strstr(zone, "..") != NULL;
    int size = snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone);

    if (is_path || size < 0 || (size_t)size >= sizeof path) {
        return false;
    }
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool is_one = file >= 0 && read(file, mark, sizeof mark) == (ssize_t)sizeof mark &&
                  memcmp(mark, "TZif", sizeof mark) == 0;
    if (file >= 0) {
        (void)close(file);
    }
    return is_one || strcmp(zone, "UTC") == 0;
}

/* Sets the C library to a zone, unless it is set to it; NULL: back to the system's. */
static bool set_zone(const char *zone)
{
    static char present[256]; /* empty: the system's */
    static char *first;       /* $TZ as it was */

    if (zone == NULL ? present[0] == '\0' : strcmp(zone, present) == 0) {
        return true;
    }
    if (zone != NULL && (strlen(zone) >= sizeof present || !is_zone(zone))) {
        return false;
    }
    const char *given = getenv("TZ");
    if (present[0] == '\0' && given != NULL && first == NULL) {
        first = strdup(given);
    }
    if (zone != NULL || first != NULL) {
        memory_check(setenv("TZ", zone != NULL ? zone : first, 1) == 0);
    } else {
        (void)unsetenv("TZ");
    }
    (void)snprintf(present, sizeof present, "%s", zone != NULL ? zone : "");
    tzset();
    return true;
}

/* By the clerk's own zone, whatever zone the days of a table are counted in. */
static struct lets_time read_clock(void)
{
    struct lets_time now = {.unix_seconds = (int64_t)time(NULL)};
    time_t seconds = (time_t)now.unix_seconds;
    struct tm local;
    char zone[8] = "";

    (void)set_zone(NULL);
    if (localtime_r(&seconds, &local) != NULL && strftime(zone, sizeof zone, "%z", &local) == 5) {
        int32_t hours = (zone[1] - '0') * 10 + (zone[2] - '0');
        int32_t minutes = hours * 60 + (zone[3] - '0') * 10 + (zone[4] - '0');
        minutes = hours < 24 ? minutes : 0; /* no seal can state a zone such as "XXX24" */
        now.offset_minutes = zone[0] == '-' ? -minutes : minutes;
    }
    return now;
}

static bool find_local_day(const char *zone, int64_t unix_seconds, struct lets_date *out)
{
    time_t seconds = (time_t)unix_seconds;
    struct tm local;
    char day[LETS_DATE_SIZE];

    return set_zone(zone) && localtime_r(&seconds, &local) != NULL &&
           strftime(day, sizeof day, "%Y-%m-%d", &local) > 0 &&
           lets_date_parse(lets_span_of(day), out, NULL) == LETS_OK;
}

static const char *read_zone_name(void)
{
    static char name[64];
    time_t now = time(NULL);
    struct tm local;

    (void)set_zone(NULL);
    bool is_there =
        localtime_r(&now, &local) != NULL && strftime(name, sizeof name, "%Z", &local) > 0;
    return is_there ? name : "UTC";
}

static const char *read_variable(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0' ? value : NULL;
}

static void read_world(struct world *world)
{
    const char *terminal = read_variable("TERM");
    const char *clerk = read_variable("LETS_CLERK");
    /* Not asked for nothing: it may mean a network. */
    const struct passwd *user = clerk == NULL ? getpwuid(getuid()) : NULL;

    *world = (struct world){
        .journal = read_variable("LETS_JOURNAL"),
        .clerk = clerk,
        .today = read_variable("LETS_TODAY"),
        .now = read_variable("LETS_NOW"),
        .state_home = read_variable("XDG_STATE_HOME"),
        .home = read_variable("HOME"),
        .login = user != NULL ? user->pw_name : NULL,
        .clock = read_clock,
        .milliseconds = read_milliseconds,
        .local_day = find_local_day,
        .zone_name = read_zone_name,
        .has_no_color = read_variable("NO_COLOR") != NULL,
        .is_dumb_terminal = terminal == NULL || strcmp(terminal, "dumb") == 0,
        .is_input_terminal = isatty(STDIN_FILENO) != 0,
        .is_output_terminal = isatty(STDOUT_FILENO) != 0,
        .is_error_terminal = isatty(STDERR_FILENO) != 0,
    };
}

/* --help and --version, which need no journal. */
static enum lets_status print_help(const struct command_line *line, const struct world *world,
                                   struct lets_error *err)
{
    struct output output;

    output_open(&output, OUTPUT_TEXT, NULL, world->is_output_terminal, false);
    if (line->globals.wants_version) {
        output_line(&output, "lets %s", lets_version());
    } else if (line->command != NULL) {
        usage_command(&output, line->command);
    } else {
        usage_overview(&output, line->commands);
    }
    enum lets_status status = output_close(&output, err);
    output_release(&output);
    return status;
}

static enum lets_status run(struct session *session, const struct command_line *line,
                            const struct world *world, struct lets_error *err)
{
    enum lets_status status = session_init(session, line, world, err);

    if (status != LETS_OK) {
        session->exit_status = lets_status_exit(LETS_BAD_USAGE);
        return status;
    }
    const struct command *command = line->command;
    status = command->make != NULL ? writing_run(session, NULL, command->make, line->values, err)
                                   : command->run(session, line->values, err);
    if (status != LETS_OK) {
        /* What was answered until then is not lost, but the first failure is the one that is told.
         */
        (void)fflush(stdout);
        return status;
    }
    if (command->kind == COMMAND_WRITER || session->output.path != NULL) {
        /* Whoever reads the answer may take his time: nobody else is to wait for him. A file gets
         * it last, so that it holds what it held where anything fails before. */
        session_remember_noted(session);
    }
    if (command->kind == COMMAND_WRITER) {
        session_close(session);
    }
    session_blame(session, session->output.path);
    status = output_close(&session->output, err);
    session_warn_lost(session, session->globals->output, session->output.lost);
    session_tell_noted(session);
    if (status != LETS_OK) {
        session->exit_status = 0; /* findings that nobody could read: the failure is what counts */
    }
    if (status != LETS_OK && session->is_recorded) {
        (void)snprintf(err->hint, sizeof err->hint, "%s", ONLY_ANSWER_LOST);
    }
    return status;
}

static void hint_help(const struct command_line *line, struct lets_error *err)
{
    if (err->hint[0] == '\0') {
        (void)snprintf(err->hint, sizeof err->hint, "try 'lets help%s%s'",
                       line->command != NULL ? " " : "",
                       line->command != NULL ? line->command->name : "");
    }
}

/* For jansson, which takes some of its own failures for malformed JSON. */
static void *allocate(size_t size)
{
    return memory_try(size, 1);
}

int main(int argc, char **argv)
{
    struct command_line line = {0};
    struct session session = {0};
    struct world world;
    struct lets_error err = {0};

    json_set_alloc_funcs(allocate, memory_free);
    open_standard_streams();
    ignore_signals();
    set_locale();
    read_world(&world);
    enum lets_status status = options_parse(command_table, argc, argv, &line, &err);
    if (status != LETS_OK) {
        session.exit_status = lets_status_exit(LETS_BAD_USAGE);
    } else if (line.globals.wants_help || line.globals.wants_version) {
        status = print_help(&line, &world, &err);
    } else {
        status = run(&session, &line, &world, &err);
        session_remember_noted(&session);
    }
    if (status == LETS_OUT_OF_MEMORY) {
        session.exit_status = 0; /* whatever was being read, it is not to blame */
    }
    int exit_status = session.exit_status != 0 ? session.exit_status : lets_status_exit(status);
    if (status != LETS_OK) {
        if (exit_status == lets_status_exit(LETS_BAD_USAGE)) {
            hint_help(&line, &err);
        } else {
            advice_name(&session, &err);
        }
        fault_print(&err, session_blamed(&session), session.is_color);
    }
    session_release(&session);
    options_release(&line);
    return exit_status;
}
