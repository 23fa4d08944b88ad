// The pay page: a camera looks for the till's QR code. What is read goes to the server as text;
// nothing in it is trusted but the code. Without camera, permission or script one types the code.

const stage = document.querySelector("[data-scan]");
const video = document.getElementById("camera");
const says = document.getElementById("scan-says");
const lamp = document.getElementById("lamp");
const typed = document.querySelector("[data-scan] input[name=code]");

const LARGEST = 960; // pixels: enough for a code at arm's length, and quick to read
const PAUSE_MS = 120;

let stream = null;
let reader = null;
let timer = 0;
let isAsking = false;

const say = (word) => {
  says.textContent = stage.dataset[word];
};

const stop = () => {
  clearTimeout(timer);
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  reader?.close();
  reader = null;
  video.srcObject = null;
  video.hidden = true;
  lamp.hidden = true;
  delete stage.dataset.looking;
};

const giveUp = (word) => {
  stop();
  say(word);
  const pin = typed.value ? document.querySelector("[data-pin]") : null;
  (pin ?? typed).focus();
};

const found = (text) => {
  say("sayFound");
  // Only after a tap on this page: a browser complains otherwise.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(60);
  stop();
  // A card's code stands in no address: it goes into the form, and its holder keys the PIN.
  if (!stage.dataset.scan) {
    typed.value = text.slice(0, 200);
    document.querySelector("[data-pin]").focus();
    return;
  }
  location.assign(`${stage.dataset.scan}?qr=${encodeURIComponent(text.slice(0, 500))}`);
};

// The browser's own detector, where it has one that knows QR.
const nativeReader = async () => {
  if (!("BarcodeDetector" in window)) return null;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return {
    isNative: true,
    read: async () => (await detector.detect(video))[0]?.rawValue ?? "",
    close: () => {},
  };
};

// Ours, in a worker of this origin.
const ownReader = () => {
  const worker = new Worker(stage.dataset.worker, { type: "module" });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const frame = () => {
    const scale = Math.min(1, LARGEST / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
  const read = () =>
    new Promise((resolve, reject) => {
      worker.onmessage = (event) => resolve(event.data);
      worker.onerror = reject;
      const { data, width, height } = frame();
      worker.postMessage({ data: data.buffer, width, height }, [data.buffer]);
    });
  return { read, close: () => worker.terminate() };
};

const look = async () => {
  const own = reader;
  if (!own || !stream) return;
  try {
    const text = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await own.read() : "";
    if (own !== reader) return;
    if (text) return found(text);
  } catch {
    if (own !== reader) return;
    if (!own.isNative) return giveUp("sayNone");
    // Some phones have a detector that is never ready: ours takes over.
    reader = ownReader();
  }
  timer = setTimeout(look, PAUSE_MS);
};

const offerLamp = (track) => {
  if (!track.getCapabilities?.().torch) return;
  lamp.hidden = false;
  lamp.onclick = async () => {
    const isOn = lamp.getAttribute("aria-pressed") !== "true";
    await track.applyConstraints({ advanced: [{ torch: isOn }] }).catch(() => {});
    lamp.setAttribute("aria-pressed", String(isOn));
  };
};

const begin = async () => {
  if (stream || isAsking) return;
  if (!navigator.mediaDevices?.getUserMedia) {
    return giveUp(window.isSecureContext ? "sayNone" : "sayInsecure");
  }
  say("sayStart");
  isAsking = true;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    return giveUp(error.name === "NotAllowedError" ? "sayRefused" : "sayNone");
  } finally {
    isAsking = false;
  }
  // The person may have left while the browser asked for permission.
  if (document.hidden) return stop();
  const [track] = stream.getVideoTracks();
  track.addEventListener("ended", () => giveUp("sayStopped"));
  video.srcObject = stream;
  video.hidden = false;
  try {
    await video.play();
    reader = (await nativeReader()) ?? ownReader();
  } catch {
    return giveUp("sayNone");
  }
  offerLamp(track);
  stage.dataset.looking = "";
  say("sayLook");
  look();
};

// The camera is on only while one looks at this page.
window.addEventListener("pagehide", stop);
document.addEventListener("visibilitychange", () => (document.hidden ? stop() : begin()));
window.addEventListener("pageshow", begin);
if (document.readyState === "complete") begin();
