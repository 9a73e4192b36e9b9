/* SPDX-License-Identifier: MIT */
/*
 * Every entry, out of the journal. The journal is replayed twice: once to know that it is sound,
 * and who sealed what and when; once more, up to the same seal, to write. So nothing is written of
 * a journal that turns out to be damaged, and memory grows with seals, not with text.
 */

#include "tables/export_entries.h"

#include <inttypes.h>
#include <string.h>

#include "output/json.h"
#include "output/list.h"
#include "session/reading.h"
#include "session/split.h"

/* What the seal of a commit says. */
struct seal {
    struct lets_time time;
    const char *clerk; /* borrowed: from the list of clerks */
};

/* A list of seals, number by number, and the names that stand in them. */
struct seals {
    struct seal *items;
    size_t n;
    size_t capacity;
    char **clerks; /* each owned; a name follows another one */
    size_t n_clerks;
    size_t clerks_capacity;
};

static enum lets_status take_seal(void *context, const struct lets_ledger *ledger,
                                  const struct lets_entry *entry, const struct lets_place *place,
                                  struct lets_error *err)
{
    struct seals *seals = context;

    (void)ledger;
    (void)place;
    (void)err;
    if (entry->kind != LETS_KIND_SEAL) {
        return LETS_OK;
    }
    const char *last = seals->n_clerks > 0 ? seals->clerks[seals->n_clerks - 1] : NULL;
    if (last == NULL || !lets_span_equal(lets_span_of(last), entry->by)) {
        memory_make_room(seals->clerks, &seals->clerks_capacity, seals->n_clerks + 1);
        seals->clerks[seals->n_clerks++] = memory_copy(entry->by);
        last = seals->clerks[seals->n_clerks - 1];
    }
    memory_make_room(seals->items, &seals->capacity, seals->n + 1);
    seals->items[seals->n++] = (struct seal){.time = entry->time, .clerk = last};
    return LETS_OK;
}

static void seals_release(struct seals *seals)
{
    for (size_t i = 0; i < seals->n_clerks; i++) {
        memory_free(seals->clerks[i]);
    }
    memory_free(seals->clerks);
    memory_free(seals->items);
}

/* The seal that ends the commit of an entry. */
static const struct seal *seal_of(const struct seals *seals, const struct lets_place *place)
{
    return &seals->items[place->seal - 1];
}

/* Both replays: the first takes the seals, the second shows every entry to `writer`. */
static enum lets_status replay_twice(struct session *session, struct seals *seals,
                                     const struct lets_observer *writer, struct lets_error *err)
{
    struct lets_observer first = {.context = seals, .entry = take_seal};
    enum lets_status status = session_read(session, &first, 1, err);

    return status == LETS_OK ? session_replay_again(session, writer, err) : status;
}

/* The name of an account that an entry names, where names are wanted; empty for none. */
static struct lets_span name_of(const struct session *session, const struct lets_ledger *ledger,
                                struct lets_span id)
{
    const struct lets_account *account = id.size > 0 ? lets_ledger_find(ledger, id) : NULL;

    if (account == NULL || session->names.directory == NULL) {
        return (struct lets_span){0};
    }
    return words_name(&session->names, account);
}

/* ---------------------------------------------------------------- JSON */

struct json_writer {
    struct session *session;
    struct seals *seals;
    struct buffer line; /* owned: the one at hand */
};

/* The name of an account that the entry names, if it does. */
static void add_name(struct json_writer *writer, const struct lets_ledger *ledger, const char *key,
                     struct lets_span id)
{
    if (id.size > 0 && writer->session->names.directory != NULL) {
        buffer_format(&writer->line, ",\"%s\":", key);
        json_add_span(&writer->line, name_of(writer->session, ledger, id));
    }
}

static enum lets_status write_json(void *context, const struct lets_ledger *ledger,
                                   const struct lets_entry *entry, const struct lets_place *place,
                                   struct lets_error *err)
{
    struct json_writer *writer = context;
    const struct seal *seal = seal_of(writer->seals, place);
    struct buffer *line = &writer->line;
    char recorded[LETS_TIME_SIZE];

    (void)err;
    lets_time_format(seal->time, recorded);
    buffer_clear(line);
    buffer_format(line, "{\"line\":%" PRIu64 ",\"seal\":%" PRIu64 ",\"recorded\":\"%s\",\"clerk\":",
                  place->line, place->seal, recorded);
    json_add_span(line, lets_span_of(seal->clerk));
    buffer_format(line, ",\"kind\":\"%s\",\"entry\":", lets_kind_word(entry->kind));
    json_add_entry(line, entry, lets_ledger_summary(ledger)->decimals, true);
    bool is_of_rule = entry->kind == LETS_KIND_RULE || entry->kind == LETS_KIND_RUN;
    add_name(writer, ledger, "name", is_of_rule ? lets_span_of("") : entry->id);
    add_name(writer, ledger, "from_name", entry->payer);
    add_name(writer, ledger, "to_name", entry->payee);
    buffer_add_string(line, "}\n");
    (void)fwrite(line->bytes, 1, line->size, writer->session->output.stream);
    return LETS_OK;
}

