/* SPDX-License-Identifier: MIT */
/*
 * The way to the module that draws. It is looked for where the program was built or installed to
 * find it (its run path), and nowhere that the environment names.
 */

#include "paper/drawn.h"

#include <dlfcn.h>
#include <stdio.h>

#include "base/failure.h"

#define MODULE "lets-paper.so"

void drawn_release(struct drawn *drawn)
{
    buffer_release(&drawn->bytes);
    *drawn = (struct drawn){0};
}

/* The module; NULL, with err filled, where there is none. */
static const struct drawn_module *load(struct lets_error *err)
{
    void *library = dlopen(MODULE, RTLD_NOW | RTLD_LOCAL);
    const struct drawn_module *module = library == NULL ? NULL : dlsym(library, "drawn_module");

    if (module == NULL) {
        (void)failure_set(err, LETS_NO_SUCH_FILE, "no PDF can be made here: %s", dlerror());
        if (err != NULL) {
            (void)snprintf(err->hint, sizeof err->hint,
                           "build and install lets where pangocairo is, or choose another format");
        }
    }
    return module;
}

/* The module, with memory guarded until end(); NULL, with err filled, where there is none. */
static const struct drawn_module *begin(struct memory_guard *guard, struct drawn *out,
                                        struct lets_error *err)
{
    const struct drawn_module *module = load(err);

    if (module != NULL) {
        memory_guard_begin(guard, &out->bytes);
    }
    return module;
}

/* Of a drawing that failed, memory is told of first: the rest may be what came of it. */
static enum lets_status end(struct memory_guard *guard, enum lets_status status,
                            struct lets_error *err)
{
    enum lets_status memory = memory_guard_end(guard, err);

    return memory != LETS_OK ? memory : status;
}

enum lets_status drawn_cheques(const struct drawn_cheques *cheques, struct drawn *out,
                               struct lets_error *err)
{
    struct memory_guard guard;
    const struct drawn_module *module = begin(&guard, out, err);

    return module == NULL ? LETS_NO_SUCH_FILE
                          : end(&guard, module->cheques(cheques, out, err), err);
}

enum lets_status drawn_vouchers(const struct drawn_vouchers *vouchers, struct drawn *out,
                                struct lets_error *err)
{
    const struct drawn_module *module = load(err);
    struct memory_guard guard;

    if (module == NULL) {
        return LETS_NO_SUCH_FILE;
    }
    memory_guard_begin(&guard, &out->bytes);
    return end(&guard, module->vouchers(vouchers, out, err), err);
}

enum lets_status drawn_sheet(const struct drawn_sheet *sheet, struct drawn *out,
                             struct lets_error *err)
{
    struct memory_guard guard;
    const struct drawn_module *module = begin(&guard, out, err);

    return module == NULL ? LETS_NO_SUCH_FILE : end(&guard, module->sheet(sheet, out, err), err);
}

enum lets_status drawn_statements(const struct drawn_statements *statements, struct drawn *out,
                                  struct lets_error *err)
{
    struct memory_guard guard;
    const struct drawn_module *module = begin(&guard, out, err);

    return module == NULL ? LETS_NO_SUCH_FILE
                          : end(&guard, module->statements(statements, out, err), err);
}

enum lets_status drawn_report(const struct drawn_report *report, struct drawn *out,
                              struct lets_error *err)
{
    struct memory_guard guard;
    const struct drawn_module *module = begin(&guard, out, err);

    return module == NULL ? LETS_NO_SUCH_FILE : end(&guard, module->report(report, out, err), err);
}

bool drawn_is_possible(void)
{
    return load(NULL) != NULL;
}
