/* SPDX-License-Identifier: MIT */
/*
 * How accounts are called. A name that two members share names neither, so it is never shown alone
 * where no id stands beside it: which names are shared is worked out once, when the directory is
 * loaded, and again when it changes.
 */

#include "words/names.h"

#include <stdlib.h>
#include <string.h>

static int compare_spans(const void *a, const void *b)
{
    const struct lets_span *left = a;
    const struct lets_span *right = b;
    size_t shorter = left->size < right->size ? left->size : right->size;
    int order = shorter > 0 ? memcmp(left->bytes, right->bytes, shorter) : 0;

    return order != 0 ? order : (left->size > right->size) - (left->size < right->size);
}

void names_set(struct names *names, const struct lets_directory *directory)
{
    size_t n_persons = directory == NULL ? 0 : lets_directory_size(directory);
    struct lets_span *all = memory_array(n_persons, sizeof *all);
    size_t n_shared = 0;

    for (size_t i = 0; i < n_persons; i++) {
        all[i] = lets_directory_person(directory, i)->name;
    }
    qsort(all, n_persons, sizeof *all, compare_spans);
    for (size_t i = 1; i < n_persons; i++) {
        if (lets_span_equal(all[i], all[i - 1]) &&
            (n_shared == 0 || !lets_span_equal(all[i], all[n_shared - 1]))) {
            all[n_shared++] = all[i]; /* n_shared < i: what is read is never overwritten */
        }
    }
    names_release(names);
    *names = (struct names){.directory = directory, .shared = all, .n_shared = n_shared};
}

void names_release(struct names *names)
{
    memory_free(names->shared);
    *names = (struct names){0};
}

static bool is_shared(const struct names *names, struct lets_span name)
{
    return names->n_shared > 0 && bsearch(&name, names->shared, names->n_shared,
                                          sizeof *names->shared, compare_spans) != NULL;
}

struct lets_span words_name(const struct names *names, const struct lets_account *account)
{
    if (names->directory == NULL) {
        return account->id;
    }
    const struct lets_person *person = lets_directory_find(names->directory, account->id);
    if (person != NULL && person->name.size > 0) {
        return person->name;
    }
    return account->title.size > 0 ? account->title : account->id;
}

void words_name_and_id(struct buffer *out, const struct names *names,
                       const struct lets_account *account)
{
    struct lets_span name = words_name(names, account);

    buffer_add(out, name);
    if (!lets_span_equal(name, account->id)) {
        buffer_format(out, " (%.*s)", SHOW(account->id));
    }
}

void words_label(struct buffer *out, const struct names *names, const struct lets_account *account)
{
    struct lets_span name = words_name(names, account);

    if (is_shared(names, name)) {
        words_name_and_id(out, names, account);
    } else {
        buffer_add(out, name);
    }
}
