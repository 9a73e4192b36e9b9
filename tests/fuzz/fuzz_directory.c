/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a directory file: refused with a name and a place, or read, and then what is written
 * reads back the same, person by person and byte by byte.
 */

#include <assert.h>
#include <stdlib.h>

#include <lets.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_refusal(enum lets_status status, const struct lets_error *err)
{
    assert(status == LETS_BAD_DIRECTORY);
    assert(err->status == status && err->message[0] != '\0' && err->line > 0);
}

static void check_same(const struct lets_directory *a, const struct lets_directory *b)
{
    assert(lets_directory_size(a) == lets_directory_size(b));
    for (size_t i = 0; i < lets_directory_size(a); i++) {
        const struct lets_person *one = lets_directory_person(a, i);
        const struct lets_person *other = lets_directory_person(b, i);
        assert(lets_span_equal(one->member, other->member));
        assert(lets_span_equal(one->name, other->name));
        assert(lets_span_equal(one->email, other->email));
        assert(lets_span_equal(one->phone, other->phone));
        assert(lets_span_equal(one->address, other->address));
        assert(one->delivery == other->delivery);
        assert(lets_directory_find(a, one->member) == one);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lets_directory *directory = NULL;
    struct lets_directory *again = NULL;
    struct lets_span written = {0};
    struct lets_span rewritten = {0};
    struct lets_error err = {0};
    enum lets_status status = lets_directory_parse(data, size, &directory, &err);
    if (status != LETS_OK) {
        assert(directory == NULL);
        check_refusal(status, &err);
        return 0;
    }
    status = lets_directory_bytes(directory, &written, &err);
    assert(status == LETS_OK);
    status = lets_directory_parse(written.bytes, written.size, &again, &err);
    assert(status == LETS_OK && "what is written must read back");
    status = lets_directory_bytes(again, &rewritten, &err);
    assert(status == LETS_OK && lets_span_equal(written, rewritten));
    check_same(directory, again);
    lets_directory_free(again);
    lets_directory_free(directory);
    return 0;
}
