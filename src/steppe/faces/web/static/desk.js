// What pages gain with scripts: progress that moves, sliders that redraw, what belongs together lit up. All of the
// desk works without this file.

const itemsOf = (element) => {
  const holder = element.closest("[data-items]");
  return holder ? holder.dataset.items.split(" ").filter(Boolean) : [];
};

let lit = [];
const clear = () => {
  lit.forEach((element) => element.classList.remove("lit"));
  lit = [];
};
const light = (items) => {
  clear();
  items.forEach((item) => {
    lit.push(...document.querySelectorAll(`.i-${CSS.escape(item)}, #${CSS.escape(item)}`));
  });
  lit.forEach((element) => element.classList.add("lit"));
};
const follow = (event) => {
  if (event.target instanceof Element) light(itemsOf(event.target));
};
document.addEventListener("pointerover", follow);
document.addEventListener("focusin", follow);
document.addEventListener("focusout", clear);

// A link into a folded part opens it.
const unfold = () => {
  const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const folded = target ? target.closest("details") : null;
  if (folded) folded.open = true;
};
window.addEventListener("hashchange", unfold);
unfold();

// Work under way: each step as the server tells it, and the page anew when it is over.
const OVER = ["done", "failed", "interrupted", "cancelled"];
const tell = (box, job) => {
  const bar = box.querySelector("progress");
  box.querySelector("[data-step]").textContent = job.step || job.state;
  box.querySelector("[data-count]").textContent = job.every ? `${job.done} of ${job.every}` : "";
  if (job.every) {
    bar.max = job.every;
    bar.value = job.done;
  } else {
    bar.removeAttribute("value");
  }
  const over = OVER.includes(job.state);
  if (over) location.reload();
  return over;
};
const watch = (box) => {
  const stream = new EventSource(box.dataset.follow);
  stream.addEventListener("message", (event) => {
    if (tell(box, JSON.parse(event.data))) stream.close();
  });
  // Where too many follow work already, the stream is refused for good: then ask now and then, ever less often.
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(look, FIRST, box, FIRST);
  });
};
const FIRST = 2000;
const look = async (box, pause) => {
  try {
    const answer = await fetch(box.dataset.follow.replace(/\/progress$/, ""), { headers: { Accept: "application/json" } });
    if (answer.status === 404) location.reload();
    if (answer.status === 404 || (answer.ok && tell(box, await answer.json()))) return;
  } catch {
    // The server is not there now; it may come back.
  }
  const next = Math.min(pause * 1.5, 20000);
  setTimeout(look, next, box, next);
};
document.querySelectorAll("[data-follow]").forEach(watch);

// A single article that was just read is what one wants to see: go there, leaving this page out of the way back.
const arrived = document.querySelector("[data-go]");
if (arrived) location.replace(arrived.dataset.go);

// Forms that redraw a part of the page as a slider moves: the address follows, so the state can be shared.
const redraw = (form) => {
  const into = document.getElementById(form.dataset.redraw);
  let under = null;
  let waiting = 0;
  const ask = async () => {
    const query = new URLSearchParams(new FormData(form));
    const address = `${form.getAttribute("action") || location.pathname}?${query}`;
    if (under) under.abort();
    under = new AbortController();
    into.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: under.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(form.dataset.redraw);
      if (fresh) into.replaceChildren(...fresh.childNodes);
      // The links to the same view as data stand at the foot of the page.
      const foot = page.querySelector(".foot");
      if (foot) document.querySelector(".foot").replaceWith(foot);
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
    } finally {
      into.removeAttribute("aria-busy");
    }
  };
  form.addEventListener("input", (event) => {
    const told = document.getElementById(event.target.dataset.shows || "");
    const words = event.target.dataset.from ? dayAt(event.target) : event.target.value;
    if (told) told[told instanceof HTMLInputElement ? "value" : "textContent"] = words;
    if (told && event.target.dataset.from) event.target.setAttribute("aria-valuetext", words);
    // A slider beside a field goes where the field says.
    const slider = form.querySelector(`[data-from][data-shows="${CSS.escape(event.target.id)}"]`);
    const days = slider ? (Date.parse(event.target.value) - Date.parse(slider.dataset.from)) / 864e5 : NaN;
    if (Number.isFinite(days)) slider.value = days;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
};
const dayAt = (slider) => {
  const day = new Date(`${slider.dataset.from}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + Number(slider.value));
  return day.toISOString().slice(0, 10);
};
document.querySelectorAll("form[data-redraw]").forEach(redraw);

// The name under which somebody judges stays in this browser.
document.querySelectorAll("input[data-remember]").forEach((field) => {
  const key = `steppe-${field.dataset.remember}`;
  if (!field.value) field.value = localStorage.getItem(key) || "";
  field.form.addEventListener("submit", () => localStorage.setItem(key, field.value));
});

// A part that takes a while to count is fetched once the page is there; without scripts its link leads to it.
const load = async (box) => {
  box.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(box.dataset.load, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(box.dataset.part);
    if (fresh) box.replaceChildren(...fresh.childNodes);
  } finally {
    box.removeAttribute("aria-busy");
  }
};
document.querySelectorAll("[data-load]").forEach(load);
