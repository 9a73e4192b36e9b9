/* SPDX-License-Identifier: MIT */
/*
 * lets set-rule: says what each member owes, or how far each may go. Nothing is worked out of it
 * before it is run; a rule of the same name gives way to the new one.
 */

#include <string.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "line/value.h"
#include "session/lookup.h"
#include "words/rule_text.h"
#include "writing/writing_run.h"

struct rule_values {
    const char *name;
    struct given_rule_base of;
    const char *above;
    struct given_percent percent;
    const char *flat;
    struct option_list steps;
    const char *floor;
    const char *cap;
    uint32_t after;
    const char *locality;
    const char *payee;
    struct given_rule_sets sets;
    struct option_list own;
    struct given_date date;
    const char *reason;
};

#define AT(member) offsetof(struct rule_values, member)

static const struct argument arguments[] = {
    {"NAME", "the rule's name, spelled like an account's id", OPTION_RULE, AT(name), false, false},
    {0},
};

static const struct option options[] = {
    {"of", 0, "WORD",
     "what it reckons from: turnover, earned, spent, credit, debt, months or nothing",
     OPTION_RULE_BASE, AT(of), true},
    {"above", 0, "AMOUNT", "the percentage is of what exceeds this", OPTION_AMOUNT, AT(above),
     false},
    {"percent", 0, "P", "so many parts of a hundred, such as 1.5", OPTION_PERCENT, AT(percent),
     false},
    {"flat", 0, "AMOUNT", "so much of everybody, besides", OPTION_AMOUNT, AT(flat), false},
    {"step", 0, "AMOUNT=DUE", "instead: from this amount on so much is due; may be repeated",
     OPTION_LIST, AT(steps), false},
    {"floor", 0, "AMOUNT", "it is never less", OPTION_AMOUNT, AT(floor), false},
    {"cap", 0, "AMOUNT", "it is never more", OPTION_AMOUNT, AT(cap), false},
    {"after", 0, "N", "only members of so many full months", OPTION_NUMBER, AT(after), false},
    {"locality", 0, "TEXT", "only members of that locality", OPTION_NAME, AT(locality), false},
    {"to", 0, "ID", "a levy, and the central account that it goes to", OPTION_ID, AT(payee), false},
    {"sets", 0, "LIMIT", "limits by rule: debit-limit or credit-limit", OPTION_RULE_SETS, AT(sets),
     false},
    {"own", 0, "ID=AMOUNT|none",
     "a due, or limit, of that member's own; none passes over; may be repeated", OPTION_LIST,
     AT(own), false},
    {"date", 0, "DATE", "the day from which on a levy counts what is traded; else today",
     OPTION_DATE, AT(date), false},
    {"reason", 0, "TEXT", "why, such as the meeting that decided it", OPTION_TEXT, AT(reason),
     true},
    {0},
};

/* ---------------------------------------------------------------- its mappings */

/* The lines of --step and --own as they are read. */
struct lines {
    struct lets_pair *steps; /* owned */
    struct lets_pair *own;   /* owned */
};

/* The two sides of a line: what stands before '=' is copied into `before`. Their form was checked.
 */
static const char *part(const char *line, struct buffer *before)
{
    const char *sign = strchr(line, '=');

    buffer_clear(before);
    buffer_add(before, (struct lets_span){.bytes = line, .size = (size_t)(sign - line)});
    return sign + 1;
}

static enum lets_status read_steps(struct session *session, const struct option_list *given,
                                   struct lets_pair *out, struct lets_error *err)
{
    struct buffer before = {0};
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < given->n; i++) {
        const char *due = part(given->items[i], &before);
        status = session_amount(session, "--step", buffer_string(&before), &out[i].key.amount, err);
        if (status == LETS_OK) {
            status = session_amount(session, "--step", due, &out[i].value.amount, err);
        }
    }
    buffer_release(&before);
    return status;
}

static enum lets_status read_own(struct session *session, const struct option_list *given,
                                 struct lets_pair *out, struct lets_error *err)
{
    struct buffer before = {0};
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < given->n; i++) {
        const struct lets_account *account = NULL;
        const char *due = part(given->items[i], &before);
        status = session_account(session, buffer_string(&before), &account, err);
        for (size_t j = 0; status == LETS_OK && j < i; j++) {
            if (lets_span_equal(out[j].key.text, account->id)) {
                status = failure_misused(err, "--own names '%.*s' twice", SHOW(account->id));
            }
        }
        if (status == LETS_OK) {
            out[i].key.text = account->id;
            status = session_limit(session, "--own", due, false, &out[i].value.limit, err);
        }
    }
    buffer_release(&before);
    return status;
}

