#!/usr/bin/env python3
"""Checks what formats wrote, with Python's own and Debian's libraries.

    check.py FOLDER SCHEMAS

FOLDER has N.txt, the text that was read (what is no UTF-8 in it is U+FFFD), and N.FORMAT,
what a format made of it alone; SCHEMAS has FORMAT.schema.json. Prints a line for each file:
"FORMAT N ok", or what is wrong with it; or "FORMAT N missing MODULE".
"""
import csv
import io
import json
import os
import re
import sys

csv.field_size_limit(1 << 30)


def expect(good, message):
    if not good:
        raise ValueError(message)


def valid(format, values):
    import jsonschema

    with open(os.path.join(sys.argv[2], format + ".schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for value in values:
        for error in validator.iter_errors(value):
            raise ValueError("%s: %s" % (error.json_path, error.message[:200]))


def lines(output):
    return [json.loads(line) for line in output.splitlines()]


def spans_of(document):
    for entity in document["entities"]:
        yield from entity["mentions"]
    for quote in document["quotes"]:
        for part in ("source", "cue", "content"):
            if quote[part]:
                yield from quote[part]["spans"]


def check_document(document, text):
    valid("document", [document])
    if "error" in document:
        return
    for span in spans_of(document):
        expect(text[span["start"]:span["end"]] == span["text"], "%r is not at its place" % span["text"])


def check_json(output, text):
    check_document(json.loads(output), text)


def check_ndjson(output, text):
    for document in lines(output):
        check_document(document, text)


def rows_of(output, dialect, ending):
    expect(output.endswith(ending), "the last row is not ended")
    rows = list(csv.reader(io.StringIO(output, newline=""), strict=True, **dialect))
    expect(len({len(row) for row in rows}) == 1, "rows of different length")
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def check_csv(output, text):
    for row in rows_of(output, {}, "\r\n"):
        if " … " not in row["content"]:
            expect(text[int(row["start"]):int(row["end"])] == row["content"], "content is not at its place")


def check_tsv(output, text):
    dialect = {"delimiter": "\t", "quoting": csv.QUOTE_NONE, "quotechar": None}
    for row in rows_of(output, dialect, "\n"):
        place = re.sub("[\t\r\n]", " ", text[int(row["start"]):int(row["end"])])
        expect(" … " in row["content"] or place == row["content"], "content is not at its place")


def check_prodigy(output, text):
    valid("prodigy", lines(output))
    for task in lines(output):
        expect(task["text"] == text, "another text")
        for token in task["tokens"]:
            expect(text[token["start"]:token["end"]] == token["text"], "token is not at its place")
        for span in task["spans"]:
            first, last = task["tokens"][span["token_start"]], task["tokens"][span["token_end"]]
            expect(first["start"] <= span["start"] and span["end"] <= last["end"], "span beyond its tokens")


def check_doccano(output, text):
    valid("doccano", lines(output))
    for record in lines(output):
        ids = {entity["id"] for entity in record["entities"]}
        expect(record["text"] == text, "another text")
        for entity in record["entities"]:
            expect(entity["start_offset"] < entity["end_offset"] <= len(text), "offset beyond the text")
        for relation in record["relations"]:
            expect({relation["from_id"], relation["to_id"]} <= ids, "a relation to nothing")


def units(text):
    """The text so that an index is a UTF-16 unit."""
    return text.encode("utf-16-le", "surrogatepass")


def check_labelstudio(output, text):
    tasks = json.loads(output)
    valid("labelstudio", [tasks])
    for task in tasks:
        data = units(task["data"]["text"])
        for result in task["predictions"][0]["result"]:
            value = result.get("value")
            if value:
                found = data[2 * value["start"]:2 * value["end"]].decode("utf-16-le")
                expect(found == value["text"], "%r is not at its place" % value["text"])


def check_ninjs(output, text):
    valid("ninjs", lines(output))
    import xml.etree.ElementTree as tree

    for item in lines(output):
        expect(item["bodies"][0]["value"] == text, "another text")
        html = tree.fromstring("<div>" + item["bodies"][1]["value"].replace("\r", "") + "</div>")
        expect("".join("".join(html.itertext()).split()) == "".join(text.split()), "HTML has another text")


def graph_of(output, vocabulary):
    """JSON-LD without the network: its context by hand."""
    import rdflib

    value = json.loads(output)
    value["@context"] = vocabulary
    return rdflib.Graph().parse(data=json.dumps(value), format="json-ld"), value


def check_jsonld(output, text):
    import rdflib

    schema = rdflib.Namespace("https://schema.org/")
    graph, value = graph_of(output, {"@vocab": str(schema)})
    articles = list(graph.subjects(rdflib.RDF.type, schema.NewsArticle))
    expect(len(articles) == 1, "%d articles" % len(articles))
    for quotation in graph.subjects(rdflib.RDF.type, schema.Quotation):
        expect((articles[0], schema.hasPart, quotation) in graph, "a quotation of no article")
        for piece in str(graph.value(quotation, schema.text)).split(" … "):
            expect(piece in text, "%r is not in the text" % piece)


def check_webannotation(output, text):
    oa = "http://www.w3.org/ns/oa#"
    value = json.loads(output)
    valid("webannotation", [value])
    context = {"@vocab": oa, "id": "@id", "type": "@type", "source": {"@type": "@id"}, "items": "https://www.w3.org/ns/activitystreams#items"}
    graph, _ = graph_of(output, context)
    import rdflib

    annotations = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(oa + "Annotation")))
    expect(len(annotations) == len(value["items"]), "annotations share an id")
    for item in value["items"]:
        for target in item["target"]:
            exact, position = target["selector"]
            found = text[position["start"]:position["end"]]
            expect(found == exact["exact"], "%r is not at its place" % exact["exact"])
            expect(text[:position["start"]].endswith(exact["prefix"]), "another prefix")
            expect(text[position["end"]:].startswith(exact["suffix"]), "another suffix")


