/* Folding: what a reader takes for the same word is the same. */
#include "check.h"

#include "core/utf8.h"
#include "core/word.h"

static const char *fold(const char *word) {
  static char folded[256];
  folded[q_fold(word, strlen(word), folded, sizeof folded - 1)] = 0;
  return folded;
}

static void folds_case_and_forms(void) {
  CHECK_TEXT(fold("RaiN"), "rain");
  CHECK_TEXT(fold("isn\xE2\x80\x99t"), "isn't");
  CHECK_TEXT(fold("\xC3\x89TAT"), "\xC3\xA9tat");
  CHECK_TEXT(fold("E\xCC\x81tat"), "\xC3\xA9tat");    /* composed or not */
  CHECK_TEXT(fold("\xEF\xBC\xA1\xEF\xBD\x82"), "ab"); /* full width */
  CHECK_TEXT(fold("o\xEF\xAC\x83"
                  "ce"),
             "office");                     /* a ligature */
  CHECK_TEXT(fold("co\xC2\xADop"), "coop"); /* a soft hyphen */
  CHECK_TEXT(fold("\xD0\x9C\xD0\xBE\xD1\x81"), "\xD0\xBC\xD0\xBE\xD1\x81");
  CHECK_TEXT(fold(""), "");
}

static void folds_what_is_no_utf8(void) {
  CHECK_TEXT(fold("A\xFF"
                  "B"),
             "a\xEF\xBF\xBD"
             "b");
  CHECK_TEXT(fold("AB\xE2\x82"), "ab\xEF\xBF\xBD");
}

static void cuts_long_words_short_between_characters(void) {
  char word[600] = {0}, folded[100];
  for (int i = 0; i < 299; i++) memcpy(word + 2 * i, "\xC3\x89", 2);
  uint32_t length = q_fold(word, strlen(word), folded, sizeof folded);
  CHECK(length <= sizeof folded && length > 90 && length % 2 == 0);
  memset(word, 'A', sizeof word);
  CHECK_INT(q_fold(word, sizeof word, folded, sizeof folded), 100);
}

static void equal_forms_have_equal_hashes(void) {
  CHECK(q_hash_folded("Caf\xC3\xA9", 5) == q_hash_folded("CAFE\xCC\x81", 6));
  CHECK(q_hash_folded("Cafe", 4) != q_hash_folded("Caf\xC3\xA9", 5));
  CHECK(q_hash("Cafe", 4) != q_hash("cafe", 4));
}

int main(void) {
  CASE(folds_case_and_forms);
  CASE(folds_what_is_no_utf8);
  CASE(cuts_long_words_short_between_characters);
  CASE(equal_forms_have_equal_hashes);
  return check_done();
}
