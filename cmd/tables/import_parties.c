/* SPDX-License-Identifier: MIT */
/*
 * Parties. A text is looked up once, in one order; who has it is then the same for all rows. Names
 * are compared as people see them; where several have one, it is nobody's.
 */

#include "tables/import_parties.h"

#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "base/fold.h"
#include "session/lookup.h"
#include "session/talk.h"
#include "tables/import_entities.h"

/* ---------------------------------------------------------------- what is compared */

/* A text as people see it, in the parties' keep. */
static struct lets_span fold(struct import_parties *parties, struct lets_span text)
{
    struct buffer plain = {0};
    struct buffer folded = {0};

    import_entities_add(&plain, text);
    fold_add_looks(&folded, buffer_span(&plain));
    struct lets_span kept = keep_copy(&parties->keep, buffer_span(&folded));
    buffer_release(&plain);
    buffer_release(&folded);
    return kept;
}

/* An id without regard to case and leading zeros. */
static struct lets_span fold_id(struct lets_span id, char buffer[LETS_ID_MAX + 1])
{
    size_t size = 0;

    while (id.size > 1 && id.bytes[0] == '0') {
        id.bytes++;
        id.size--;
    }
    for (; size < id.size && size < LETS_ID_MAX; size++) {
        char c = id.bytes[size];
        buffer[size] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct lets_span){buffer, size};
}

/* ---------------------------------------------------------------- accounts */

static void add_name(struct import_parties *parties, struct lets_span name, int account)
{
    bool is_new = false;

    if (name.size == 0) {
        return;
    }
    uint32_t *at = span_map_at(&parties->by_name, fold(parties, name), &is_new);
    uint32_t value = (uint32_t)account + 1;
    *at = is_new || *at == value ? value : 0;
}

static int add_account(struct import_parties *parties, struct lets_span id, bool is_pending)
{
    char folded[LETS_ID_MAX + 1];
    int index = (int)parties->n_accounts;
    struct lets_span key = keep_copy(&parties->keep, fold_id(id, folded));
    bool is_new = false;
    uint32_t *at = span_map_at(&parties->by_id, key, &is_new);

    if (!is_new) {
        return (int)*at - 1;
    }
    *at = (uint32_t)index + 1;
    memory_make_room(parties->accounts, &parties->accounts_capacity, parties->n_accounts + 1);
    parties->accounts[parties->n_accounts++] = (struct import_account){
        .id = keep_copy(&parties->keep, id),
        .first_day = INT32_MAX,
        .is_pending = is_pending,
    };
    return index;
}

void import_parties_begin(struct import_parties *parties, struct session *session,
                          const struct import_values *given)
{
    const struct lets_ledger *ledger = session->ledger;
    uint32_t n = lets_ledger_summary(ledger)->n_accounts;

    *parties =
        (struct import_parties){.session = session, .given = given, .external = IMPORT_NOBODY};
    for (uint32_t i = 0; i < n; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, i);
        const struct lets_person *person = lets_directory_find(session->directory, account->id);
        int index = add_account(parties, account->id, false);
        add_name(parties, account->title, index);
        if (person != NULL) {
            add_name(parties, person->name, index);
            add_name(parties, person->email, index);
        }
    }
}

void import_parties_release(struct import_parties *parties)
{
    span_map_release(&parties->by_text);
    span_map_release(&parties->by_id);
    span_map_release(&parties->by_name);
    span_map_release(&parties->by_option);
    memory_free(parties->accounts);
    memory_free(parties->parties);
    memory_free(parties->option_accounts);
    keep_release(&parties->keep);
}

int import_parties_expect(struct import_parties *parties, struct lets_span id,
                          struct lets_span name, struct lets_span email)
{
    int index = add_account(parties, id, true);

    add_name(parties, name, index);
    add_name(parties, email, index);
    return index;
}

int import_parties_named(const struct import_parties *parties, struct lets_span name)
{
    struct import_parties scratch = {0};
    const uint32_t *at =
        name.size == 0 ? NULL : span_map_find(&parties->by_name, fold(&scratch, name));

    keep_release(&scratch.keep);
    return at == NULL ? IMPORT_NOBODY : *at == 0 ? IMPORT_SEVERAL : (int)*at - 1;
}

static int find_id(const struct import_parties *parties, struct lets_span id)
{
    char folded[LETS_ID_MAX + 1];
    const uint32_t *at = lets_id_check(id, NULL) == LETS_OK
                             ? span_map_find(&parties->by_id, fold_id(id, folded))
                             : NULL;

    return at == NULL ? IMPORT_NOBODY : (int)*at - 1;
}

const struct lets_account *import_parties_account(struct import_parties *parties, int account)
{
    struct import_account *known = &parties->accounts[account];

    if (known->account == NULL) { /* nothing is opened any more when it is asked for */
        known->account = lets_ledger_find(parties->session->ledger, known->id);
    }
    return known->account;
}

/* ---------------------------------------------------------------- --party, --ids, --external */

