/* The words of a name: what of them counts, keys made of them, and whether two names
 * can be one person's. */
#ifndef QUOTH_CORE_WORDING_H
#define QUOTH_CORE_WORDING_H

#include "core/entity.h"

/* The most words of a name that count. */
enum { Q_WORDING_MOST = 8 };

/* A name without titles, articles, marks and legal forms. */
typedef struct q_wording {
  uint64_t fold[Q_WORDING_MOST]; /* each word's identity */
  uint32_t token[Q_WORDING_MOST];
  uint32_t count;
  uint64_t nickname;  /* the word between marks, or 0 */
  uint64_t canonical; /* hash of the name that a list or rule gives, or 0 */
  uint64_t variant;   /* key of a surname's consonants: of a person's last word; or 0 */
  uint64_t bag;       /* key of the words in any order, without small ones */
  uint64_t classes;   /* of the terms that are just the whole name: q_classes_over */
  char generation;    /* of Jr, Sr, II, III: a letter for each, or 0 */
  uint8_t shared;     /* a bit for each word that another name may have as well */
  bool alone;         /* no other name of the document has any of its words, or its canonical name */
} q_wording;

/* Of Jr, Sr, II, III, IV a letter for each; else 0. */
char q_generation(const quoth_doc *doc, uint32_t token);

/* Leaves classes, shared and alone to the caller. */
void q_wording_read(q_wording *w, const quoth_doc *doc, const q_mention *mention);

/* Tells which words the names of a document share, and which names are alone: no key made of the words of one
 * leads to another, but for the letters of acronyms. False when memory ran out. O(words). */
bool q_wordings_part(q_wording *all, uint32_t count, q_arena *arena);

/* Can two names of at least one word be one person's: the surnames are equal, the
 * given names equal, short for each other, an initial or one letter apart? */
bool q_same_person(const quoth_doc *doc, const q_wording *a, const q_wording *b);

/* Can two names whose surnames are spelt otherwise, by one letter, be one person's? */
bool q_is_respelt(const quoth_doc *doc, const q_wording *a, const q_wording *b);

/* Father and son: Sr. and Jr. */
bool q_generations_clash(const q_wording *a, const q_wording *b);

/* The key of words first … last-1. */
uint64_t q_wording_key(q_key_kind kind, const q_wording *w, uint32_t first, uint32_t last);

/* The key of the letters that a name is shortened to, with or without its small
 * words; 0 where there are fewer than two. */
uint64_t q_letters_key(const quoth_doc *doc, const q_wording *w, bool small);

#endif
