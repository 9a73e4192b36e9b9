/* SPDX-License-Identifier: MIT */
/*
 * The directory: names and contact details, beside the journal and never sealed, so that they can
 * be corrected and erased. The file is read whole and rewritten whole, in the order in which it was
 * found, and what people wrote beside the rows stays.
 */

#include <assert.h>
#include <string.h>

#include "base/map.h"
#include "entries/yaml_mapping.h"
#include "people/row_text.h"
#include "values/ident.h"

enum { FILE_LONGEST = 256 * 1024 * 1024 };

struct row {
    struct lets_person person;
    struct row_text text;
};

struct lets_directory {
    struct arena texts;
    struct row *rows;
    size_t n_persons;
    size_t capacity;
    struct row_remarks *remarks; /* those that belong to no row, by row; owned */
    size_t n_remarks;
    bool has_rows_apart; /* else the one text is the whole file's; the last is behind all rows */
    struct map members;  /* folded id to index */
    struct text bytes;
};

/* The texts of a person by key; delivery is the only other. */
static const struct {
    const char *key;
    size_t offset;
} fields[] = {
    {"member", offsetof(struct lets_person, member)},
    {"name", offsetof(struct lets_person, name)},
    {"email", offsetof(struct lets_person, email)},
    {"phone", offsetof(struct lets_person, phone)},
    {"address", offsetof(struct lets_person, address)},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

static struct lets_span *text_of(struct lets_person *person, size_t field)
{
    void *member = (char *)person + fields[field].offset;
    return member;
}

static struct lets_span text_in(const struct lets_person *person, size_t field)
{
    const void *member = (const char *)person + fields[field].offset;
    return *(const struct lets_span *)member;
}

static enum lets_status new_directory(struct lets_directory **out, struct lets_error *err)
{
    void *directory = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_directory), &directory, err);
    if (status == LETS_OK) {
        *out = directory;
    }
    return status;
}

void lets_directory_free(struct lets_directory *directory)
{
    if (directory != NULL) {
        arena_release(&directory->texts);
        mem_free(directory->rows);
        mem_free(directory->remarks);
        map_release(&directory->members);
        text_release(&directory->bytes);
        mem_free(directory);
    }
}

/* ---------------------------------------------------------------- persons */

size_t lets_directory_size(const struct lets_directory *directory)
{
    return directory->n_persons;
}

const struct lets_person *lets_directory_person(const struct lets_directory *directory, size_t i)
{
    assert(i < directory->n_persons);
    return &directory->rows[i].person;
}

/* Where the index of a member is kept, however the id is spelled; NULL for none. */
static uint32_t *find_index(const struct lets_directory *directory, struct lets_span member)
{
    char folded[LETS_ID_MAX + 1];
    bool is_id = member.size >= 1 && member.size <= LETS_ID_MAX;
    return is_id ? map_find(&directory->members, ident_fold(member, folded)) : NULL;
}

const struct lets_person *lets_directory_find(const struct lets_directory *directory,
                                              struct lets_span member)
{
    const uint32_t *index = find_index(directory, member);
    return index == NULL ? NULL : &directory->rows[*index].person;
}

bool lets_person_equal(const struct lets_person *a, const struct lets_person *b)
{
    bool is_equal = a->delivery == b->delivery;
    for (size_t i = 0; is_equal && i < N_FIELDS; i++) {
        is_equal = lets_span_equal(text_in(a, i), text_in(b, i));
    }
    return is_equal;
}

static enum lets_status check_person(const struct lets_person *person, struct lets_error *err)
{
    enum lets_status status = lets_id_check(person->member, err);
    if (status == LETS_OK && person->name.size == 0) {
        status = lets__fail(err, LETS_EMPTY_VALUE, "a name is needed");
    }
    for (size_t i = 1; status == LETS_OK && i < N_FIELDS; i++) {
        struct lets_span text = text_in(person, i);
        if (text.size > 0) {
            status = lets_text_check(text, err);
        }
    }
    return status;
}

