/* The name tagger at work: scores of islands, and the mentions they lead to. */
#include "core/tagger.h"

static const char *const TYPES[Q_NAME_TYPES] = {
    "person", "organization", "place", "nationality", "event", "work", "product",
};

/* The model of an engine. */
typedef struct model {
  q_name_weights weights;
  const q_name_moves *moves;
  const float *confidence;
  q_name_ways ways;
} model;

static bool is_table(const q_part *part) {
  return part->rows >= Q_BUCKET && !(part->rows & (part->rows - 1));
}

static void find_table(const quoth_engine *engine, const char *name, q_part *table) {
  if (!q_model_part(engine, name, 1, 4, table) || !is_table(table)) table->rows = 0;
}

void q_name_tables(const quoth_engine *engine, q_namer *namer) {
  find_table(engine, "names.lists", &namer->lists);
  find_table(engine, "names.clusters", &namer->clusters);
  find_table(engine, "names.groups", &namer->groups);
}

/* False when the engine lacks a part. */
static bool find_model(const quoth_engine *engine, model *m) {
  q_part weights, moves, confidence;
  if (!q_model_part(engine, "names.weights", Q_NAME_LANES, 1, &weights) || !is_table(&weights) ||
      !q_model_part(engine, "names.moves", Q_NAME_LANES, sizeof(int16_t), &moves) ||
      !q_model_part(engine, "names.confidence", 1, sizeof(float), &confidence) || moves.rows != Q_MOVE_ROWS ||
      confidence.rows != Q_CONFIDENCES)
    return false;
  m->weights = (q_name_weights){weights.cells, q_name_bucket(UINT32_MAX, weights.rows)};
  m->confidence = confidence.cells;
  m->moves = moves.cells;
  m->ways = q_name_ways_here();
  return true;
}

/* ---- islands ---- */

static bool keep(q_agreement *all, const model *m, q_range tokens, int type, int margin) {
  q_tagged *tagged = q_push(&all->doc->arena, &all->names);
  if (tagged) *tagged = (q_tagged){tokens, type, m->confidence[q_name_confidence_at(margin)]};
  return tagged != NULL;
}

/* One word needs no search for the best way. */
static bool tag_alone(q_agreement *all, const q_namer *namer, const model *m, const q_island *island) {
  q_name_scores scores[1];
  q_name_words words;
  int margin;
  q_name_words_around(namer, &m->weights, island, words);
  m->ways.score_alone(&m->weights, namer, island, words, scores);
  uint8_t label = q_name_decode_alone(m->moves, scores[0], &margin);
  return !label || keep(all, m, island->tokens, label - 1, margin);
}

static bool tag(q_agreement *all, const q_namer *namer, const model *m, const q_island *island) {
  q_name_scores scores[Q_ISLAND_MOST];
  uint8_t labels[Q_ISLAND_MOST];
  q_name_words words;
  uint32_t first = island->tokens.first, count = island->tokens.last - first, at = 0;
  q_name_words_around(namer, &m->weights, island, words);
  m->ways.score(&m->weights, namer, island, words, scores);
  m->ways.decode(m->moves, scores, count, labels);
  for (q_labelled name; q_name_next(labels, count, &at, &name);) {
    int margin = m->ways.margin(m->moves, scores, labels, count, &name);
    if (!keep(all, m, (q_range){first + name.first, first + name.last}, name.type, margin)) return false;
  }
  return true;
}

static bool offer_all(q_finding *finding, q_agreement *all) {
  if (!q_names_agree(all)) return false;
  for (uint32_t i = 0; i < all->names.count; i++) {
    const q_tagged *name = &all->names.items[i];
    q_mention *mention;
    if (!q_mention_offer(finding, name->tokens, &mention)) return false;
    if (!mention) continue;
    mention->type = TYPES[name->type];
    mention->rule = "model";
    mention->confidence = name->confidence;
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
  if (!q_list_reserve(&doc->arena, &all.names, sizeof *all.names.items, namer.islands.count)) return false;
  for (uint32_t i = 0; i < namer.islands.count; i++) {
    const q_island *island = &namer.islands.items[i];
    bool alone = island->tokens.last - island->tokens.first == 1;
    if (!(alone ? tag_alone : tag)(&all, &namer, &m, island)) return false;
  }
  return offer_all(finding, &all);
}
