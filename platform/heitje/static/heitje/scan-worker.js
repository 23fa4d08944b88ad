// Reads a QR code out of camera frames, away from the page's own thread.
import decodeQR from "../vendor/qr-0.7.0/decode.js";

self.addEventListener("message", (event) => {
  const { data, width, height } = event.data;
  let text = "";
  try {
    text = decodeQR({ data: new Uint8ClampedArray(data), width, height }, { timeLimit: 60 });
  } catch {
    // No code in this frame: the next one comes.
  }
  self.postMessage(text);
});
