#include "core/learned.h"

#include <math.h>
#include <string.h>

bool q_propose_cues(q_arena *arena, const q_reading *all, q_range paragraph, const q_grammar *grammar,
                    const q_weights *weights, q_candidates *cues) {
  uint32_t count = paragraph.last - paragraph.first;
  if (!count) return true;
  float *scores = q_alloc(arena, count * Q_CUE_LABELS * sizeof *scores);
  uint16_t *allowed = q_alloc(arena, count * sizeof *allowed);
  uint8_t *states = q_alloc(arena, count);
  void *work = q_alloc(arena, q_sequence_work(count));
  q_range *spans = q_alloc(arena, count * sizeof *spans);
  if (!scores || !allowed || !states || !work || !spans) return false;
  q_features features;
  q_allow_cues(all, paragraph, allowed);
  for (uint32_t i = 0; i < count; i++) {
    memset(scores + i * Q_CUE_LABELS, 0, Q_CUE_LABELS * sizeof *scores);
    if (allowed[i] == 1) continue; /* no cue can be here, so nothing competes */
    features.count = features.template = 0;
    q_token_features(all, paragraph.first + i, &features);
    weights->sum(weights->table, &features, scores + i * Q_CUE_LABELS);
  }
  q_best_sequence(grammar, weights->moves, scores, allowed, count, work, states);
  uint32_t found = q_spans_of(grammar, states, paragraph, Q_LABEL_CUE, spans, count);
  for (uint32_t s = 0; s < found; s++) {
    q_candidate *cue = q_push(arena, cues);
    if (!cue) return false;
    *cue = (q_candidate){.tokens = spans[s], .head = q_cue_head(all, spans[s])};
    for (uint32_t i = spans[s].first; i < spans[s].last; i++) {
      const float *row = scores + (i - paragraph.first) * Q_CUE_LABELS;
      cue->score += row[grammar->label_of[states[i - paragraph.first]]] - row[0];
    }
    cue->score /= (float)(spans[s].last - spans[s].first);
  }
  return true;
}

/* ---- the model of an engine ---- */

typedef struct model {
  q_part tags, lemmas, rates, cues, parts, cue_moves_part, part_moves_part;
  q_weights cue_weights;
  const float *part_moves;
  float slope, offset; /* margin to confidence */
  q_grammar cue_grammar, part_grammar;
} model;

static void sum(const void *table, const q_features *features, float *scores) {
  q_sum(table, features, scores);
}

static bool has_moves(const quoth_engine *engine, const char *name, const q_grammar *grammar, q_part *part) {
  return q_model_part(engine, name, grammar->states, sizeof(float), part) &&
         part->rows == grammar->states + 1;
}

/* The cells as aligned floats, or NULL when memory ran out. */
static float *copy_moves(quoth_doc *doc, const q_part *part) {
  size_t size = (size_t)part->rows * part->columns * sizeof(float);
  float *moves = q_alloc(&doc->arena, size);
  if (moves) memcpy(moves, part->cells, size);
  return moves;
}

static bool is_table(const q_part *part) { return part->rows && !(part->rows & (part->rows - 1)); }

/* False when the engine lacks a part. */
static bool find_model(const quoth_engine *engine, model *m) {
  float line[2];
  q_part calibration;
  if (!q_model_part(engine, "pos.weights", Q_TAG_COUNT, 1, &m->tags) ||
      !q_model_part(engine, "pos.lemmas", 2, 4, &m->lemmas) ||
      !q_model_part(engine, "cue.rates", 2, 1, &m->rates) ||
      !q_model_part(engine, "cue.weights", Q_CUE_LABELS, 1, &m->cues) ||
      !q_model_part(engine, "parts.weights", Q_PART_LABELS, 1, &m->parts) ||
      !q_model_part(engine, "parts.confidence", 2, sizeof(float), &calibration) || !calibration.rows)
    return false;
  if (!is_table(&m->tags) || !is_table(&m->lemmas) || !is_table(&m->rates) || !is_table(&m->cues) ||
      !is_table(&m->parts))
    return false;
  memcpy(line, calibration.cells, sizeof line);
  m->slope = line[0], m->offset = line[1];
  q_grammar_cue(&m->cue_grammar);
  q_grammar_parts(&m->part_grammar);
  return has_moves(engine, "cue.moves", &m->cue_grammar, &m->cue_moves_part) &&
         has_moves(engine, "parts.moves", &m->part_grammar, &m->part_moves_part);
}

