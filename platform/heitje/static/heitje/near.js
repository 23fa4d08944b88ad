// "Near me": the browser says where somebody is, to about a hundred metres, and the list begins there.
// Without this script, or when it may not know, a neighbourhood is chosen from the list.
"use strict";

for (const button of document.querySelectorAll("[data-near]")) {
  if (!("geolocation" in navigator) || !window.isSecureContext) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const address = new URL(location.href);
        address.searchParams.set("near", `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`);
        for (const name of ["page", "order"]) address.searchParams.delete(name);
        location.assign(address);
      },
      () => {
        button.removeAttribute("aria-busy");
        document.getElementById(button.dataset.near).hidden = false;
      },
      { timeout: 10000, maximumAge: 300000 },
    );
  });
}
