/* The name tagger at work: scores of islands, and the mentions they lead to. */
#include "core/tagger.h"

#include <string.h>

static const char *const TYPES[Q_NAME_TYPES] = {
    "person", "organization", "place", "nationality", "event", "work", "product",
};

/* The model of an engine. */
typedef struct model {
  const int8_t *weights;
  uint32_t mask; /* of a feature's hash: its bucket */
  const q_name_moves *moves;
  const float *confidence;
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
  q_part weights, moves, confidence;
  if (!q_model_part(engine, "names.weights", Q_NAME_LANES, 1, &weights) || !is_table(&weights) ||
      !q_model_part(engine, "names.moves", Q_NAME_LANES, sizeof(int16_t), &moves) ||
      !q_model_part(engine, "names.confidence", 1, sizeof(float), &confidence) || moves.rows != Q_MOVE_ROWS ||
      confidence.rows != Q_CONFIDENCES)
    return false;
  m->weights = weights.cells;
  m->mask = q_name_bucket(UINT32_MAX, weights.rows);
  m->confidence = confidence.cells;
  m->moves = moves.cells;
  return true;
}

/* ---- sums of rows ----
 *
 * In vectors of eight lanes: the first holds all labels of a token alone, all three
 * those of any. The same with and without SSE2. */
enum { LANES = 8, ALONE = 1, ALL = Q_NAME_LANES / LANES };
_Static_assert((int)Q_NAME_ALONE == LANES, "a token alone has one vector of labels");

#ifdef __SSE2__
#include <emmintrin.h>

typedef __m128i lanes;

static inline lanes load(const int16_t *from) { return _mm_loadu_si128((const __m128i *)(const void *)from); }
static inline void store(lanes from, int16_t *to) { _mm_storeu_si128((__m128i *)(void *)to, from); }
static inline lanes plus(lanes a, lanes b) { return _mm_add_epi16(a, b); }
static inline lanes load_bytes(const int8_t *from) {
  return _mm_loadl_epi64((const __m128i *)(const void *)from);
}

/* Adds a row's first vectors to sums: 16 lanes share a sign. */
static inline void add_row(const int8_t *row, uint32_t count, lanes *sums) {
  lanes zero = _mm_setzero_si128(),
        bytes = count > 1 ? load((const int16_t *)(const void *)row) : load_bytes(row);
  lanes signs = _mm_cmpgt_epi8(zero, bytes);
  sums[0] = plus(sums[0], _mm_unpacklo_epi8(bytes, signs));
  if (count == 1) return;
  sums[1] = plus(sums[1], _mm_unpackhi_epi8(bytes, signs));
  bytes = load_bytes(row + 2 * LANES);
  sums[2] = plus(sums[2], _mm_unpacklo_epi8(bytes, _mm_cmpgt_epi8(zero, bytes)));
}
#else
typedef struct lanes {
  int16_t of[LANES];
} lanes;

static inline lanes load(const int16_t *from) {
  lanes to;
  memcpy(&to, from, sizeof to);
  return to;
}
static inline void store(lanes from, int16_t *to) { memcpy(to, &from, sizeof from); }
static inline lanes plus(lanes a, lanes b) {
  for (uint32_t l = 0; l < LANES; l++) a.of[l] = (int16_t)(a.of[l] + b.of[l]);
  return a;
}
static inline void add_row(const int8_t *row, uint32_t count, lanes *sums) {
  for (uint32_t l = 0; l < LANES * count; l++)
    sums[l / LANES].of[l % LANES] = (int16_t)(sums[l / LANES].of[l % LANES] + row[l]);
}
#endif

static inline const int8_t *row_of(const model *m, uint32_t hash) {
  const int8_t *row = m->weights + (size_t)(hash & m->mask) * Q_NAME_LANES;
  int8_t check = q_name_check(hash);
  if (row[Q_CHECK_LANE] == check) return row;
  row += Q_NAME_LANES;
  return row[Q_CHECK_LANE] == check ? row : NULL;
}

