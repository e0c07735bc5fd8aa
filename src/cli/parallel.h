/* Work on many jobs at once, read and written in order.
 *
 * The calling thread reads jobs and writes results; worker threads work. A lock
 * is taken once a job, never inside one, so jobs should not be small: some 64 KB.
 * At most 2 jobs a worker and two more are under way, which bounds memory.
 */
#ifndef QUOTH_CLI_PARALLEL_H
#define QUOTH_CLI_PARALLEL_H

#include <stdint.h>

#include "cli/buffer.h"

/* One piece of work; buffers are kept and reused from job to job. */
typedef struct q_job {
  q_buffer in, out;
  q_buffer messages;         /* for standard error */
  uint64_t number;           /* what the reader counts: lines, bytes */
  unsigned inputs, failures; /* lines or parts, and those of them that failed */
} q_job;

typedef struct q_work {
  void *context;
  bool (*read)(void *context, q_job *job);                  /* false: no more input */
  void (*work)(void *context, unsigned worker, q_job *job); /* worker: 0 … workers-1 */
  bool (*write)(void *context, q_job *job);                 /* false: stop */
} q_work;

/* Runs all jobs with 1 to 256 workers; with one, in the calling thread. False
 * when memory or threads ran out, or write said stop. */
bool q_parallel_run(const q_work *work, unsigned workers);

#endif
