/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_VALUES_H
#define IMPORT_VALUES_H

/* What the command line of import says. */

#include "line/option.h"

struct import_values {
    struct option_sequence tables; /* the tables and their options, in their order */
    const char *json;
    bool lists_formats;
    const char *plug;
    struct given_date date;
    struct option_list parties; /* TEXT=ACCOUNT */
    struct option_list ids;     /* FILE:KEY=ID */
    const char *external;
    const char *levy;
    const char *ref_prefix;
    bool takes_equal;
    const char *rejects;
    const char *override_reason;
};

#endif