static bool add_option(struct import_parties *parties, struct lets_span text,
                       struct lets_span account)
{
    bool is_new = false;
    uint32_t *at = span_map_at(&parties->by_option, fold(parties, text), &is_new);

    if (is_new) {
        memory_make_room(parties->option_accounts, &parties->options_capacity,
                         parties->n_options + 1);
        parties->option_accounts[parties->n_options++] = keep_copy(&parties->keep, account);
        *at = (uint32_t)parties->n_options;
    }
    return is_new;
}

static enum lets_status check_account(struct import_parties *parties, const char *option,
                                      const char *id, int *out, struct lets_error *err)
{
    const struct lets_account *ignored = NULL;

    *out = find_id(parties, lets_span_of(id));
    if (*out != IMPORT_NOBODY) {
        return LETS_OK;
    }
    enum lets_status status = session_account(parties->session, id, &ignored, err);
    if (status != LETS_OK && err != NULL) {
        char message[LETS_MESSAGE_SIZE];
        (void)snprintf(message, sizeof message, "%s: %.500s", option, err->message);
        (void)snprintf(err->message, sizeof err->message, "%s", message);
    }
    return status;
}

/* TEXT=ACCOUNT. */
static enum lets_status take_party(struct import_parties *parties, const char *value,
                                   struct lets_error *err)
{
    const char *equal = strrchr(value, '=');
    int account = IMPORT_NOBODY;

    if (equal == NULL || equal == value || equal[1] == '\0') {
        return failure_misused(err, "--party: '%s' is no TEXT=ACCOUNT", value);
    }
    enum lets_status status = check_account(parties, "--party", equal + 1, &account, err);
    if (status == LETS_OK) {
        struct lets_span text = {value, (size_t)(equal - value)};
        if (!add_option(parties, text, lets_span_of(equal + 1))) {
            return failure_misused(err, "--party: '%.*s' is named twice", SHOW(text));
        }
    }
    return status;
}

static enum lets_status read_ids(struct import_parties *parties, struct import_table *table,
                                 const struct import_role *key, const struct import_role *id,
                                 struct lets_error *err)
{
    enum lets_status status = import_table_read(table, err);

    for (size_t i = 0; status == LETS_OK && i < table->n_rows; i++) {
        struct lets_span text = import_table_part(table, &table->rows[i], key);
        struct lets_span account = import_table_part(table, &table->rows[i], id);
        if (text.size > 0 && account.size > 0 && !add_option(parties, text, account)) {
            (void)failure_set(err, LETS_BAD_CSV, "row %zu: the key '%.*s' stands here twice", i + 1,
                              SHOW(text));
            session_blame(parties->session, table->name);
            if (err != NULL) {
                err->line = table->rows[i].line;
            }
            return LETS_BAD_CSV;
        }
    }
    return status;
}

/* FILE:KEY=ID. */
static enum lets_status take_ids(struct import_parties *parties, const char *value,
                                 struct lets_error *err)
{
    const char *colon = strrchr(value, ':');
    const char *equal = colon == NULL ? NULL : strchr(colon, '=');
    struct import_role key = {.n = 0};
    struct import_role id = {.n = 0};
    struct import_table table;

    if (equal == NULL || colon == value || equal == colon + 1 || equal[1] == '\0') {
        return failure_misused(err, "--ids: '%s' is no FILE:KEY=ID", value);
    }
    struct lets_span file =
        keep_copy(&parties->keep, (struct lets_span){value, (size_t)(colon - value)});
    enum lets_status status =
        import_table_open(&table, parties->session, IMPORT_IDS, file.bytes, err);
    if (status == LETS_OK) {
        struct lets_span name = {colon + 1, (size_t)(equal - colon - 1)};
        if (!import_table_find(&table, name, &key)) {
            status =
                failure_misused(err, "--ids: '%s' has no column '%.*s'", file.bytes, SHOW(name));
        } else if (!import_table_find(&table, lets_span_of(equal + 1), &id)) {
            status = failure_misused(err, "--ids: '%s' has no column '%s'", file.bytes, equal + 1);
        }
    }
    if (status == LETS_OK) {
        status = read_ids(parties, &table, &key, &id, err);
    }
    import_table_release(&table);
    return status;
}

enum lets_status import_parties_take_options(struct import_parties *parties, struct lets_error *err)
{
    const struct import_values *given = parties->given;
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < given->parties.n; i++) {
        status = take_party(parties, given->parties.items[i], err);
    }
    for (size_t i = 0; status == LETS_OK && i < given->ids.n; i++) {
        status = take_ids(parties, given->ids.items[i], err);
    }
    if (status == LETS_OK && given->external != NULL) {
        status = check_account(parties, "--external", given->external, &parties->external, err);
    }
    return status;
}

/* ---------------------------------------------------------------- looking up */

/* The id in brackets at the end of a text: "Patel, Gita (7)". */
static struct lets_span bracketed(struct lets_span text)
{
    size_t begin = text.size;