/* ---- source and content ---- */

/* A cue on its way to an attribution. */
typedef struct attempt {
  float *scores;
  uint8_t *states;
  q_range window;
  float margin;
  bool done;
} attempt;

/* The tokens of one paragraph and the attempts on its cues. */
typedef struct paragraph_work {
  quoth_doc *doc;
  const model *m;
  const q_reading *all;
  const q_candidate *cues;
  uint32_t count;
  attempt *attempts;
  bool *taken; /* a flag a token of the document */
  uint16_t *allowed;
  void *work;
} paragraph_work;

static void decode(paragraph_work *w, uint32_t k) {
  attempt *a = &w->attempts[k];
  uint32_t count = a->window.last - a->window.first;
  const q_grammar *grammar = &w->m->part_grammar;
  q_range content;
  q_allow_parts(w->all, a->window, w->cues[k].tokens, w->taken, w->allowed);
  float score = q_best_sequence(grammar, w->m->part_moves, a->scores, w->allowed, count, w->work, a->states);
  a->margin = score - q_score_empty(grammar, w->m->part_moves, a->scores, count);
  if (score == -INFINITY || !q_spans_of(grammar, a->states, a->window, Q_LABEL_CONTENT, &content, 1))
    a->margin = -1;
}

/* The scores of a cue's window: what is of the token alone is in alone. */
static bool score(paragraph_work *w, uint32_t k, const float *alone, uint32_t first) {
  attempt *a = &w->attempts[k];
  a->window = q_window(w->all, w->cues[k].tokens);
  uint32_t count = a->window.last - a->window.first;
  a->scores = q_alloc(&w->doc->arena, count * Q_PART_LABELS * sizeof *a->scores);
  a->states = q_alloc(&w->doc->arena, count);
  if (!a->scores || !a->states) return false;
  q_features features;
  for (uint32_t i = 0; i < count; i++) {
    float *row = a->scores + i * Q_PART_LABELS;
    const float *base = alone + (a->window.first + i - first) * Q_PART_LABELS;
    features.count = 0;
    q_cue_features(w->all, a->window.first + i, w->cues, w->count, k, &features);
    q_sum(&w->m->parts, &features, row);
    for (uint32_t l = 0; l < Q_PART_LABELS; l++) row[l] += base[l];
  }
  return true;
}

static bool accept(paragraph_work *w, uint32_t k, q_proposals *proposals) {
  attempt *a = &w->attempts[k];
  const q_grammar *grammar = &w->m->part_grammar;
  q_proposal *made = q_push(&w->doc->arena, proposals);
  if (!made) return false;
  *made = (q_proposal){.cue = w->cues[k].tokens, .head = w->cues[k].head, .margin = a->margin};
  made->speech_known = w->all[made->head].rate > 1;
  made->speech = !w->all[made->head].belief;
  q_spans_of(grammar, a->states, a->window, Q_LABEL_SOURCE, &made->source, 1);
  made->pieces = q_spans_of(grammar, a->states, a->window, Q_LABEL_CONTENT, made->content, Q_PIECES_MOST);
  made->confidence = 1 / (1 + expf(-(w->m->slope * sqrtf(a->margin) + w->m->offset)));
  for (uint32_t p = 0; p < made->pieces; p++)
    for (uint32_t i = made->content[p].first; i < made->content[p].last; i++) w->taken[i] = true;
  for (uint32_t i = made->cue.first; i < made->cue.last; i++) w->taken[i] = true;
  return true;
}

static bool meets_taken(const paragraph_work *w, q_range range) {
  for (uint32_t i = range.first; i < range.last; i++)
    if (w->taken[i]) return true;
  return false;
}

