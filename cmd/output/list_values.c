/* SPDX-License-Identifier: MIT */
/* Cells of a list from values other than texts and amounts. */

#include <stdio.h>

#include "output/output.h"

void list_integer(struct list *list, size_t column, uint64_t number)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    list_string(list, column, number > 0 ? text : "");
}

void list_zero(struct list *list, size_t column)
{
    list_string(list, column, "0");
}

void list_limit(struct list *list, size_t column, struct lets_limit limit)
{
    switch (limit.kind) {
    case LETS_LIMIT_DEFAULT:
        list_string(list, column, "default");
        break;
    case LETS_LIMIT_NONE:
        list_string(list, column, "none");
        break;
    case LETS_LIMIT_AMOUNT:
        list_amount(list, column, limit.amount);
        break;
    }
}

void list_date(struct list *list, size_t column, struct lets_date date)
{
    char text[LETS_DATE_SIZE];

    lets_date_format(date, text);
    list_string(list, column, text);
}

void list_time(struct list *list, size_t column, struct lets_time time)
{
    char text[LETS_TIME_SIZE];

    lets_time_format(time, text);
    list_string(list, column, text);
}

void list_boolean(struct list *list, size_t column, bool is_true)
{
    list_string(list, column, is_true ? "yes" : "");
}
