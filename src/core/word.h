/* Word types: one record for each distinct word, holding all that depends on the
 * word alone. A token costs one hash and one look-up here; later stages read
 * flags and never the bytes.
 *
 * A document owns its word table; records stay valid until its next read. The
 * table is kept between reads, so that common words are looked up in the lexicon
 * once, and emptied when it has grown past a bound.
 */
#ifndef QUOTH_CORE_WORD_H
#define QUOTH_CORE_WORD_H

#include <string.h>

#include "core/lexicon.h"
#include "core/token.h"

typedef enum q_shape {
  Q_SHAPE_OTHER,   /* no letter: 24, %, — */
  Q_SHAPE_LOWER,   /* said */
  Q_SHAPE_CAPITAL, /* Putin */
  Q_SHAPE_UPPER,   /* KCNA; also one capital alone */
  Q_SHAPE_MIXED    /* McCain, iPhone, BuzzFeed */
} q_shape;

/* In which of its two identities a word begins terms. */
enum { Q_AS_WRITTEN = 1, Q_IN_ANY_CASE = 2 };

typedef struct q_word {
  uint64_t hash;         /* of the bytes as written; never 0 */
  uint64_t fold;         /* hash of the lower-cased form: equal for Said and said */
  uint64_t classes;      /* Q_BIT of each class of the lexicon's one-word terms */
  uint64_t sets;         /* the same for its sets, from Q_FIRST_SET on */
  uint8_t kind;          /* quoth_token_kind */
  uint8_t shape;         /* q_shape */
  uint8_t length;        /* in bytes, at most 255 */
  uint8_t first;         /* first byte, lower-cased if ASCII */
  uint8_t starts_phrase; /* some term of several words does: Q_AS_WRITTEN, Q_IN_ANY_CASE */
  uint8_t starts_name;   /* a bit for each folding in which some name of a gazetteer does */
  bool second;           /* some term of several words has it in the second place */
  bool final;            /* ends a sentence: . ! ? … and runs of them */
  bool may_end;          /* may end one, full stop included: Inc., U.S. */
  uint8_t mark;          /* for quotation marks: index of the pair + 1; see marks.h */
  bool bullet;           /* • starts an item of a list, also within a line */
  bool has_digit;
  bool not_a_cue;    /* a rule took it away from the words that report */
  q_form form;       /* how it is shaped into a token */
  uint32_t row;      /* of its records in the columns, or 0: see q_column */
  uint32_t terms[2]; /* its newest term as written and in any case: see q_word_terms */
} q_word;

_Static_assert(sizeof(q_word) == 64, "a record's place is found by a shift, and all stages ask for that");

/* The number of the newest of the terms that are just this word, in the lexicon of the engine without a base,
 * as q_lexicon_slot.terms has it; 0 where there is none. */
static inline uint32_t q_word_terms(const q_word *word, uint8_t identity) {
  return word->terms[identity - Q_AS_WRITTEN];
}

/* Is the word of a class, or in a set? */
static inline bool q_word_is(const q_word *word, q_class class) {
  return (class < Q_FIRST_SET ? word->classes >> class : word->sets >> (class - Q_FIRST_SET)) & 1;
}

/* Is it a word of grammar, and no country, as US is? */
static inline bool q_is_small(const q_word *word) {
  return word->classes & Q_SMALL_WORD && !(word->classes & Q_BIT(Q_COUNTRY));
}

/* Who owns a column of the table: a stage that keeps something of its own about
 * each word, such as the word's share of a model's scores. */
typedef enum q_column_owner {
  Q_COLUMN_NAMES,  /* name tagger */
  Q_COLUMN_TAGS,   /* all that the taggers of reports know of a word */
  Q_COLUMN_SENSES, /* what names, nouns and pronouns are linked by */
  Q_COLUMN_COUNT
} q_column_owner;

typedef struct q_records {
  char *bytes;
  size_t size;             /* of a record */
  uint32_t used, capacity; /* in records; those behind the used ones hold anything */
} q_records;

