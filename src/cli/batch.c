#include "cli/batch.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/parallel.h"

enum {
  JOB_SIZE = 64 * 1024,      /* of NDJSON: few, and one worker would end long after the others */
  PART_SIZE = 32 * 1024,     /* of text: what fits the caches */
  PART_MOST = 4 * PART_SIZE, /* where no paragraph ends */
  LINE_MOST = 16 * 1024 * 1024
};

/* What one worker keeps from document to document. */
typedef struct worker {
  quoth_doc *doc;
  q_record record;
} worker;

typedef struct run {
  const q_batch *batch;
  worker *workers;
  q_buffer rest;      /* read, but not yet part of a job */
  bool ended;         /* the input is */
  uint64_t number;    /* of the next line, or the offset of the next part */
  quoth_doc *counter; /* counts offsets of parts in the unit asked for */
  q_batch_result result;
} run;

/* ---- input ---- */

/* Reads until `rest` has at least `size` bytes or the input ends. */
static void read_more(run *r, size_t size) {
  while (!r->ended && r->rest.length < size) {
    if (!q_buffer_reserve(&r->rest, JOB_SIZE)) {
      r->ended = r->result.out_of_memory = true;
      return;
    }
    size_t got = fread(r->rest.bytes + r->rest.length, 1, JOB_SIZE, r->batch->input);
    r->rest.length += got;
    r->ended = got == 0;
  }
}

/* Moves the first `size` bytes of what was read into a job. */
static bool take(run *r, q_job *job, size_t size) {
  job->in.length = 0;
  if (!q_buffer_add(&job->in, r->rest.bytes, size)) {
    r->result.out_of_memory = true;
    return false;
  }
  r->rest.length -= size;
  memmove(r->rest.bytes, r->rest.bytes + size, r->rest.length);
  return true;
}

static uint64_t count_lines(const q_buffer *text) {
  uint64_t lines = 0;
  const char *at = text->bytes, *end = text->bytes + text->length;
  while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) at++, lines++;
  return lines;
}

/* Behind the last newline of the bytes, or 0. */
static size_t last_line_end(const char *bytes, size_t length) {
  while (length && bytes[length - 1] != '\n') length--;
  return length;
}

/* Drops the rest of a line that is too long to be read. */
static void skip_line(run *r) {
  for (const char *stop = NULL; !stop && r->rest.length + !r->ended; read_more(r, JOB_SIZE)) {
    stop = r->rest.length ? memchr(r->rest.bytes, '\n', r->rest.length) : NULL;
    size_t size = stop ? (size_t)(stop + 1 - r->rest.bytes) : r->rest.length;
    r->rest.length -= size;
    memmove(r->rest.bytes, r->rest.bytes + size, r->rest.length);
  }
}

/* How much of what can be read is a job: whole lines, the last line, or as much
 * of a line that is too long as tells so. 0 at the end of the input. */
static size_t job_size(run *r) {
  for (size_t want = JOB_SIZE;; want *= 2) {
    read_more(r, want);
    if (r->rest.length == 0 || r->result.out_of_memory) return 0;
    size_t size = last_line_end(r->rest.bytes, r->rest.length);
    if (size) return size;
    if (r->rest.length > LINE_MOST) return LINE_MOST + 1;
    if (r->ended) return r->rest.length;
  }
}

/* A job of whole lines. */
static bool read_lines(void *context, q_job *job) {
  run *r = context;
  size_t size = job_size(r);
  if (!size || !take(r, job, size)) return false;
  if (job->in.bytes[size - 1] != '\n') skip_line(r);
  job->number = r->number;
  r->number += count_lines(&job->in) + (job->in.bytes[size - 1] != '\n');
  return true;
}

/* ---- NDJSON ---- */

static bool add_message(const q_batch *batch, q_job *job, uint64_t line, const char *message) {
  char head[32];
  int length = snprintf(head, sizeof head, ":%" PRIu64 ": ", line);
  job->failures++;
  return q_buffer_add(&job->messages, "quoth: ", 7) &&
         q_buffer_add(&job->messages, batch->name, strlen(batch->name)) &&
         q_buffer_add(&job->messages, head, (size_t)length) &&
         q_buffer_add(&job->messages, message, strlen(message)) && q_buffer_add(&job->messages, "\n", 1);
}

