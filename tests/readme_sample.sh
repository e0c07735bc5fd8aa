#!/bin/sh
# Puts what the command prints into the README. tests/readme_sample.sh [BUILD_FOLDER]
# Read the result before you commit it: the README shows only what is right.
COLUMNS=100 "${1:-build}/quoth" -f text tests/fixtures/wire.txt >/tmp/quoth-sample.$$ || exit
awk -v sample=/tmp/quoth-sample.$$ '
  /^\$ quoth tests\/fixtures\/wire.txt$/ {
    print; inside = 1
    while ((getline line < sample) > 0) { lines[++count] = line }
    while (count > 0 && lines[count] == "") count--
    for (i = 1; i <= count; i++) print lines[i]
  }
  inside && /^```$/ { inside = 0 }
  !inside { print }' README.md >/tmp/quoth-readme.$$ && cat /tmp/quoth-readme.$$ >README.md
rm -f /tmp/quoth-sample.$$ /tmp/quoth-readme.$$
