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

static bool is_table(const q_part *part) { return part->rows && !(part->rows & (part->rows - 1)); }

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
      !q_model_part(engine, "names.moves", Q_NAME_LANES, sizeof(float), &moves) ||
      !q_model_part(engine, "names.confidence", 2, sizeof(float), &confidence) ||
      moves.rows != Q_NAME_START + 1 || !confidence.rows)
    return false;
  memcpy(line, confidence.cells, sizeof line);
  m->slope = line[0], m->offset = line[1];
  q_name_moves learned;
  memcpy(&learned, moves.cells, sizeof learned);
  q_name_moves_clear(&m->moves);
  for (uint32_t a = 0; a <= Q_NAME_START; a++)
    for (uint32_t b = 0; b < Q_NAME_LABELS; b++) m->moves.scores[a][b] += learned.scores[a][b];
  return true;
}

static void add_rows(const q_part *weights, const q_features *features, int16_t *sums) {
  const int8_t *cells = weights->cells;
  uint32_t mask = weights->rows - 1;
  for (uint32_t f = 0; f < features->count; f++) {
    const int8_t *row = cells + (size_t)(features->rows[f] & mask) * Q_NAME_LANES;
    for (uint32_t l = 0; l < Q_NAME_LANES; l++) sums[l] = (int16_t)(sums[l] + row[l]);
  }
}

/* The sum of a word's features in a role; made once for each word. */
static const int16_t *role_sums(const q_namer *namer, const model *m, const q_island *island, int64_t token,
                                int role) {
  q_name_word *record = q_name_word_at(namer, island, token);
  if (!(record->filled >> role & 1)) {
    q_features features;
    features.count = 0;
    q_name_word_features(namer, island, token, role, &features);
    add_rows(&m->weights, &features, record->sums[role]);
    record->filled |= (uint8_t)(1u << role);
  }
  return record->sums[role];
}

static void score(const q_namer *namer, const model *m, const q_island *island, uint32_t token, float *to) {
  int16_t sums[Q_NAME_LANES] = {0};
  q_features features;
  features.count = 0;
  q_name_token_features(namer, island, token, &features);
  add_rows(&m->weights, &features, sums);
  for (int role = 0; role < Q_ROLE_COUNT; role++) {
    const int16_t *more = role_sums(namer, m, island, (int64_t)token + role - Q_ROLE_SELF, role);
    for (uint32_t l = 0; l < Q_NAME_LANES; l++) sums[l] = (int16_t)(sums[l] + more[l]);
  }
  for (uint32_t l = 0; l < Q_NAME_LANES; l++) to[l] = (float)sums[l] * m->weights.scale;
}

static bool offer(q_finding *finding, const model *m, const q_island *island, const q_labelled *name,
                  const float *margins) {
  float least = INFINITY;
  for (uint32_t i = name->first; i < name->last; i++) least = margins[i] < least ? margins[i] : least;
  q_mention mention = {.tokens = {island->tokens.first + name->first, island->tokens.first + name->last},
                       .type = TYPES[name->type],
                       .rule = "model",
                       .confidence = 1 / (1 + expf(-(m->slope * sqrtf(least) + m->offset))),
                       .kind = QUOTH_MENTION_NAME};
  return q_mention_offer(finding, mention);
}

static bool tag(q_finding *finding, const q_namer *namer, const model *m, const q_island *island) {
  float scores[Q_ISLAND_MOST][Q_NAME_LANES], margins[Q_ISLAND_MOST];
  uint8_t labels[Q_ISLAND_MOST];
  uint32_t count = island->tokens.last - island->tokens.first, at = 0;
  for (uint32_t i = 0; i < count; i++) score(namer, m, island, island->tokens.first + i, scores[i]);
  q_name_decode(&m->moves, scores, NULL, count, labels, margins);
  q_labelled name;
  while (q_name_next(labels, count, &at, &name))
    if (!offer(finding, m, island, &name, margins)) return false;
  return true;
}

bool q_tagger_find(q_finding *finding, bool *known) {
  quoth_doc *doc = finding->doc;
  model m;
  q_namer namer = {.doc = doc};
  q_islands islands = {0};
  *known = find_model(doc->engine, &m);
  if (!*known) return true;
  q_name_tables(doc->engine, &namer);
  if (!q_namer_start(&namer, &islands)) return false;
  for (uint32_t i = 0; i < islands.count; i++)
    if (!tag(finding, &namer, &m, &islands.items[i])) return false;
  return true;
}
