// A photo before it is sent: shown, and made small enough for a slow connection. The server does
// its own checking and encoding; without this script the plain form works the same.
"use strict";

const LONGEST = 2048;
const QUALITY = 0.85;

const field = document.querySelector("[data-upload] input[type=file]");
const box = document.querySelector("[data-upload]");
const preview = document.getElementById("preview");
const says = document.getElementById("upload-says");

const shrunk = async (file) => {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return blob ? new File([blob], "foto.jpg", { type: "image/jpeg" }) : null;
};

// Puts the smaller picture where the chosen one was; where that cannot be done it stays.
const replace = (file) => {
  const list = new DataTransfer();
  list.items.add(file);
  field.files = list.files;
};

const show = (file) => {
  const image = preview.querySelector("img");
  URL.revokeObjectURL(image.src);
  image.src = URL.createObjectURL(file);
  preview.hidden = false;
  box.dispatchEvent(new Event("photo-ready"));
};

const say = (word, isWrong = false) => {
  says.textContent = word;
  says.className = isWrong ? "error" : "small muted";
};

const clear = () => {
  field.value = "";
  preview.hidden = true;
  box.dispatchEvent(new Event("photo-gone"));
  say("");
};

field.addEventListener("change", async () => {
  const file = field.files[0];
  if (!file) return clear();
  say(box.dataset.sayBusy);
  const small = await shrunk(file).catch(() => null);
  if (field.files[0] !== file) return; // another one was chosen meanwhile
  if (small && small.size < file.size) replace(small);
  const chosen = field.files[0];
  if (chosen.size > Number(box.dataset.maximum)) {
    clear();
    return say(box.dataset.sayLarge, true);
  }
  if (small) show(chosen);
  else {
    preview.hidden = true;
    box.dispatchEvent(new Event("photo-gone"));
  }
  say(small ? box.dataset.sayReady : box.dataset.sayUnknown);
});

document.getElementById("take-away").addEventListener("click", () => {
  clear();
  field.focus();
});
