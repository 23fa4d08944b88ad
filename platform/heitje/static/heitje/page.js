// Every page: a form is sent once, however often its button is tapped. Without this script the
// server still does it once; this spares the person a second look.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method.toLowerCase() !== "post") return;
  if (form.hasAttribute("hx-post")) return;
  // A file comes back and this page stays: it may be fetched again.
  if (form.hasAttribute("data-file")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  if (button.dataset.busy) {
    button.dataset.rest = button.textContent;
    button.textContent = button.dataset.busy;
  }
});

// Back to a page out of the browser's memory: its forms can be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.removeAttribute("aria-busy");
      button.removeAttribute("aria-disabled");
      if (button.dataset.rest) button.textContent = button.dataset.rest;
    }
  }
});

// A menu that is wider than the phone shows where one is.
{
  const here = document.querySelector(".nav ul [aria-current]");
  if (here) {
    const bar = here.closest("ul");
    bar.scrollLeft = here.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
  }
}

// Without a network there is a page that says so, in place of the browser's own.
if ("serviceWorker" in navigator && window.isSecureContext) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/werker.js").catch(() => {});
  });
}
