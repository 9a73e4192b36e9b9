/* SPDX-License-Identifier: MIT */
/*
 * lets set-charter: how a central account may be spent. Where the charter that stands has keys,
 * only its approvers replace it: then this proposes the new one, and, when they approved it,
 * records it.
 */

#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "commands/charter_effect.h"
#include "commands/charter_file.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "writing/writing_run.h"

struct charter_values {
    const char *fund;
    struct given_date begins;
    struct given_date ends;
    const char *budget;
    const char *ceiling;
    const char *petty;
    uint32_t quorum;
    const char *residue_to;
    struct option_list approvers;
    const char *reason;
    struct given_date date;
    uint32_t proposal;
};

#define AT(member) offsetof(struct charter_values, member)

static const struct argument arguments[] = {
    {"FUND", "the central account", OPTION_ID, AT(fund), false, false},
    {0},
};

static const struct option options[] = {
    {"begins", 0, "DATE", "the first day of payments that it covers", OPTION_DATE, AT(begins),
     false},
    {"ends", 0, "DATE", "the last day", OPTION_DATE, AT(ends), false},
    {"budget", 0, "AMOUNT", "how much is spent in these days at most", OPTION_AMOUNT, AT(budget),
     false},
    {"ceiling", 0, "AMOUNT", "how much is paid at a time at most", OPTION_AMOUNT, AT(ceiling),
     false},
    {"petty", 0, "AMOUNT", "how much is paid in a month without a proposal", OPTION_AMOUNT,
     AT(petty), false},
    {"quorum", 0, "N", "how many approve a proposal", OPTION_NUMBER, AT(quorum), false},
    {"residue-to", 0, "ID", "the central account that what is left goes to", OPTION_ID,
     AT(residue_to), false},
    {"approver", 0, "ID[=KEYFILE]",
     "a member who approves, and the public key file that their votes are checked by; repeated",
     OPTION_LIST, AT(approvers), false},
    {"reason", 0, "TEXT", "why, such as the meeting that decided it", OPTION_TEXT, AT(reason),
     false},
    {"date", 0, "DATE", "the day of the charter; else today", OPTION_DATE, AT(date), false},
    {"proposal", 0, "N", "instead of all of these: record what that proposal approved",
     OPTION_NUMBER, AT(proposal), false},
    {0},
};

/* An approver of the command line. */
struct given_approver {
    char id[LETS_ID_MAX + 1];
    char key[LETS_SSH_KEY_SIZE]; /* or "none" */
};

struct charter_given {
    const struct charter_values *values;
    struct given_approver *approvers; /* owned */
    struct lets_pair *pairs;          /* owned: room for the entry's */
};

/* ---------------------------------------------------------------- the command line */

static enum lets_status read_key(struct session *session, const char *path,
                                 char out[LETS_SSH_KEY_SIZE], struct lets_error *err)
{
    enum { KEY_BYTES = 65536 };
    char *bytes = NULL;
    size_t size = 0;
    enum lets_status status = lets_file_load(path, KEY_BYTES, &bytes, &size, err);

    if (status == LETS_OK) {
        status = lets_ssh_key_read((struct lets_span){.bytes = bytes, .size = size}, out, err);
    }
    lets_bytes_free(bytes);
    return session_blame_if(session, status, path);
}

/* "ID" or "ID=KEYFILE". */
static enum lets_status read_approver(struct session *session, const char *text,
                                      struct given_approver *out, struct lets_error *err)
{
    const char *sign = strchr(text, '=');
    size_t size = sign == NULL ? strlen(text) : (size_t)(sign - text);

    if (size > LETS_ID_MAX ||
        lets_id_check((struct lets_span){.bytes = text, .size = size}, NULL) != LETS_OK ||
        (sign != NULL && sign[1] == '\0')) {
        return failure_misused(err, "--approver takes ID or ID=KEYFILE, not '%s'", text);
    }
    memcpy(out->id, text, size);
    out->id[size] = '\0';
    memcpy(out->key, "none", sizeof "none");
    return sign == NULL ? LETS_OK : read_key(session, sign + 1, out->key, err);
}

/* Either all that a charter says, or the proposal that says it. */
static enum lets_status check(const struct charter_values *given, struct lets_error *err)
{
    const struct {
        const char *option;
        bool is_given;
    } needed[] = {
        {"--begins DATE", given->begins.is_given},
        {"--ends DATE", given->ends.is_given},
        {"--budget AMOUNT", given->budget != NULL},
        {"--ceiling AMOUNT", given->ceiling != NULL},
        {"--petty AMOUNT", given->petty != NULL},
        {"--quorum N", given->quorum > 0},
        {"--residue-to ID", given->residue_to != NULL},
        {"--approver ID[=KEYFILE]", given->approvers.n > 0},
        {"--reason TEXT", given->reason != NULL},
    };
    char missing[256] = ""; /* as long as all of them */
    size_t n = 0;

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        if (given->proposal > 0 && (needed[i].is_given || given->date.is_given)) {
            return failure_misused(err, "with --proposal there is nothing else to say: the "
                                        "charter is the one that was proposed");
        }
        if (given->proposal == 0 && !needed[i].is_given) {
            n += (size_t)snprintf(missing + n, sizeof missing - n, "%s%s", n == 0 ? "" : ", ",
                                  needed[i].option);
        }
    }
    return n == 0 ? LETS_OK : failure_misused(err, "what is missing: %s", missing);
}

/* ---------------------------------------------------------------- the entry */

