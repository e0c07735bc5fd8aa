#include "core/lemma.h"

#include <string.h>

enum { LONGEST = 48 };

/* Endings of English and what stands in their place in the lemma; "2" stands for one of
 * two equal letters before the ending, which goes: planned, plan. */
static const struct {
  const char *ending, *instead;
} ENDINGS[] = {{"ies", "y"}, {"ied", "y"}, {"es", ""},  {"s", ""},    {"ed", ""},
               {"d", ""},    {"ed", "2"},  {"ing", ""}, {"ing", "e"}, {"ing", "2"}};

static bool is_lemma(const char *bytes, size_t length, uint32_t lemma) {
  return (uint32_t)(q_hash_folded(bytes, length) >> 32) == lemma;
}

/* Puts the lemma that an ending gives in to; its length, or 0 if it does not apply. */
static size_t replace(const char *word, size_t length, const char *ending, const char *instead, char *to) {
  size_t tail = strlen(ending), stem = length - tail;
  if (length < tail + 2 || memcmp(word + stem, ending, tail) != 0) return 0;
  if (*instead == '2') {
    if (word[stem - 1] != word[stem - 2]) return 0;
    stem--;
    instead = "";
  }
  memcpy(to, word, stem);
  memcpy(to + stem, instead, strlen(instead));
  return stem + strlen(instead);
}

const char *q_lemma_text(quoth_doc *doc, uint32_t token, uint32_t lemma) {
  char word[LONGEST], made[LONGEST + 1];
  size_t length = q_size(doc, token);
  if (length >= LONGEST) return q_copy(&doc->arena, q_bytes(doc, token), q_size(doc, token));
  for (size_t i = 0; i < length; i++) {
    char c = q_bytes(doc, token)[i];
    word[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  for (size_t e = 0; e < sizeof ENDINGS / sizeof *ENDINGS && !is_lemma(word, length, lemma); e++) {
    size_t size = replace(word, length, ENDINGS[e].ending, ENDINGS[e].instead, made);
    if (!size || !is_lemma(made, size, lemma)) continue;
    memcpy(word, made, size);
    length = size;
  }
  return q_copy(&doc->arena, word, (uint32_t)length);
}
