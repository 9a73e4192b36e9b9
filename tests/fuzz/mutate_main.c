/* SPDX-License-Identifier: MIT */
/*
 * Runs a fuzzer's target without libFuzzer, on inputs that are nearly right: some entries of the
 * given files one behind the other, with a few odd bytes. The same seed gives the same inputs.
 *
 * usage: mutate SEED ROUNDS FILE..
 *
 * The input at hand is kept in mutate.SEED.input where the target aborts (written before each run
 * if $MUTATE_KEEP is set).
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lets.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ENTRIES_MAX = 20000, INPUT_MAX = 16 * 1024 };

static struct lets_span entries[ENTRIES_MAX];
static size_t n_entries;
static uint64_t state;

static uint32_t roll(uint32_t n)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * UINT64_C(2685821657736338717) >> 32) * n >> 32);
}

/* Entries, and what stands before the first and between them. */
static void split(const char *bytes, size_t size)
{
    size_t from = 0;
    for (size_t i = 1; i <= size; i++) {
        bool is_start = i == size || (bytes[i - 1] == '\n' && (bytes[i] == '-' || bytes[i] == '#'));
        if (is_start && i - from < INPUT_MAX / 8 && n_entries < ENTRIES_MAX) {
            entries[n_entries++] = (struct lets_span){bytes + from, i - from};
        }
        from = is_start ? i : from;
    }
}

static size_t put(char *input, size_t size, size_t at, size_t cut, const char *bytes, size_t n)
{
    if (at + cut > size || size - cut + n > INPUT_MAX) {
        return size;
    }
    memmove(input + at + n, input + at + cut, size - at - cut);
    memcpy(input + at, bytes, n);
    return size - cut + n;
}

/* A line of some entry. */
static struct lets_span roll_line(void)
{
    struct lets_span entry = entries[roll((uint32_t)n_entries)];
    size_t from = roll((uint32_t)entry.size);
    while (from > 0 && entry.bytes[from - 1] != '\n') {
        from--;
    }
    const char *end = memchr(entry.bytes + from, '\n', entry.size - from);
    size_t size = end == NULL ? entry.size - from : (size_t)(end - (entry.bytes + from)) + 1;
    return (struct lets_span){entry.bytes + from, size};
}

/* What breaks a line, or changes what it means. */
static const char *const odd[] = {" ",
                                  "\n",
                                  "\t",
                                  "'",
                                  "\"",
                                  "#",
                                  ":",
                                  "-",
                                  "0",
                                  "1",
                                  ".",
                                  "\\",
                                  "{",
                                  "}",
                                  "[",
                                  ",",
                                  "&",
                                  "*",
                                  "!",
                                  "|",
                                  ">",
                                  "%",
                                  "~",
                                  "?",
                                  "@",
                                  "`",
                                  "no",
                                  "\xc3",
                                  "é",
                                  "中",
                                  "\xe2\x80\xa8",
                                  "\x7f",
                                  "\r",
                                  "- ",
                                  "  ",
                                  "\n\n",
                                  "# x\n",
                                  "...\n",
                                  "---\n",
                                  "  note: x\n",
                                  "null",
                                  "\xef\xbb\xbf",
                                  "  sha256: ",
                                  ": ",
                                  " #",
                                  "999999999",
                                  "2026-01-01",
                                  "a",
                                  "\"0001\""};

static size_t mutate(char *input, size_t size)
{
    size_t at = roll((uint32_t)size + 1);
    const char *text = odd[roll(sizeof odd / sizeof *odd)];
    struct lets_span line = roll_line();
    switch (roll(7)) {
    case 0:
        return put(input, size, at, 0, text, strlen(text));
    case 1:
        return put(input, size, at, 1, text, strlen(text));
    case 2:
        return put(input, size, at, 1 + roll(3), "", 0);
    case 3:
    case 4: /* a line in the place of another */
        while (at > 0 && at < size && input[at - 1] != '\n') {
            at--;
        }
        return put(input, size, at, 0, line.bytes, line.size);
    case 5: {
        const char *end = at < size ? memchr(input + at, '\n', size - at) : NULL;
        size_t cut = end == NULL ? 0 : (size_t)(end - (input + at)) + 1;
        return put(input, size, at, cut, "", 0);
    }
    default: {
        char byte = (char)roll(256);
        return put(input, size, at, 1, &byte, 1);
    }
    }
}

static size_t make(char *input)
{
    size_t size = 0;
    for (uint32_t n = 1 + roll(4); n > 0; n--) {
        struct lets_span entry = entries[roll((uint32_t)n_entries)];
        size = put(input, size, size, 0, entry.bytes, entry.size);
    }
    for (uint32_t n = roll(4); n > 0; n--) {
        size = mutate(input, size);
    }
    return size;
}

static void keep(const char *seed, const char *input, size_t size)
{
    char name[128];
    (void)snprintf(name, sizeof name, "mutate.%s.input", seed);
    FILE *file = fopen(name, "wb");
    if (file != NULL) {
        (void)fwrite(input, 1, size, file);
        (void)fclose(file);
    }
}

int main(int argc, char **argv)
{
    static char input[INPUT_MAX];
    if (argc < 4) {
        (void)fprintf(stderr, "usage: mutate SEED ROUNDS FILE..\n");
        return 2;
    }
    char *files[256];
    int n_files = 0;
    for (int i = 3; i < argc && n_files < 256; i++) {
        size_t size = 0;
        if (lets_file_load(argv[i], (size_t)1 << 28, &files[n_files], &size, NULL) != LETS_OK) {
            (void)fprintf(stderr, "cannot read %s\n", argv[i]);
            return 1;
        }
        split(files[n_files++], size);
    }
    state = strtoull(argv[1], NULL, 10) * 2 + 1;
    for (unsigned long round = strtoul(argv[2], NULL, 10); round > 0; round--) {
        size_t size = make(input);
        if (getenv("MUTATE_KEEP") != NULL) {
            keep(argv[1], input, size);
        }
        (void)LLVMFuzzerTestOneInput((const uint8_t *)input, size);
    }
    (void)printf("seed %s: %s inputs of %zu entries\n", argv[1], argv[2], n_entries);
    while (n_files > 0) {
        lets_bytes_free(files[--n_files]);
    }
    return 0;
}