enum lets_status lets_directory_put(struct lets_directory *directory,
                                    const struct lets_person *person, struct lets_error *err)
{
    struct lets_person copy = {.delivery = person->delivery};
    const uint32_t *index = find_index(directory, person->member);
    enum lets_status status = check_person(person, err);
    for (size_t i = 0; status == LETS_OK && i < N_FIELDS; i++) {
        struct lets_span text = text_in(person, i);
        if (text.size > 0) {
            status = arena_copy(&directory->texts, text, text_of(&copy, i), err);
        }
    }
    char folded[LETS_ID_MAX + 1];
    struct lets_span key = {0};
    if (status == LETS_OK && index == NULL) {
        status = arena_copy(&directory->texts, ident_fold(person->member, folded), &key, err);
    }
    if (status == LETS_OK && index == NULL) {
        status = mem_grow(&directory->rows, &directory->capacity, directory->n_persons + 1, err);
        if (status == LETS_OK) {
            status = map_reserve(&directory->members, err);
        }
    }
    if (status != LETS_OK) {
        return status;
    }
    if (index != NULL) {
        /* The id stays as it is spelled in the file. */
        struct row *row = &directory->rows[*index];
        copy.member = row->person.member;
        row->text.is_changed = row->text.is_changed || !lets_person_equal(&row->person, &copy);
        row->person = copy;
        return LETS_OK;
    }
    map_add(&directory->members, key, (uint32_t)directory->n_persons);
    directory->rows[directory->n_persons++] = (struct row){.person = copy};
    if (directory->has_rows_apart) {
        directory->remarks[directory->n_remarks - 1].row = directory->n_persons;
    }
    return LETS_OK;
}

bool lets_directory_erase(struct lets_directory *directory, struct lets_span member)
{
    const uint32_t *found = find_index(directory, member);
    if (found == NULL) {
        return false;
    }
    size_t index = *found;
    char folded[LETS_ID_MAX + 1];
    map_remove(&directory->members, ident_fold(member, folded));
    directory->n_persons--;
    for (size_t i = index; i < directory->n_persons; i++) {
        directory->rows[i] = directory->rows[i + 1];
        uint32_t *moved = find_index(directory, directory->rows[i].person.member);
        assert(moved != NULL);
        *moved = (uint32_t)i;
    }
    for (size_t i = 0; i < directory->n_remarks; i++) {
        directory->remarks[i].row -= directory->remarks[i].row > index ? 1 : 0;
    }
    return true;
}

/* ---------------------------------------------------------------- reading */

static enum lets_status fail_at(const struct yaml_scalar *scalar, struct lets_error *err,
                                const char *message)
{
    return lets__fail_at(err, LETS_BAD_DIRECTORY, scalar->line, scalar->column, "%s", message);
}

/* Takes one `key: value` of a person. */
static enum lets_status take_pair(const struct yaml_pair *pair, struct lets_person *person,
                                  struct lets_error *err)
{
    struct lets_error why = {0};
    bool is_delivery = lets_span_equal(pair->key.text, lets_span_of("delivery"));
    if (pair->is_mapping) {
        return fail_at(&pair->value, err, "a mapping stands where one value belongs");
    }
    if (is_delivery && person->delivery != LETS_DELIVERY_UNSET) {
        return fail_at(&pair->key, err, "the same key stands here a second time");
    }
    if (is_delivery) {
        return lets_delivery_parse(pair->value.text, &person->delivery, &why) == LETS_OK
                   ? LETS_OK
                   : fail_at(&pair->value, err, why.message);
    }
    for (size_t i = 0; i < N_FIELDS; i++) {
        if (!lets_span_equal(pair->key.text, lets_span_of(fields[i].key))) {
            continue;
        }
        if (text_of(person, i)->size > 0) {
            return fail_at(&pair->key, err, "the same key stands here a second time");
        }
        if (lets_text_check(pair->value.text, &why) != LETS_OK) {
            return fail_at(&pair->value, err, why.message);
        }
        *text_of(person, i) = pair->value.text;
        return LETS_OK;
    }
    return fail_at(&pair->key, err,
                   "no key of a person: member, name, email, phone, address and delivery are");
}

/* The lines in which rows begin. */
struct lines {
    uint64_t *items; /* owned */
    size_t capacity;
};

