/* SPDX-License-Identifier: MIT */
/* Chance, days and amounts of a scheme that is made up, and its bytes, hashed on their way out. */

#include "generate_world.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

uint32_t world_roll(struct world *world, uint32_t n)
{
    world->random ^= world->random >> 12;
    world->random ^= world->random << 25;
    world->random ^= world->random >> 27;
    return (uint32_t)((world->random * UINT64_C(2685821657736338717) >> 32) * n >> 32);
}

uint32_t world_roll_member(struct world *world)
{
    uint64_t spread = world_roll(world, 1 << 20);
    spread = spread * spread >> 20;
    return N_CENTRAL + (uint32_t)(spread * (world->n_accounts - N_CENTRAL) >> 20);
}

struct account *world_account(struct world *world, uint32_t index)
{
    return index == SELLER ? &world->seller : &world->accounts[index];
}

const char *date_text(int32_t days, char out[DATE_SIZE])
{
    static const int months[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 2026;
    int month = 0;
    assert(days >= 0);
    for (;;) {
        int length = months[month] + (month == 1 && year % 4 == 0 ? 1 : 0);
        if (days < length) {
            break;
        }
        days -= length;
        month++;
        if (month == 12) {
            month = 0;
            year++;
        }
    }
    const int parts[] = {year / 100, year % 100, month + 1, days + 1};
    char *at = out;
    for (int i = 0; i < 4; i++) {
        *at++ = (char)('0' + parts[i] / 10 % 10);
        *at++ = (char)('0' + parts[i] % 10);
        if (i == 1 || i == 2) {
            *at++ = '-';
        }
    }
    *at = '\0';
    return out;
}

void world_flush(struct world *world)
{
    if (world->format == LETS && EVP_DigestUpdate(world->hash, world->bytes, world->size) != 1) {
        abort();
    }
    if (fwrite(world->bytes, 1, world->size, stdout) != world->size) {
        perror("generate");
        exit(1);
    }
    world->size = 0;
}

void world_put(struct world *world, const char *format, ...)
{
    va_list arguments;
    if (world->size >= PIECE) {
        world_flush(world);
    }
    va_start(arguments, format);
    int size = vsnprintf(world->bytes + world->size, 4096, format, arguments);
    va_end(arguments);
    assert(size >= 0 && size < 4096);
    world->size += (size_t)size;
}

void world_seal(struct world *world)
{
    char day[DATE_SIZE];
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    uint64_t n_entries = world->n_entries;
    world->n_entries = 0;
    if (world->format != LETS || n_entries == 0) {
        return;
    }
    world_put(world, "- seal: %sT20:00:00+00:00\n  by: treasurer\n  entries: %" PRIu64 "\n",
              date_text(world->day, day), n_entries);
    world_flush(world);
    if (EVP_DigestFinal_ex(world->hash, digest, &size) != 1 ||
        EVP_DigestInit_ex(world->hash, NULL, NULL) != 1) {
        abort();
    }
    world_put(world, "  sha256: ");
    for (unsigned i = 0; i < size; i++) {
        world_put(world, "%02x", digest[i]);
    }
    world_put(world, "\n");
}

const char *account_id(uint32_t index, char out[16])
{
    static const char *const central[N_CENTRAL] = {"admin", "leavers", "hall-roof"};
    if (index == SELLER) {
        return "fete";
    }
    if (index < N_CENTRAL) {
        return central[index];
    }
    (void)snprintf(out, 16, "%04" PRIu32, index);
    return out;
}

const char *account_quote(uint32_t index)
{
    return index < N_CENTRAL || index == SELLER ? "" : "\"";
}

const char *amount_text(int64_t minor, char out[32])
{
    uint64_t size = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
    (void)snprintf(out, 32, "%s%" PRIu64 ".%02" PRIu64, minor < 0 ? "-" : "", size / 100,
                   size % 100);
    return out;
}
