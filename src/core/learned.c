#include "core/learned.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "core/confidence.h"
#include "core/scan_masks.h"
#include "core/sum.h"

enum { CUES_MOST = 250 }; /* of a paragraph; ranks are bytes */

bool q_propose_cues(q_arena *arena, const q_reading *all, q_range paragraph, const uint32_t *tokens,
                    uint32_t count, const float (*scores)[Q_CUE_LANES], q_candidates *cues) {
  uint32_t first = paragraph.first, before = cues->count;
  uint8_t *labels = q_alloc(arena, 3 * (size_t)count);
  if (!labels) return false;
  q_best_cues(scores, first, tokens, count, labels + count, labels);
  for (uint32_t i = 0; i < count && cues->count - before < CUES_MOST; i++) {
    if (labels[i] == Q_LABEL_OUT) continue;
    q_candidate *cue = q_push(arena, cues);
    if (!cue) return false;
    *cue = (q_candidate){.tokens = {tokens[i], tokens[i] + 1}};
    cue->score = scores[tokens[i] - first][labels[i] - Q_LABEL_CUE];
    for (; labels[i] == Q_LABEL_CUE + Q_AT_BEGIN || labels[i] == Q_LABEL_CUE + Q_AT_INNER;
         cue->tokens.last++, i++)
      cue->score += scores[tokens[i + 1] - first][labels[i + 1] - Q_LABEL_CUE];
    cue->score /= (float)(cue->tokens.last - cue->tokens.first);
    cue->head = q_cue_head(all, cue->tokens);
  }
  return true;
}

void q_rank_cues(const q_candidate *cues, uint32_t count, q_range paragraph, uint8_t *rank) {
  uint32_t at = paragraph.first;
  for (uint32_t k = 0; k <= count; k++) {
    uint32_t end = k < count ? cues[k].tokens.first : paragraph.last;
    memset(rank + (at - paragraph.first), (int)k, end - at);
    at = end;
  }
}

/* ---- the model of an engine ---- */

/* What is compiled for more than one machine. */
typedef struct machine {
  q_sums sums;
  q_viterbi *best_parts;
  q_token_list *token_features, *part_features;
  q_cue_view_maker *cue_view_begin;
  q_own_hasher *own_hashes;
  q_cue_list *cue_features;
} machine;

typedef struct model {
  q_tables tables;
  machine here;
  float near_least;        /* what these and the words around a token must add up to */
  float heads_least;       /* likewise, for the head of a cue */
  float border_least;      /* likewise, for the border of a source or content */
  float cue_bias;          /* the first token of a cue gains this */
  float head_least;        /* the best score of the head of a cue is at least this */
  q_beginnings beginnings; /* in steps of the weights, as all scores are */
  q_part confidence;       /* no rows in models that are only made to fit one */
  float least;             /* of the confidence of what is not doubtful */
} model;

/* Copies a part of floats; false when the engine lacks it. */
static bool find_floats(const quoth_engine *engine, const char *name, uint32_t rows, uint32_t columns,
                        float *to) {
  q_part part;
  if (!q_model_part(engine, name, columns, sizeof(float), &part) || part.rows != rows) return false;
  memcpy(to, part.cells, (size_t)rows * columns * sizeof *to);
  return true;
}

static machine machine_here(void) {
  q_sums sums = q_sums_here();
#if defined __x86_64__
  if (q_has_avx2())
    return (machine){sums,
                     q_best_parts_avx2,
                     q_token_features_avx2,
                     q_part_features_avx2,
                     q_cue_view_begin_avx2,
                     q_own_hashes_avx2,
                     q_cue_features_avx2};
#endif
  return (machine){sums,         q_best_parts,  q_token_features, q_part_features, q_cue_view_begin,
                   q_own_hashes, q_cue_features};
}

