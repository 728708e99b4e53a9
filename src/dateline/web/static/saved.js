// Addresses that a reader has named; they stay in this browser (localStorage), and go out and in as a file of JSON.

const STORE = "dateline.saved";

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.name === "string" && isOurs(one?.address)) : [];
  } catch {
    return [];
  }
}

function isOurs(address) {
  return typeof address === "string" && address.startsWith("/") && !address.startsWith("//");
}

function write(kept) {
  try {
    localStorage.setItem(STORE, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

function element(tag, text, more = {}) {
  const made = Object.assign(document.createElement(tag), more);
  if (text) made.textContent = text;
  return made;
}

function button(words, done) {
  const made = element("button", words, { type: "button", className: "link" });
  made.addEventListener("click", done);
  return made;
}

function item(one, number, draw) {
  const row = element("li");
  const remove = button("remove", () => {
    const kept = read();
    kept.splice(number, 1);
    write(kept);
    draw();
  });
  remove.setAttribute("aria-label", `remove ${one.name}`);
  row.append(element("a", one.name, { href: one.address }), " ", remove);
  return row;
}

function download() {
  const file = new Blob([JSON.stringify(read(), null, 1)], { type: "application/json" });
  const link = element("a", "", { href: URL.createObjectURL(file), download: "dateline-saved.json" });
  link.click();
  URL.revokeObjectURL(link.href);
}

function upload(draw) {
  const input = element("input", "", { type: "file", accept: "application/json" });
  input.addEventListener("change", async () => {
    try {
      const found = JSON.parse(await input.files[0].text());
      const known = new Set(read().map((one) => one.address));
      const fresh = found.filter((one) => typeof one?.name === "string" && isOurs(one?.address) && !known.has(one.address));
      write([...read(), ...fresh.map(({ name, address }) => ({ name, address }))]);
      draw();
    } catch {
      document.getElementById("said").textContent = "This file holds no saved addresses.";
    }
  });
  input.click();
}

function box(place) {
  const details = element("details", "", { className: "saved" });
  const summary = element("summary");
  const body = element("div");
  const draw = () => {
    const kept = read();
    summary.textContent = kept.length ? `Saved addresses (${kept.length})` : "Save this address";
    const form = element("form", "", { className: "row" });
    const label = element("label", "Name for this address ");
    const input = element("input", "", { type: "text", maxLength: 80, required: true });
    label.append(input);
    form.append(label, element("button", "Save"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      write([...read(), { name: input.value.trim(), address: location.pathname + location.search }]);
      draw();
    });
    const list = element("ul", "", { className: "saved-list" });
    list.append(...kept.map((one, number) => item(one, number, draw)));
    const files = element("p", "", { className: "small" });
    files.append(button("Export as a file", download), " · ", button("Import a file", () => upload(draw)));
    body.replaceChildren(form, list, files);
  };
  draw();
  details.append(summary, body);
  place.replaceChildren(details);
}

export function installSaved() {
  for (const place of document.querySelectorAll("[data-saved]")) box(place);
  for (const link of document.querySelectorAll("a[data-copy]")) {
    if (!navigator.clipboard || link.dataset.copied) continue;
    link.dataset.copied = "no";
    link.title = "Copies the address";
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      history.replaceState(history.state, "", link.href);
      try {
        await navigator.clipboard.writeText(link.href);
        document.getElementById("said").textContent = "The address is copied.";
        link.textContent = "Address copied";
      } catch {
        location.assign(link.href);
      }
    });
  }
}