def check_turtle(output, text):
    import rdflib

    nif = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    graph = rdflib.Graph().parse(data=output, format="turtle")
    contexts = list(graph.subject_objects(nif.isString))
    expect(len(contexts) == 1 and str(contexts[0][1]) == text, "another text")
    for phrase, anchor in graph.subject_objects(nif.anchorOf):
        first, last = int(graph.value(phrase, nif.beginIndex)), int(graph.value(phrase, nif.endIndex))
        expect(text[first:last] == str(anchor), "%r is not at its place" % str(anchor))
        expect((phrase, nif.referenceContext, contexts[0][0]) in graph, "a phrase of no text")


def check_brat(output, text):
    bound = {}
    for line in output.splitlines():
        fields = line.split("\t")
        expect(re.fullmatch(r"[TEAR#]\d+|\*", fields[0]), "no brat: " + line)
        if fields[0][0] == "T":
            label, places = fields[1].split(" ", 1)
            pieces = [tuple(map(int, place.split(" "))) for place in places.split(";")]
            expect(" ".join(text[first:last] for first, last in pieces) == fields[2], "%r is not at its place" % fields[2])
            bound[fields[0]] = label
        for id in re.findall(r"T\d+", fields[1]) if fields[0][0] in "EA*" else ():
            expect(id in bound, id + " is not there")


def columns(output, folder, number, format, types, comment):
    """The sentences as NLTK reads them."""
    from nltk.corpus.reader import ConllCorpusReader

    name = "%s.%s.conll" % (number, format)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write("".join(line for line in output.splitlines(True) if not re.match(comment, line)))
    return ConllCorpusReader(folder, [name], types, separator="\t")


