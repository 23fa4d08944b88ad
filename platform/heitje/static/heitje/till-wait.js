// A till that waits for its customer: it hears of the payment by the event stream, and asks by
// itself when the stream fails or falls silent. What became of it is drawn by the server.
"use strict";

(() => {
  const SILENT_MS = 5000;
  const ASK_MS = 2000;
  // A payment begun in the last moment may be told after the end.
  const LATE_MS = 30000;
  const SPOKEN_S = [30, 10];
  const prefersStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  let sound = null;
  let watched = null;

  // Browsers make sound only after a press: asking for payment is one.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-till-ask]") || !window.AudioContext) return;
    sound ??= new AudioContext();
    sound.resume();
  }, true);

  // Lost on the way: the form can be sent again, its key makes it the same request.
  document.addEventListener("htmx:sendError", (event) => {
    delete event.target.closest("form")?.dataset.sent;
  });

  function chime() {
    navigator.vibrate?.([80, 60, 160]);
    if (sound?.state !== "running") return;
    [[880, 0], [1318.5, 0.14]].forEach(([pitch, after]) => {
      const tone = new OscillatorNode(sound, { frequency: pitch });
      const volume = new GainNode(sound, { gain: 0 });
      const start = sound.currentTime + after;
      volume.gain.linearRampToValueAtTime(0.3, start + 0.01);
      volume.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
      tone.connect(volume).connect(sound.destination);
      tone.start(start);
      tone.stop(start + 0.5);
    });
  }

  // Until it worked: the end of a request is never lost to a bad line.
  async function redraw(root) {
    if (!window.htmx) return location.reload();
    const how = { target: "body", swap: "innerHTML show:window:top" };
    await htmx.ajax("GET", location.pathname, how).catch(() => {});
    setTimeout(() => { if (root.isConnected) redraw(root); }, ASK_MS);
    return undefined;
  }

  function countdown(root, ends) {
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    const shown = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    root.querySelector("[data-left]").textContent = shown;
    const ring = root.querySelector(".run");
    if (!prefersStill()) ring.setAttribute("stroke-dashoffset", 100 - (100 * left) / root.dataset.lifetime);
    const spoken = root.querySelector("[data-spoken]");
    if (SPOKEN_S.includes(left)) spoken.textContent = spoken.dataset.spoken.replace("{}", left);
    return left;
  }

  function keepAwake() {
    if (document.visibilityState !== "visible" || !navigator.wakeLock) return Promise.resolve(null);
    return navigator.wakeLock.request("screen").catch(() => null);
  }

  function sayLine(isOnline) {
    const line = document.querySelector("[data-waiting]");
    if (!line) return;
    line.dataset.online ??= line.textContent;
    const text = isOnline ? line.dataset.online : line.dataset.offline;
    if (line.textContent !== text) line.textContent = text;
  }

  function watch(root) {
    const { known, stream: url, state: stateUrl } = root.dataset;
    const begun = performance.now();
    const ends = begun + Number(root.dataset.seconds ?? 0) * 1000;
    let heardAt = begun;
    let askedAt = begun;
    let stream = null;
    let awake = keepAwake();

    function hear(found) {
      sayLine(true);
      if (found.state === known || watched?.root !== root) return;
      end();
      if (found.state === "paid") chime();
      redraw(root);
    }

    async function ask() {
      askedAt = performance.now();
      try {
        const answer = await fetch(stateUrl, { cache: "no-store" });
        if (answer.redirected || [403, 404].includes(answer.status)) hear({ state: "unknown" });
        else if (answer.ok) hear(await answer.json());
      } catch {
        sayLine(false);
      }
    }

    function tick() {
      if (!root.isConnected) return end();
      const now = performance.now();
      const isSilent = !stream || now - heardAt > SILENT_MS;
      if (known === "open") countdown(root, ends);
      else if (now - begun > LATE_MS) return end();
      if (isSilent && now - askedAt >= ASK_MS - 100) ask();
      return undefined;
    }

    function onVisible() {
      awake = keepAwake();
    }

    function end() {
      clearInterval(timer);
      stream?.close();
      document.removeEventListener("visibilitychange", onVisible);
      awake.then((lock) => lock?.release());
      watched = null;
    }

    if (url && window.EventSource) {
      stream = new EventSource(url, { withCredentials: true });
      stream.addEventListener("state", (event) => {
        heardAt = performance.now();
        hear(JSON.parse(event.data));
      });
      stream.addEventListener("pulse", () => {
        heardAt = performance.now();
        sayLine(true);
      });
      stream.addEventListener("error", () => { heardAt = -SILENT_MS; });
    }
    document.addEventListener("visibilitychange", onVisible);
    const timer = setInterval(tick, 1000);
    return { root, end };
  }

  function tellTime() {
    for (const clock of document.querySelectorAll("[data-clock]")) {
      const shown = new Date().toLocaleTimeString("en-GB", { timeZone: "Europe/Amsterdam" });
      const time = shown.replace(/^0/, "").replaceAll(":", ".");
      clock.textContent = clock.dataset.clock.replace("{}", time);
    }
  }

  function begin() {
    const root = document.querySelector("[data-till-wait]");
    if (watched?.root !== root) {
      watched?.end();
      watched = root ? watch(root) : null;
    }
    tellTime();
  }

  setInterval(tellTime, 1000);
  begin();
  document.addEventListener("htmx:afterSettle", () => {
    begin();
    if (!document.activeElement || document.activeElement === document.body) {
      document.getElementById("inhoud")?.focus({ preventScroll: true });
    }
  });
  // Out of the browser's memory: what stands there may be long past.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.querySelector("[data-till-wait], [data-clock]")) location.reload();
  });
  window.addEventListener("pagehide", () => watched?.end());
})();