/* {"line": N, "error": {"code": …, "message": …}} */
static bool add_error(const q_batch *batch, q_job *job, uint64_t line, const char *code,
                      const char *message) {
  if (batch->own_format) return add_message(batch, job, line, message);
  char head[96];
  int length = snprintf(head, sizeof head, "{\"line\":%" PRIu64 ",\"error\":{\"code\":\"%s\",\"message\":\"",
                        line, code);
  bool good = q_buffer_add(&job->out, head, (size_t)length);
  for (const char *c = message; *c && good; c++) {
    if ((unsigned char)*c < 0x20) continue;
    good = (*c != '"' && *c != '\\') || q_buffer_add(&job->out, "\\", 1);
    good = good && q_buffer_add(&job->out, c, 1);
  }
  job->failures++;
  return good && q_buffer_add(&job->out, "\"}}", 3);
}

static const char *field(const q_record *record, q_field which) {
  return record->has[which] ? record->fields[which].bytes : NULL;
}

static quoth_json_options options_of(const q_batch *batch, const q_record *record) {
  quoth_json_options options = batch->json;
  options.id_json = field(record, Q_FIELD_ID);
  options.title = field(record, Q_FIELD_TITLE);
  options.byline = field(record, Q_FIELD_BYLINE);
  options.date = field(record, Q_FIELD_DATE);
  options.url = field(record, Q_FIELD_URL);
  options.site = field(record, Q_FIELD_SITE);
  options.members = record->members.bytes;
  return options;
}

static quoth_status read_plain(const q_batch *batch, worker *self, q_buffer *out, quoth_error *error) {
  q_record *record = &self->record;
  quoth_input input = {.text = record->fields[Q_FIELD_TEXT].bytes,
                       .length = record->fields[Q_FIELD_TEXT].length,
                       .date = field(record, Q_FIELD_DATE)};
  quoth_status status = quoth_doc_read(self->doc, &input, QUOTH_STAGE_ALL, error);
  if (status) return status;
  quoth_json_options options = options_of(batch, record);
  return quoth_doc_write_json(self->doc, &options, q_buffer_write, out, error);
}

/* Is the host of an address, or one above it, on the list? */
static bool is_listed(const char *url, const char *const *hosts) {
  const char *start = strstr(url, "://");
  start = start ? start + 3 : url;
  size_t length = strcspn(start, "/?#");
  const char *user = memchr(start, '@', length);
  if (user) start = user + 1;
  length = strcspn(start, "/?#:");
  for (; *hosts; hosts++) {
    size_t size = strlen(*hosts);
    if (size > length || strncasecmp(start + length - size, *hosts, size)) continue;
    if (size == length || start[length - size - 1] == '.') return true;
  }
  return false;
}

static bool has_own_rules(const q_batch *batch, const q_record *record) {
  if (!batch->by_address || !record->has[Q_FIELD_URL]) return false;
  return !batch->hosts || is_listed(record->fields[Q_FIELD_URL].bytes, batch->hosts);
}

static bool is_special(const q_batch *batch, const q_record *record) {
  if (!batch->special) return false;
  return batch->always || !record->has[Q_FIELD_TEXT] || has_own_rules(batch, record);
}

/* Appends the answer to one line, without its newline. */
static bool read_line(const q_batch *batch, worker *self, unsigned number, q_job *job, const char *line,
                      size_t length, uint64_t line_number) {
  q_record *record = &self->record;
  quoth_error error = {0};
  size_t before = job->out.length;
  record->line = line_number;
  if (length > LINE_MOST) return add_error(batch, job, line_number, "limit", "the line has more than 16 MiB");
  if (!q_record_read(record, line, length))
    return add_error(batch, job, line_number, "json", record->message);
  if (!record->has[Q_FIELD_TEXT] && !record->has[Q_FIELD_HTML])
    return add_error(batch, job, line_number, "input", "the line has neither \"text\" nor \"html\"");
  if (is_special(batch, record)) {
    if (batch->special(batch->context, number, record, &job->out)) return true;
    job->out.length = before;
    return add_error(batch, job, line_number, "input", record->message);
  }
  if (!record->has[Q_FIELD_TEXT])
    return add_error(batch, job, line_number, "input", "this build reads no \"html\"");
  if (read_plain(batch, self, &job->out, &error) == QUOTH_OK) return true;
  job->out.length = before;
  return add_error(batch, job, line_number, quoth_status_name(error.code), error.message);
}

static void work_lines(void *context, unsigned number, q_job *job) {
  run *r = context;
  const char *at = job->in.bytes, *end = at + job->in.length;
  for (uint64_t line = job->number; at < end; line++) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    if (!stop) stop = end;
    if (!read_line(r->batch, &r->workers[number], number, job, at, (size_t)(stop - at), line) ||
        (!r->batch->own_format && !q_buffer_add(&job->out, "\n", 1)))
      job->failures++;
    job->inputs++;
    at = stop + 1;
  }
}

/* ---- text ---- */