enum lets_status export_json(struct session *session, struct lets_error *err)
{
    struct seals seals = {0};
    struct json_writer writer = {.session = session, .seals = &seals};
    struct lets_observer observer = {.context = &writer, .entry = write_json};
    enum lets_status status = replay_twice(session, &seals, &observer, err);

    buffer_release(&writer.line);
    seals_release(&seals);
    return status;
}

/* ---------------------------------------------------------------- CSV */

/* Where an entry and its seal stand. */
enum { LINE, SEAL, RECORDED, CLERK, FIRST_KEY };

/* The file of a kind. */
struct csv_file {
    struct column *columns; /* owned */
    size_t n_columns;
    size_t columns_capacity;
    struct buffer *names; /* owned: of the columns of its keys, where they are not the keys' */
    size_t n_names;
    char *path; /* owned */
    struct output output;
    struct list *list;
};

struct csv_writer {
    struct session *session;
    struct seals *seals;
    struct csv_file files[LETS_KIND_COUNT];
};

/* The column of a key: its name, '-' written as '_'. What a kind begins with is called by what it
 * is.
 */
static const char *key_name(const struct lets_key *key, bool is_first, struct buffer *name)
{
    if (is_first && key->type == LETS_TYPE_ID) {
        return "account";
    }
    if (is_first && (key->type == LETS_TYPE_DATE || key->type == LETS_TYPE_TIME)) {
        return key->type == LETS_TYPE_DATE ? "date" : "time";
    }
    buffer_add_string(name, key->name);
    for (size_t i = 0; i < name->size; i++) {
        if (name->bytes[i] == '-') {
            name->bytes[i] = '_';
        }
    }
    return buffer_string(name);
}

static void add_column(struct csv_file *file, const char *name, enum column_type type)
{
    memory_make_room(file->columns, &file->columns_capacity, file->n_columns + 1);
    file->columns[file->n_columns++] = (struct column){.name = name, .type = type};
}

static void add_key_column(struct csv_file *file, const struct lets_key *key, size_t i)
{
    const struct lets_mapping *mapping = lets_type_mapping(key->type);
    bool is_text = key->type == LETS_TYPE_TEXT || key->type == LETS_TYPE_ID;

    if (mapping != NULL) {
        add_column(file, mapping->key_name, COLUMN_TEXT);
        add_column(file, mapping->value_name, COLUMN_AMOUNT);
    } else {
        add_column(file, key_name(key, i == 0, &file->names[i]),
                   is_text ? COLUMN_TEXT : COLUMN_WORD);
    }
}

/* The column of the name of an account, behind the keys. */
static void add_name_column(struct csv_file *file, const struct lets_key *key)
{
    bool is_payer = key->field == LETS_FIELD_payer;
    bool is_payee = key->field == LETS_FIELD_payee;

    if (key->type == LETS_TYPE_ID) {
        add_column(file, is_payer ? "from_name" : is_payee ? "to_name" : "name", COLUMN_TEXT);
    }
}

static void open_file(struct csv_writer *writer, enum lets_kind kind, const char *folder)
{
    static const char *const place_names[] = {"line", "seal", "recorded", "clerk"};
    struct csv_file *file = &writer->files[kind];
    struct buffer path = {0};
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(kind, &n_keys);

    buffer_format(&path, "%s/%s.csv", folder, lets_kind_word(kind));
    file->path = memory_copy(buffer_span(&path));
    buffer_release(&path);
    for (size_t i = 0; i < FIRST_KEY; i++) {
        add_column(file, place_names[i], i == CLERK ? COLUMN_TEXT : COLUMN_WORD);
    }
    file->n_names = n_keys;
    file->names = memory_array(n_keys, sizeof *file->names);
    for (size_t i = 0; i < n_keys; i++) {
        add_key_column(file, &keys[i], i);
    }
    for (size_t i = 0; i < n_keys && !writer->session->has_ids_only; i++) {
        add_name_column(file, &keys[i]);
    }
    output_open(&file->output, OUTPUT_CSV, file->path, false, false);
    file->output.is_private = writer->session->output.is_private;
    file->list = list_begin(&file->output, NULL, "entries", file->columns, file->n_columns, NULL);
}

/* A row of an entry; where it has a mapping, the row of one line of it, under its key (NULL: none).
 */
