// Adding articles without leaving the list: files are dropped or chosen, and how far they are is shown. All works without this file.

const EVERY = 700; // milliseconds from one look at a job to the next
const say = (words) => { document.getElementById("status").textContent = words; };
const form = document.getElementById("upload");
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// --- What is dropped: files, and the files of folders -----------------------------------------------------------------------

async function filesOf(entry, before = "") {
  if (entry.isFile) {
    const file = await new Promise((take, fail) => entry.file(take, fail));
    return [{ file, name: before + file.name }];
  }
  const reader = entry.createReader(), found = [];
  for (;;) { // a hundred at a time, until none is left
    const entries = await new Promise((take, fail) => reader.readEntries(take, fail));
    if (!entries.length) return found.flat();
    for (const each of entries) found.push(await filesOf(each, `${before}${entry.name}/`));
  }
}

const isArticle = ({ name }) => form.files.accept.split(",").some((suffix) => name.toLowerCase().endsWith(suffix));

async function dropped(transfer) {
  const entries = [...transfer.items].filter((item) => item.kind === "file").map((item) => item.webkitGetAsEntry?.());
  const plain = [...transfer.files].map((file) => ({ file, name: file.name }));
  if (!entries.length || !entries.every(Boolean)) return plain;
  const found = await Promise.all(entries.map(async (entry) => {
    const files = await filesOf(entry);
    return entry.isFile ? files : files.filter(isArticle); // of a folder what is no article is passed over
  }));
  return found.flat();
}

// --- Sending ---------------------------------------------------------------------------------------------------------------

function send(files) {
  const body = new FormData();
  for (const { file, name } of files) body.append("files", file, name);
  const request = new XMLHttpRequest(); // fetch does not tell how much is sent
  const bar = sending(files);
  request.upload.addEventListener("progress", (event) => { bar.max = event.total; bar.value = event.loaded; });
  request.addEventListener("load", () => {
    const told = JSON.parse(request.responseText);
    if (request.status === 202) watch(`/jobs/${told.id}`);
    else refuse(told.detail);
  });
  request.addEventListener("error", () => refuse("The upload broke off. Nothing was changed; send it again."));
  request.open("POST", "/api/articles");
  request.setRequestHeader("Accept", "application/json");
  request.send(body);
}

function sending(files) {
  const stage = document.createElement("p"), bar = document.createElement("progress");
  stage.className = "stage";
  stage.textContent = `Sending ${files.length === 1 ? files[0].name : `${files.length} files`} …`;
  bar.setAttribute("aria-label", "sent");
  document.getElementById("job").replaceChildren(stage, bar);
  say(stage.textContent);
  return bar;
}

function refuse(sentence) {
  const told = document.createElement("p");
  told.className = "problem";
  told.setAttribute("role", "alert");
  told.textContent = sentence;
  document.getElementById("job").replaceChildren(told);
}

// --- Looking how far a job is -------------------------------------------------------------------------------------------------

async function watch(address) {
  for (;;) {
    let page = null;
    try {
      page = parsed(await (await fetch(address)).text());
    } catch {
      say("The server could not be reached."); // it may be back at the next look
    }
    const job = page?.querySelector("[data-job]");
    if (page && !job) return refuse(page.querySelector("main .problem")?.textContent ?? "The job is gone.");
    if (job) {
      show(job);
      if ("settled" in job.dataset) return settled(job);
    }
    await new Promise((rest) => setTimeout(rest, EVERY));
  }
}

function show(job) {
  const place = document.getElementById("job"), before = place.querySelector(".job h1, .job h2, .stage")?.textContent;
  place.replaceChildren(document.adoptNode(job));
  if (form) place.querySelector("h1")?.replaceWith(asSecond(place.querySelector("h1")));
  const now = place.querySelector("h1, h2")?.textContent;
  if (now !== before) say(now);
}

function asSecond(heading) {
  const second = document.createElement("h2");
  second.id = heading.id;
  second.append(...heading.childNodes);
  return second;
}

async function settled(job) {
  say(`${job.querySelector("h1, h2").textContent}: ${job.querySelector(".counts")?.textContent ?? ""}`);
  if (!form) return;
  form.reset();
  const page = parsed(await (await fetch(location.href)).text()); // the list, with what is new in it
  const changes = document.getElementById("changes"), fresh = page.getElementById("changes");
  if (!fresh) return;
  while (changes.nextSibling) changes.nextSibling.remove();
  const behind = [...fresh.parentNode.childNodes];
  changes.after(...behind.slice(behind.indexOf(fresh) + 1).map((node) => document.adoptNode(node)));
  document.dispatchEvent(new CustomEvent("shown"));
}

// --- Begin ----------------------------------------------------------------------------------------------------------------------

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  send([...form.files.files].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
});

if (form) {
  const over = (on) => form.classList.toggle("over", on);
  addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  addEventListener("drop", async (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    over(false);
    const files = await dropped(event.dataTransfer);
    if (files.length) send(files);
    else refuse("There is no article in what was dropped.");
  });
}

const waiting = document.querySelector("[data-job]:not([data-settled])");
if (waiting) watch(waiting.dataset.job);