    if (text.size < 3 || text.bytes[text.size - 1] != ')') {
        return (struct lets_span){0};
    }
    while (begin > 0 && text.bytes[begin - 1] != '(') {
        begin--;
    }
    return begin < 2 ? (struct lets_span){0}
                     : (struct lets_span){text.bytes + begin, text.size - 1 - begin};
}

static void look_up(struct import_parties *parties, struct import_party *party)
{
    const uint32_t *option = NULL;

    party->account = IMPORT_NOBODY;
    if (party->text.size == 0) {
        return;
    }
    if (parties->n_options > 0) {
        option = span_map_find(&parties->by_option, fold(parties, party->text));
    }
    if (option != NULL) {
        party->account = find_id(parties, parties->option_accounts[*option - 1]);
        if (party->account != IMPORT_NOBODY) {
            return;
        }
    }
    party->account = find_id(parties, party->text);
    if (party->account == IMPORT_NOBODY) {
        int named = import_parties_named(parties, party->text);
        party->is_several = named == IMPORT_SEVERAL;
        party->account = named == IMPORT_SEVERAL ? IMPORT_NOBODY : named;
    }
    if (party->account == IMPORT_NOBODY) {
        party->account = find_id(parties, bracketed(party->text));
    }
    party->is_external = party->account == IMPORT_NOBODY && parties->external != IMPORT_NOBODY;
    if (party->is_external) {
        party->account = parties->external;
    }
}

size_t import_parties_find(struct import_parties *parties, struct lets_span text)
{
    const uint32_t *known = span_map_find(&parties->by_text, text);

    if (known != NULL) {
        return *known;
    }
    struct import_party party = {.text = keep_copy(&parties->keep, text)};
    look_up(parties, &party);
    size_t index = parties->n_parties++;
    memory_make_room(parties->parties, &parties->parties_capacity, parties->n_parties);
    parties->parties[index] = party;
    *span_map_at(&parties->by_text, party.text, NULL) = (uint32_t)index;
    return index;
}

void import_parties_refuse(struct import_parties *parties, size_t party, int cell,
                           struct row_faults *faults)
{
    enum { HINTS_MAX = 20 }; /* to find what was meant takes time, and nobody reads more */
    const struct import_party *found = &parties->parties[party];
    const struct lets_account *ignored = NULL;
    struct lets_error why = {0};

    if (found->text.size == 0) {
        (void)failure_set(&why, LETS_EMPTY_VALUE, "no account is named");
    } else if (found->is_several) {
        (void)failure_set(&why, LETS_UNKNOWN_ACCOUNT, "several accounts are called '%.80s'",
                          found->text.bytes);
        (void)snprintf(why.hint, sizeof why.hint, "--party TEXT=ACCOUNT says which is meant");
    } else if (party < HINTS_MAX) {
        (void)session_account(parties->session, found->text.bytes, &ignored, &why);
    } else {
        (void)failure_set(&why, LETS_UNKNOWN_ACCOUNT, "no account '%.80s'", found->text.bytes);
    }
    row_faults_add(faults, cell, &why);
}

const struct lets_account *import_parties_own(struct import_parties *parties, struct lets_span text,
                                              int cell, struct row_faults *faults)
{
    size_t at = import_parties_find(parties, text);
    struct import_party *party = &parties->parties[at];
    const struct lets_account *account = NULL;

    party->n_rows++;
    if (party->account >= 0 && !party->is_external) {
        account = import_parties_account(parties, party->account);
    }
    if (account == NULL) {
        party->account = IMPORT_NOBODY;
        party->is_external = false;
        import_parties_refuse(parties, at, cell, faults);
    }
    return account;
}

void import_parties_note_day(struct import_parties *parties, int account, struct lets_date day)
{
    if (account >= 0 && day.day < parties->accounts[account].first_day) {
        parties->accounts[account].first_day = day.day;
    }
}

void import_parties_tell(const struct import_parties *parties)
{
    struct buffer external = {0};
    struct buffer missing = {0};

    for (size_t i = 0; i < parties->n_parties; i++) {
        const struct import_party *party = &parties->parties[i];
        struct buffer *out = party->is_external                ? &external
                             : party->account == IMPORT_NOBODY ? &missing
                                                               : NULL;
        if (out != NULL && party->n_rows > 0 && party->text.size > 0) {
            buffer_format(out, "%s'%.*s' (%zu row%s)", out->size > 0 ? ", " : "", SHOW(party->text),
                          party->n_rows, party->n_rows == 1 ? "" : "s");
        }
    }
    if (external.size > 0) {
        session_tell(parties->session, "put down to %s: %s", parties->given->external,
                     buffer_string(&external));
    }
    if (missing.size > 0 && parties->session->globals->is_dry_run) {
        session_tell(parties->session, "accounts that are missing: %s", buffer_string(&missing));
    }
    buffer_release(&external);
    buffer_release(&missing);
}
