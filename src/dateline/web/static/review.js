// Review by keys. Every key presses a button or follows a link of the page, so that script does nothing that a form does not.
const row = document.getElementById("row");
const form = document.getElementById("by-hand");
const keys = document.getElementById("keys");
const NAME = "dateline.author";

function remembered() {
  try { return localStorage.getItem(NAME) ?? ""; } catch { return ""; }
}

function remember(name) {
  try { localStorage.setItem(NAME, name); } catch { /* a browser that keeps nothing */ }
}

if (form) {
  const author = form.elements.author;
  author.value ||= remembered();
  for (const hidden of document.querySelectorAll("[data-author]")) hidden.value = author.value || hidden.value;
  form.addEventListener("submit", () => remember(author.value));
  const field = form.elements.field;
  const offer = () => form.elements.value.setAttribute("list", `choices-${field.value}`);
  field.addEventListener("change", offer);
  offer();
}

const added = document.getElementById("add");
if (added) {
  added.elements.author.value ||= remembered();
  added.addEventListener("submit", () => remember(added.elements.author.value));
  added.elements.value.focus();
}

function press(action) {
  if (!form) return;
  const missing = !form.elements.author.value ? form.elements.author : action !== "accept" && !form.elements.reason.value ? form.elements.reason : null;
  if (missing) return missing.focus();
  form.requestSubmit(form.querySelector(`button[value="${action}"]`));
}

const ACTS = {
  j: () => row?.dataset.after && location.assign(row.dataset.after),
  k: () => row?.dataset.before && location.assign(row.dataset.before),
  a: () => press("accept"),
  x: () => press("reject"),
  c: () => form?.elements.field.focus(),
  s: () => form?.querySelector('button[value="split"]') && press("split"),
  J: () => (form?.elements.other?.value ? press("join") : form?.elements.other?.focus()),
  u: () => document.querySelector(".undo button")?.click(),
  w: () => row && location.assign(row.dataset.whyPage),
  Enter: () => row && location.assign(row.dataset.story),
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || keys.open) return;
  const busy = event.target.closest("input, select, textarea, button, a, summary");
  if (busy && (event.key === "Enter" || !busy.matches("a, button, summary"))) {
    if (event.key === "Escape") busy.blur();
    return;
  }
  const act = ACTS[event.key];
  if (act) {
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }
}, true);
document.querySelector("[data-keys]")?.addEventListener("click", () => keys.showModal());
document.querySelector("[data-close-keys]")?.addEventListener("click", () => keys.close());