/* Where to cut: behind the last paragraph, line, word or code point that ends
 * within the size wanted, whichever comes first in this order. */
static size_t part_end(const char *bytes, size_t length) {
  for (size_t i = length; i > 1; i--)
    if (bytes[i - 1] == '\n' && bytes[i - 2] == '\n') return i;
  size_t line = last_line_end(bytes, length);
  if (line) return line;
  for (size_t i = length; i > 0; i--)
    if (bytes[i - 1] == ' ') return i;
  while (length > 1 && ((unsigned char)bytes[length] & 0xC0) == 0x80) length--;
  return length;
}

/* The length of a part in the unit asked for. */
static uint64_t length_of(run *r, const q_buffer *part) {
  if (r->batch->json.unit == QUOTH_UNIT_BYTE) return part->length;
  quoth_input input = {.text = part->bytes, .length = part->length};
  if (quoth_doc_read(r->counter, &input, QUOTH_STAGE_TOKENS, NULL)) return part->length;
  return quoth_doc_offset(r->counter, (uint32_t)part->length, r->batch->json.unit);
}

static bool read_part(void *context, q_job *job) {
  run *r = context;
  read_more(r, PART_MOST + 1);
  if (r->rest.length == 0 || r->result.out_of_memory) return false;
  size_t size = r->rest.length;
  if (size > PART_SIZE) {
    size_t line = last_line_end(r->rest.bytes, PART_SIZE);
    size_t most = r->rest.length > PART_MOST ? PART_MOST : r->rest.length;
    size = line                    ? part_end(r->rest.bytes, PART_SIZE)
           : most < r->rest.length ? part_end(r->rest.bytes, most)
                                   : most;
  }
  if (!take(r, job, size)) return false;
  job->number = r->number;
  r->number += length_of(r, &job->in);
  return true;
}

static void work_part(void *context, unsigned number, q_job *job) {
  run *r = context;
  quoth_error error = {0};
  quoth_doc *doc = r->workers[number].doc;
  quoth_json_options options = r->batch->json;
  options.base = job->number;
  quoth_input input = {.text = job->in.bytes, .length = job->in.length, .date = options.date};
  if (quoth_doc_read(doc, &input, QUOTH_STAGE_ALL, &error) ||
      quoth_doc_write_json(doc, &options, q_buffer_write, &job->out, &error) ||
      !q_buffer_add(&job->out, "\n", 1))
    job->failures++;
  job->inputs++;
}

/* ---- output ---- */

static bool write_job(void *context, q_job *job) {
  run *r = context;
  r->result.inputs += job->inputs;
  r->result.failures += job->failures;
  if (job->messages.length) fwrite(job->messages.bytes, 1, job->messages.length, stderr);
  if (r->batch->progress) fprintf(stderr, "\r%" PRIu64 " documents", r->result.inputs);
  size_t length = job->out.length; /* nothing was written where it is 0, and there are no bytes */
  r->result.write_failed = length && fwrite(job->out.bytes, 1, length, r->batch->output) != length;
  return !r->result.write_failed;
}

/* ---- running ---- */

static bool hire(run *r) {
  r->workers = calloc(r->batch->jobs, sizeof *r->workers);
  r->counter = quoth_doc_new(r->batch->engine, NULL);
  if (!r->workers || !r->counter) return false;
  for (unsigned i = 0; i < r->batch->jobs; i++)
    if (!(r->workers[i].doc = quoth_doc_new(r->batch->engine, NULL))) return false;
  return true;
}

static void dismiss(run *r) {
  for (unsigned i = 0; r->workers && i < r->batch->jobs; i++) {
    quoth_doc_free(r->workers[i].doc);
    q_record_free(&r->workers[i].record);
  }
  free(r->workers);
  quoth_doc_free(r->counter);
  q_buffer_free(&r->rest);
}

static q_batch_result go(const q_batch *batch, q_work work, uint64_t first) {
  run r = {.batch = batch, .number = first};
  work.context = &r;
  work.write = write_job;
  if (!hire(&r) || !q_buffer_add(&r.rest, batch->head, batch->head_length) ||
      (!q_parallel_run(&work, batch->jobs) && !r.result.write_failed))
    r.result.out_of_memory = true;
  if (batch->progress && r.result.inputs) fputc('\n', stderr);
  dismiss(&r);
  return r.result;
}

q_batch_result q_batch_ndjson(const q_batch *batch) {
  return go(batch, (q_work){.read = read_lines, .work = work_lines}, 1);
}

q_batch_result q_batch_text(const q_batch *batch) {
  return go(batch, (q_work){.read = read_part, .work = work_part}, 0);
}
