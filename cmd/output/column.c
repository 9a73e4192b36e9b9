/* SPDX-License-Identifier: MIT */
/* What the kind of a column decides about its place in a table of text. */

#include "output/column.h"

bool column_is_spillable(const struct column *column)
{
    switch (column->width) {
    case COLUMN_WHOLE:
    case COLUMN_CUT:
    case COLUMN_LEFT_OUT:
        return false;
    case COLUMN_WRAPPED:
    case COLUMN_UNBROKEN:
    case COLUMN_SENTENCE:
        return true;
    }
    return false;
}

bool column_is_right(const struct column *column)
{
    return column->type == COLUMN_INTEGER || column->type == COLUMN_AMOUNT;
}
