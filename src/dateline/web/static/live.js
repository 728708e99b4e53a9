// Pages work without script. With it, forms answer while one types, chooses or slides, links that sort or page swap the results
// in place, keys move about, and addresses can be kept. Nothing of the data is ever read as HTML but a page of this server.
import { installKeys } from "./keys.js";
import { installSaved } from "./saved.js";
import { installSlider } from "./slider.js";

const WAIT = 250; // ms after the last key before a question is sent
let running = null;
let timer = 0;

document.documentElement.classList.add("live");

function addressOf(form) {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim()) address.searchParams.append(name, value.trim());
  }
  return address;
}

function regions() {
  const form = document.querySelector("form[data-live]");
  return form ? form.dataset.live.split(" ") : ["results"];
}

function say(words) {
  const place = document.getElementById("said");
  if (place && words) place.textContent = words;
}

function swap(fresh) {
  const focused = document.activeElement;
  const id = focused && focused.id;
  const open = [...document.querySelectorAll("details[id]")].map((one) => [one.id, one.open]);
  for (const name of regions()) {
    const here = document.getElementById(name);
    const there = fresh.getElementById(name);
    if (here && there) here.replaceWith(document.adoptNode(there));
  }
  for (const [name, was] of open) {
    const one = document.getElementById(name);
    if (one) one.open = was;
  }
  if (id && document.activeElement !== focused) document.getElementById(id)?.focus({ preventScroll: true });
  document.title = fresh.title;
  say(document.getElementById("results")?.dataset.said);
  document.dispatchEvent(new CustomEvent("dateline:swapped"));
}

async function show(address, { push = true, whole = null } = {}) {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  document.getElementById("results")?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: mine.signal, headers: { accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted) return;
    if (!answer.ok || !fresh.getElementById("results")) {
      say(fresh.querySelector(".notice")?.textContent ?? "This cannot be asked.");
      complain(fresh.querySelector(".notice")?.textContent ?? "The server did not answer.");
      return;
    }
    complain("");
    swap(fresh);
    if (push) history.pushState({ live: true }, "", address);
    for (const link of document.querySelectorAll(".tools")) {
      const other = fresh.querySelector(".tools");
      if (other) link.replaceWith(document.adoptNode(other));
    }
    installSaved();
    if (whole) whole();
  } catch (error) {
    if (error.name !== "AbortError") complain("The server does not answer. Is dateline serve still running?");
  } finally {
    if (running === mine) document.getElementById("results")?.removeAttribute("aria-busy");
  }
}

function complain(words) {
  let place = document.getElementById("complaint");
  if (!words) {
    place?.remove();
    return;
  }
  if (!place) {
    place = document.createElement("p");
    place.id = "complaint";
    place.className = "notice warn";
    document.getElementById("results")?.before(place);
  }
  place.textContent = words;
}

function ask(form, wait) {
  clearTimeout(timer);
  timer = setTimeout(() => show(addressOf(form)), wait);
}

function install() {
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("form[data-live]") || event.target.type === "range") return;
    const typed = event.target.matches("input[type=search], input[type=text], input:not([type])");
    if (typed) ask(form, WAIT);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form?.matches("form[data-live]") || event.target.type === "range") return;
    if (!event.target.matches("input[type=search], input[type=text]")) ask(form, 0);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-live]")) return;
    event.preventDefault();
    ask(event.target, 0);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    // Conditions that are taken away, or added, have to be seen in the form, too: the whole page is asked for.
    if (link.closest(".asked, .steps, .narrow")) {
      location.assign(link.href);
      return;
    }
    const far = link.closest(".pager");
    show(link.href, { whole: far ? () => document.getElementById("results")?.scrollIntoView({ block: "start" }) : null });
  });
  window.addEventListener("popstate", () => location.reload());
  installKeys();
  installSaved();
  installSlider((form) => ask(form, 60));
}

install();
