// All by keyboard: Enter confirms and goes on, Tab is the next doubt, arrows take what else it may be.
//
//   key ─▶ form sent by htmx ; the next doubt in focus at once, the answer comes behind

import { DO } from "./viewer.js";

const WRITES = "input:not([type=hidden]), textarea, button.confirm[id]";
const field = (value) => value?.querySelector(WRITES);
let waiting = null; // the button that finishes, until all that was said has an answer
let undoing = false; // what comes back is then in focus

const writing = (element) => element?.matches?.("input:not([type=radio]), textarea");
const valueOf = (element) => element?.closest?.(".value");
const doubts = () => [...document.querySelectorAll(".value.doubt")].filter((value) => value.offsetParent && !value.dataset.sent);

function grow(element) {
  if (element?.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
  element.style.height = "auto";
  element.style.height = `${element.scrollHeight + 2}px`;
}

function focus(value) {
  const element = field(value);
  if (!element) return;
  element.focus();
  if (writing(element)) element.select();
}

// The first open doubt behind a value, or the first of all; when none is left, the way on.
function onward(from) {
  const open = doubts().filter((value) => value !== from);
  const behind = open.find((value) => from && from.compareDocumentPosition(value) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (behind ?? open[0]) return focus(behind ?? open[0]);
  document.querySelector("[data-key=finish]")?.focus();
}

function send(form) {
  const value = valueOf(form), was = value.classList.contains("doubt");
  value.dataset.sent = "yes";
  form.requestSubmit();
  if (was) onward(value);
}

function absent(value) {
  const element = field(value);
  if (!writing(element)) return;
  element.value = "";
  send(element.form);
}

function offer(element, step) {
  const offers = [element.dataset.was, ...[...valueOf(element).querySelectorAll("[data-offer]")].map((one) => one.dataset.offer)];
  if (offers.length < 2) return false;
  const at = offers.indexOf(element.value);
  element.value = offers[(Math.max(at, 0) + step + offers.length) % offers.length];
  element.select();
  return true;
}

function pick(value, number) {
  const element = field(value), one = value?.querySelectorAll("[data-offer]")[number - 1];
  if (!one || !writing(element)) return false;
  element.value = one.dataset.offer;
  send(element.form);
  return true;
}

const unanswered = () => document.querySelector(".value[data-sent]");

// The document is finished when all that was said of it has an answer, however fast somebody types.
function finish(event) {
  if (!event.target.matches("form.finish") || !unanswered()) return;
  event.preventDefault();
  waiting = event.submitter;
}

const ALT = {
  0: () => absent(valueOf(document.activeElement)),
  z: () => document.querySelector("[data-key=undo]")?.click(),
  r: DO.turn, "+": DO.in, "=": DO.in, "-": DO.out, ArrowLeft: DO.prev, ArrowRight: DO.next,
  f: () => document.querySelector("[data-key=find]")?.focus(),
  l: () => location.assign("/"),
};

function alt(event) {
  const value = valueOf(document.activeElement);
  if (/^[1-9]$/.test(event.key) && value) return pick(value, Number(event.key)), true;
  const act = ALT[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act || ((event.key === "ArrowLeft" || event.key === "ArrowRight") && !document.getElementById("viewer"))) return false;
  act();
  return true;
}

function inValue(event, element) {
  const cell = element.closest("form.cell");
  if (event.key === "Enter" && !event.shiftKey && !("pageText" in element.dataset)) return cell ? keep(cell) : send(element.form), true;
  if (event.key === "Escape") {
    element.value = element.dataset.was;
    if (cell) close(cell, element.dataset.was);
    else element.select();
    return true;
  }
  if (cell && event.key === "Tab") return keep(cell, event.shiftKey ? -1 : 1), true;
  const single = element.tagName === "INPUT" || event.altKey;
  if (single && !cell && event.key === "ArrowDown") return offer(element, 1);
  if (single && !cell && event.key === "ArrowUp") return offer(element, -1);
  return false;
}

function inRows(event) {
  const links = [...document.querySelectorAll(".rows .what a, .hits a")];
  if (!links.length) return false;
  const at = links.indexOf(document.activeElement), step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step) return false;
  links[Math.min(links.length - 1, Math.max(0, at + step))].focus();
  return true;
}

// In a form of many fields Enter goes on to the next one.
function next(element) {
  const all = [...element.form.querySelectorAll("input:not([type=hidden]), textarea")];
  (all[all.indexOf(element) + 1] ?? document.querySelector("[data-key=finish]")).focus();
}

function help() {
  const keys = document.getElementById("keys");
  if (keys.open) keys.close();
  else keys.showModal();
  return true;
}

function key(event) {
  const element = event.target, free = !writing(element);
  if (event.isComposing || document.getElementById("keys").open) return false; // Vietnamese is being typed
  if (event.key === "F1" || (event.key === "?" && free)) return help();
  if (event.ctrlKey && event.key === "Enter") return document.querySelector("[data-key=finish]")?.click(), true;
  if (event.ctrlKey && event.key.toLowerCase() === "s" && element.dataset?.was !== undefined) return send(element.form), true;
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    if (element.dataset?.was !== undefined && /^Arrow(Up|Down)$/.test(event.key)) return inValue(event, element);
    return alt(event);
  }
  if (event.ctrlKey || event.metaKey) return false;
  if (element.dataset?.was !== undefined) return inValue(event, element);
  if (element.form?.id === "keying" && event.key === "Enter" && element.tagName === "INPUT") return next(element), true;
  if (element.dataset?.cell && event.key === "Enter") return open(element), true;
  if (element.matches?.("button.confirm[id]") && event.key === "Enter") return send(element.form), true;
  return free || element.type === "search" ? inRows(event) : false;
}

