/* SPDX-License-Identifier: MIT */
/*
 * The way to the module that draws. It is looked for where the program was built or installed to
 * find it (its run path), and nowhere that the environment names.
 */

#include "paper/drawn.h"

#include <dlfcn.h>
#include <stdio.h>

#include "base/failure.h"
#include "session/talk.h"

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

enum lets_status drawn_cheques(const struct drawn_cheques *cheques, struct drawn *out,
                               struct lets_error *err)
{
    const struct drawn_module *module = load(err);

    return module != NULL ? module->cheques(cheques, out, err) : LETS_NO_SUCH_FILE;
}

enum lets_status drawn_sheet(const struct drawn_sheet *sheet, struct drawn *out,
                             struct lets_error *err)
{
    const struct drawn_module *module = load(err);

    return module != NULL ? module->sheet(sheet, out, err) : LETS_NO_SUCH_FILE;
}

enum lets_status drawn_statements(const struct drawn_statements *statements, struct drawn *out,
                                  struct lets_error *err)
{
    const struct drawn_module *module = load(err);

    return module != NULL ? module->statements(statements, out, err) : LETS_NO_SUCH_FILE;
}

enum lets_status drawn_report(const struct drawn_report *report, struct drawn *out,
                              struct lets_error *err)
{
    const struct drawn_module *module = load(err);

    return module != NULL ? module->report(report, out, err) : LETS_NO_SUCH_FILE;
}

bool drawn_is_possible(void)
{
    return load(NULL) != NULL;
}

void drawn_tell(const struct session *session, const struct drawn *drawn)
{
    if (drawn->n_missing > 0) {
        session_warn(session,
                     "no font here has %zu of the characters: install one that has them, such as "
                     "fonts-noto",
                     drawn->n_missing);
    }
}

enum lets_status drawn_print(struct session *session, const struct drawn *drawn,
                             struct lets_error *err)
{
    enum lets_status status = output_document(&session->output, buffer_span(&drawn->bytes), err);

    if (status == LETS_OK) {
        drawn_tell(session, drawn);
    }
    return status;
}
