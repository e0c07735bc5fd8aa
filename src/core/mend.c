/* Names that were found in pieces or for what they are not: Luis "Lefty" Roa and
 * Karl-Heinz Vogt are one name each, Jr. is part of it, and what ends in Inc. is no
 * person. */
#include "core/wording.h"

/* The most words between the marks. */
enum { MOST = 3 };

uint32_t q_behind_marks(const quoth_doc *doc, uint32_t token) {
  if (token + 3 >= doc->tokens.count || !q_is_mark(doc, token)) return 0;
  uint32_t t = token + 1;
  while (t < token + 1 + MOST && q_word_of(doc, t)->shape >= Q_SHAPE_CAPITAL) t++;
  return t > token + 1 && t + 1 < doc->tokens.count && q_is_mark(doc, t) ? t + 1 : 0;
}

/* Behind what links two pieces of a name, marks or a hyphen, or 0. */
static uint32_t behind_link(const quoth_doc *doc, uint32_t token) {
  bool hyphen = token + 1 < doc->tokens.count && q_size(doc, token) == 1 && *q_bytes(doc, token) == '-' &&
                !q_spaced(doc, token) && !q_spaced(doc, token + 1);
  return hyphen ? token + 1 : q_behind_marks(doc, token);
}

/* The end of the person's name that begins at a token: of a mention, or of one
 * capitalised word that no stage took. The token itself where there is none. */
static uint32_t name_end(const quoth_doc *doc, uint32_t next, uint32_t token) {
  while (next < doc->mentions.count && doc->mentions.items[next].tokens.first < token) next++;
  const q_mention *mention = next < doc->mentions.count ? &doc->mentions.items[next] : NULL;
  if (mention && mention->tokens.first == token)
    return mention->label == Q_LABEL_PERSON && !mention->user ? mention->tokens.last : token;
  return token + (q_word_of(doc, token)->shape == Q_SHAPE_CAPITAL);
}

/* How sure a name is that marks tell. */
#define SURE 0.9F

/* Joins the pieces of the name of a mention, those of mentions from `next` on. The
 * index of the first mention that is left. */
static uint32_t join_pieces(quoth_doc *doc, q_mention *mention, uint32_t next) {
  uint32_t behind = behind_link(doc, mention->tokens.last);
  uint32_t end = behind ? name_end(doc, next, behind) : behind;
  if (end > behind) {
    mention->tokens.last = end;
    if (mention->confidence < SURE) mention->confidence = SURE;
  }
  if (mention->tokens.last < doc->tokens.count && q_generation(doc, mention->tokens.last))
    mention->tokens.last++;
  mention->span = q_span(doc, mention->tokens);
  while (next < doc->mentions.count && doc->mentions.items[next].tokens.first < mention->tokens.last) next++;
  return next;
}

static bool is_company(const quoth_doc *doc, q_range name) {
  return name.last > name.first + 1 && q_is(doc, name.last - 1, Q_BIT(Q_ORG_SUFFIX)) &&
         !q_generation(doc, name.last - 1);
}

/* North Korean, New Zealand: begins a country or people that a list knows before the
 * mention's first word? */
static bool is_cut(const quoth_doc *doc, const q_mention *before, const q_mention *mention) {
  q_range wider = {mention->tokens.first - 1, mention->tokens.last};
  if (!mention->tokens.first || (before && before->tokens.last >= mention->tokens.first)) return false;
  if (q_word_of(doc, wider.first)->shape < Q_SHAPE_CAPITAL || mention->label == Q_LABEL_PERSON) return false;
  return q_term_over(doc, wider, Q_NATIONALITY) || q_term_over(doc, wider, Q_COUNTRY);
}

void q_names_mend(quoth_doc *doc) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < doc->mentions.count;) {
    q_mention *mention = &doc->mentions.items[kept++];
    if (kept <= i) *mention = doc->mentions.items[i];
    i++;
    if (is_cut(doc, kept > 1 ? mention - 1 : NULL, mention)) {
      mention->tokens.first--;
      mention->span = q_span(doc, mention->tokens);
    }
    q_name_trim(doc, mention,
                i < doc->mentions.count ? doc->mentions.items[i].tokens.first : doc->tokens.count);
    if (q_name_join_front(doc, kept > 1 ? mention - 1 : NULL, mention)) {
      kept--;
      continue;
    }
    bool whole = mention->tokens.first < mention->tokens.last;
    if (mention->label != Q_LABEL_PERSON || mention->user || !whole) continue;
    if (is_company(doc, mention->tokens)) q_mention_set_type(mention, "organization");
    else i = join_pieces(doc, mention, i);
  }
  doc->mentions.count = kept;
}
