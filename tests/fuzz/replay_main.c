/* SPDX-License-Identifier: MIT */
/* Runs the fuzzer's target on files, where libFuzzer itself is not wanted: its corpus is a test. */

#include <stdint.h>
#include <stdio.h>

#include <lets.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        char *bytes = NULL;
        size_t size = 0;
        if (lets_file_load(argv[i], (size_t)1 << 28, &bytes, &size, NULL) != LETS_OK) {
            fprintf(stderr, "cannot read %s\n", argv[i]);
            return 1;
        }
        (void)LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
        lets_bytes_free(bytes);
    }
    return argc > 1 ? 0 : 1;
}
