/* The features are those that the models were learned with. */
#include "check.h"

#include "core/learned.h"
#include "core/scan_masks.h"

/* Invented tokens in one paragraph of two sentences, with a quotation in the second and two cues. */
enum { TOKENS = 24, CUES = 2 };

static q_lexeme lexemes[TOKENS];
static q_reading all[TOKENS];
static const q_range SENTENCES[] = {{0, 9}, {9, TOKENS}}, REGION = {12, 18};
static const q_candidate CANDIDATES[CUES] = {{{5, 7}, 5, 0}, {{20, 21}, 20, 0}};

static uint32_t seed = 5;
static uint32_t draw(uint32_t below) {
  seed = seed * 1664525 + 1013904223;
  return (seed >> 8) % below;
}

static uint32_t before(uint32_t token) { return token && draw(3) ? draw(token) : QUOTH_NONE; }
static uint32_t after(uint32_t token) {
  return token + 1 < TOKENS && draw(3) ? token + 1 + draw(TOKENS - token - 1) : QUOTH_NONE;
}

static void invent_lexeme(q_lexeme *lexeme) {
  *lexeme = (q_lexeme){.word = draw(1 << 24), .shape = draw(1 << 24), .may = draw(2) ? draw(1 << 24) : 0};
  for (uint32_t i = 0; i < 2; i++) lexeme->prefix[i] = draw(1 << 24), lexeme->suffix[i] = draw(1 << 24);
  if (!lexeme->may) lexeme->may = lexeme->suffix[1];
  for (uint32_t i = 0; i < Q_AS_COUNT; i++) lexeme->lemma[i] = draw(2) ? draw(1 << 24) : lexeme->word;
  lexeme->classes = (uint8_t)draw(8);
  lexeme->sole = (uint8_t)draw(Q_TAG_COUNT);
}

static void invent_reading(uint32_t token) {
  bool quoted = token >= REGION.first && token < REGION.last;
  q_reading *me = &all[token];
  invent_lexeme(&lexemes[token]);
  *me = (q_reading){.lexeme = &lexemes[token], .lemma = lexemes[token].lemma[draw(Q_AS_COUNT)]};
  me->tag = (uint8_t)(1 + draw(Q_TAG_COLON));
  me->rate = (uint8_t)draw(Q_RATE_COUNT);
  me->paragraph = (q_range){0, TOKENS}, me->sentence = SENTENCES[token >= SENTENCES[1].first];
  if (quoted) me->region = REGION, me->place = Q_INSIDE;
  for (uint32_t i = 0; i < Q_COUNTED; i++)
    me->before[i] = (uint16_t)((token ? all[token - 1].before[i] : 0) + draw(2));
  me->comma_before = before(token), me->comma_after = after(token);
  me->lexical_before = before(token), me->lexical_after = after(token);
  me->verb_before = before(token), me->verb_after = after(token);
  me->opener_before = before(token);
  me->region_before = token >= REGION.last ? REGION.last - 1 : QUOTH_NONE;
  me->region_after = token < REGION.first ? REGION.first : QUOTH_NONE;
}

static void invent_readings(void) {
  for (uint32_t i = 0; i < TOKENS; i++) invent_reading(i);
  all[REGION.first].place = Q_OPENS, all[REGION.last - 1].place = Q_CLOSES;
}

/* ---- lists of features, each begun by the caller and made for all tokens ---- */

typedef void features_of(uint32_t token, uint32_t turn, q_features *to);

/* Whether lists are made by what is compiled for machines that q_has_avx2. */
static bool wide;
#if defined __x86_64__
#define HERE(name) (wide ? name##_avx2 : name)
#else
#define HERE(name) name
#endif

