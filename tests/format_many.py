#!/usr/bin/env python3
"""Many documents in one output: time beside ndjson, and memory that does not grow.

    tests/format_many.py [BUILD_FOLDER] [DOCUMENTS]     default: build, 10000

Prints seconds of processor time, their ratio to ndjson, and the peak of memory with a
tenth of the documents and with all. Fails where the peak grows by more than a half.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile

FORMATS = ["ndjson", "csv", "sqlite", "gexf"]


def make(path, count):
    texts = []
    for name in sorted(glob.glob("tests/fixtures/*.txt")):
        with open(name, encoding="utf-8", errors="replace") as file:
            texts.append(file.read())
    with open(path, "w", encoding="utf-8") as file:
        for i in range(count):
            record = {"id": "document %d" % i, "site": "site %d" % (i % 7), "text": texts[i % len(texts)]}
            file.write(json.dumps(record) + "\n")


def run(command):
    """Seconds of the processor and the peak in KiB."""
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit("failed: " + " ".join(command))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    grown, base = [], None
    with tempfile.TemporaryDirectory() as folder:
        few, all_of_them = folder + "/few", folder + "/all"
        make(few, count // 10)
        make(all_of_them, count)
        print("format    seconds  ratio  KiB, a tenth  KiB, all")
        for format in FORMATS:
            command = [build + "/quoth", "-q", "--from", "ndjson", "-f", format, "-o"]
            _, small = run(command + [folder + "/few." + format, few])
            seconds, large = run(command + [folder + "/all." + format, all_of_them])
            base = base or seconds
            print("%-8s %8.2f %6.2f %13d %9d" % (format, seconds, seconds / base, small, large), flush=True)
            if large > 1.5 * small:
                grown.append(format)
    if grown:
        sys.exit("memory grows with the documents: " + ", ".join(grown))


main()
