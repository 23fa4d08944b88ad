// Checking work: a photo opens large, a ready reason fills the field, and a, v, x, s act on the work
// that has the focus (or the first); g and z on the page. The keys rest while somebody types, and can
// be switched off.
"use strict";

const KEYS_OFF = "heitje-keys-off";
const works = [...document.querySelectorAll("[data-review]")];

function isTyping(target) {
  if (target.type === "checkbox") return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function currentWork() {
  const own = document.activeElement.closest("[data-review]");
  return own || works[0];
}

function look(work) {
  if (!work) return;
  work.querySelector("h2").focus({ preventScroll: true });
  work.scrollIntoView({ block: "nearest" });
}

function press(key) {
  if (key === "j" || key === "k") {
    const own = document.activeElement.closest("[data-review]");
    const at = works.indexOf(own) + (key === "j" ? 1 : -1);
    look(works[Math.min(Math.max(at, 0), works.length - 1)]);
    return true;
  }
  const ofPage = document.querySelector(`[data-page-key="${key}"]`);
  if (ofPage) {
    ofPage.click();
    return true;
  }
  const work = currentWork();
  const button = work && work.querySelector(`[data-key="${key}"]`);
  if (!button) return false;
  if (key === "a") sessionStorage.setItem("heitje-reviewed", "1");
  button.click();
  return true;
}

function setUpKeys(panel) {
  const toggle = panel.querySelector("input");
  const show = () => {
    for (const hint of document.querySelectorAll("[data-review] .kbd")) {
      hint.hidden = !toggle.checked;
    }
  };
  toggle.checked = !localStorage.getItem(KEYS_OFF);
  panel.hidden = false;
  show();
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    // The switch itself is no field one types in.
    if (event.target !== toggle && isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (press(event.key.toLowerCase())) event.preventDefault();
  });
  if (sessionStorage.getItem("heitje-reviewed")) {
    sessionStorage.removeItem("heitje-reviewed");
    look(works[0]);
  }
}

function enlarge(link) {
  const dialog = document.createElement("dialog");
  const image = document.createElement("img");
  const close = document.createElement("button");
  const small = link.querySelector("img");
  dialog.className = "zoom";
  image.src = link.href;
  image.alt = small ? small.alt : link.textContent;
  dialog.setAttribute("aria-label", image.alt);
  close.className = "btn";
  close.textContent = link.dataset.zoom;
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.append(image, close);
  document.body.append(dialog);
  dialog.showModal();
}

const panel = document.querySelector("[data-keys]");
if (panel && works.length) setUpKeys(panel);

for (const link of document.querySelectorAll("[data-zoom]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    enlarge(link);
  });
}

for (const link of document.querySelectorAll("[data-fill]")) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById(link.dataset.fill);
    event.preventDefault();
    field.value = link.dataset.text;
    field.focus();
  });
}
