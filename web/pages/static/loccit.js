// Answers without a reload, notes that fold, keys, copying. Every page works without this file.

const main = () => document.querySelector("main");
const say = (words) => { document.getElementById("status").textContent = words; };

// --- Answers without a reload: the same page is fetched, and its main part put in the place of this one's -------------

let asked = null; // the request under way

async function show(address, options, { push, focus = true }) {
  asked?.abort();
  asked = new AbortController();
  main().setAttribute("aria-busy", "true");
  say("Looking it up …");
  try {
    const response = await fetch(address, { ...options, signal: asked.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (push) history.pushState({ swapped: true }, "", response.redirected ? response.url : address);
    put(page, focus);
  } catch (error) {
    if (error.name === "AbortError") return;
    main().removeAttribute("aria-busy");
    say("The server could not be reached.");
    if (!options.body) location.assign(address); // the browser then says what is wrong
  }
}

function put(page, focus) {
  document.title = page.title;
  main().replaceWith(document.adoptNode(page.querySelector("main")));
  document.dispatchEvent(new CustomEvent("shown"));
  const heard = document.getElementById("heard");
  if (focus) (heard.hasAttribute("tabindex") ? heard : document.getElementById("q")).focus();
  say([heard, document.querySelector("#problem, .lead, .no-answer p")].map((part) => part?.textContent ?? "").join(". "));
}

function address(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => value !== "" || name === "q");
  return `${form.getAttribute("action")}?${new URLSearchParams(fields)}`;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id === "ask") {
    event.preventDefault();
    show(address(form), {}, { push: true });
  } else if (form.id === "verify") {
    event.preventDefault();
    show(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)) }, { push: false });
  }
});

// What is kept is kept without leaving the page; the link in the button's place leads to the mark, for a remark.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".keep")) return;
  event.preventDefault();
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!response.ok) throw new Error(response.statusText);
    const link = document.createElement("a");
    link.className = "kept";
    link.href = response.url;
    link.textContent = "Kept: add a remark";
    form.after(link);
    form.hidden = true;
    link.focus();
    say("Kept in the notebook.");
  } catch {
    form.submit(); // the page that follows says what is wrong
  }
});

// Another article has other sections: the form is fetched anew, and the question kept.
document.addEventListener("change", async (event) => {
  const form = event.target.closest("#ask");
  if (!form || event.target.id !== "article") return;
  const response = await fetch(`/?${new URLSearchParams({ article: event.target.value })}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  form.querySelector(".choices").replaceWith(document.adoptNode(page.querySelector(".choices")));
  document.getElementById("article").focus();
});

// Going back shows the question before; within one page the browser finds the place itself.
const place = () => location.href.split("#")[0];
let here = place();
document.addEventListener("shown", () => { here = place(); });
addEventListener("popstate", () => {
  if (place() !== here && document.getElementById("ask")) show(location.href, {}, { push: false, focus: false });
});

// --- Notes: a number opens its note, and closes it again ---------------------------------------------------------------

function unfold(link) {
  const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!note?.classList.contains("note")) return false;
  const open = note.classList.toggle("open");
  note.opener?.setAttribute("aria-expanded", "false");
  link.setAttribute("aria-expanded", String(open));
  if (open) {
    note.opener = link;
    say(note.textContent);
    note.scrollIntoView({ block: "nearest" });
  }
  return true;
}

function fold(note) {
  note.classList.remove("open");
  note.opener.setAttribute("aria-expanded", "false");
  note.opener.focus();
}

// --- Clicks and keys ---------------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.matches(".asks")) {
    event.preventDefault();
    show(link.getAttribute("href"), {}, { push: true });
  } else if (link.getAttribute("href").endsWith("-text") && unfold(link)) {
    event.preventDefault();
  }
});

const writes = (element) => element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const active = document.activeElement ?? document.body;
  if (event.key === "/" && !writes(active)) {
    const field = document.getElementById("q") ?? document.getElementById("text");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    } else {
      location.assign("/");
    }
  } else if (event.key === "Escape") {
    const note = active.closest?.(".note.open") ?? document.querySelector(".note.open");
    if (note) fold(note);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !active.matches("textarea, select, summary")) {
    step(event, active, event.key === "ArrowDown" ? 1 : -1);
  }
});

function step(event, active, by) {
  const all = [...document.querySelectorAll("article.citation")];
  if (!all.length) return;
  const at = all.indexOf(active.closest("article.citation"));
  if (at < 0 && by < 0) return;
  event.preventDefault();
  const next = all[at + by];
  if (next) {
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  } else if (by < 0) {
    document.getElementById("q").focus();
  }
}

// --- Copying: what the page "Cite" shows, so that it is the server alone that composes it ---------------------------------

function offerCopies() {
  for (const cite of document.querySelectorAll(".follow:not(.offered) > a.cite")) {
    cite.parentElement.classList.add("offered");
    cite.after(document.getElementById("copying").content.cloneNode(true));
  }
}
document.addEventListener("shown", offerCopies);
offerCopies();

async function copied(cite, style) {
  const page = new DOMParser().parseFromString(await (await fetch(cite)).text(), "text/html");
  if (style !== "link") return page.getElementById(`copy-${style}`).textContent;
  return new URL(page.querySelector("a.read").getAttribute("href"), cite).href;
}

async function copy(text) {
  // A promise inside keeps the click's permission while the text is fetched; without HTTPS there is no clipboard of that kind.
  if (navigator.clipboard && window.ClipboardItem) {
    const item = { "text/plain": text.then((words) => new Blob([words], { type: "text/plain" })) };
    return navigator.clipboard.write([new ClipboardItem(item)]);
  }
  const words = await text;
  const put = (event) => {
    event.clipboardData.setData("text/plain", words);
    event.preventDefault();
  };
  document.addEventListener("copy", put, { once: true });
  if (!document.execCommand("copy")) throw new Error("The browser does not let a page copy.");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-copy]");
  if (!button) return;
  const cite = button.closest(".follow").querySelector("a.cite").href;
  try {
    await copy(copied(cite, button.dataset.copy));
    say(`Copied: ${button.textContent}.`);
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 2000);
  } catch {
    say("That could not be copied. “Cite” shows it.");
    location.assign(cite);
  }
});
