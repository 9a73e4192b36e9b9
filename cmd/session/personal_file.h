/* SPDX-License-Identifier: MIT */
#ifndef PERSONAL_FILE_H
#define PERSONAL_FILE_H

/*
 * A file of personal data beside the journal, between its reading and its writing. It is not
 * sealed, and others change it meanwhile: an editor, a run on a journal of another name.
 * personal_file_change is the one way in which it is changed.
 */

#include <lets.h>

struct personal_bytes {
    char *bytes; /* owned; NULL: there is no such file */
    size_t size;
};

struct personal_file {
    struct personal_bytes read;    /* as it was read */
    struct personal_bytes found;   /* as it stood when it was changed */
    struct personal_bytes written; /* what was put in its place */
    unsigned lost;                 /* and what it could not keep, bits of enum lets_file_loss */
    bool is_secret; /* given: changed, nobody but its owner may do anything with it */
    bool was_open;  /* others could, before that */
    bool is_open;   /* and still can: the system does not allow it to be shut */
};

/* Reads the file at `path`; one that does not exist has no bytes. Release it. */
enum lets_status personal_file_read(const char *path, struct personal_file *file,
                                    struct lets_error *err);
void personal_file_release(struct personal_file *file);

/* Whether others than the owner of the file at `path` may do anything with it. */
bool personal_file_is_open(const char *path);

/* Whether bytes are those of a file; those of none have none. */
bool personal_bytes_equal(const struct personal_bytes *file, struct lets_span bytes);

/* Changes the file, under its lock: `change` is given the bytes as they stand now (no file: bytes
 * NULL) and returns, borrowed in *out, what is to stand there. Failed, the file is as it was found;
 * where that could not be brought about, `left` is filled as by personal_file_restore. LETS_LOCKED,
 * and what reading, `change` and lets_file_replace return. */
enum lets_status personal_file_change(
    const char *path, struct personal_file *file,
    enum lets_status (*change)(void *context, struct lets_span now, struct lets_span *out,
                               struct lets_error *err),
    void *context, struct lets_error *left, struct lets_error *err);

/* Puts the file back as it was found, unless another program changed it since. Where it is another
 * file after all, err has a message if there is more to say. */
enum lets_status personal_file_restore(const char *path, const struct personal_file *file,
                                       struct lets_error *err);

#endif