static bool find_model(const quoth_engine *engine, model *m) {
  m->here = machine_here();
  if (!q_tables_find(engine, &m->tables) || !find_floats(engine, "near.least", 1, 1, &m->near_least) ||
      !find_floats(engine, "head.least", 1, 1, &m->heads_least) ||
      !find_floats(engine, "border.least", 1, 1, &m->border_least) ||
      !find_floats(engine, "cue.bias", 1, 1, &m->cue_bias) ||
      !find_floats(engine, "cue.head", 1, 1, &m->head_least) ||
      !find_floats(engine, "parts.beginnings", Q_BEGINNINGS, Q_LANES, m->beginnings[0]))
    return false;
  bool found = q_model_part(engine, "confidence.weights", 1, sizeof(float), &m->confidence) &&
               m->confidence.rows == Q_CONFIDENCE_ROWS &&
               find_floats(engine, "confidence.least", 1, 1, &m->least);
  if (!found) m->confidence.rows = 0;
  return true;
}

/* ---- scores ---- */

/* What is of a token alone as part of a source or content, the same for all cues. */
typedef struct token_part {
  int16_t scores[Q_PART_LANES];
  q_hashes hashes; /* towards any cue */
} token_part;

/* What one paragraph needs, made anew for each. */
typedef struct paragraph_work {
  quoth_doc *doc;
  const model *m;
  q_reading *all;
  q_range paragraph;
  q_candidates cues;
  struct attempt *attempts;
  bool *taken;              /* a flag a token of the document */
  token_part *alone;        /* as part of a source or content, where scored is set */
  bool *scored, *asked;     /* asked: of a cue */
  bool *weighed;            /* whether the token is a border is known */
  const int16_t *bordering; /* what the words around each token say to that: see shared_sums() */
  uint8_t *rank;
  uint32_t *window; /* room for the tokens of one */
  uint16_t *allowed;
  void *work;
} paragraph_work;

/* The roles of the words around a token that are in its paragraph. */
static q_range roles_of(const paragraph_work *w, uint32_t token) {
  q_range in = w->paragraph;
  return (q_range){token - in.first < Q_REACH ? Q_REACH - (token - in.first) : 0,
                   in.last - token <= Q_REACH ? in.last - token + Q_REACH : Q_ROLES};
}

/* What the words around each token of the paragraph add up to, from the shares of one kind in each
 * lexeme; that of token first + i is at i + Q_REACH. NULL when memory ran out. */
static int16_t *shared_sums(const paragraph_work *w, size_t kind) {
  uint32_t count = w->paragraph.last - w->paragraph.first;
  int16_t *sums = q_alloc_zero(&w->doc->arena, (count + Q_NEAR_LANES) * sizeof *sums);
  for (uint32_t i = 0; sums && i < count; i++) {
    const char *lexeme = (const char *)w->all[w->paragraph.first + i].lexeme;
    q_lanes8 share = q_load_lanes8((const int16_t *)(lexeme + kind)) + q_load_lanes8(sums + i);
    memcpy(sums + i, &share, sizeof share);
  }
  return sums;
}

/* They add what the words in some roles around a token give; Q_ROLES of them, a constant, cost least. */
static inline void add_part_shares(const q_reading *me, q_range roles, int16_t sums[Q_PART_LANES]) {
  q_lanes8 total = q_load_lanes8(sums);
  for (uint32_t r = roles.first; r < roles.last; r++)
    total += q_load_lanes8((me + r - Q_REACH)->lexeme->part_share[r]);
  memcpy(sums, &total, sizeof total);
}

static inline void add_cue_shares(const q_reading *me, q_range roles, int16_t sums[Q_CUE_LANES]) {
  q_lanes4 total = q_load_lanes4(sums);
  for (uint32_t r = roles.first; r < roles.last; r++)
    total += q_load_lanes4((me + r - Q_REACH)->lexeme->cue_share[r]);
  memcpy(sums, &total, sizeof total);
}

/* The scores of a token as part of a cue. */
static void score_cue(const paragraph_work *w, uint32_t token, float cue[Q_CUE_LANES]) {
  q_features features;
  int16_t sums[Q_CUE_LANES];
  q_range roles = roles_of(w, token);
  bool inner = roles.last - roles.first == Q_ROLES;
  w->m->here.token_features(w->all, token, &features);
  w->m->here.sums.cues(&w->m->tables.cues, &features, sums);
  if (inner) add_cue_shares(&w->all[token], (q_range){0, Q_ROLES}, sums);
  else add_cue_shares(&w->all[token], roles, sums);
  for (uint32_t l = 0; l < Q_CUE_LANES; l++) cue[l] = (float)sums[l];
  cue[Q_AT_BEGIN] += w->m->cue_bias;
  cue[Q_AT_UNIT] += w->m->cue_bias;
}

