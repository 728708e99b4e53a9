// Keys for those who do not like to reach for the mouse; never while one is typing.

const KEYS = [
  ["/", "search"],
  ["f", "to the filters"],
  ["g b", "Board"],
  ["g c", "Contacts"],
  ["g e", "Events"],
  ["g t", "Timeline"],
  ["n, p", "next and previous page of rows"],
  ["?", "this list"],
  ["Esc", "close, leave a field"],
];
const GO = { b: "/", c: "/contacts", e: "/events", t: "/timeline", n: "/network", m: "/map", d: "/disputed", r: "/review", o: "/offices", p: "/plans" };

let going = false;

function isTyping(target) {
  return target.matches?.("input:not([type=checkbox], [type=range]), select, textarea, [contenteditable]");
}

function list() {
  let dialog = document.getElementById("keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "keys";
    dialog.setAttribute("aria-label", "Keys");
    const title = document.createElement("h2");
    title.textContent = "Keys";
    const facts = document.createElement("dl");
    facts.className = "facts keys";
    for (const [key, words] of KEYS) {
      const term = document.createElement("dt");
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      term.append(kbd);
      const what = document.createElement("dd");
      what.textContent = words;
      facts.append(term, what);
    }
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(title, facts, close);
    document.body.append(dialog);
  }
  dialog.showModal();
}

function press(event) {
  if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const after = going;
  going = false;
  if (after && GO[event.key]) {
    location.assign(GO[event.key]);
  } else if (event.key === "g") {
    going = true;
  } else if (event.key === "/") {
    document.getElementById("search")?.focus();
  } else if (event.key === "?") {
    list();
  } else if (event.key === "f") {
    const form = document.querySelector("form[data-live]");
    const box = form?.querySelector("details.filters");
    if (box) box.open = true;
    form?.querySelector("input:not([type=hidden]), select")?.focus();
  } else if (event.key === "n" || event.key === "p") {
    if (document.body.dataset.keys === "own") return;
    document.querySelector(`.pager a[rel=${event.key === "n" ? "next" : "prev"}]`)?.click();
  } else {
    return;
  }
  event.preventDefault();
}

export function installKeys() {
  document.addEventListener("keydown", press);
}
