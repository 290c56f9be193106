// In the reader: a sentence that is clicked, or words that are selected, can be asked about and cited; notes are found.
// Offsets count characters of the reading text (code points), as the server does; note numbers are not part of it.

const reading = document.querySelector(".reading");
const contents = document.querySelector(".contents");
const narrow = matchMedia("(max-width: 58em)");
let toolbar = null;

const length = (text) => [...text].length;

function* texts(paragraph) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest(".number")) yield walker.currentNode;
  }
}

// The offset in the reading text of a place in a paragraph.
function offsetOf(paragraph, node, at) {
  const place = document.createRange();
  place.setStart(node, at);
  let offset = Number(paragraph.dataset.start);
  for (const text of texts(paragraph)) {
    if (text === node) return offset + length(text.data.slice(0, at));
    if (place.comparePoint(text, 0) >= 0) return offset;
    offset += length(text.data);
  }
  return offset;
}

// The range in the page of a stretch of a paragraph's reading text.
function rangeOf(paragraph, start, end) {
  const range = document.createRange();
  let offset = Number(paragraph.dataset.start);
  for (const text of texts(paragraph)) {
    const characters = [...text.data];
    const within = (place) => characters.slice(0, place - offset).join("").length;
    if (start >= offset && start < offset + characters.length) range.setStart(text, within(start));
    if (end > offset && end <= offset + characters.length) range.setEnd(text, within(end));
    offset += characters.length;
  }
  return range;
}

function wordsOf(range) {
  const part = range.cloneContents();
  part.querySelectorAll?.(".number").forEach((number) => number.remove());
  return part.textContent;
}

function sentenceAt(paragraph, offset) {
  const start = Number(paragraph.dataset.start);
  const spans = paragraph.dataset.sentences.split(" ").map((pair) => pair.split("-").map((edge) => Number(edge) + start));
  return spans.find(([, end]) => offset < end) ?? spans.at(-1);
}

// In a narrow window, open contents would cover what they led to, or what was chosen.
function makeRoom() {
  if (contents && narrow.matches) contents.open = false;
}

function choose(range, start, end) {
  makeRoom();
  if (!toolbar) {
    toolbar = document.getElementById("choosing").content.cloneNode(true).firstElementChild;
    document.querySelector("main").append(toolbar);
    document.dispatchEvent(new CustomEvent("shown"));
  }
  toolbar.hidden = false;
  const words = wordsOf(range);
  const query = new URLSearchParams({ start, end });
  toolbar.querySelector(".words").textContent = words;
  toolbar.querySelector(".about").href = `/?${new URLSearchParams({ q: [...words].slice(0, 4000).join("") })}`;
  toolbar.querySelector(".read").href = `${reading.dataset.address}?${query}#mark`;
  toolbar.querySelector(".cite").href = `${reading.dataset.address}/cite?${query}`;
  toolbar.querySelectorAll(".keep").forEach((form) => {
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.hidden = false;
    form.nextElementSibling?.matches(".kept") && form.nextElementSibling.remove();
  });
  CSS.highlights?.set("chosen", new Highlight(range));
}

function leave() {
  if (toolbar) toolbar.hidden = true;
  CSS.highlights?.delete("chosen");
}

function caret(event) {
  if (document.caretPositionFromPoint) {
    const place = document.caretPositionFromPoint(event.clientX, event.clientY);
    return place && [place.offsetNode, place.offset];
  }
  const range = document.caretRangeFromPoint(event.clientX, event.clientY);
  return range && [range.startContainer, range.startOffset];
}

const paragraphOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest(".text");

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const [first, last] = [paragraphOf(range.startContainer), paragraphOf(range.endContainer)];
  if (!first || !last) return null;
  const start = offsetOf(first, range.startContainer, range.startOffset);
  const end = offsetOf(last, range.endContainer, range.endOffset);
  const words = wordsOf(range);
  const [before, behind] = [length(words) - length(words.trimStart()), length(words) - length(words.trimEnd())];
  return end - behind > start + before ? [range.cloneRange(), start + before, end - behind] : null;
}

reading.addEventListener("click", (event) => {
  if (event.target.closest("a, button, input, .note")) return;
  const chosen = selected();
  if (chosen) {
    choose(...chosen);
    return;
  }
  const paragraph = event.target.closest(".text");
  const place = paragraph && caret(event);
  if (!place || !paragraph.contains(place[0])) {
    leave();
    return;
  }
  const [start, end] = sentenceAt(paragraph, offsetOf(paragraph, ...place));
  choose(rangeOf(paragraph, start, end), start, end);
});

document.addEventListener("click", (event) => {
  if (event.target.closest(".chosen .close")) leave();
});

contents?.addEventListener("click", (event) => {
  if (event.target.closest("a")) makeRoom();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
});

// An address that marks a stretch, but does not say to go there, is gone to as well.
if (!location.hash) document.getElementById("mark")?.scrollIntoView();

// A note's number that stands once is looked for on this page; the server tells the others apart.
document.getElementById("find-note")?.addEventListener("submit", (event) => {
  const label = new FormData(event.target).get("note").trim();
  const numbers = [...reading.querySelectorAll(".number")].filter((number) => number.textContent.replace(",", "") === label);
  if (numbers.length !== 1) return;
  event.preventDefault();
  location.hash = numbers[0].id;
  numbers[0].querySelector("a").focus({ preventScroll: true });
});
