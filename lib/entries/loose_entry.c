/* SPDX-License-Identifier: MIT */
/* One entry outside of a journal: a charter that waits for its approval. */

#include "base/text.h"
#include "entries/entry_writer.h"
#include "entries/yaml_reader.h"

struct lets_loose_entry {
    struct lets_entry entry; /* borrowed from the two below */
    struct yaml_reader *reader;
    struct text bytes;
};

void lets_loose_entry_free(struct lets_loose_entry *loose)
{
    if (loose != NULL) {
        yaml_reader_free(loose->reader);
        text_release(&loose->bytes);
        mem_free(loose);
    }
}

const struct lets_entry *lets_loose_entry(const struct lets_loose_entry *loose)
{
    return &loose->entry;
}

static enum lets_status read(struct lets_loose_entry *loose, struct lets_span bytes,
                             unsigned decimals, struct lets_error *err)
{
    enum lets_status status = text_add(&loose->bytes, bytes, err);
    if (status == LETS_OK) {
        status = text_check_lines(text_span(&loose->bytes), 1, true, err);
    }
    if (status == LETS_OK) {
        status = yaml_reader_new(&loose->reader, err);
    }
    return status == LETS_OK ? yaml_reader_read(loose->reader, text_span(&loose->bytes), 1,
                                                decimals, &loose->entry, err)
                             : status;
}

enum lets_status lets_loose_entry_parse(const void *bytes, size_t size, unsigned decimals,
                                        struct lets_loose_entry **out, struct lets_error *err)
{
    void *made = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_loose_entry), &made, err);
    if (status != LETS_OK) {
        return status;
    }
    struct lets_loose_entry *loose = made;
    status = read(loose, (struct lets_span){.bytes = bytes, .size = size}, decimals, err);
    if (status != LETS_OK) {
        lets_loose_entry_free(loose);
        return status;
    }
    *out = loose;
    return LETS_OK;
}

enum lets_status lets_entry_format(const struct lets_entry *entry, unsigned decimals, char **out,
                                   size_t *size, struct lets_error *err)
{
    struct text bytes = {0};
    enum lets_status status = entry_write(&bytes, entry, decimals, err);
    if (status != LETS_OK) {
        text_release(&bytes);
        return status;
    }
    *out = bytes.bytes;
    *size = bytes.size;
    return LETS_OK;
}
