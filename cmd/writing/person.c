/* SPDX-License-Identifier: MIT */
/*
 * The personal options that add-member and change-account share. What they give is merged with what
 * the directory holds, so that a new telephone number does not cost the address.
 */

#include "writing/person.h"

#include <string.h>

#include "base/failure.h"
#include "base/mail_address.h"
#include "line/value.h"
#include "session/talk.h"

bool person_is_given(const struct person_values *given)
{
    return given->name != NULL || given->email != NULL || given->phone != NULL ||
           given->address != NULL || given->delivery.is_given;
}

/* The detail as it will be; "none" takes it out, as it does everywhere. */
static struct lets_span choose(const char *given, struct lets_span present)
{
    if (given == NULL) {
        return present;
    }
    return strcmp(given, "none") == 0 ? (struct lets_span){0} : lets_span_of(given);
}

/* What the directory will say of a person who is there already, or has the name that is given. */
static struct lets_person merge(const struct lets_person *present,
                                const struct person_values *given)
{
    struct lets_person person = *present;

    person.name = given->name != NULL ? lets_span_of(given->name) : present->name;
    person.email = choose(given->email, present->email);
    person.phone = choose(given->phone, present->phone);
    person.address = choose(given->address, present->address);
    person.delivery = given->delivery.is_given ? given->delivery.value : present->delivery;
    return person;
}

bool person_differs(const struct session *session, struct lets_span member,
                    const struct person_values *given)
{
    const struct lets_person *present = lets_directory_find(session->directory, member);

    if (present == NULL) {
        return person_is_given(given);
    }
    struct lets_person person = merge(present, given);
    return !lets_person_equal(&person, present);
}

/* Each by its own name: the library only knows that some text of the directory is malformed. */
static enum lets_status check_details(const struct person_values *given, struct lets_error *err)
{
    const struct lets_span nothing = {0};
    const struct {
        const char *what;
        struct lets_span text;
        enum lets_status (*check)(struct lets_span text, struct lets_error *err);
    } details[] = {{"--name", lets_span_of(given->name), lets_name_check},
                   {"--email", choose(given->email, nothing), mail_address_check},
                   {"--phone", lets_span_of(given->phone), lets_name_check},
                   {"--address", lets_span_of(given->address), lets_name_check}};
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < sizeof details / sizeof details[0]; i++) {
        if (details[i].text.size > 0) {
            status = value_named(details[i].check(details[i].text, err), details[i].what, err);
        }
    }
    return status;
}

void person_warn_of_delivery(const struct session *session, const struct lets_person *person)
{
    bool wants_mail = person->delivery == LETS_DELIVERY_EMAIL ||
                      (person->delivery == LETS_DELIVERY_UNSET && person->email.size > 0);

    if (!wants_mail || mail_address_is_mailable(person->email)) {
        return;
    }
    session_warn(session, "%.*s: %s%.*s%s, so statements go on paper", SHOW(person->member),
                 person->email.size > 0 ? "no mail can go to '" : "there is no e-mail address",
                 SHOW(person->email), person->email.size > 0 ? "'" : "");
}

/* Two members may well have one name; then their ids tell them apart, and the clerk should know. */
static void warn_of_namesakes(const struct session *session, const struct lets_person *person)
{
    size_t n_persons = lets_directory_size(session->directory);

    for (size_t i = 0; i < n_persons; i++) {
        const struct lets_person *other = lets_directory_person(session->directory, i);
        if (lets_span_equal(other->name, person->name) &&
            !lets_span_equal(other->member, person->member)) {
            session_warn(session, "%.*s has the name %.*s too; their ids will be shown beside it",
                         SHOW(other->member), SHOW(person->name));
        }
    }
}

enum lets_status person_put(struct writing *writing, struct session *session,
                            struct lets_span member, const struct person_values *given,
                            struct lets_error *err)
{
    struct lets_person person = {.member = member};
    const struct lets_person *present = lets_directory_find(session->directory, member);

    if (!person_is_given(given)) {
        return LETS_OK;
    }
    if (present != NULL) {
        person = *present;
    } else if (given->name == NULL) {
        return failure_misused(
            err, "the directory does not know '%.*s' yet: --name is needed first", SHOW(member));
    }
    person = merge(&person, given);
    enum lets_status status = check_details(given, err);
    if (status == LETS_OK) {
        status = lets_directory_put(session->directory, &person, err);
    }
    if (status != LETS_OK) {
        session->exit_status = lets_status_exit(LETS_BAD_USAGE);
        return status;
    }
    if (given->name != NULL) {
        warn_of_namesakes(session, &person);
    }
    if (given->email != NULL || given->delivery.is_given) {
        person_warn_of_delivery(session, &person);
    }
    writing_touch_directory(writing);
    return LETS_OK;
}

static void add(struct buffer *out, const char *parting, struct lets_span detail)
{
    if (detail.size > 0) {
        buffer_format(out, "%s%.*s", parting, SHOW(detail));
    }
}

void person_describe(struct buffer *out, const struct lets_person *person)
{
    add(out, "", person->name);
    add(out, ", ", person->email);
    add(out, ", ", person->phone);
    add(out, ", ", person->address);
    if (person->delivery != LETS_DELIVERY_UNSET) {
        buffer_format(out, ", delivery %s", lets_delivery_word(person->delivery));
    }
}
