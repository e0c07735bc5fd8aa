#include "cli/parallel.h"

#include <pthread.h>
#include <stdlib.h>

enum { MOST_WORKERS = 256 };

typedef struct slot {
  q_job job;
  bool done;
} slot;

typedef struct crew {
  const q_work *work;
  slot *slots; /* a ring */
  size_t slot_count;
  size_t head, next, tail; /* to write, to work on, to fill; they only grow */
  bool ended;
  pthread_mutex_t lock; /* over next, tail, ended and each done */
  pthread_cond_t ready, done;
} crew;

typedef struct member {
  crew *crew;
  unsigned number;
  pthread_t thread;
} member;

static void clear(q_job *job) {
  job->in.length = job->out.length = job->messages.length = 0;
  job->inputs = job->failures = 0;
}

static void free_job(q_job *job) {
  q_buffer_free(&job->in);
  q_buffer_free(&job->out);
  q_buffer_free(&job->messages);
}

static bool run_alone(const q_work *work) {
  q_job job = {0};
  bool going = true;
  while (going && work->read(work->context, &job)) {
    work->work(work->context, 0, &job);
    going = work->write(work->context, &job);
    clear(&job);
  }
  free_job(&job);
  return going;
}

/* ---- workers ---- */

static void *run_member(void *argument) {
  member *self = argument;
  crew *team = self->crew;
  pthread_mutex_lock(&team->lock);
  for (;;) {
    while (team->next == team->tail && !team->ended) pthread_cond_wait(&team->ready, &team->lock);
    if (team->next == team->tail) break;
    slot *mine = &team->slots[team->next++ % team->slot_count];
    pthread_mutex_unlock(&team->lock);
    team->work->work(team->work->context, self->number, &mine->job);
    pthread_mutex_lock(&team->lock);
    mine->done = true;
    pthread_cond_signal(&team->done);
  }
  pthread_mutex_unlock(&team->lock);
  return NULL;
}

static unsigned start(crew *team, member *members, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    members[i] = (member){.crew = team, .number = i};
    if (pthread_create(&members[i].thread, NULL, run_member, &members[i])) return i;
  }
  return count;
}

/* ---- the calling thread ---- */

/* Reads until the ring is full; false at the end of the input. */
static bool fill(crew *team) {
  while (team->tail - team->head < team->slot_count) {
    if (!team->work->read(team->work->context, &team->slots[team->tail % team->slot_count].job)) return false;
    pthread_mutex_lock(&team->lock);
    team->tail++;
    pthread_cond_signal(&team->ready);
    pthread_mutex_unlock(&team->lock);
  }
  return true;
}

static bool write_head(crew *team) {
  slot *head = &team->slots[team->head % team->slot_count];
  pthread_mutex_lock(&team->lock);
  while (!head->done) pthread_cond_wait(&team->done, &team->lock);
  pthread_mutex_unlock(&team->lock);
  bool going = team->work->write(team->work->context, &head->job);
  clear(&head->job);
  head->done = false;
  team->head++;
  return going;
}

static bool feed(crew *team) {
  bool more = true, going = true;
  while (going) {
    if (more) more = fill(team);
    if (team->head == team->tail) break;
    going = write_head(team);
  }
  return going;
}

/* Lets go of what nobody has begun, and waits for the rest. */
static void finish(crew *team, member *members, unsigned count) {
  pthread_mutex_lock(&team->lock);
  team->ended = true;
  team->tail = team->next;
  pthread_cond_broadcast(&team->ready);
  pthread_mutex_unlock(&team->lock);
  for (unsigned i = 0; i < count; i++) pthread_join(members[i].thread, NULL);
}

static bool run_crew(crew *team, unsigned workers) {
  member *members = calloc(workers, sizeof *members);
  if (!members) return false;
  unsigned started = start(team, members, workers);
  bool going = started > 0 && feed(team);
  finish(team, members, started);
  free(members);
  return going;
}

bool q_parallel_run(const q_work *work, unsigned workers) {
  if (workers <= 1) return run_alone(work);
  if (workers > MOST_WORKERS) workers = MOST_WORKERS;
  crew team = {.work = work, .slot_count = 2 * (size_t)workers + 2};
  team.slots = calloc(team.slot_count, sizeof *team.slots);
  if (!team.slots) return false;
  pthread_mutex_init(&team.lock, NULL);
  pthread_cond_init(&team.ready, NULL);
  pthread_cond_init(&team.done, NULL);
  bool going = run_crew(&team, workers);
  for (size_t i = 0; i < team.slot_count; i++) free_job(&team.slots[i].job);
  pthread_cond_destroy(&team.done);
  pthread_cond_destroy(&team.ready);
  pthread_mutex_destroy(&team.lock);
  free(team.slots);
  return going;
}