/* After tokens were taken: cues in them go, contents over them are sought again. */
static void revise(paragraph_work *w) {
  for (uint32_t k = 0; k < w->count; k++) {
    attempt *a = &w->attempts[k];
    if (a->done) continue;
    a->done = meets_taken(w, w->cues[k].tokens);
    q_range pieces[Q_PIECES_MOST];
    uint32_t count =
        q_spans_of(&w->m->part_grammar, a->states, a->window, Q_LABEL_CONTENT, pieces, Q_PIECES_MOST);
    bool again = false;
    for (uint32_t p = 0; p < count; p++) again |= meets_taken(w, pieces[p]);
    if (!a->done && again) decode(w, k);
  }
}

static bool choose(paragraph_work *w, q_proposals *proposals) {
  for (;;) {
    uint32_t best = QUOTH_NONE;
    for (uint32_t k = 0; k < w->count; k++)
      if (!w->attempts[k].done && w->attempts[k].margin > 0 &&
          (best == QUOTH_NONE || w->attempts[k].margin > w->attempts[best].margin))
        best = k;
    if (best == QUOTH_NONE) return true;
    w->attempts[best].done = true;
    if (!accept(w, best, proposals)) return false;
    revise(w);
  }
}

static bool attribute(paragraph_work *w, q_range paragraph, q_proposals *proposals) {
  uint32_t count = paragraph.last - paragraph.first;
  q_arena *arena = &w->doc->arena;
  float *alone = q_alloc(arena, count * Q_PART_LABELS * sizeof *alone);
  w->attempts = q_alloc_zero(arena, w->count * sizeof *w->attempts);
  w->allowed = q_alloc(arena, count * sizeof *w->allowed);
  w->work = q_alloc(arena, q_sequence_work(count));
  if (!alone || !w->attempts || !w->allowed || !w->work) return false;
  q_features features;
  for (uint32_t i = 0; i < count; i++) {
    features.count = features.template = 0;
    q_token_features(w->all, paragraph.first + i, &features);
    q_sum(&w->m->parts, &features, alone + i * Q_PART_LABELS);
  }
  for (uint32_t k = 0; k < w->count; k++)
    if (!score(w, k, alone, paragraph.first)) return false;
  for (uint32_t k = 0; k < w->count; k++) decode(w, k);
  return choose(w, proposals);
}

/* Insertion sort: the proposals of a paragraph are few and the paragraphs in order. */
static void sort(q_proposals *list) {
  for (uint32_t i = 1; i < list->count; i++) {
    q_proposal moved = list->items[i];
    uint32_t k = i;
    for (; k && list->items[k - 1].cue.first > moved.cue.first; k--) list->items[k] = list->items[k - 1];
    list->items[k] = moved;
  }
}

bool q_learned_attributions(quoth_doc *doc, q_proposals *proposals) {
  model m;
  *proposals = (q_proposals){0};
  if (!doc->tokens.count || !find_model(doc->engine, &m)) return true;
  m.cue_weights = (q_weights){sum, &m.cues, copy_moves(doc, &m.cue_moves_part)};
  m.part_moves = copy_moves(doc, &m.part_moves_part);
  q_reading *all = q_readings_words(doc);
  bool *taken = q_alloc_zero(&doc->arena, doc->tokens.count);
  if (!all || !taken || !m.cue_weights.moves || !m.part_moves) return false;
  q_readings_tags(doc, all, &m.tags);
  q_readings_lemmas(doc, all, &m.lemmas);
  q_readings_rates(doc, all, &m.rates);
  q_readings_links(doc, all);
  for (uint32_t p = 0; p < doc->paragraphs.count; p++) {
    q_range paragraph = doc->paragraphs.items[p].tokens;
    q_candidates cues = {0};
    if (!q_propose_cues(&doc->arena, all, paragraph, &m.cue_grammar, &m.cue_weights, &cues)) return false;
    paragraph_work w = {
        .doc = doc, .m = &m, .all = all, .cues = cues.items, .count = cues.count, .taken = taken};
    if (cues.count && !attribute(&w, paragraph, proposals)) return false;
  }
  sort(proposals);
  return true;
}
