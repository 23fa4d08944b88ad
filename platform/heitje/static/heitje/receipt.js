// A clock that runs: what the till sees is a page of this moment, not a picture of an earlier one.
"use strict";

const clock = document.getElementById("now");
const format = new Intl.DateTimeFormat(document.documentElement.lang || "nl", {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  second: "2-digit",
  timeZone: "Europe/Amsterdam",
});

const tick = () => {
  const now = new Date();
  clock.dateTime = now.toISOString();
  clock.textContent = format.format(now).replace(/(\d):(\d)/g, "$1.$2");
};

tick();
setInterval(tick, 1000);