/* What stages look for in texts: a bit of a word, and a bitmap over the tokens of a
 * document (doc->flags), so that a stage walks the tokens it wants. */
typedef enum q_flag {
  Q_FLAG_BREAK,   /* may end a sentence, or starts an item: final, may_end, bullet */
  Q_FLAG_MARK,    /* a quotation mark, or an apostrophe alone */
  Q_FLAG_CAPITAL, /* has a capital letter */
  Q_FLAG_NAME,    /* can be in a name by its capital */
  Q_FLAG_VALUE,   /* has a digit, or may be part of a date or an amount: Q_VALUE_WORD */
  Q_FLAG_CUE,     /* any cue class of one word, verb or noun */
  Q_FLAG_PRONOUN, /* he, she, it, they … : Q_PRONOUN and possessives */
  Q_FLAG_PHRASE,  /* may start a match: a term of several words, a name of a gazetteer or a user */
  Q_FLAG_NOUN,    /* can stand for somebody named: Q_REFERRING_NOUN */
  Q_FLAG_SECOND,  /* may be the second word of a term */
  Q_FLAG_LISTED,  /* in a list of names, or of what is none */
  Q_FLAG_AMOUNT,  /* has a digit, or is a currency: may start an amount by itself */
  Q_FLAG_NUMBER,  /* a number in digits */
  Q_FLAG_HEAD,    /* may stand before the name of a thing: Q_THING_HEAD */
  Q_FLAG_COUNT,
  /* for the tokenizer alone: its form shapes it, or may do so where . or - follows */
  Q_FLAG_CUT = Q_FLAG_COUNT,
  Q_FLAG_JOINS
} q_flag;

/* Where a word is looked up. */
typedef struct q_word_slot {
  uint64_t key;   /* q_word_key; 0 is free */
  uint32_t word;  /* index of items */
  uint32_t flags; /* bits of q_flag; all set in a free slot, as a word that takes more care */
} q_word_slot;

/* Empty: {0}. Memory comes from the allocator given to q_words_init. */
typedef struct q_word_table {
  q_word *items; /* items[0] is the empty word, for tokens that are none */
  uint32_t count, capacity;
  q_word_slot *slots;             /* open addressing; one more behind them is always free */
  uint32_t slot_mask, slot_shift; /* see q_word_home */
  uint32_t trims;                 /* how often words were forgotten */
  uint32_t rows;                  /* that words have in the columns, and row 0, which is of no word */
  q_records columns[Q_COLUMN_COUNT];
  quoth_allocator allocator;
  const struct quoth_engine *engine;
} q_word_table;

bool q_words_init(q_word_table *table, const struct quoth_engine *engine);
void q_words_free(q_word_table *table);

/* Forgets words if the table has grown past its bound: those met last, now and then all.
 * Call between reads only. */
void q_words_trim(q_word_table *table);

/* The index of the record of a word; makes it when the word is new. 0 when
 * memory ran out. O(1) expected. */
uint32_t q_words_find(q_word_table *table, const char *bytes, uint32_t length);

/* The same with the word's key known: its slot, which holds until the next call, or
 * NULL when memory ran out. */
const q_word_slot *q_words_slot(q_word_table *table, const char *bytes, uint32_t length, uint64_t key);

/* ---- columns: what stages keep about words (column.c) ----
 *
 * A record takes far more memory than a word, so words have rows only once a stage with
 * a column meets them, and rows are forgotten long before words are. */

/* Gives a word of the table a row, if it has none. */
static inline void q_words_give_row(q_word_table *table, uint32_t word) {
  if (!table->items[word].row) table->items[word].row = table->rows++;
}

/* The records of a column, one of size bytes for each row; stages call q_column
 * (doc.h), which gives rows to the words of the text first. A record is all zero until its
 * owner writes to it, so an owner keeps a member that says "filled". Records keep what was
 * written as long as words keep their rows: over reads, until a trim.
 *
 * The pointer holds until the next read or the next call for the same column. Aligned
 * as the allocator aligns. NULL when memory ran out; the column is then as before.
 * An owner asks for the same size every time. O(1), and O(rows) for new ones. */