static void tag_words(uint32_t token, uint32_t turn, q_features *to) {
  q_tag_word_features(&lexemes[token], turn % Q_TAG_ROLES, to);
}
static void words(uint32_t token, uint32_t turn, q_features *to) {
  q_word_features(&lexemes[token], turn % Q_ROLES, to);
}
static void tags(uint32_t token, uint32_t turn, q_features *to) {
  q_tag_features(all, token, turn, turn + 1, to);
}
static void near(uint32_t token, uint32_t turn, q_features *to) {
  (void)turn;
  q_near_features(all, token, to);
}
static void heads(uint32_t token, uint32_t turn, q_features *to) {
  (void)turn;
  q_head_features(all, token, to);
}
static void cue_tokens(uint32_t token, uint32_t turn, q_features *to) {
  (void)turn;
  HERE(q_token_features)(all, token, to);
}
static void part_tokens(uint32_t token, uint32_t turn, q_features *to) {
  (void)turn;
  HERE(q_part_features)(all, token, to);
}
static void towards_cues(uint32_t token, uint32_t turn, q_features *to) {
  uint8_t rank[TOKENS];
  q_cue_view view;
  q_hashes own;
  q_rank_cues(CANDIDATES, CUES, all->paragraph, rank);
  HERE(q_cue_view_begin)(&view, all, CANDIDATES, CUES, turn % CUES, rank);
  HERE(q_own_hashes)(all, token, &own);
  HERE(q_cue_features)(&view, token, &own, to);
}
static void borders(uint32_t token, uint32_t turn, q_features *to) {
  (void)turn;
  q_border_features(all, token, to);
}

/* The same for lists in any order. */
static uint32_t sum_of(features_of *list) {
  uint32_t sum = 0;
  q_features features;
  for (uint32_t turn = 0; turn < Q_ROLES; turn++)
    for (uint32_t i = 0; i < TOKENS; i++) {
      q_features_begin(&features, 0);
      list(i, turn, &features);
      for (uint32_t f = 0; f < features.count; f++)
        sum += (features.rows[f] ^ (turn * TOKENS + i) * 0x85EBCA6Bu) * 0x9E3779B1u >> 4;
    }
  return sum;
}

/* Trainer and library share these lists, so a change of one goes unseen by all tests of both, while the
 * weights that are there were learned for other rows. Whoever changes a list trains its model anew,
 * raises Q_MODEL_VERSION if models of the old list are about, and puts the new sum here. */
static void lists_are_those_of_the_models(void) {
  static const struct {
    const char *name, *model;
    features_of *list;
    uint32_t sum;
  } LISTS[] = {
      {"q_tag_word_features", "pos", tag_words, 0xD21401BE},
      {"q_tag_features", "pos", tags, 0x3B45A63A},
      {"q_word_features", "attribution", words, 0xD16EEC56},
      {"q_near_features", "attribution", near, 0xA9671534},
      {"q_border_features", "attribution", borders, 0xB89FEA4F},
      {"q_head_features", "attribution", heads, 0xA2510AAD},
      {"q_token_features", "attribution", cue_tokens, 0x4F808ABA},
      {"q_part_features", "attribution", part_tokens, 0xE3D13C56},
      {"q_cue_features", "attribution", towards_cues, 0x4A9D8AF3},
  };
  for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
    uint32_t sum = sum_of(LISTS[i].list);
    if (!CHECK(sum == LISTS[i].sum))
      printf("  %s makes other rows (0x%08x) than model/en/%s.bin was learned with\n", LISTS[i].name, sum,
             LISTS[i].model);
  }
}

static void lists_are_the_same_in_wide_vectors(void) {
  features_of *const lists[] = {cue_tokens, part_tokens, towards_cues};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    uint32_t narrow = sum_of(lists[i]);
#if defined __x86_64__
    wide = q_has_avx2();
#endif
    CHECK(sum_of(lists[i]) == narrow);
    wide = false;
  }
}

int main(void) {
  invent_readings();
  CASE(lists_are_the_same_in_wide_vectors);
  CASE(lists_are_those_of_the_models);
  return check_done();
}
