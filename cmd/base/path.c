/* SPDX-License-Identifier: MIT */
/* The two parts of a path. */

#include "base/path.h"

#include <string.h>

#include "base/buffer.h"

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

char *path_folder(const char *path)
{
    const char *name = path_name(path);

    return memory_copy(name == path ? lets_span_of(".")
                                    : (struct lets_span){path, (size_t)(name - path)});
}
