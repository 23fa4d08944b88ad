// Making faces unrecognisable by hand before a photo is sent: a tap, a drag, or arrows and Enter.
// What is covered is averaged in coarse blocks, on this device: the server never gets what was there.
"use strict";

const form = document.querySelector("[data-upload]");
const photo = form.querySelector("input[type=file]");
const tool = document.getElementById("blur");
const openButton = document.getElementById("blur-open");
const stage = document.getElementById("blur-stage");
const size = document.getElementById("blur-size");
const told = document.getElementById("blur-says");
const seen = document.querySelector("#preview img");

const ACROSS = 5; // blocks over a covered spot: less than a face needs to be known
const QUALITY = 0.85;
const STEPS = 24; // an arrow moves this part of the width

let original = null;
let strokes = [];
let spot = { x: 0, y: 0 };
let drawing = false;
let saving = Promise.resolve();
let isSaving = false;
const work = document.createElement("canvas");

const pen = () => work.getContext("2d", { willReadFrequently: true });
const radius = () => Math.round((work.width * Number(size.value)) / 200);

// The average of each block in the square, put where it lies inside the circle.
const cover = ({ x, y, r }) => {
  const left = Math.max(0, Math.round(x - r));
  const top = Math.max(0, Math.round(y - r));
  const width = Math.min(work.width, Math.round(x + r)) - left;
  const height = Math.min(work.height, Math.round(y + r)) - top;
  if (width < 1 || height < 1) return;
  const area = pen().getImageData(left, top, width, height);
  const block = Math.max(4, Math.ceil((2 * r) / ACROSS));
  for (let row = 0; row < height; row += block) {
    for (let column = 0; column < width; column += block) {
      average(area, column, row, block, { x: x - left, y: y - top, r });
    }
  }
  pen().putImageData(area, left, top);
};

const average = ({ data, width, height }, left, top, block, circle) => {
  const right = Math.min(width, left + block);
  const bottom = Math.min(height, top + block);
  const sum = [0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      for (let part = 0; part < 3; part += 1) sum[part] += data[4 * (y * width + x) + part];
    }
  }
  const count = (right - left) * (bottom - top);
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      if (Math.hypot(x - circle.x, y - circle.y) > circle.r) continue;
      for (let part = 0; part < 3; part += 1) data[4 * (y * width + x) + part] = sum[part] / count;
    }
  }
};

const show = () => {
  const view = stage.getContext("2d");
  view.drawImage(work, 0, 0);
  if (document.activeElement !== stage) return;
  // Two rings, so that one of them stands out on any picture.
  for (const [colour, grow] of [["#000", 2], ["#fff", 0]]) {
    view.beginPath();
    view.lineWidth = Math.max(2, work.width / 300);
    view.strokeStyle = colour;
    view.arc(spot.x, spot.y, radius() + grow * view.lineWidth * 0.5, 0, 2 * Math.PI);
    view.stroke();
  }
};

const redraw = () => {
  pen().drawImage(original, 0, 0);
  strokes.forEach(cover);
  show();
};

// The file that will be sent is the picture as it stands now; it is never sent before it is ready.
const save = () => {
  isSaving = true;
  const mine = photo.files[0];
  saving = new Promise((resolve) => work.toBlob(resolve, "image/jpeg", QUALITY)).then((blob) => {
    isSaving = false;
    if (!blob || photo.files[0] !== mine) return;
    const list = new DataTransfer();
    list.items.add(new File([blob], "foto.jpg", { type: "image/jpeg" }));
    photo.files = list.files;
    URL.revokeObjectURL(seen.src);
    seen.src = URL.createObjectURL(blob);
  });
  return saving;
};

const mark = () => {
  const stroke = { ...spot, r: radius() };
  strokes.push(stroke);
  cover(stroke);
  show();
};

const at = (event) => {
  const box = stage.getBoundingClientRect();
  spot = {
    x: ((event.clientX - box.left) / box.width) * work.width,
    y: ((event.clientY - box.top) / box.height) * work.height,
  };
};

const close = () => {
  tool.hidden = true;
  original?.close();
  original = null;
  strokes = [];
};

openButton.addEventListener("click", async () => {
  if (original) return stage.focus();
  original = await createImageBitmap(photo.files[0]);
  for (const canvas of [work, stage]) {
    canvas.width = original.width;
    canvas.height = original.height;
  }
  spot = { x: work.width / 2, y: work.height / 2 };
  tool.hidden = false;
  stage.focus();
  redraw();
});

stage.addEventListener("pointerdown", (event) => {
  drawing = true;
  stage.setPointerCapture(event.pointerId);
  at(event);
  mark();
});

stage.addEventListener("pointermove", (event) => {
  if (!drawing) return;
  const before = spot;
  at(event);
  if (Math.hypot(spot.x - before.x, spot.y - before.y) < radius() / 2) {
    spot = before;
    return;
  }
  mark();
});

for (const end of ["pointerup", "pointercancel"]) {
  stage.addEventListener(end, () => {
    if (!drawing) return;
    drawing = false;
    told.textContent = tool.dataset.sayDone;
    save();
  });
}

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
stage.addEventListener("keydown", (event) => {
  if (event.key in MOVES) {
    const [across, down] = MOVES[event.key];
    const step = work.width / STEPS;
    spot.x = Math.min(work.width, Math.max(0, spot.x + across * step));
    spot.y = Math.min(work.height, Math.max(0, spot.y + down * step));
    show();
  } else if (event.key === "Enter" || event.key === " ") {
    mark();
    told.textContent = tool.dataset.sayDone;
    save();
  } else return;
  event.preventDefault();
});

for (const name of ["focus", "blur"]) stage.addEventListener(name, () => original && show());
size.addEventListener("input", () => original && show());

document.getElementById("blur-undo").addEventListener("click", () => {
  if (!strokes.pop()) return;
  redraw();
  told.textContent = tool.dataset.sayUndone;
  save();
});

document.getElementById("blur-close").addEventListener("click", () => {
  close();
  openButton.focus();
});

form.addEventListener("photo-ready", () => {
  close();
  openButton.hidden = false;
});
form.addEventListener("photo-gone", () => {
  close();
  openButton.hidden = true;
});

// Whoever taps "send" right after covering something sends the covered picture.
form.addEventListener("submit", (event) => {
  if (!isSaving) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  saving.then(() => form.requestSubmit());
});
