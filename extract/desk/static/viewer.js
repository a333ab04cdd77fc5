// The pages of a document: zoom, turn, drag, and the places of values on them.
//
//   value in focus ─▶ its place shown ;  place clicked ─▶ its value in focus, or the text that stands there

const viewer = document.getElementById("viewer");
const pages = viewer ? [...viewer.querySelectorAll(".page")] : [];
const STEP = 1.25, LEAST = 0.3, MOST = 5, CLOSE = 1.4; // from CLOSE on pages are drawn sharper
let zoom = 1;

const number = (page) => Number(page.dataset.page);
const pageOf = (wanted) => pages.find((page) => number(page) === Number(wanted));
const rects = (field) => [...viewer.querySelectorAll("rect")].filter((rect) => rect.dataset.field === field);

function shown() {
  const middle = viewer.getBoundingClientRect().top + viewer.clientHeight / 3;
  return pages.find((page) => page.getBoundingClientRect().bottom > middle) ?? pages.at(-1);
}

function count() {
  const page = shown();
  if (page) document.getElementById("page").value = page.dataset.page;
}

function sharpen() {
  if (zoom < CLOSE) return;
  for (const page of pages) {
    const image = page.querySelector("img"), { top, bottom } = page.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight && !image.src.includes("?")) image.src += "?close";
  }
}

export function setZoom(wanted) {
  const middle = (viewer.scrollTop + viewer.clientHeight / 2) / viewer.scrollHeight;
  const across = (viewer.scrollLeft + viewer.clientWidth / 2) / viewer.scrollWidth;
  zoom = Math.min(MOST, Math.max(LEAST, wanted));
  for (const page of pages) page.style.width = `${zoom * 100}%`;
  viewer.scrollTop = middle * viewer.scrollHeight - viewer.clientHeight / 2;
  viewer.scrollLeft = across * viewer.scrollWidth - viewer.clientWidth / 2;
  document.getElementById("zoom").value = `${Math.round(zoom * 100)} %`;
  sharpen();
}

function turn(page) {
  const sheet = page.querySelector(".sheet"), image = page.querySelector("img");
  const by = (Number(page.dataset.turn ?? 0) + 90) % 360, across = by % 180 !== 0;
  const ratio = image.height / image.width || Math.SQRT2;
  page.dataset.turn = by;
  page.classList.toggle("turned", by !== 0);
  page.style.aspectRatio = by === 0 ? "" : String(across ? ratio : 1 / ratio);
  sheet.style.width = by === 0 ? "" : `${across ? 100 / ratio : 100}%`;
  sheet.style.transform = by === 0 ? "" : `translate(-50%, -50%) rotate(${by}deg)`;
}

function go(by) {
  const next = pages[pages.indexOf(shown()) + by];
  if (next) viewer.scrollTop = next.offsetTop - 8;
}

// Scrolls only as far as it must, so that the eye keeps its place.
function reveal(box) {
  const { top, bottom, left, right } = viewer.getBoundingClientRect(), room = viewer.clientHeight / 4;
  if (box.top < top + 20 || box.bottom > bottom - 20) viewer.scrollTop += box.top - top - room;
  if (box.left < left || box.right > right) viewer.scrollLeft += box.left - left - 40;
}

export function place(value) {
  if (!viewer || !value) return;
  for (const rect of viewer.querySelectorAll("rect.here")) rect.classList.remove("here");
  if (!pages.length) return;
  const page = pageOf(value.dataset.page);
  if (!page) return;
  const [x, y, right, bottom] = (value.dataset.box ?? "").split(" ").map(Number);
  if (Number.isNaN(x) || bottom === undefined) return reveal(page.getBoundingClientRect());
  const svg = page.querySelector("svg");
  let rect = svg.querySelector("rect.own");
  if (!rect) {
    rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.classList.add("own");
    svg.prepend(rect);
  }
  const box = { x: x - 2, y: y - 2, width: right - x + 4, height: bottom - y + 4 };
  for (const [name, length] of Object.entries(box)) rect.setAttribute(name, length);
  rect.classList.add("here");
  reveal(rect.getBoundingClientRect());
}

function doubts() {
  for (const rect of viewer.querySelectorAll("rect[data-field]")) {
    const value = document.querySelector(`.value.doubt[data-field="${CSS.escape(rect.dataset.field)}"]`);
    rect.classList.toggle("doubt", Boolean(value));
  }
}

// Where the pointer is on the page, in its points, however it is zoomed or turned.
function point(page, event) {
  const svg = page.querySelector("svg");
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return { page: number(page), x: at.x.toFixed(1), y: at.y.toFixed(1) };
}

function clicked(event) {
  const page = event.target.closest(".page");
  if (!page) return;
  const field = event.target.closest("rect[data-field]")?.dataset.field;
  const value = field && document.querySelector(`.value[data-field="${CSS.escape(field)}"], .value[data-field^="${CSS.escape(field)}."]`);
  if (value?.offsetParent) return value.querySelector("input:not([type=hidden]), textarea, button").focus();
  ask(page, event);
}

async function ask(page, event) {
  const popup = document.getElementById("at"), at = new URLSearchParams(point(page, event));
  viewer.classList.add("asks");
  const answer = await fetch(`/d/${viewer.dataset.document}/at?${at}`).finally(() => viewer.classList.remove("asks"));
  if (!answer.ok || answer.status === 204) return popup.hidePopover?.();
  popup.innerHTML = await answer.text();
  popup.style.left = `${Math.min(event.clientX, innerWidth - 420)}px`;
  popup.style.top = `${Math.min(event.clientY + 12, innerHeight - 160)}px`;
  popup.showPopover();
}

function drag(event) {
  if (event.button || !event.target.closest(".page")) return;
  const from = { x: event.clientX + viewer.scrollLeft, y: event.clientY + viewer.scrollTop };
  let moved = false;
  const move = (now) => {
    moved ||= Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) > 4;
    if (!moved) return;
    viewer.classList.add("grab");
    viewer.scrollTo(from.x - now.clientX, from.y - now.clientY);
  };
  const end = (now) => {
    viewer.classList.remove("grab");
    removeEventListener("pointermove", move);
    if (!moved) clicked(now);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end, { once: true });
  event.preventDefault();
}

function highlight() {
  const words = plain(viewer.dataset.words).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length) {
    for (const rect of viewer.querySelectorAll("rect[data-field]")) {
      const text = plain(rect.textContent);
      if (words.every((word) => text.includes(word))) rect.classList.add("hit");
    }
  }
  const page = pageOf(viewer.dataset.page), hit = (page ?? viewer).querySelector("rect.hit");
  if (page) viewer.scrollTop = page.offsetTop - 8;
  if (hit) reveal(hit.getBoundingClientRect());
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

export const DO = {
  in: () => setZoom(zoom * STEP),
  out: () => setZoom(zoom / STEP),
  fit: () => setZoom(1),
  turn: () => shown() && turn(shown()),
  next: () => go(1),
  prev: () => go(-1),
};

if (viewer) {
  document.addEventListener("click", (event) => DO[event.target.closest("[data-view]")?.dataset.view]?.());
  viewer.addEventListener("pointerdown", drag);
  viewer.addEventListener("scroll", () => { count(); sharpen(); }, { passive: true });
  viewer.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    setZoom(event.deltaY < 0 ? zoom * STEP : zoom / STEP);
  }, { passive: false });
  document.addEventListener("focusin", (event) => place(event.target.closest(".value[data-page]")));
  document.addEventListener("htmx:afterSettle", doubts);
  doubts();
  highlight();
}