/* Adds the rows of features to sums of `count` vectors, a constant. */
static inline void add_rows(const model *m, const q_features *features, uint32_t count, lanes *sums) {
  for (uint32_t f = 0; f < features->count; f++) {
    const int8_t *row = row_of(m, features->rows[f]);
    if (row) add_row(row, count, sums);
  }
}

/* Makes the sum of a word's features in a role: once for each word. */
static void fill_role(const q_namer *namer, const model *m, const q_island *island, q_name_word *record,
                      int64_t token, int role) {
  q_features features;
  lanes sums[ALL];
  features.count = 0;
  memset(sums, 0, sizeof sums);
  q_name_word_features(namer, island, token, role, &features);
  add_rows(m, &features, ALL, sums);
  for (uint32_t v = 0; v < ALL; v++) store(sums[v], record->sums[role] + LANES * v);
  record->filled |= (uint8_t)(1u << role);
}

static inline void score(const q_namer *namer, const model *m, const q_island *island, q_name_words words,
                         uint32_t token, uint32_t count, int16_t *scores) {
  q_name_word *const *around = &words[token - island->tokens.first];
  lanes sums[ALL];
  q_features features;
  features.count = 0;
  memset(sums, 0, sizeof sums);
  for (int role = 0; role < Q_ROLE_COUNT; role++) {
    if (!(around[role]->filled >> role & 1))
      fill_role(namer, m, island, around[role], (int64_t)token + role - Q_ROLE_SELF, role);
    for (uint32_t v = 0; v < count; v++) sums[v] = plus(sums[v], load(around[role]->sums[role] + LANES * v));
  }
  q_name_token_features(namer, island, words, token, &features);
  add_rows(m, &features, count, sums);
  for (uint32_t v = 0; v < count; v++) store(sums[v], scores + LANES * v);
}

/* ---- islands ---- */

static bool keep(q_agreement *all, const model *m, q_range tokens, int type, int margin) {
  q_tagged *tagged = q_push(&all->doc->arena, &all->names);
  if (tagged) *tagged = (q_tagged){tokens, type, m->confidence[q_name_confidence_at(margin)]};
  return tagged != NULL;
}

/* One word needs no search for the best way. */
static bool tag_alone(q_agreement *all, const q_namer *namer, const model *m, const q_island *island) {
  int16_t scores[Q_NAME_ALONE];
  q_name_words words;
  int margin;
  q_name_words_around(namer, island, words);
  score(namer, m, island, words, island->tokens.first, ALONE, scores);
  uint8_t label = q_name_decode_alone(m->moves, scores, &margin);
  return !label || keep(all, m, island->tokens, label - 1, margin);
}

static bool tag(q_agreement *all, const q_namer *namer, const model *m, const q_island *island) {
  q_name_scores scores[Q_ISLAND_MOST];
  uint8_t labels[Q_ISLAND_MOST];
  q_name_words words;
  uint32_t first = island->tokens.first, count = island->tokens.last - first, at = 0;
  q_name_words_around(namer, island, words);
  for (uint32_t i = 0; i < count; i++) score(namer, m, island, words, first + i, ALL, scores[i]);
  q_name_decode(m->moves, scores, count, labels);
  for (q_labelled name; q_name_next(labels, count, &at, &name);) {
    int margin = q_name_margin(m->moves, scores, labels, count, &name);
    if (!keep(all, m, (q_range){first + name.first, first + name.last}, name.type, margin)) return false;
  }
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
  q_agreement all = {.doc = doc};
  *known = find_model(doc->engine, &m);
  if (!*known) return true;
  q_name_tables(doc->engine, &namer);
  if (!q_namer_start(&namer)) return false;
  for (uint32_t i = 0; i < namer.islands.count; i++) {
    const q_island *island = &namer.islands.items[i];
    bool alone = island->tokens.last - island->tokens.first == 1;
    if (!(alone ? tag_alone : tag)(&all, &namer, &m, island)) return false;
  }
  return offer_all(finding, &all);
}
