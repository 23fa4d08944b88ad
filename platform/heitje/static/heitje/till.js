// The till's keypad at the speed of fingers: keys and keyboard change the sum without a round trip.
// What a key does is what marketplace/web/keypad.py does; without this script the server does it.
"use strict";

(() => {
  const MOST_WHOLE_DIGITS = 6;
  const keypad = () => document.getElementById("keypad");

  function keyed(text, key) {
    if (key === "wis") return text.slice(0, -1);
    const [whole, decimals] = text.split(",");
    if (key === ",") return decimals === undefined ? `${whole || "0"},` : text;
    if (!/^[0-9]$/.test(key)) return text;
    if (decimals !== undefined) return decimals.length >= 2 ? text : text + key;
    if (whole === "0") return key;
    return whole.length >= MOST_WHOLE_DIGITS ? text : text + key;
  }

  // Whole numbers only: minor units and cents.
  function minorUnits(text) {
    const [whole, decimals = ""] = text.split(",");
    if (!/^[0-9]*$/.test(whole) || !/^[0-9]{0,2}$/.test(decimals)) return 0;
    return Number(whole || 0) * 100 + Number(decimals.padEnd(2, "0"));
  }

  function written(amount, decimals) {
    return new Intl.NumberFormat(document.documentElement.lang, {
      minimumFractionDigits: decimals, maximumFractionDigits: 2,
    }).format(amount / 100);
  }

  function show(form) {
    const text = form.elements.amount.value;
    const amount = minorUnits(text);
    const { ask, askEmpty, worth, worthEmpty, one, many, cents, maximum } = form.dataset;
    const isOver = amount > Number(maximum);
    const euros = `€\u00a0${written(Math.floor((amount * Number(cents)) / 100), 2)}`;
    const sum = written(amount, amount % 100 ? 2 : 0);
    const button = form.querySelector("#ask");
    form.querySelector("#sum > span").textContent = text || "0";
    form.querySelector("#worth").textContent = amount ? worth.replace("{euros}", euros) : worthEmpty;
    form.querySelector("#worth").hidden = isOver;
    form.querySelector("#over").hidden = !isOver;
    form.querySelector("#typing").hidden = false;
    button.textContent = amount
      ? ask.replace("{sum}", sum).replace("{coins}", amount === 100 ? one : many) : askEmpty;
    button.setAttribute("aria-disabled", String(!amount || isOver));
  }

  function press(form, key) {
    form.elements.amount.value = keyed(form.elements.amount.value, key);
    show(form);
  }

  // Before htmx and the form hear of it.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#keypad button");
    if (!button) return;
    const isKey = button.value !== "vraag";
    const isOff = keypad().querySelector("#ask").getAttribute("aria-disabled") === "true";
    if (!isKey && !isOff) return;
    event.preventDefault();
    event.stopPropagation();
    if (isKey) press(button.form, button.value);
  }, true);

  document.addEventListener("keydown", (event) => {
    const form = keypad();
    const isElsewhere = event.target.closest("a, button, summary, input, textarea, select");
    if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isElsewhere && !event.target.matches(".key")) return;
    const key = { Backspace: "wis", Delete: "wis", ".": ",", Decimal: "," }[event.key] ?? event.key;
    if (event.key === "Enter" && !isElsewhere) form.querySelector("#ask").click();
    else if (/^([0-9,]|wis)$/.test(key)) press(form, key);
    else return;
    event.preventDefault();
  });

  function begin() {
    const form = keypad();
    if (form) show(form);
  }
  begin();
  document.addEventListener("htmx:afterSettle", begin);
  window.addEventListener("pageshow", begin);
})();