/* ---------------------------------------------------------------- the entry */

static enum lets_status put_amounts(struct session *session, const struct rule_values *given,
                                    struct lets_entry *entry, struct lets_error *err)
{
    struct lets_amount amount = {0};
    enum lets_status status = LETS_OK;

#define PUT_AMOUNT(member)                                                                         \
    if (status == LETS_OK && given->member != NULL) {                                              \
        status = session_amount(session, "--" #member, given->member, &amount, err);               \
        lets_entry_put(entry, member, amount);                                                     \
    }
    PUT_AMOUNT(above)
    PUT_AMOUNT(flat)
    PUT_AMOUNT(floor)
    PUT_AMOUNT(cap)
#undef PUT_AMOUNT
    return status;
}

static enum lets_status put_account(const struct session *session, const struct rule_values *given,
                                    struct lets_entry *entry, struct lets_error *err)
{
    const struct lets_account *payee = NULL;

    if (given->payee == NULL) {
        return LETS_OK;
    }
    enum lets_status status = session_account(session, given->payee, &payee, err);
    if (status == LETS_OK) {
        lets_entry_put(entry, payee, payee->id);
    }
    return status;
}

static enum lets_status fill(struct session *session, const struct rule_values *given,
                             struct lets_entry *entry, struct lines *lines, struct lets_error *err)
{
    ENTRY_PUT_GIVEN(entry, of, given->of);
    ENTRY_PUT_GIVEN(entry, percent, given->percent);
    ENTRY_PUT_GIVEN(entry, sets, given->sets);
    ENTRY_PUT_STRING(entry, locality, given->locality);
    if (given->after > 0) {
        lets_entry_put(entry, after, given->after);
    }
    enum lets_status status = put_amounts(session, given, entry, err);
    if (status == LETS_OK) {
        status = put_account(session, given, entry, err);
    }
    if (status == LETS_OK && given->steps.n > 0) {
        status = read_steps(session, &given->steps, lines->steps, err);
        lets_entry_put(entry, steps, ((struct lets_pairs){lines->steps, given->steps.n}));
    }
    if (status == LETS_OK && given->own.n > 0) {
        status = read_own(session, &given->own, lines->own, err);
        lets_entry_put(entry, own, ((struct lets_pairs){lines->own, given->own.n}));
    }
    return status;
}

/* ---------------------------------------------------------------- what is told of it */

static bool is_same_amount(struct lets_amount a, struct lets_amount b)
{
    return a.minor == b.minor;
}

static bool is_same_pairs(struct lets_pairs a, struct lets_pairs b, bool is_own)
{
    bool is_same = a.n == b.n;

    for (size_t i = 0; is_same && i < a.n; i++) {
        const struct lets_limit *left = &a.items[i].value.limit;
        const struct lets_limit *right = &b.items[i].value.limit;
        is_same = is_own
                      ? lets_span_equal(a.items[i].key.text, b.items[i].key.text) &&
                            left->kind == right->kind && left->amount.minor == right->amount.minor
                      : is_same_amount(a.items[i].key.amount, b.items[i].key.amount) &&
                            is_same_amount(a.items[i].value.amount, b.items[i].value.amount);
    }
    return is_same;
}

/* Whether a rule says all of that already; its day and reason apart. */
static bool is_same_rule(const struct lets_entry *now, const struct lets_entry *entry)
{
    return now->of == entry->of && is_same_amount(now->above, entry->above) &&
           now->percent.parts == entry->percent.parts && is_same_amount(now->flat, entry->flat) &&
           is_same_amount(now->floor, entry->floor) &&
           lets_entry_has(now, cap) == lets_entry_has(entry, cap) &&
           is_same_amount(now->cap, entry->cap) && now->after == entry->after &&
           lets_span_equal(now->locality, entry->locality) &&
           lets_entry_has(now, payee) == lets_entry_has(entry, payee) &&
           lets_span_equal(now->payee, entry->payee) && now->sets == entry->sets &&
           is_same_pairs(now->steps, entry->steps, false) &&
           is_same_pairs(now->own, entry->own, true);
}

/* What it replaces, from when on it counts, and how to see what it comes to. */
static void say_next(struct writing *writing, const struct session *session, struct lets_span name,
                     const struct buffer *was)
{
    const struct lets_rule *rule = lets_ledger_find_rule(session->ledger, name);
    bool is_flow =
        rule->of == LETS_OF_TURNOVER || rule->of == LETS_OF_EARNED || rule->of == LETS_OF_SPENT;
    char since[LETS_DATE_SIZE];

    if (was->size > 0) {
        writing_say(writing, "it was: %s", buffer_string(was));
    }
    if (rule->is_levy && is_flow) {
        lets_date_format(rule->since, since);
        writing_say(writing, "its first run counts the days from %s on", since);
    }
    writing_say(writing, "see what it comes to, once a period is closed: lets run %.*s --dry-run",
                SHOW(rule->name));
}

static enum lets_status add_rule(struct writing *writing, struct session *session,
                                 const struct rule_values *given, struct lines *lines,
                                 struct lets_error *err)
{
    struct lets_entry entry = {.kind = LETS_KIND_RULE};
    const struct lets_rule *old = lets_ledger_find_rule(session->ledger, lets_span_of(given->name));
    bool is_standing = old != NULL && !old->is_withdrawn;
    struct buffer was = {0};

