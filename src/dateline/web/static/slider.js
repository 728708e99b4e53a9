// A slider of days beside a date field: data-first and data-last of the range give the days at its ends; the field holds the value.

const DAY = 86400000;

function toDay(iso) {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
}

function toIso(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function connect(range, done) {
  const field = document.getElementById(range.dataset.for);
  const first = toDay(range.dataset.first);
  range.min = "0";
  range.max = String(toDay(range.dataset.last) - first);
  const fit = () => {
    range.value = field.value ? String(toDay(field.value) - first) : range.max;
    range.setAttribute("aria-valuetext", field.value || range.dataset.last);
  };
  fit();
  range.hidden = false;
  range.addEventListener("input", () => {
    field.value = toIso(first + Number(range.value));
    range.setAttribute("aria-valuetext", field.value);
    done(range.form);
  });
  field.addEventListener("change", fit);
}

export function installSlider(done) {
  for (const range of document.querySelectorAll("input[type=range][data-for]")) connect(range, done);
}
