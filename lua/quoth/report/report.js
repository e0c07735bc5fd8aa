// The HTML report: choosing a quote shows its source, cue and content; choosing an entity
// shows its mentions; the filter dims what it leaves out. Without this script the report
// can still be read: numbers in the text lead to the list of quotes.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const articles = all(document, "article.document");
  const search = document.querySelector("#search");
  const kinds = all(document, ".filter input[type=checkbox]");
  const status = document.querySelector("#status");
  let chosen = null; // the card of the quote that is shown

  const pieces = (article, attribute, id) => all(article, `[data-${attribute}~="${id}"]`);

  // ---- choosing ----

  function clear() {
    for (const node of all(document, ".on, .on-s, .on-c, .on-e")) node.classList.remove("on", "on-s", "on-c", "on-e");
    for (const button of all(document, "[aria-pressed=true]")) button.setAttribute("aria-pressed", "false");
    for (const links of all(document, ".links")) links.replaceChildren();
    chosen = null;
  }

  // A curve from the middle of one piece to that of another.
  function link(svg, from, to) {
    const origin = svg.getBoundingClientRect();
    const place = (node) => {
      const box = node.getClientRects()[0];
      return { x: box.left - origin.left + Math.min(box.width, 60) / 2, top: box.top - origin.top, bottom: box.bottom - origin.top };
    };
    const a = place(from), b = place(to);
    const below = b.top > a.top + 4;
    const ya = below ? a.bottom : a.top, yb = b.top, rise = below ? 0 : 18;
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", `M${a.x} ${ya}C${a.x} ${below ? (ya + yb) / 2 : ya - rise} ${b.x} ${below ? (ya + yb) / 2 : yb - rise} ${b.x} ${yb}`);
    const end = document.createElementNS(SVG, "circle");
    end.setAttribute("cx", b.x);
    end.setAttribute("cy", yb);
    end.setAttribute("r", 3);
    svg.append(path, end);
  }

  function drawLinks(article, id) {
    const svg = article.querySelector(".links");
    const steps = ["s", "c", "q"].map((attribute) => pieces(article, attribute, id)[0]).filter(Boolean);
    for (let i = 1; i < steps.length; i++) link(svg, steps[i - 1], steps[i]);
  }

  function mark(article, id) {
    for (const node of pieces(article, "q", id)) node.classList.add("on");
    for (const node of pieces(article, "s", id)) node.classList.add("on-s");
    for (const node of pieces(article, "c", id)) node.classList.add("on-c");
    drawLinks(article, id);
  }

  // Shows a quote; `from` is where the reader is ("text" or "list"): the other side scrolls.
  function choose(card, from) {
    const again = card === chosen;
    clear();
    if (again && from !== "keys") return;
    const article = card.closest("article");
    chosen = card;
    card.querySelector("button").setAttribute("aria-pressed", "true");
    mark(article, card.dataset.id);
    status.textContent = card.querySelector(".who").textContent;
    if (from !== "list") card.scrollIntoView({ block: "nearest" });
    if (from !== "text") {
      const first = pieces(article, "q", card.dataset.id)[0];
      if (first) first.scrollIntoView({ block: "center" });
    }
  }

  const cardOf = (article, id) => article.querySelector(`.card[data-id="${id}"]`);

  // Of what a piece belongs to, the innermost quote is meant.
  function quoteAt(node) {
    const list = node.dataset.q || node.dataset.s || node.dataset.c;
    return list && list.split(" ").pop();
  }

  function chooseEntity(button) {
    const pressed = button.getAttribute("aria-pressed") === "true";
    clear();
    if (pressed) return;
    button.setAttribute("aria-pressed", "true");
    const mentions = pieces(button.closest("article"), "e", button.dataset.id);
    for (const node of mentions) node.classList.add("on-e");
    if (mentions[0]) mentions[0].scrollIntoView({ block: "center" });
    status.textContent = `${button.querySelector(".name").textContent}: ${mentions.length} pieces of text`;
  }

  // ---- filter ----

  function wanted(card, words, types) {
    const type = card.dataset.speech === "false" ? "belief" : card.dataset.type;
    return types.has(type) && words.every((word) => card.textContent.toLowerCase().includes(word));
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const types = new Set(kinds.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const article of articles) {
      const out = new Set();
      for (const card of all(article, ".card")) {
        const good = wanted(card, words, types);
        card.classList.toggle("hidden", !good);
        if (good) shown++;
        else out.add(card.dataset.id);
      }
      for (const node of all(article, "[data-q]")) node.classList.toggle("off", node.dataset.q.split(" ").every((id) => out.has(id)));
      for (const button of all(article, ".entity"))
        button.classList.toggle("hidden", !words.every((word) => button.textContent.toLowerCase().includes(word)));
    }
    if (chosen && chosen.classList.contains("hidden")) clear();
    status.textContent = `${shown} quotes shown`;
  }

  // ---- keys ----

  function step(by) {
    const cards = all(document, ".card:not(.hidden)");
    if (!cards.length) return;
    const at = cards.indexOf(chosen);
    const next = at < 0 ? (by > 0 ? 0 : cards.length - 1) : (at + by + cards.length) % cards.length;
    choose(cards[next], "keys");
    cards[next].querySelector("button").focus({ preventScroll: true });
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return clear();
    if (event.target.matches("input[type=search]")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") {
      event.preventDefault();
      search.focus();
    }
  }

  // ---- start ----

  // The summary is written last, when all documents are known, and read first.
  if (articles.length > 1) document.querySelector("main").prepend(document.querySelector("#summary"));

  for (const article of articles) {
    const item = document.createElement("li"), anchor = document.createElement("a");
    anchor.href = `#${article.id}`;
    anchor.textContent = article.querySelector("h2").textContent;
    item.append(anchor);
    document.querySelector("#contents").append(item);
  }

  for (const article of articles) {
    article.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button && button.matches(".entity")) return chooseEntity(button);
      if (button) return choose(button.closest(".card"), "list");
      const piece = event.target.closest("[data-q], [data-s], [data-c]");
      if (piece && quoteAt(piece)) choose(cardOf(article, quoteAt(piece)), "text");
    });
    article.addEventListener("mouseover", (event) => {
      const piece = event.target.closest("[data-q], [data-s], [data-c]");
      if (chosen) return;
      clear();
      if (piece && quoteAt(piece)) mark(article, quoteAt(piece));
    });
    article.addEventListener("mouseleave", () => { if (!chosen) clear(); });
  }
  for (const box of kinds) box.addEventListener("change", filter);
  search.addEventListener("input", filter);
  document.addEventListener("keydown", key);
  window.addEventListener("resize", () => {
    if (!chosen) return;
    const article = chosen.closest("article");
    article.querySelector(".links").replaceChildren();
    drawLinks(article, chosen.dataset.id);
  });
})();
