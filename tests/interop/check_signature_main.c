/* SPDX-License-Identifier: MIT */
/*
 * check_signature KEY_FILE SIGNATURE_FILE NAMESPACE MESSAGE_FILE: reads the files of ssh-keygen and
 * checks the signature as the ledger does. Prints key and signature as a journal holds them, a line
 * each; or what is wrong, and ends with 1.
 */

#include <stdio.h>

#include "values/signature.h"

struct file {
    char *bytes;
    size_t size;
};

static struct lets_span span_of(const struct file *file)
{
    return (struct lets_span){file->bytes, file->size};
}

static enum lets_status check(const struct file *files, struct lets_span name_space,
                              struct lets_error *err)
{
    char key[LETS_SSH_KEY_SIZE];
    char signature[LETS_SSH_SIGNATURE_SIZE];
    enum lets_status status = lets_ssh_key_read(span_of(&files[0]), key, err);
    if (status == LETS_OK) {
        status = lets_ssh_signature_read(span_of(&files[1]), signature, err);
    }
    if (status == LETS_OK) {
        status = ssh_signature_check(lets_span_of(signature), lets_span_of(key), name_space,
                                     span_of(&files[2]), err);
    }
    if (status == LETS_OK) {
        (void)printf("%s\n%s\n", key, signature);
    }
    return status;
}

int main(int argc, char **argv)
{
    enum { N_FILES = 3 };
    const int places[N_FILES] = {1, 2, 4};
    struct file files[N_FILES] = {{NULL, 0}};
    struct lets_error err = {0};
    enum lets_status status = LETS_OK;
    if (argc != 5) {
        (void)fputs("usage: check_signature KEY_FILE SIGNATURE_FILE NAMESPACE MESSAGE_FILE\n",
                    stderr);
        return 2;
    }
    for (int i = 0; i < N_FILES && status == LETS_OK; i++) {
        status =
            lets_file_load(argv[places[i]], (size_t)1 << 24, &files[i].bytes, &files[i].size, &err);
    }
    if (status == LETS_OK) {
        status = check(files, lets_span_of(argv[3]), &err);
    }
    if (status != LETS_OK) {
        (void)printf("%s [%s]\n", err.message, lets_status_name(status));
    }
    for (int i = 0; i < N_FILES; i++) {
        lets_bytes_free(files[i].bytes);
    }
    return status == LETS_OK ? 0 : 1;
}
