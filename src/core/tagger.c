/* The name tagger at work: scores of islands, and the mentions they lead to. */
#include "core/tagger.h"

#include <math.h>
#include <string.h>

static const char *const TYPES[Q_NAME_TYPES] = {
    "person", "organization", "place", "nationality", "event", "work", "product",
};

/* The model of an engine. */
typedef struct model {
  q_part weights;
  q_name_moves moves;
  float slope, offset; /* margin to confidence */
} model;

static bool is_table(const q_part *part) {
  return part->rows >= Q_BUCKET && !(part->rows & (part->rows - 1));
}

void q_name_tables(const quoth_engine *engine, q_namer *namer) {
  if (!q_model_part(engine, "names.lists", 1, 4, &namer->lists) || !is_table(&namer->lists))
    namer->lists.rows = 0;
  if (!q_model_part(engine, "names.clusters", 1, 4, &namer->clusters) || !is_table(&namer->clusters))
    namer->clusters.rows = 0;
}

/* False when the engine lacks a part. */
static bool find_model(const quoth_engine *engine, model *m) {
  q_part moves, confidence;
  float line[2];
  if (!q_model_part(engine, "names.weights", Q_NAME_LANES, 1, &m->weights) || !is_table(&m->weights) ||
      !q_model_part(engine, "names.moves", Q_NAME_LANES, sizeof(int16_t), &moves) ||
      !q_model_part(engine, "names.confidence", 2, sizeof(float), &confidence) ||
      moves.rows != Q_NAME_START + 1 || !confidence.rows)
    return false;
  memcpy(line, confidence.cells, sizeof line);
  m->slope = line[0], m->offset = line[1];
  memcpy(&m->moves, moves.cells, sizeof m->moves);
  return true;
}

/* Adds one row of weights; the same with and without SSE2. */
#ifdef __SSE2__
#include <emmintrin.h>

typedef __m128i lane_sums[Q_NAME_LANES / 8];

static inline __m128i widen(__m128i twice) { return _mm_srai_epi16(twice, 8); }

static inline void add_row(const int8_t *row, lane_sums sums) {
  __m128i low = _mm_loadu_si128((const __m128i *)(const void *)row);
  __m128i high = _mm_loadl_epi64((const __m128i *)(const void *)(row + 16));
  sums[0] = _mm_add_epi16(sums[0], widen(_mm_unpacklo_epi8(low, low)));
  sums[1] = _mm_add_epi16(sums[1], widen(_mm_unpackhi_epi8(low, low)));
  sums[2] = _mm_add_epi16(sums[2], widen(_mm_unpacklo_epi8(high, high)));
}
#else
typedef int16_t lane_sums[Q_NAME_LANES];

static inline void add_row(const int8_t *row, lane_sums sums) {
  for (uint32_t l = 0; l < Q_NAME_LANES; l++) sums[l] = (int16_t)(sums[l] + row[l]);
}
#endif

static void add_rows(const q_part *weights, const q_features *features, int16_t *to) {
  lane_sums sums;
  const int8_t *cells = weights->cells;
  uint32_t rows = weights->rows;
  memcpy(sums, to, sizeof sums);
  for (uint32_t f = 0; f < features->count; f++) {
    int8_t check = q_name_check(features->rows[f]);
    const int8_t *row = cells + (size_t)q_name_bucket(features->rows[f], rows) * Q_NAME_LANES;
    if (row[Q_CHECK_LANE] == check) add_row(row, sums);
    else if (row[Q_NAME_LANES + Q_CHECK_LANE] == check) add_row(row + Q_NAME_LANES, sums);
  }
  memcpy(to, sums, sizeof sums);
}

static void add_sums(const int16_t *more, int16_t *sums) {
  for (uint32_t l = 0; l < Q_NAME_LANES; l++) sums[l] = (int16_t)(sums[l] + more[l]);
}

/* Adds the sum of a word's features in a role, which is made once for each word. */
static void add_role(const q_namer *namer, const model *m, const q_island *island, q_name_word *record,
                     int64_t token, int role, int16_t *sums) {
  if (!(record->filled >> role & 1)) {
    q_features features;
    features.count = 0;
    q_name_word_features(namer, island, token, role, &features);
    add_rows(&m->weights, &features, record->sums[role]);
    record->filled |= (uint8_t)(1u << role);
  }
  add_sums(record->sums[role], sums);
}

static void score(const q_namer *namer, const model *m, const q_island *island, q_name_words words,
                  uint32_t token, int16_t *sums) {
  memset(sums, 0, sizeof(q_name_scores));
  uint32_t at = token - island->tokens.first;
  q_features features;
  features.count = 0;
  q_name_token_features(namer, island, words, token, &features);
  add_rows(&m->weights, &features, sums);
  for (int role = 0; role < Q_ROLE_COUNT; role++)
    add_role(namer, m, island, words[at + (uint32_t)role], (int64_t)token + role - Q_ROLE_SELF, role, sums);
}

static bool keep(q_agreement *all, const model *m, const q_island *island, const q_labelled *name,
                 int margin) {
  q_tagged *tagged = q_push(&all->namer->doc->arena, &all->names);
  if (!tagged) return false;
  float size = log1pf((float)margin * m->weights.scale);
  *tagged = (q_tagged){{island->tokens.first + name->first, island->tokens.first + name->last},
                       name->type,
                       1 / (1 + expf(-(m->slope * size + m->offset)))};
  return true;
}

static bool tag(q_agreement *all, const model *m, const q_island *island) {
  q_name_scores scores[Q_ISLAND_MOST];
  uint8_t labels[Q_ISLAND_MOST];
  q_name_words words;
  uint32_t count = island->tokens.last - island->tokens.first, at = 0;
  q_name_words_around(all->namer, island, words);
  for (uint32_t i = 0; i < count; i++)
    score(all->namer, m, island, words, island->tokens.first + i, scores[i]);
  q_name_decode(&m->moves, scores, count, labels);
  for (q_labelled name; q_name_next(labels, count, &at, &name);)
    if (!keep(all, m, island, &name, q_name_margin(&m->moves, scores, labels, count, &name))) return false;
  return true;
}

static bool offer_all(q_finding *finding, q_agreement *all) {
  if (!q_names_agree(all)) return false;
  for (uint32_t i = 0; i < all->names.count; i++) {
    const q_tagged *name = &all->names.items[i];
    q_mention mention = {.tokens = name->tokens,
                         .type = TYPES[name->type],
                         .rule = "model",
                         .confidence = name->confidence,
                         .kind = QUOTH_MENTION_NAME};
    if (!q_mention_offer(finding, mention)) return false;
  }
  return true;
}

bool q_tagger_find(q_finding *finding, bool *known) {
  quoth_doc *doc = finding->doc;
  model m;
  q_namer namer = {.doc = doc};
  q_agreement all = {.namer = &namer};
  *known = find_model(doc->engine, &m);
  if (!*known) return true;
  q_name_tables(doc->engine, &namer);
  if (!q_namer_start(&namer)) return false;
  for (uint32_t i = 0; i < namer.islands.count; i++)
    if (!tag(&all, &m, &namer.islands.items[i])) return false;
  return offer_all(finding, &all);
}