// Cells of tables: one becomes a field when it is wanted, so that a table of a thousand stays light.
async function open(cell) {
  if (cell.querySelector("form")) return;
  const url = `${cell.closest("[data-url]")?.dataset.url ?? ""}?field=${encodeURIComponent(cell.dataset.cell)}`;
  await htmx.ajax("GET", url, { target: cell, swap: "innerHTML" });
  const element = cell.querySelector("textarea");
  element?.focus();
  element?.select();
}

function close(form, text) {
  const cell = form.closest("[data-cell]");
  cell.textContent = text;
  cell.focus();
}

function keep(form, step = 0) {
  const element = form.querySelector("textarea"), cell = form.closest("[data-cell]"), changed = element.value !== element.dataset.was;
  const cells = [...cell.closest("table").querySelectorAll("[data-cell]")];
  const below = cells.find((one) => one.cellIndex === cell.cellIndex && one.parentElement === cell.parentElement.nextElementSibling);
  if (changed) {
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.successful) { close(form, element.value); cell.classList.add("kept"); }
    }, { once: true });
    form.requestSubmit();
  } else close(form, element.dataset.was);
  const next = step ? cells[cells.indexOf(cell) + step] : below;
  if (next) setTimeout(() => (step ? open(next) : next.focus()), changed ? 60 : 0);
}

async function leaf(tab) {
  const first = document.getElementById("leaf-fields"), other = document.getElementById("leaf");
  for (const one of document.querySelectorAll("[data-leaf]")) one.setAttribute("aria-selected", one === tab);
  first.hidden = tab.dataset.leaf !== "fields";
  other.hidden = !first.hidden;
  if (tab.dataset.url) await htmx.ajax("GET", tab.dataset.url, { target: "#leaf", swap: "innerHTML" });
}

function click(event) {
  const target = event.target;
  const one = target.closest("[data-offer]"), action = target.closest("[data-action=absent]"), tab = target.closest("[data-leaf]");
  if (one) { const element = field(valueOf(one)); element.value = one.dataset.offer; send(element.form); }
  else if (action) absent(valueOf(action));
  else if (tab) leaf(tab);
  else if (target.closest("[data-key=help]")) help();
  else if (target.closest("button.confirm")) valueOf(target).dataset.sent = "yes";
  else if (target.closest("[data-cell]") && !target.closest("form")) open(target.closest("[data-cell]"));
  else if (target.closest("[data-take]")) take(target.closest("[data-take]"));
  else if (!target.closest("a, button, input")) target.closest(".rows tbody tr")?.querySelector("a")?.click();
}

// What stands at a place of the page goes into the value that was in focus last.
let last = null;
function take(button) {
  const element = field(last);
  button.closest("[popover]").hidePopover();
  if (!writing(element)) return;
  element.value = button.dataset.take;
  element.focus();
}

function lost(event) {
  const told = document.getElementById("told"), answer = event.detail.xhr;
  told.textContent = answer?.responseText || told.dataset.lost;
  told.className = "lost";
  told.hidden = false;
  const value = valueOf(event.detail.elt);
  if (value) delete value.dataset.sent;
  waiting = null;
}

document.addEventListener("keydown", (event) => { if (key(event)) event.preventDefault(); });
document.addEventListener("click", click);
document.addEventListener("submit", finish);
document.addEventListener("focusin", (event) => { if (valueOf(event.target)) last = valueOf(event.target); grow(event.target); });
document.addEventListener("input", (event) => grow(event.target));
document.addEventListener("htmx:beforeRequest", (event) => { undoing = event.detail.elt.matches("form.undo"); });
document.addEventListener("htmx:afterSettle", () => {
  if (!waiting || unanswered()) return;
  waiting.click();
  waiting = null;
});
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const value = undoing && document.getElementById(event.detail.target.id);
  if (!value || !value.matches(".value")) return;
  undoing = false;
  focus(value);
});
document.addEventListener("htmx:responseError", lost);
document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:oobErrorNoTarget", (event) => event.preventDefault());
const keying = document.querySelector("#keying input:not([type=hidden]), #keying textarea");
if (keying) keying.focus();
else if (document.body.classList.contains("desk")) onward(null);
else if (!document.querySelector("[autofocus]")) document.querySelector(".rows .what a")?.focus();
