/* SPDX-License-Identifier: MIT */
/* A run's changes are the entries behind it, as many as it says: all other changes are by hand. */

#include "commands/set_by_hand.h"

static size_t place_of(uint32_t account, enum lets_rule_sets sets)
{
    return (size_t)account * 2 + (sets == LETS_SETS_CREDIT_LIMIT ? 1 : 0);
}

static void clear(struct hand_setting *setting)
{
    memory_free(setting->reason);
    *setting = (struct hand_setting){.is_there = false};
}

void set_by_hand_release(struct set_by_hand *hand)
{
    for (size_t i = 0; i < hand->n_settings; i++) {
        clear(&hand->settings[i]);
    }
    memory_free(hand->settings);
    *hand = (struct set_by_hand){.rule = hand->rule};
}

/* The place of an account's limit, which there is from now on. */
static struct hand_setting *make_place(struct set_by_hand *hand, uint32_t account,
                                       enum lets_rule_sets sets)
{
    size_t place = place_of(account, sets);

    memory_make_room(hand->settings, &hand->capacity, place + 1);
    while (hand->n_settings <= place) {
        hand->settings[hand->n_settings++] = (struct hand_setting){.is_there = false};
    }
    return &hand->settings[place];
}

static void note(struct set_by_hand *hand, uint32_t account, enum lets_rule_sets sets,
                 const struct lets_entry *entry)
{
    struct hand_setting *setting = make_place(hand, account, sets);

    clear(setting);
    setting->is_there = true;
    setting->date = entry->kind == LETS_KIND_MEMBER ? entry->joined : entry->date;
    setting->limit = sets == LETS_SETS_DEBIT_LIMIT ? entry->debit_limit : entry->credit_limit;
    setting->reason = lets_entry_has(entry, reason) ? memory_copy(entry->reason) : NULL;
}

static void take_run(struct set_by_hand *hand, const struct lets_ledger *ledger,
                     const struct lets_entry *entry)
{
    const struct lets_rule *rule = lets_ledger_find_rule(ledger, entry->id);

    hand->n_of_run = 0;
    if (rule == NULL || rule->is_levy) {
        return;
    }
    hand->n_of_run = entry->count;
    hand->run_sets = rule->sets;
    if (rule == lets_ledger_find_rule(ledger, lets_span_of(hand->rule))) {
        for (size_t i = place_of(0, rule->sets); i < hand->n_settings; i += 2) {
            clear(&hand->settings[i]);
        }
    }
}

static void take_limits(struct set_by_hand *hand, const struct lets_ledger *ledger,
                        const struct lets_entry *entry)
{
    const struct lets_account *account = lets_ledger_find(ledger, entry->id);

    if (account == NULL || account->kind != LETS_MEMBER) {
        return;
    }
    if (hand->n_of_run > 0 && entry->kind == LETS_KIND_CHANGE) {
        hand->n_of_run--;
        clear(make_place(hand, account->index, hand->run_sets));
        return;
    }
    if (lets_entry_has(entry, debit_limit)) {
        note(hand, account->index, LETS_SETS_DEBIT_LIMIT, entry);
    }
    if (lets_entry_has(entry, credit_limit)) {
        note(hand, account->index, LETS_SETS_CREDIT_LIMIT, entry);
    }
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct set_by_hand *hand = context;

    (void)place;
    (void)err;
    if (entry->kind == LETS_KIND_LEDGER) {
        set_by_hand_release(hand);
    } else if (entry->kind == LETS_KIND_RUN) {
        take_run(hand, ledger, entry);
    } else if (entry->kind == LETS_KIND_CHANGE || entry->kind == LETS_KIND_MEMBER) {
        take_limits(hand, ledger, entry);
    }
    return LETS_OK;
}

struct lets_observer set_by_hand_observer(struct set_by_hand *hand)
{
    return (struct lets_observer){.context = hand, .entry = take};
}

const struct hand_setting *set_by_hand_find(const struct set_by_hand *hand, uint32_t account,
                                            enum lets_rule_sets sets)
{
    size_t place = place_of(account, sets);

    return place < hand->n_settings && hand->settings[place].is_there ? &hand->settings[place]
                                                                      : NULL;
}
