/* The map from keys to entities: order, once each, and a bound. */
#include "check.h"
#include "core/keys.h"

static void leads_in_the_order_of_adding(void) {
  q_arena arena;
  q_arena_init(&arena, q_default_allocator());
  q_keys keys = {.arena = &arena};
  CHECK(q_keys_find(&keys, 7) == NULL);
  for (int twice = 0; twice < 2; twice++)
    for (uint32_t entity = 0; entity < 3; entity++) CHECK(q_keys_add(&keys, 7, 10 + entity));
  uint32_t count = 0;
  for (const q_key_link *link = q_keys_find(&keys, 7); link; link = q_keys_next(&keys, link))
    CHECK_INT(link->entity, 10 + count++);
  CHECK_INT(count, 3);
  q_arena_free(&arena);
}

static void keeps_many_keys_apart(void) {
  q_arena arena;
  q_arena_init(&arena, q_default_allocator());
  q_keys keys = {.arena = &arena};
  for (uint64_t i = 1; i <= 5000; i++) CHECK(q_keys_add(&keys, i << 40 | i, (uint32_t)i));
  for (uint64_t i = 1; i <= 5000; i++) {
    const q_key_link *link = q_keys_find(&keys, i << 40 | i);
    CHECK(link && link->entity == i && !q_keys_next(&keys, link));
  }
  CHECK(q_keys_find(&keys, 1) == NULL);
  q_arena_free(&arena);
}

static void bounds_what_a_key_leads_to(void) {
  q_arena arena;
  q_arena_init(&arena, q_default_allocator());
  q_keys keys = {.arena = &arena};
  for (uint32_t entity = 0; entity < 1000; entity++) CHECK(q_keys_add(&keys, 7, entity));
  uint32_t count = 0;
  for (const q_key_link *link = q_keys_find(&keys, 7); link; link = q_keys_next(&keys, link)) count++;
  CHECK_INT(count, Q_KEY_MOST);
  q_arena_free(&arena);
}

static void makes_room_at_any_time(void) {
  q_arena arena;
  q_arena_init(&arena, q_default_allocator());
  q_keys keys = {.arena = &arena};
  CHECK(q_keys_reserve(&keys, 0) && q_keys_add(&keys, 7, 1));
  CHECK(q_keys_reserve(&keys, 1000) && q_keys_add(&keys, 8, 2));
  const q_key_link *first = q_keys_find(&keys, 7), *second = q_keys_find(&keys, 8);
  CHECK(first && first->entity == 1 && second && second->entity == 2);
  q_arena_free(&arena);
}

int main(void) {
  CASE(leads_in_the_order_of_adding);
  CASE(keeps_many_keys_apart);
  CASE(bounds_what_a_key_leads_to);
  CASE(makes_room_at_any_time);
  return check_done();
}