static const token_part *score_part(paragraph_work *w, uint32_t token) {
  token_part *part = &w->alone[token - w->paragraph.first];
  if (w->scored[token - w->paragraph.first]) return part;
  q_features features;
  q_range roles = roles_of(w, token);
  w->m->here.part_features(w->all, token, &features);
  w->m->here.sums.parts(&w->m->tables.parts, &features, part->scores);
  if (roles.last - roles.first == Q_ROLES)
    add_part_shares(&w->all[token], (q_range){0, Q_ROLES}, part->scores);
  else add_part_shares(&w->all[token], roles, part->scores);
  w->m->here.own_hashes(w->all, token, &part->hashes);
  w->scored[token - w->paragraph.first] = true;
  return part;
}

/* ---- source and content ---- */

/* A cue on its way to an attribution. */
typedef struct attempt {
  int16_t (*scores)[Q_PART_LANES];
  uint32_t *tokens;
  uint8_t *labels;
  uint32_t count;
  float margin;
  bool done;
} attempt;

static void decode(paragraph_work *w, uint32_t k) {
  attempt *a = &w->attempts[k];
  q_allow_parts(w->all, a->tokens, a->count, w->cues.items[k].tokens, w->taken, w->allowed);
  a->margin = w->m->here.best_parts((const int16_t(*)[Q_PART_LANES])a->scores, w->allowed, w->m->beginnings,
                                    a->count, w->work, a->labels);
  if (a->margin == -INFINITY) a->done = true;
}

/* Marks those of some tokens at which a source or content may begin or end, by a cheap sum. */
static void mark_borders(paragraph_work *w, const uint32_t *tokens, uint32_t count) {
  for (uint32_t k = 0; k < count; k++) {
    uint32_t at = tokens[k] - w->paragraph.first;
    if (w->weighed[at]) continue;
    int32_t sum = w->bordering[at + Q_REACH] + q_border_sum(&w->m->tables.borders, w->all, tokens[k]);
    w->all[tokens[k]].border = (float)sum >= w->m->border_least;
    w->weighed[at] = true;
  }
}

/* The tokens of a cue's window that its labels may change at. */
static uint32_t window_of(paragraph_work *w, q_range cue) {
  uint32_t count = q_window(w->all, cue, w->window, w->paragraph.last - w->paragraph.first);
  mark_borders(w, w->window, count);
  return q_borders_of(w->all, cue, w->window, count);
}

static bool begin_attempt(paragraph_work *w, uint32_t k) {
  attempt *a = &w->attempts[k];
  q_arena *arena = &w->doc->arena;
  a->count = window_of(w, w->cues.items[k].tokens);
  a->tokens = q_alloc(arena, a->count * sizeof *a->tokens);
  a->scores = q_alloc(arena, a->count * sizeof *a->scores);
  a->labels = q_alloc(arena, a->count);
  if (!a->tokens || !a->scores || !a->labels) return false;
  memcpy(a->tokens, w->window, a->count * sizeof *a->tokens);
  q_cue_view view;
  w->m->here.cue_view_begin(&view, w->all, w->cues.items, w->cues.count, k, w->rank);
  for (uint32_t i = 0; i < a->count; i++) {
    uint32_t token = a->tokens[i];
    const token_part *alone = score_part(w, token);
    q_features features;
    w->m->here.cue_features(&view, token, &alone->hashes, &features);
    w->m->here.sums.parts(&w->m->tables.parts, &features, a->scores[i]);
    q_lanes8 both = q_load_lanes8(a->scores[i]) + q_load_lanes8(alone->scores);
    memcpy(a->scores[i], &both, sizeof both);
  }
  decode(w, k);
  return true;
}

/* Sets the confidence; scores come in steps of the weights and leave in their units. */
static void weigh(const paragraph_work *w, q_proposal *made) {
  q_features features;
  made->margin *= w->m->tables.parts.scale;
  made->cue_score *= w->m->tables.cues.scale;
  made->confidence = 0.5F;
  if (!w->m->confidence.rows) return;
  q_features_begin(&features, 0);
  q_confidence_features(w->all, made, &features);
  made->confidence = q_confidence(w->m->confidence.cells, &features);
  made->doubtful = made->confidence < w->m->least;
}