def check_iob2(output, text):
    from nltk.chunk import conlltags2tree

    reader = columns(output, sys.argv[1], "all", "iob2", ("words", "pos", "ignore", "ignore", "ignore", "ignore", "chunk"), "# id = ")
    for sentence in reader.iob_sents():
        conlltags2tree([(word, "x", tag.split("|")[-1]) for word, _, tag in sentence], strict=True)
    for line in output.splitlines():
        fields = line.split("\t")
        if len(fields) > 1:
            expect(text[int(fields[1]):int(fields[2])] == fields[0], "%r is not at its place" % fields[0])


def check_conllu(output, text):
    reader = columns(output, sys.argv[1], "all", "conllu", ("ignore", "words", "ignore", "pos") + ("ignore",) * 6, "#")
    words = [word for sentence in reader.sents() for word in sentence]
    open_brackets, found, sentence, wanted = [], [], "", None
    for line in output.splitlines():
        if line.startswith("# text = "):
            wanted, sentence = line[9:], ""
        elif line and not line.startswith("#"):
            fields = line.split("\t")
            misc = dict(pair.split("=", 1) for pair in fields[9].split("|"))
            first, last = map(int, misc["TokenRange"].split(":"))
            expect(text[first:last] == fields[1], "%r is not at its place" % fields[1])
            found.append(fields[1])
            sentence += fields[1] + ("" if misc.get("SpaceAfter") == "No" else " ")
            for key in ("Entity", "Source", "Cue", "Content"):
                for opened, whole, closed in re.findall(r"\(([exq]\d+)(?:-[^()]*)?(\)?)|([exq]\d+)\)", misc.get(key, "")):
                    if opened and not whole:
                        open_brackets.append((key, opened))
                    elif closed:
                        expect((key, closed) in open_brackets, "%s closes nothing" % closed)
                        open_brackets.remove((key, closed))
        elif not line and wanted is not None:
            expect(sentence.strip() == wanted.strip(), "text is not its tokens: %r" % wanted)
            wanted = None
    expect(found == words, "NLTK reads other words")
    expect(not open_brackets, "never closed: %s" % open_brackets)


def check_inception(output, text):
    data = units(text)
    head, *sentences = output.split("\n\n")
    expect(head.startswith("#FORMAT=WebAnno TSV 3.3\n#T_SP="), "no head")
    layers = [line.count("|") for line in head.splitlines() if line.startswith("#T_SP=")]
    for number, sentence in enumerate(sentences, 1):
        rows = sentence.strip("\n").split("\n")
        expect(rows[0].startswith("#Text="), "no text")
        for index, row in enumerate(rows[1:], 1):
            fields = row.split("\t")
            expect(fields[0] == "%d-%d" % (number, index), "tokens out of order")
            first, last = map(int, fields[1].split("-"))
            token = fields[2]
            expect(data[2 * first:2 * last].decode("utf-16-le") == token, "%r is not at its place" % token)
            expect(len(fields) == 3 + sum(layers) + 1 and fields[-1] == "", "%d columns" % len(fields))
            for value in fields[3:-1]:
                expect(value == "_" or re.fullmatch(r"((\\.|[^\\\[\]|_;*\t]|\*)+\[\d+\](\||$))+", value), "no value: " + value)


def run(folder):
    checks = {name[6:]: check for name, check in globals().items() if name.startswith("check_") and name != "check_document"}
    for name in sorted(os.listdir(folder)):
        number, _, format = name.partition(".")
        if format not in checks or not number.isdigit():
            continue
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            output = file.read()
        with open(os.path.join(folder, number + ".txt"), encoding="utf-8", newline="") as file:
            text = file.read()
        try:
            checks[format](output, text)
            result = "ok"
        except ImportError as error:
            result = "missing " + error.name
        except (ValueError, KeyError, LookupError, AssertionError) as error:
            result = "%s: %s" % (type(error).__name__, str(error).replace("\n", " "))
        print(format, number, result)


run(sys.argv[1])
