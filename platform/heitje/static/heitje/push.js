// Notifications in this browser. Its push service is asked only when somebody presses the button.
"use strict";

const form = document.querySelector("form[data-push]");
const note = document.querySelector("[data-push-no]");
const canPush = form && "serviceWorker" in navigator && "PushManager" in window
  && "Notification" in window && window.isSecureContext;

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};

const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const showHow = () => {
  form.hidden = Notification.permission === "denied";
  note.hidden = Notification.permission !== "denied";
};

const subscription = async (worker, key) => {
  const known = await worker.pushManager.getSubscription();
  if (known && text(known.options.applicationServerKey) === key) return known;
  // Asked with another key once: the house could not reach it.
  if (known) await known.unsubscribe();
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
};

const switchOn = async () => {
  if (await Notification.requestPermission() !== "granted") return showHow();
  const found = await subscription(await navigator.serviceWorker.ready, form.dataset.push);
  form.elements.endpoint.value = found.endpoint;
  form.elements.public_key.value = text(found.getKey("p256dh"));
  form.elements.secret.value = text(found.getKey("auth"));
  form.submit();
};

if (canPush) {
  showHow();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    switchOn().catch(() => { note.hidden = false; });
  });
}