static bool accept(paragraph_work *w, uint32_t k, q_proposals *proposals) {
  const attempt *a = &w->attempts[k];
  const q_candidate *cue = &w->cues.items[k];
  q_proposal *made = q_push(&w->doc->arena, proposals);
  if (!made) return false;
  *made = (q_proposal){.cue = cue->tokens, .head = cue->head, .margin = a->margin, .cue_score = cue->score};
  made->lemma = w->all[made->head].lemma;
  made->speech_known = w->all[made->head].rate > 1;
  made->speech = !w->all[made->head].belief;
  q_spans_of(a->labels, a->tokens, a->count, Q_LABEL_SOURCE, &made->source, 1);
  made->pieces = q_spans_of(a->labels, a->tokens, a->count, Q_LABEL_CONTENT, made->content, Q_PIECES_MOST);
  weigh(w, made);
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

/* From the first token that a proposal takes to behind the last. */
static q_range extent_of(const q_proposal *made) {
  q_range extent = made->cue;
  for (uint32_t p = 0; p < made->pieces; p++) {
    if (made->content[p].first < extent.first) extent.first = made->content[p].first;
    if (made->content[p].last > extent.last) extent.last = made->content[p].last;
  }
  return extent;
}

/* After tokens were taken: cues in them go, contents over them are sought again. */
static void revise(paragraph_work *w, q_range extent) {
  for (uint32_t k = 0; k < w->cues.count; k++) {
    attempt *a = &w->attempts[k];
    if (a->done || a->tokens[0] >= extent.last || a->tokens[a->count - 1] < extent.first) continue;
    a->done = meets_taken(w, w->cues.items[k].tokens);
    q_range pieces[Q_PIECES_MOST];
    uint32_t count = q_spans_of(a->labels, a->tokens, a->count, Q_LABEL_CONTENT, pieces, Q_PIECES_MOST);
    bool again = false;
    for (uint32_t p = 0; p < count; p++) again |= meets_taken(w, pieces[p]);
    if (!a->done && again) decode(w, k);
  }
}

static bool choose(paragraph_work *w, q_proposals *proposals) {
  for (;;) {
    uint32_t best = QUOTH_NONE;
    for (uint32_t k = 0; k < w->cues.count; k++)
      if (!w->attempts[k].done && w->attempts[k].margin > 0 &&
          (best == QUOTH_NONE || w->attempts[k].margin > w->attempts[best].margin))
        best = k;
    if (best == QUOTH_NONE) return true;
    w->attempts[best].done = true;
    if (!accept(w, best, proposals)) return false;
    revise(w, extent_of(&proposals->items[proposals->count - 1]));
  }
}

/* ---- a paragraph ---- */

static inline int32_t head_shares(const q_reading *me, q_range roles) {
  int32_t sum = 0;
  for (uint32_t r = roles.first; r < roles.last; r++) sum += (me + r - Q_REACH)->lexeme->head_share[r];
  return sum;
}

/* What speaks for the head of a cue at a token. */
static int32_t head_sum(const paragraph_work *w, uint32_t token) {
  const q_reading *me = &w->all[token];
  q_range roles = roles_of(w, token);
  bool inner = roles.last - roles.first == Q_ROLES;
  return q_head_sum(&w->m->tables.heads, w->all, token) +
         (inner ? head_shares(me, (q_range){0, Q_ROLES}) : head_shares(me, roles));
}

/* The least whole number that is not below a limit, as far as sums go. */
static int32_t least_sum(float limit) {
  if (!(limit > INT16_MIN)) return INT16_MIN;
  return limit > INT16_MAX ? INT16_MAX + 1 : (int32_t)ceilf(limit);
}

/* Marks the tokens at which the head of a cue may be, by a cheap sum, and fills them. Returns how many,
 * or QUOTH_NONE when memory ran out. */
static uint32_t mark_heads(paragraph_work *w, uint32_t *tokens) {
  uint32_t count = w->paragraph.last - w->paragraph.first, marked = 0;
  int32_t least = least_sum(w->m->near_least);
  int16_t *near = shared_sums(w, offsetof(q_lexeme, near_share));
  if (!near) return QUOTH_NONE;
  q_near_sums(&w->m->tables.near, w->all, w->paragraph, near + Q_REACH);
  for (uint32_t i = 0; i < count; i++) {
    if (near[i + Q_REACH] < least) continue;
    uint32_t token = w->paragraph.first + i;
    if (w->all[token].region.last || (float)head_sum(w, token) < w->m->heads_least) continue;
    w->all[token].near_cue = true;
    tokens[marked++] = token;
  }
  return marked;
}

static void score_once(paragraph_work *w, uint32_t token, float (*scores)[Q_CUE_LANES]) {
  uint32_t at = token - w->paragraph.first;
  if (w->asked[at]) return;
  score_cue(w, token, scores[at]);
  w->asked[at] = true;
}

/* Scores the tokens that may be heads; the mark of those that score too low goes. */
static void score_heads(paragraph_work *w, const uint32_t *tokens, uint32_t count,
                        float (*scores)[Q_CUE_LANES]) {
  for (uint32_t i = 0; i < count; i++) {
    score_once(w, tokens[i], scores);
    w->all[tokens[i]].near_cue = q_best_of_cue(scores[tokens[i] - w->paragraph.first]) >= w->m->head_least;
  }
}

static bool find_cues(paragraph_work *w) {
  q_arena *arena = &w->doc->arena;
  uint32_t room = w->paragraph.last - w->paragraph.first, *tokens = q_alloc(arena, room * sizeof *tokens);
  uint32_t count = tokens ? mark_heads(w, tokens) : QUOTH_NONE;
  if (!count || count == QUOTH_NONE) return !count;
  q_readings_links(w->all, w->paragraph);
  float(*scores)[Q_CUE_LANES] = q_alloc(arena, room * sizeof *scores);
  w->asked = q_alloc_zero(arena, room);
  if (!scores || !w->asked) return false;
  score_heads(w, tokens, count, scores);
  count = q_allow_cues(w->all, w->paragraph, tokens);
  for (uint32_t i = 0; i < count; i++) score_once(w, tokens[i], scores);
  return q_propose_cues(arena, w->all, w->paragraph, tokens, count, scores, &w->cues);
}

static bool attribute(paragraph_work *w, q_proposals *proposals) {
  uint32_t count = w->paragraph.last - w->paragraph.first;
  q_arena *arena = &w->doc->arena;
  w->rank = q_alloc(arena, count);
  w->alone = q_alloc(arena, count * sizeof *w->alone);
  w->scored = q_alloc_zero(arena, count);
  w->weighed = q_alloc_zero(arena, count);
  w->bordering = shared_sums(w, offsetof(q_lexeme, border_share));
  w->attempts = q_alloc_zero(arena, w->cues.count * sizeof *w->attempts);
  w->window = q_alloc(arena, count * sizeof *w->window);
  w->allowed = q_alloc(arena, count * sizeof *w->allowed);
  w->work = q_alloc(arena, q_parts_work(count));
  if (!w->rank || !w->alone || !w->scored || !w->weighed || !w->bordering || !w->attempts || !w->window ||
      !w->allowed || !w->work)
    return false;
  q_rank_cues(w->cues.items, w->cues.count, w->paragraph, w->rank);
  for (uint32_t k = 0; k < w->cues.count; k++)
    if (!begin_attempt(w, k)) return false;
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

bool q_learned_attributions(quoth_doc *doc, q_proposals *proposals, const q_reading **readings) {
  model m;
  *proposals = (q_proposals){0};
  *readings = NULL;
  if (!doc->tokens.count || !find_model(doc->engine, &m)) return true;
  q_reading *all = q_readings_begin(doc, &m.tables);
  bool *taken = q_alloc_zero(&doc->arena, doc->tokens.count);
  if (!all || !taken) return false;
  q_readings_tags(doc, all, &m.tables);
  q_readings_places(doc, all);
  for (uint32_t p = 0; p < doc->paragraphs.count; p++) {
    paragraph_work w = {.doc = doc, .m = &m, .all = all, .taken = taken};
    w.paragraph = doc->paragraphs.items[p].tokens;
    if (w.paragraph.first == w.paragraph.last) continue;
    if (!find_cues(&w) || (w.cues.count && !attribute(&w, proposals))) return false;
  }
  sort(proposals);
  *readings = all;
  return true;
}
