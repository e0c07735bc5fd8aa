#!/bin/sh
# Prints docs/format-samples.md: what each format makes of one sentence.
#   tests/format_samples.sh [BUILD_FOLDER] > docs/format-samples.md
build=${1:-build}
folder=$(mktemp -d) || exit
trap 'rm -r "$folder"' EXIT
quoth() { "$build/quoth" "$@"; }

cat <<'END'
# A sample of each format

Made by `tests/format_samples.sh`; a test keeps it true. The text is `tests/fixtures/sample.txt`:

END
sed 's/^/    /' tests/fixtures/sample.txt

# show FORMAT [FILTER]: a heading, the command, and what it prints.
show() {
  printf '\n## %s\n\n```console\n$ quoth -f %s tests/fixtures/sample.txt%s\n' "$1" "$1" "${2:+ | $2}"
  quoth -f "$1" tests/fixtures/sample.txt | eval "${2:-cat}"
  printf '```\n'
}

"$build/quoth" --list formats | while read -r name _; do
  case $name in
    brat)
      quoth -f brat -o "$folder" tests/fixtures/sample.txt
      printf '\n## brat\n\n```console\n$ quoth -f brat -o corpus/ tests/fixtures/sample.txt; head corpus/*\n'
      (cd "$folder" && for file in *; do printf '==> corpus/%s <==\n' "$file" && cat "$file"; done)
      printf '```\n'
      ;;
    html) show html 'head -n 6' ;;
    sqlite) show sqlite 'sed -n "/^DELETE/,\$p"' ;;
    *) show "$name" ;;
  esac
done