void *q_words_column(q_word_table *table, q_column_owner owner, size_t size);

/* Takes the rows from `first` on away from their words. first is at least 1. */
void q_words_forget_rows(q_word_table *table, uint32_t first);

void q_words_free_columns(q_word_table *table);

/* The form of a word, as the lexicons of an engine and its bases have it. */
q_form q_form_of(const struct quoth_engine *engine, const char *bytes, uint32_t length);

/* The two identities of a word: its bytes, and its form folded by q_fold. Never 0. */
uint64_t q_hash(const char *bytes, size_t length);
uint64_t q_hash_folded(const char *bytes, size_t length);

/* 8 bytes, the first the lowest, so that hashes are the same on all machines. */
static inline uint64_t q_load(const char *bytes) {
  uint64_t x;
  memcpy(&x, bytes, 8);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  x = __builtin_bswap64(x);
#endif
  return x;
}

/* The same of 4 bytes. */
static inline uint64_t q_load_half(const char *bytes) {
  uint32_t x;
  memcpy(&x, bytes, 4);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  x = __builtin_bswap32(x);
#endif
  return x;
}

/* The last `left` bytes (at most 8) of a string of `length` bytes that ends at `end`, as
 * q_load has them with zeros behind. Reads nothing outside the string. */
static inline uint64_t q_load_end(const char *end, size_t left, size_t length) {
  if (left && length >= 8) return q_load(end - 8) >> (64 - 8 * left);
  if (left >= 4) return q_load_half(end - left) | q_load_half(end - 4) << 8 * (left - 4);
  uint64_t x = 0;
  for (size_t i = 1; i <= left; i++) x = x << 8 | (unsigned char)end[-(ptrdiff_t)i];
  return x;
}

/* A step of the hash. Multiply and fold 8 bytes at a time; not made to withstand an
 * enemy: whoever forges collisions makes two odd words look alike in his own text. */
static inline uint64_t q_hash_step(uint64_t h, uint64_t x) {
  h = (h ^ x) * UINT64_C(0x9FB21C651E98DF25);
  return h ^ h >> 32;
}

static inline uint64_t q_hash_seed(size_t length) { return length * UINT64_C(0x9E3779B97F4A7C15); }

#define Q_SPREAD UINT64_C(0x9E3779B97F4A7C15) /* the golden ratio: multiplied by it, near numbers part */

/* By what the table finds a word: all its bytes if they are 8 or fewer, else a hash. Its topmost
 * bits tell the slot. Never 0. */
uint64_t q_word_key(const char *bytes, uint32_t length);

/* For each length of a word up to 64 bytes, which bytes of the first and of the second 8 are its own;
 * none where it is longer than 16. */
extern const uint64_t q_word_bytes[2][65];

/* q_word_key of a word of 1 to 16 bytes, when 16 bytes of text can be read at it; but 0 for
 * a NUL alone, and for 17 to 64 bytes. Without a branch: how long the next word is cannot be foretold. */
static inline uint64_t q_word_key_short(const char *bytes, size_t length) {
  uint64_t rest = (q_load(bytes + 8) & q_word_bytes[1][length]) * Q_SPREAD;
  return ((q_load(bytes) & q_word_bytes[0][length]) ^ rest ^ rest >> 32) * Q_SPREAD;
}

/* The slot where the search for a key begins. The shift leaves room for its number and for
 * the bits of a slot's size below. */
static inline const q_word_slot *q_word_home(const q_word_slot *slots, uint64_t key, uint32_t shift) {
  uint64_t offset = key >> shift & ~(uint64_t)(sizeof *slots - 1);
  return (const q_word_slot *)(const void *)((const char *)slots + offset);
}

/* The slot of a key, or the free one where it belongs. */
const q_word_slot *q_words_probe(const q_word_table *table, uint64_t key);

#endif