static enum lets_status put_amounts(struct session *session, const struct charter_values *given,
                                    struct lets_entry *entry, struct lets_error *err)
{
    struct lets_amount amount = {0};
    enum lets_status status = LETS_OK;

#define PUT_AMOUNT(member)                                                                         \
    if (status == LETS_OK) {                                                                       \
        status = session_amount(session, "--" #member, given->member, &amount, err);               \
        lets_entry_put(entry, member, amount);                                                     \
    }
    PUT_AMOUNT(budget)
    PUT_AMOUNT(ceiling)
    PUT_AMOUNT(petty)
#undef PUT_AMOUNT
    return status;
}

static enum lets_status put_approvers(const struct session *session,
                                      const struct charter_given *given, struct lets_entry *entry,
                                      struct lets_error *err)
{
    size_t n = given->values->approvers.n;
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        const struct lets_account *account = NULL;
        status = session_account(session, given->approvers[i].id, &account, err);
        for (size_t j = 0; status == LETS_OK && j < i; j++) {
            if (lets_span_equal(given->pairs[j].key.text, account->id)) {
                status = failure_misused(err, "--approver names '%.*s' twice", SHOW(account->id));
            }
        }
        if (status == LETS_OK) {
            given->pairs[i] = (struct lets_pair){
                .key.text = account->id, .value.text = lets_span_of(given->approvers[i].key)};
        }
    }
    lets_entry_put(entry, approvers, ((struct lets_pairs){.items = given->pairs, .n = n}));
    return status;
}

static enum lets_status fill(struct session *session, const struct charter_given *charter,
                             struct lets_entry *entry, struct lets_error *err)
{
    const struct charter_values *given = charter->values;
    const struct lets_account *residue = NULL;

    lets_entry_put(entry, date, given->date.is_given ? given->date.value : session->today);
    lets_entry_put(entry, begins, given->begins.value);
    lets_entry_put(entry, ends, given->ends.value);
    lets_entry_put(entry, quorum, given->quorum);
    lets_entry_put(entry, reason, lets_span_of(given->reason));
    enum lets_status status = put_amounts(session, given, entry, err);
    if (status == LETS_OK) {
        status = session_account(session, given->residue_to, &residue, err);
    }
    if (status == LETS_OK) {
        lets_entry_put(entry, residue_to, residue->id);
        status = put_approvers(session, charter, entry, err);
    }
    return status;
}

/* ---------------------------------------------------------------- what is recorded */

/* A charter that nobody could record when it is approved is not proposed: without its proposal it
 * is refused, and for nothing else. */
static enum lets_status propose(struct writing *writing, struct session *session,
                                const struct lets_account *fund, const struct lets_entry *entry,
                                struct lets_error *err)
{
    struct lets_error why = {0};
    enum lets_status status = lets_ledger_apply(session->ledger, entry, &why);

    if (status != LETS_CHARTER_NOT_APPROVED) {
        return writing_add(writing, entry, err); /* which says why */
    }
    return charter_file_propose(writing, session, fund, entry, err);
}

static enum lets_status write_charter(struct writing *writing, struct session *session,
                                      const void *values, struct lets_error *err)
{
    const struct charter_given *given = values;
    const struct lets_account *fund = NULL;
    struct lets_entry entry = {.kind = LETS_KIND_CHARTER};
    enum lets_status status = session_account(session, given->values->fund, &fund, err);

    if (status != LETS_OK) {
        return status;
    }
    uint32_t proposal = given->values->proposal;
    struct charter_before before = charter_before_take(session->ledger, fund->index);
    lets_entry_put(&entry, id, fund->id);
    if (proposal == 0) {
        status = fill(session, given, &entry, err);
    }
    if (status == LETS_OK && proposal > 0) {
        status = charter_file_record(writing, session, fund, proposal, err);
    } else if (status == LETS_OK && before.has_charter && before.charter.has_key) {
        status = propose(writing, session, fund, &entry, err);
    } else if (status == LETS_OK) {
        status = writing_add(writing, &entry, err);
    }
    bool is_set = proposal > 0 || !before.has_charter || !before.charter.has_key;
    if (status == LETS_OK && is_set) {
        charter_effect_say(writing, session, &before, fund->index);
    }
    charter_before_release(&before);
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct charter_values *given = values;
    size_t n = given->approvers.n;
    struct charter_given charter = {
        .values = given,
        .approvers = memory_array(n + 1, sizeof *charter.approvers),
        .pairs = memory_array(n + 1, sizeof *charter.pairs),
    };
    enum lets_status status = check(given, err);

    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        status = read_approver(session, given->approvers.items[i], &charter.approvers[i], err);
    }
    if (status == LETS_OK) {
        status = writing_run(session, NULL, write_charter, &charter, err);
    }
    if (status == LETS_OK && given->proposal > 0) {
        charter_file_remove(session, given->proposal);
    }
    memory_free(charter.approvers);
    memory_free(charter.pairs);
    return status;
}

const struct command cmd_set_charter = {
    .name = "set-charter",
    .kind = COMMAND_WRITER,
    .synopsis = "FUND (--begins DATE --ends DATE --budget AMOUNT --ceiling AMOUNT --petty AMOUNT "
                "--quorum N --residue-to ID --approver ID[=KEYFILE].. --reason TEXT [--date DATE] "
                "| --proposal N)",
    .summary = "say how a central account may be spent, and who approves it",
    .details = "Where the charter that stands has keys, this proposes the new one, keeps it beside "
               "the journal, and, with --proposal, records it when its approvers approved it.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct charter_values),
    .run = run,
};
