#!/usr/bin/env python3
"""How many nouns and pronouns are linked to the right person, organization or place.

  bench/links.py [--quoth build/quoth] [--annotated] [--types] [--errors] GOLD.jsonl ...

A line of GOLD has "id", "text" and "entities": mentions with "start" and "end" (bytes),
"kind" (name, nominal, pronoun), "type" and "cluster", and, where it is known, "hstart" and
"hend", the head of the phrase. Only clusters with a name of a person, organization or
place count.

A link is a nominal or a pronoun that the command puts to an entity of these types that has
a name. Its entity stands for the cluster that most of the entity's names lie in, the
first met where two have as many. The link is right when the annotation has a mention of the
same kind there and in that cluster: a pronoun with the same span; a noun with the same
head, or, where the annotation tells no head, the same end. Precision is the part of links
that are right. Recall is the part of the nominals and pronouns in counted clusters that are
found so; those that stand beside a name and say what it is (an apposition or a predicate:
"link" is appos or pred) are left out of recall, as the command shows them as roles, and a
link to one is neither right nor wrong.

--annotated judges links only where the annotation has a mention: for corpora that
annotate few of them. --types tells nouns of persons, organizations and places apart: links by
the type that the command gives, what is annotated by that of the annotation. --errors lists links that are wrong, and what is missed.
"""
import argparse
import json
import subprocess
from collections import Counter

TYPES = ("person", "organization", "place")
KINDS = ("nominal", "pronoun")
DESCRIBING = ("appos", "pred")


def answers(quoth, documents):
    lines = "".join(json.dumps({"id": str(i), "text": d["text"]}) + "\n" for i, d in enumerate(documents))
    command = [quoth, "--from", "ndjson", "-f", "ndjson", "--offsets", "byte", "--site", "none"]
    done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def head(mention):
    return mention.get("hstart", mention["start"]), mention.get("hend", mention["end"])


def meets(a, b):
    return a[0] < b[1] and b[0] < a[1]


class Gold:
    """The annotation of a document."""

    def __init__(self, document):
        self.mentions = document["entities"]
        self.names = [m for m in self.mentions if m["kind"] == "name" and m["type"] in TYPES]
        self.named = {m["cluster"] for m in self.names}
        self.links = [m for m in self.mentions if m["kind"] in KINDS and m["cluster"] in self.named]
        self.places = {m["hend"] if m["kind"] == "nominal" and "hend" in m else m["end"]: m for m in self.links}

    def cluster_of(self, entity):
        votes = Counter()
        for mention in entity["mentions"]:
            span = mention["start"], mention["end"]
            if mention["kind"] == "name":
                votes.update(list(dict.fromkeys(n["cluster"] for n in self.names if meets(head(n), span))))
        return votes.most_common(1)[0][0] if votes else None

    def at(self, mention):
        """The annotated mentions of the kind at a link."""
        if mention["kind"] == "pronoun":
            return [m for m in self.mentions if m["kind"] == "pronoun" and
                    (m["start"], m["end"]) == (mention["start"], mention["end"])]
        return [m for m in self.mentions if m["kind"] == "nominal" and meets(head(m), (mention["start"], mention["end"])) and
                (head(m)[1] == mention["end"])]


def judge(document, answer, options, counts):
    gold, found = Gold(document), set()
    text = document["text"].encode()

    def show(word, mention, entity=""):
        if options.errors:
            before = text[max(0, mention["start"] - 90):mention["start"]].decode("utf-8", "ignore")
            said = text[mention["start"]:mention["end"]].decode("utf-8", "ignore")
            print(f"{word} {mention['kind']} {document['id']} …{before}[{said}] {entity}".replace("\n", " "))

    for entity in answer["entities"]:
        names = [m for m in entity["mentions"] if m["kind"] == "name"]
        if entity["type"] not in TYPES or not names:
            continue
        cluster = gold.cluster_of(entity)
        for mention in entity["mentions"]:
            if mention["kind"] not in KINDS:
                continue
            there = gold.at(mention)
            if (options.annotated and not there) or any(m.get("link") in DESCRIBING for m in there):
                continue
            right = [m for m in there if m["cluster"] == cluster]
            for row in mention["kind"], (mention["kind"], entity["type"]):
                counts[row, "found"] += 1
                counts[row, "right"] += bool(right)
            found.update(id(m) for m in right)
            if not right:
                show("WRONG", mention, "=> " + entity["name"])
    for mention in gold.links:
        if mention.get("link") in DESCRIBING:
            continue
        for row in mention["kind"], (mention["kind"], mention["type"]):
            counts[row, "gold"] += 1
        if id(mention) not in found:
            name = next(m for m in gold.names if m["cluster"] == mention["cluster"])
            show("MISSED", mention, "=> " + text[name["start"]:name["end"]].decode("utf-8", "ignore"))


def print_row(name, right, found, gold):
    part = lambda of: f"{right / of:.3f}" if of else "    -"
    print(f"{name:<14} right {right:5}  found {found:5}  gold {gold:5}  precision {part(found)}  recall {part(gold)}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--quoth", default="build/quoth")
    parser.add_argument("--annotated", action="store_true")
    parser.add_argument("--types", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("gold", nargs="+")
    options = parser.parse_args()
    for path in options.gold:
        with open(path, encoding="utf-8") as file:
            documents = [json.loads(line) for line in file]
        counts = Counter()
        for document, answer in zip(documents, answers(options.quoth, documents)):
            judge(document, answer, options, counts)
        print(path)
        columns = ("right", "found", "gold")
        for kind in KINDS:
            print_row(kind, *(counts[kind, c] for c in columns))
        for kind in TYPES if options.types else ():
            print_row("  " + kind, *(counts[("nominal", kind), c] for c in columns))
        print_row("both", *(sum(counts[kind, c] for kind in KINDS) for c in columns))


if __name__ == "__main__":
    main()