static void write_row(const struct csv_writer *writer, const struct lets_ledger *ledger,
                      const struct lets_entry *entry, const struct lets_place *place,
                      const struct lets_key *of, const struct lets_pair *pair)
{
    struct list *list = writer->files[entry->kind].list;
    const struct seal *seal = seal_of(writer->seals, place);
    unsigned decimals = lets_ledger_summary(ledger)->decimals;
    char buffer[LETS_VALUE_SIZE];
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);
    size_t column = FIRST_KEY;

    list_row(list);
    list_integer(list, LINE, place->line);
    list_integer(list, SEAL, place->seal);
    list_time(list, RECORDED, seal->time);
    list_string(list, CLERK, seal->clerk);
    for (size_t i = 0; i < n_keys; i++) {
        const struct lets_mapping *mapping = lets_type_mapping(keys[i].type);
        if (mapping != NULL) {
            if (&keys[i] == of) {
                list_text(list, column,
                          lets_scalar_value(&pair->key, mapping->key, decimals, buffer));
                list_text(list, column + 1,
                          lets_scalar_value(&pair->value, mapping->value, decimals, buffer));
            }
            column++;
        } else if (lets_entry_has_field(entry, keys[i].field)) {
            list_text(list, column, lets_entry_value(entry, &keys[i], decimals, buffer));
        }
        column++;
    }
    for (size_t i = 0; i < n_keys && column < writer->files[entry->kind].n_columns; i++) {
        if (keys[i].type == LETS_TYPE_ID) {
            struct lets_span id = {0};
            if (lets_entry_has_field(entry, keys[i].field)) {
                id = lets_entry_value(entry, &keys[i], decimals, buffer);
            }
            list_text(list, column++, name_of(writer->session, ledger, id));
        }
    }
}

static enum lets_status write_csv(void *context, const struct lets_ledger *ledger,
                                  const struct lets_entry *entry, const struct lets_place *place,
                                  struct lets_error *err)
{
    const struct csv_writer *writer = context;
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);
    size_t n_rows = 0;

    (void)err;
    for (size_t i = 0; i < n_keys; i++) {
        bool is_mapping = lets_type_mapping(keys[i].type) != NULL;
        const struct lets_pairs *pairs = is_mapping ? lets_entry_pairs(entry, &keys[i]) : NULL;
        for (size_t j = 0; is_mapping && j < pairs->n; j++) {
            write_row(writer, ledger, entry, place, &keys[i], &pairs->items[j]);
            n_rows++;
        }
    }
    if (n_rows == 0) {
        write_row(writer, ledger, entry, place, NULL, NULL);
    }
    return LETS_OK;
}

/* Puts every file in its place, or, after a failure, none that is not there yet. */
static enum lets_status close_files(struct csv_writer *writer, enum lets_status status,
                                    struct lets_error *err)
{
    for (size_t kind = 0; kind < LETS_KIND_COUNT; kind++) {
        struct csv_file *file = &writer->files[kind];
        list_end(file->list);
        if (status == LETS_OK) {
            status = output_close(&file->output, err);
            if (status != LETS_OK) {
                session_blame(writer->session, file->path);
            }
        }
    }
    return status;
}

static void free_files(struct csv_writer *writer)
{
    for (size_t kind = 0; kind < LETS_KIND_COUNT; kind++) {
        struct csv_file *file = &writer->files[kind];
        output_release(&file->output);
        for (size_t i = 0; i < file->n_names; i++) {
            buffer_release(&file->names[i]);
        }
        memory_free(file->names);
        memory_free(file->columns);
        memory_free(file->path);
    }
}

/* What keeps a ledger may lie in that folder under such a name. */
static enum lets_status check_files(const struct csv_writer *writer, struct lets_error *err)
{
    for (size_t kind = 0; kind < LETS_KIND_COUNT; kind++) {
        enum lets_status status = split_check(writer->session, writer->files[kind].path, err);
        if (status != LETS_OK) {
            return status;
        }
    }
    return LETS_OK;
}

enum lets_status export_csv(struct session *session, const char *folder, struct lets_error *err)
{
    struct seals seals = {0};
    struct csv_writer writer = {.session = session, .seals = &seals};
    struct lets_observer observer = {.context = &writer, .entry = write_csv};

    for (size_t kind = 0; kind < LETS_KIND_COUNT; kind++) {
        open_file(&writer, (enum lets_kind)kind, folder);
    }
    enum lets_status status = check_files(&writer, err);
    if (status == LETS_OK) {
        status = replay_twice(session, &seals, &observer, err);
    }
    if (status == LETS_OK) {
        status = split_make_folder(session, folder, err);
    }
    status = close_files(&writer, status, err);
    free_files(&writer);
    seals_release(&seals);
    return status;
}