    lets_entry_put(&entry, id, old != NULL ? old->name : lets_span_of(given->name));
    enum lets_status status = fill(session, given, &entry, lines, err);
    if (status == LETS_OK && is_standing) {
        struct lets_entry now = words_entry_of_rule(session->ledger, old);
        words_standing_rule(&was, session->ledger, &session->names, old);
        status = !is_same_rule(&now, &entry)
                     ? LETS_OK
                     : failure_set(err, LETS_NO_CHANGE, "the rule '%.*s' says all of that already",
                                   SHOW(old->name));
        if (status != LETS_OK) {
            (void)failure_hint(err, "days count from the first rule of that name: to have another "
                                    "first day, 'lets withdraw-rule' it, and set it anew");
        }
    }
    if (status == LETS_OK) {
        lets_entry_put(&entry, date, given->date.is_given ? given->date.value : session->today);
        lets_entry_put(&entry, reason, lets_span_of(given->reason));
        status = writing_add(writing, &entry, err);
    }
    if (status == LETS_OK) {
        say_next(writing, session, entry.id, &was);
    }
    buffer_release(&was);
    return status;
}

static enum lets_status write_rule(struct writing *writing, struct session *session,
                                   const void *values, struct lets_error *err)
{
    const struct rule_values *given = values;
    struct lines lines = {
        .steps = memory_array(given->steps.n + 1, sizeof *lines.steps),
        .own = memory_array(given->own.n + 1, sizeof *lines.own),
    };
    enum lets_status status = add_rule(writing, session, given, &lines, err);

    memory_free(lines.steps);
    memory_free(lines.own);
    return status;
}

/* ---------------------------------------------------------------- the command */

static enum lets_status check_lines(const struct option_list *lines, const char *what,
                                    const char *form, struct lets_error *err)
{
    for (size_t i = 0; i < lines->n; i++) {
        const char *sign = strchr(lines->items[i], '=');
        if (sign == NULL || sign == lines->items[i] || sign[1] == '\0') {
            return failure_misused(err, "%s takes %s, not '%s'", what, form, lines->items[i]);
        }
    }
    return LETS_OK;
}

static enum lets_status check(const struct rule_values *given, struct lets_error *err)
{
    bool has_formula = given->above != NULL || given->percent.is_given || given->flat != NULL;

    if ((given->payee != NULL) == given->sets.is_given) {
        return failure_misused(err, "either --to ID, for a levy, or --sets debit-limit or "
                                    "credit-limit is needed");
    }
    if (given->steps.n > 0 && has_formula) {
        return failure_misused(err, "with --step there is no --above, --percent or --flat");
    }
    if (given->above != NULL && !given->percent.is_given) {
        return failure_misused(err, "--above stands without the --percent of what exceeds it");
    }
    enum lets_status status = check_lines(&given->steps, "--step", "AMOUNT=DUE", err);
    return status == LETS_OK ? check_lines(&given->own, "--own", "ID=AMOUNT or ID=none", err)
                             : status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    enum lets_status status = check(values, err);

    return status == LETS_OK ? writing_run(session, NULL, write_rule, values, err) : status;
}

const struct command cmd_set_rule = {
    .name = "set-rule",
    .kind = COMMAND_WRITER,
    .synopsis =
        "NAME --of WORD [--above AMOUNT] [--percent P] [--flat AMOUNT] [--step AMOUNT=DUE].. "
        "[--floor AMOUNT] [--cap AMOUNT] [--after N] [--locality TEXT] (--to ID | --sets LIMIT) "
        "[--own ID=AMOUNT|none].. [--date DATE] --reason TEXT",
    .summary = "say what each member owes, or how far each may go",
    .details = "What is due is the flat amount and the percentage of what exceeds --above, rounded "
               "down, or what stands beside the highest step reached; then at least the floor, "
               "then at most the cap. It is worked out by 'lets run', of closed books.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct rule_values),
    .run = run,
};
