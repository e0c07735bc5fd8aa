/* Treebanks in CoNLL-U; the byte span of a token stands in its MISC as Span=a:b. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/train.h"

typedef struct reader {
  conllu_document *documents;
  uint32_t count;
  bool sentence_starts;
} reader;

static conllu_document *new_document(reader *r, const char *id) {
  r->documents = get_more(r->documents, (r->count + 1) * sizeof *r->documents);
  conllu_document *document = &r->documents[r->count++];
  *document = (conllu_document){.tokens = NULL};
  snprintf(document->id, sizeof document->id, "%s", id);
  return document;
}

static void add_token(reader *r, char **column) {
  if (strpbrk(column[0], "-.")) return; /* ranges and empty nodes */
  conllu_document *document = r->count ? &r->documents[r->count - 1] : new_document(r, "");
  if (!(document->count & (document->count - 1)))
    document->tokens =
        get_more(document->tokens, (document->count ? 2 * document->count : 1) * sizeof *document->tokens);
  conllu_token *token = &document->tokens[document->count++];
  memset(token, 0, sizeof *token);
  snprintf(token->form, sizeof token->form, "%s", column[1]);
  snprintf(token->lemma, sizeof token->lemma, "%s", column[2]);
  snprintf(token->tag, sizeof token->tag, "%s", column[4]);
  snprintf(token->relation, sizeof token->relation, "%s", column[7]);
  token->head = (uint32_t)strtoul(column[6], NULL, 10);
  const char *span = strstr(column[9], "Span=");
  if (span) sscanf(span, "Span=%u:%u", &token->span.start, &token->span.end);
  token->starts_sentence = r->sentence_starts;
  r->sentence_starts = false;
}

static void read_line(reader *r, char *line) {
  static const char NEW_DOCUMENT[] = "# newdoc id = ";
  if (!strncmp(line, NEW_DOCUMENT, sizeof NEW_DOCUMENT - 1)) new_document(r, line + sizeof NEW_DOCUMENT - 1);
  if (!*line) r->sentence_starts = true;
  if (!*line || *line == '#') return;
  char *column[10];
  int count = 0;
  for (char *at = line; at && count < 10; count++) {
    column[count] = at;
    at = strchr(at, '\t');
    if (at) *at++ = 0;
  }
  if (count == 10) add_token(r, column);
}

conllu_document *read_conllu(const char *path, uint32_t *count) {
  size_t length;
  char *text = read_file(path, &length);
  reader r = {NULL, 0, true};
  for (char *line = text; line;) {
    char *end = strchr(line, '\n');
    if (end) *end++ = 0;
    read_line(&r, line);
    line = end;
  }
  free(text);
  *count = r.count;
  return r.documents;
}
