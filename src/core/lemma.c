#include "core/lemma.h"

#include <string.h>

enum { LONGEST = 48 };

static bool is_lemma(const char *bytes, size_t length, uint32_t lemma) {
  return (uint32_t)(q_hash_folded(bytes, length) >> 32) == lemma;
}

/* Puts the lemma that an ending of inflection gives in to; its length, or 0 if it does not
 * apply. The canonical form is a hyphen and what stands instead of the ending, or "=": of
 * the two equal letters before it, one goes: planned, plan. */
static size_t replace(const char *word, size_t length, const q_ending *ending, char *to) {
  size_t tail = ending->text.length, stem = length - tail, added = strlen(ending->canonical);
  if (length < tail + 2 || memcmp(word + stem, ending->text.bytes, tail) != 0) return 0;
  bool doubled = *ending->canonical == '=';
  if (doubled && word[stem - 1] != word[stem - 2]) return 0;
  stem -= doubled;
  if (!added || stem + added > LONGEST) return 0;
  memcpy(to, word, stem);
  memcpy(to + stem, ending->canonical + 1, added - 1);
  return stem + added - 1;
}

/* Puts the lemma that one of an engine's endings gives in to; its length, or 0 if none does. */
static size_t find(const quoth_engine *engine, const char *word, size_t length, uint32_t lemma, char *to) {
  for (; engine; engine = engine->base)
    for (uint32_t e = 0; e < engine->lexicon.inflections.count; e++) {
      size_t size = replace(word, length, &engine->lexicon.inflections.items[e], to);
      if (size && is_lemma(to, size, lemma)) return size;
    }
  return 0;
}

const char *q_lemma_text(quoth_doc *doc, uint32_t token, uint32_t lemma) {
  char word[LONGEST], made[LONGEST + 1];
  size_t length = q_size(doc, token);
  if (length >= LONGEST) return q_copy(&doc->arena, q_bytes(doc, token), q_size(doc, token));
  for (size_t i = 0; i < length; i++) {
    char c = q_bytes(doc, token)[i];
    word[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  size_t size = is_lemma(word, length, lemma) ? 0 : find(doc->engine, word, length, lemma, made);
  return size ? q_copy(&doc->arena, made, (uint32_t)size) : q_copy(&doc->arena, word, (uint32_t)length);
}
