// The button repeats the moment that was chosen.
"use strict";

const button = document.querySelector("button[data-take]");

const repeat = () => {
  const chosen = document.querySelector("input[name=slot]:checked");
  if (chosen && button) button.textContent = chosen.dataset.take;
};

document.addEventListener("change", repeat);
window.addEventListener("pageshow", repeat);
