// A story: marks and rows light up together, a mark opens its reasons beside the copy. Without script all of this is links.
const panel = document.getElementById("panel");
const body = document.getElementById("panel-body");
const said = document.getElementById("said");
let opener = null;
let asking = 0;

function rows(element) {
  const found = [];
  for (let at = element; at && at !== document; at = at.parentElement) if (at.dataset?.row) found.push(at.dataset.row);
  return found;
}

function light(ids) {
  for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
  for (const id of ids) for (const one of document.querySelectorAll(`[data-row="${CSS.escape(id)}"]`)) if (!one.classList.contains("m-asked")) one.classList.add("lit");
}

function inner(event) {
  light(rows(event.target).slice(0, 1));
}

function close() {
  panel.hidden = true;
  light([]);
  opener?.focus({ preventScroll: true });
}

async function open(link) {
  opener = link;
  const turn = ++asking;
  try {
    const answer = await fetch(link.href, { headers: { accept: "text/html" } });
    const told = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("why");
    if (turn !== asking) return;
    if (!answer.ok || !told) throw new Error(String(answer.status));
    body.replaceChildren(document.importNode(told, true));
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.querySelector("[data-close]").focus({ preventScroll: true });
    if (said) said.textContent = "The reasons are shown beside the copy.";
  } catch {
    location.href = link.href;
  }
}

if (panel) {
  for (const kind of ["mouseover", "focusin"]) document.querySelector(".story-grid")?.addEventListener(kind, inner);
  document.querySelector(".story-grid")?.addEventListener("mouseleave", () => light([]));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) return close();
    const link = event.target.closest("a[data-why]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
}

// Words selected in the copy may be an event that the program did not see: a link takes their place in the text to the review.
const add = document.getElementById("add-event");

function place() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || document.querySelector(".copy .control")) return null;
  const range = selection.getRangeAt(0);
  let before = 0;
  for (const copy of document.querySelectorAll(".copy")) {
    if (copy.contains(range.startContainer) && copy.contains(range.endContainer)) {
      const until = document.createRange();
      until.setStart(copy, 0);
      until.setEnd(range.startContainer, range.startOffset);
      const start = before + [...until.toString()].length;
      return [start, start + [...range.toString()].length];
    }
    before += [...copy.textContent].length;
  }
  return null;
}

if (add) {
  document.addEventListener("selectionchange", () => {
    const found = place();
    add.hidden = !found;
    if (found) add.href = `/review?story=${encodeURIComponent(add.dataset.story)}&start=${found[0]}&end=${found[1]}#add`;
  });
}
const asked = document.getElementById("mark");
if (asked && location.search.includes("mark=")) {
  asked.scrollIntoView({ block: "center" });
  document.querySelector(".told.asked-for")?.scrollIntoView({ block: "nearest" });
}
