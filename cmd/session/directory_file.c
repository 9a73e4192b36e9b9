/* SPDX-License-Identifier: MIT */
/*
 * The directory's file. What this run changed is found by comparing the directory with what was
 * read, person by person, whichever command changed it; and exactly that is changed in the file as
 * it stands when it is written.
 */

#include "session/directory_file.h"

#include "base/buffer.h"
#include "base/failure.h"

struct change {
    const struct personal_file *file;
    struct lets_directory *ours;
    struct lets_directory *base;   /* as it was read; owned */
    struct lets_directory *theirs; /* as it is now; owned */
};

static enum lets_status parse(struct lets_span bytes, struct lets_directory **out,
                              struct lets_error *err)
{
    return lets_directory_parse(bytes.bytes != NULL ? bytes.bytes : "", bytes.size, out, err);
}

enum lets_status directory_file_load(const char *path, struct personal_file *file,
                                     struct lets_directory **out, struct lets_error *err)
{
    enum lets_status status = personal_file_read(path, file, err);

    return status == LETS_OK
               ? parse((struct lets_span){file->read.bytes, file->read.size}, out, err)
               : status;
}

static bool is_same(const struct lets_person *a, const struct lets_person *b)
{
    return a == NULL || b == NULL ? a == b : lets_person_equal(a, b);
}

/* Makes one person in the file what it is here, if that is not what was read; none is NULL. */
static enum lets_status merge_one(const struct change *change, struct lets_span member,
                                  struct lets_error *err)
{
    const struct lets_person *base = lets_directory_find(change->base, member);
    const struct lets_person *ours = lets_directory_find(change->ours, member);
    const struct lets_person *theirs = lets_directory_find(change->theirs, member);

    if (is_same(ours, base) || is_same(ours, theirs)) {
        return LETS_OK;
    }
    if (!is_same(theirs, base)) {
        return failure_set(err, LETS_JOURNAL_REPLACED,
                           "another program changed the entry of '%.*s' in the directory "
                           "meanwhile: nothing was recorded",
                           SHOW(member));
    }
    if (ours != NULL) {
        return lets_directory_put(change->theirs, ours, err);
    }
    (void)lets_directory_erase(change->theirs, member);
    return LETS_OK;
}

static enum lets_status merge(const struct change *change, struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < lets_directory_size(change->base); i++) {
        status = merge_one(change, lets_directory_person(change->base, i)->member, err);
    }
    for (size_t i = 0; status == LETS_OK && i < lets_directory_size(change->ours); i++) {
        status = merge_one(change, lets_directory_person(change->ours, i)->member, err);
    }
    return status;
}

static enum lets_status make_change(void *context, struct lets_span now, struct lets_span *out,
                                    struct lets_error *err)
{
    struct change *change = context;
    const struct personal_bytes *read = &change->file->read;

    if (personal_bytes_equal(read, now)) {
        return lets_directory_bytes(change->ours, out, err);
    }
    enum lets_status status =
        parse((struct lets_span){read->bytes, read->size}, &change->base, err);
    if (status == LETS_OK) {
        status = parse(now, &change->theirs, err);
    }
    if (status == LETS_OK) {
        status = merge(change, err);
    }
    return status == LETS_OK ? lets_directory_bytes(change->theirs, out, err) : status;
}

enum lets_status directory_file_save(const char *path, struct personal_file *file,
                                     struct lets_directory *directory, struct lets_error *left,
                                     struct lets_error *err)
{
    struct change change = {.file = file, .ours = directory};
    enum lets_status status = personal_file_change(path, file, make_change, &change, left, err);

    lets_directory_free(change.base);
    lets_directory_free(change.theirs);
    return status;
}
