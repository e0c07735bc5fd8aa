/* A gazetteer: a compiled file of names, read in place, so that it is mapped in
 * microseconds and shared between processes. docs/lexicon.md tells how to make one.
 *
 * Form, little-endian; each part follows the one before:
 *   header    q_gazetteer_header
 *   slots     q_name_slot, a power of two of them: open addressing by the upper half
 *             of the key of a name's first words (q_lexicon_step)
 *   filter    as many bytes; a bit of it is set for each key, by the lower half of the
 *             key: small enough for the caches, and what is not in it is in no slot
 *   names     q_name_entry each
 *   sections  q_name_section each
 *   strings   each ended by a NUL; offset 0 is the empty one
 * Loading reads the header and the sections, not the rest: whatever the rest holds,
 * no look-up leaves the file. The parts may lie at any address: use memcpy.
 */
#ifndef QUOTH_CORE_GAZETTEER_H
#define QUOTH_CORE_GAZETTEER_H

#include "core/lexicon.h"

#define Q_GAZETTEER_MAGIC "quothgaz"
enum { Q_GAZETTEER_VERSION = 1, Q_NAME_WORDS = 16 };

/* How words are compared, by section: bits of a folding. */
enum { Q_FOLD_CASE = 1, Q_FOLD_MARKS = 2, Q_FOLDINGS = 4 };

typedef struct q_gazetteer_header {
  char magic[8];
  uint32_t version;
  uint32_t foldings;                 /* a bit for each folding that occurs */
  uint64_t length;                   /* of the file */
  uint64_t sum;                      /* q_hash of the header with 0 here */
  uint32_t slots, reach;             /* reach: how far a key is at most from its place */
  uint32_t names, sections, strings; /* strings: bytes */
  uint32_t reserved;
} q_gazetteer_header;

/* The bit of a key in the filter of so many slots. */
static inline uint32_t q_filter_bit(uint64_t key, uint32_t slots) {
  return (uint32_t)(key >> 4) & (slots * 8 - 1); /* the last bit of keys is always set */
}

typedef struct q_name_slot {
  uint64_t key;    /* 0 is free */
  uint32_t name;   /* 1 + index of the name of just these words, or 0 */
  uint32_t longer; /* not 0: names go on from here */
} q_name_slot;

/* Offsets into the strings; section is an index. */
typedef struct q_name_entry {
  uint32_t canonical, id, section;
} q_name_entry;

typedef struct q_name_section {
  uint32_t section, list; /* "person", and the name of the list it was in */
} q_name_section;

/* What a section stands for. */
typedef struct q_name_class {
  q_class class;
  const char *type, *reason;
} q_name_class;

typedef struct q_gazetteer {
  q_gazetteer_header header;
  const char *slots, *filter, *names, *strings; /* borrowed from the caller */
  const q_name_class *classes;                  /* of the sections */
} q_gazetteer;

struct quoth_engine;

/* Is this a gazetteer, by its first bytes? */
bool q_gazetteer_is(const void *bytes, size_t length);

/* Checks a gazetteer and adds it to the engine; borrows the bytes. O(sections). */
quoth_status q_gazetteer_add(struct quoth_engine *engine, const void *bytes, size_t length,
                             quoth_error *error);

/* What the parts that a header tells of take, header included. */
uint64_t q_gazetteer_length(const q_gazetteer_header *header);

/* The slot of a key; false where there is none. O(1) expected. */
bool q_gazetteer_find(const q_gazetteer *gazetteer, uint64_t key, q_name_slot *slot);

/* The class of name i; Q_CLASS_COUNT where there is no such name: only in a damaged file. */
q_class q_gazetteer_class(const q_gazetteer *gazetteer, uint32_t i);

/* Name i as a term, but for its number of words. False where there is none: only in a
 * damaged file. */
bool q_gazetteer_term(const q_gazetteer *gazetteer, uint32_t i, q_term *term);

/* Where the key of a name's words begins, by folding. */
uint64_t q_gazetteer_key(unsigned folding);

/* The hash of a word by a folding. */
uint64_t q_gazetteer_hash(unsigned folding, const char *bytes, size_t length);

/* In which foldings some name of an engine's gazetteers, or of its bases', begins with a
 * word: a bit each. O(gazetteers). */
uint8_t q_gazetteers_begin(const struct quoth_engine *engine, const char *bytes, size_t length);

#endif
