/* SPDX-License-Identifier: MIT */
#ifndef LETS_OCTETS_H
#define LETS_OCTETS_H

/* Eight bytes at a time, as a word whose lowest byte comes first. A mark is the high bit of a byte.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The first byte of a word is its lowest, on every machine. */
static inline uint64_t octets_little(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(word);
#else
    return word;
#endif
}

static inline uint64_t octets_load_part(const char *at, size_t size)
{
    uint64_t word = 0;
    memcpy(&word, at, size);
    return octets_little(word);
}

/* 1..8 bytes, and zeros; it reads no others, and calls nothing. */
static inline uint64_t octets_load_few(const char *at, size_t size)
{
    const size_t half = sizeof(uint32_t);
    if (size < half) {
        uint64_t first = (unsigned char)at[0];
        uint64_t middle = (unsigned char)at[size / 2];
        uint64_t last = (unsigned char)at[size - 1];
        return first | middle << (8 * (size / 2)) | last << (8 * (size - 1));
    }
    /* Two halves, which may overlap. */
    uint64_t low = octets_load_part(at, half);
    uint64_t high = octets_load_part(at + size - half, half);
    return low | high << (8 * (size - half));
}

/* How many bytes of a word there are up to the last that is not NUL; the word is not 0. */
static inline size_t octets_size(uint64_t word)
{
    return sizeof word - (size_t)__builtin_clzll(word) / 8;
}

static inline uint64_t octets_at(const char *at)
{
    uint64_t word = 0;
    memcpy(&word, at, sizeof word);
    return octets_little(word);
}

/* Eight bytes, or, near the end, those that there are and zeros. */
static inline uint64_t octets_load(const char *at, const char *end)
{
    if (end - at < 8) {
        return at < end ? octets_load_few(at, (size_t)(end - at)) : 0;
    }
    return octets_at(at);
}

static const uint64_t octets_ones = UINT64_C(0x0101010101010101);
static const uint64_t octets_highs = UINT64_C(0x8080808080808080);

/* Marks the bytes of a word that are `byte`. The first mark is true; those above it may not be. */
static inline uint64_t octets_mark(uint64_t word, unsigned char byte)
{
    uint64_t differs = word ^ (octets_ones * byte);
    return (differs - octets_ones) & ~differs & octets_highs;
}

/* The same for bytes that are not 0x20..0x7e. */
static inline uint64_t octets_mark_odd(uint64_t word)
{
    return (word | (word - octets_ones * 0x20) | (word + octets_ones)) & octets_highs;
}

/* How many bytes stand before the first mark. */
static inline size_t octets_before_mark(uint64_t marks)
{
    return (size_t)__builtin_ctzll(marks) / 8;
}

/* Whether the first n bytes of a word, 1..8, are decimal digits. */
static inline bool octets_are_digits(uint64_t word, size_t n)
{
    uint64_t odd = (word + octets_ones * (0x7f - '9')) | (word - octets_ones * '0');
    return (odd & octets_highs & (UINT64_MAX >> (64 - 8 * n))) == 0;
}

/* Marks the bytes of a word that are at least `byte`, where all are below 0x80. */
static inline uint64_t octets_mark_from(uint64_t word, unsigned char byte)
{
    return ((word | octets_highs) - octets_ones * byte) & octets_highs;
}

/* Whether all bytes of a word are of 0-9 and a-f. */
static inline bool octets_are_hex(uint64_t word)
{
    uint64_t digits = octets_mark_from(word, '0') & ~octets_mark_from(word, '9' + 1);
    uint64_t letters = octets_mark_from(word, 'a') & ~octets_mark_from(word, 'f' + 1);
    return (word & octets_highs) == 0 && (digits | letters) == octets_highs;
}

/* The value of n decimal digits, 1..8, that begin a word; false where they are none. */
static inline bool octets_parse_digits(uint64_t word, size_t n, uint32_t *out)
{
    const uint64_t zeros = octets_ones * '0';
    /* The digits go to the end, zeros before them. */
    uint64_t digits = n == 8 ? word : word << (64 - 8 * n) | zeros >> (8 * n);
    uint64_t odd = (digits + octets_ones * (0x7f - '9')) | (digits - zeros);
    if ((odd & octets_highs) != 0) {
        return false;
    }
    digits -= zeros;
    digits = digits * 10 + (digits >> 8); /* pairs, in every other byte */
    digits = ((digits & UINT64_C(0x000000ff000000ff)) * UINT64_C(0x000f424000000064) +
              (digits >> 16 & UINT64_C(0x000000ff000000ff)) * UINT64_C(0x0000271000000001)) >>
             32;
    *out = (uint32_t)digits;
    return true;
}

#endif