static enum lets_status take_person(struct lets_directory *directory,
                                    const struct yaml_mapping *mapping, struct lets_error *err)
{
    struct lets_person person = {{0}, {0}, {0}, {0}, {0}, LETS_DELIVERY_UNSET};
    struct lets_error why = {0};
    const struct yaml_scalar here = {.line = mapping->line, .column = mapping->column};
    for (size_t i = 0; i < mapping->n_pairs; i++) {
        enum lets_status status = take_pair(&mapping->pairs[i], &person, err);
        if (status != LETS_OK) {
            return status;
        }
    }
    if (person.member.size == 0 || person.name.size == 0) {
        return fail_at(&here, err, "a person needs the keys 'member' and 'name'");
    }
    if (lets_directory_find(directory, person.member) != NULL) {
        return lets__fail_at(err, LETS_BAD_DIRECTORY, here.line, here.column,
                             "'%.*s' stands in the directory a second time",
                             LETS__SHOW(person.member));
    }
    enum lets_status status = lets_directory_put(directory, &person, &why);
    if (status == LETS_OUT_OF_MEMORY) {
        return lets__fail(err, status, "out of memory");
    }
    return status == LETS_OK ? LETS_OK : fail_at(&here, err, why.message);
}

/* Takes every row, and the lines in which they begin. */
static enum lets_status take_all(struct lets_directory *directory, struct yaml_mappings *reader,
                                 struct lines *lines, struct lets_error *err)
{
    for (;;) {
        struct yaml_mapping mapping = {0};
        bool is_end = false;
        enum lets_status status = yaml_mappings_next(reader, &mapping, &is_end, err);
        if (status != LETS_OK && status != LETS_OUT_OF_MEMORY && err != NULL) {
            err->status = LETS_BAD_DIRECTORY;
        }
        if (status != LETS_OK) {
            return status == LETS_OUT_OF_MEMORY ? status : LETS_BAD_DIRECTORY;
        }
        if (is_end) {
            return LETS_OK;
        }
        status = take_person(directory, &mapping, err);
        if (status == LETS_OK) {
            status = mem_grow(&lines->items, &lines->capacity, directory->n_persons, err);
        }
        if (status != LETS_OK) {
            return status;
        }
        assert(lines->items != NULL);
        lines->items[directory->n_persons - 1] = mapping.line;
    }
}

/* Keeps the file's text: the rows as they stand there, and the remarks; those alone where the rows
 * cannot be told apart. */
static enum lets_status keep_text(struct lets_directory *directory, struct lets_span bytes,
                                  const struct lines *lines, struct lets_error *err)
{
    size_t n_rows = directory->n_persons;
    void *memory = NULL;
    struct row_text *texts = NULL;
    enum lets_status status = arena_copy(&directory->texts, bytes, &bytes, err);
    if (status == LETS_OK) {
        status = mem_alloc_array(n_rows + 1, sizeof *directory->remarks, &memory, err);
        directory->remarks = status == LETS_OK ? memory : NULL;
    }
    if (status == LETS_OK) {
        status = mem_alloc_array(n_rows + 1, sizeof *texts, &memory, err);
        texts = status == LETS_OK ? memory : NULL;
    }
    if (status != LETS_OK) {
        return status;
    }
    directory->n_remarks = n_rows + 1;
    bool is_cut =
        n_rows > 0 && row_text_cut(bytes, lines->items, n_rows, texts, directory->remarks);
    if (!is_cut) {
        directory->n_remarks = 1;
        directory->remarks[0] = (struct row_remarks){.text = bytes};
    }
    directory->has_rows_apart = is_cut;
    for (size_t i = 0; is_cut && i < n_rows; i++) {
        directory->rows[i].text = texts[i];
    }
    mem_free(texts);
    return LETS_OK;
}

/* The file is made to be edited, and some editors put a byte order mark at the beginning. */
static struct lets_span without_mark(struct lets_span bytes)
{
    static const char mark[] = "\xef\xbb\xbf";
    const size_t size = sizeof mark - 1;
    if (bytes.size >= size && memcmp(bytes.bytes, mark, size) == 0) {
        return (struct lets_span){.bytes = bytes.bytes + size, .size = bytes.size - size};
    }
    return bytes;
}

enum lets_status lets_directory_parse(const void *bytes, size_t size, struct lets_directory **out,
                                      struct lets_error *err)
{
    struct lets_directory *directory = NULL;
    struct yaml_mappings *reader = NULL;
    struct lines lines = {.items = NULL};
    struct lets_span span = without_mark((struct lets_span){.bytes = bytes, .size = size});
    enum lets_status status = new_directory(&directory, err);
    if (status == LETS_OK) {
        status = yaml_mappings_new(&reader, err);
    }
    if (status == LETS_OK) {
        status = yaml_mappings_begin(reader, span, 1, err);
    }
    if (status == LETS_OK) {
        status = take_all(directory, reader, &lines, err);
    }
    if (status == LETS_OK) {
        status = keep_text(directory, span, &lines, err);
    }
    mem_free(lines.items);
    yaml_mappings_free(reader);
    if (status != LETS_OK) {
        if (status == LETS_BAD_DIRECTORY) {
            lets__excerpt(err, span, 1);
        }
        lets_directory_free(directory);
        return status;
    }
    *out = directory;
    return LETS_OK;
}

enum lets_status lets_directory_load(const char *path, struct lets_directory **out,
                                     struct lets_error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    struct lets_error why = {0};
    enum lets_status status = lets_file_load(path, FILE_LONGEST, &bytes, &size, &why);
    if (status == LETS_NO_SUCH_FILE) {
        return new_directory(out, err);
    }
    if (status != LETS_OK) {
        if (err != NULL) {
            *err = why;
        }
        return status;
    }
    status = lets_directory_parse(bytes, size, out, err);
    lets_bytes_free(bytes);
    return status;
}

/* ---------------------------------------------------------------- writing */

static enum lets_status write_row(struct text *out, const struct row *row, struct lets_error *err)
{
    struct row_field now[N_FIELDS + 1];
    for (size_t i = 0; i < N_FIELDS; i++) {
        now[i] = (struct row_field){fields[i].key, text_in(&row->person, i)};
    }
    now[N_FIELDS] =
        (struct row_field){"delivery", lets_span_of(lets_delivery_word(row->person.delivery))};
    return row_text_write(out, &row->text, now, N_FIELDS + 1, err);
}

/* The remarks above that row, from *next on. */
static enum lets_status write_remarks(struct lets_directory *directory, size_t row, size_t *next,
                                      struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    while (status == LETS_OK && *next < directory->n_remarks &&
           directory->remarks[*next].row == row) {
        struct lets_span text = directory->remarks[*next].text;
        status = directory->has_rows_apart ? text_add(&directory->bytes, text, err)
                                           : row_text_write_remarks(&directory->bytes, text, err);
        ++*next;
    }
    return status;
}

enum lets_status lets_directory_bytes(struct lets_directory *directory, struct lets_span *out,
                                      struct lets_error *err)
{
    struct text *bytes = &directory->bytes;
    enum lets_status status = LETS_OK;
    size_t next = 0;
    text_clear(bytes);
    for (size_t i = 0; status == LETS_OK && i < directory->n_persons; i++) {
        status = write_remarks(directory, i, &next, err);
        if (status == LETS_OK) {
            status = write_row(bytes, &directory->rows[i], err);
        }
    }
    if (status == LETS_OK) {
        status = write_remarks(directory, directory->n_persons, &next, err);
    }
    if (status == LETS_OK && directory->n_persons == 0) {
        status = text_add_string(bytes, "[]\n", err);
    }
    if (status == LETS_OK) {
        *out = text_span(bytes);
    }
    return status;
}

enum lets_status lets_directory_save(struct lets_directory *directory, const char *path,
                                     struct lets_error *err)
{
    enum { OWNER_ONLY = 0600 };
    struct lets_span bytes = {0};
    enum lets_status status = lets_directory_bytes(directory, &bytes, err);
    return status == LETS_OK ? lets_file_replace(path, bytes, OWNER_ONLY, err) : status;
}
