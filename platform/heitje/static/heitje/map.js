// A map that can be moved: pins of what the list tells, over tiles or over the town's own drawing.
// Without this script the drawn picture in its place stays, and the list says the same.
"use strict";

const AREAS = ["built", "green", "water"];
const CLOSEST = 18;
const NAMES_FROM = 12;
const STREETS_FROM = 14;

const numbers = (text) => (text || "").split(",").filter(Boolean).map(Number);

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

// What stands at a spot, as links: in a bubble of the map.
const told = (spot, place) => {
  const box = element("div", "map-told");
  box.append(element("p", "map-head", spot.label));
  if (!spot.items.length) return box;
  const list = element("ul", "map-list");
  for (const item of spot.items) {
    const row = element("li");
    const link = element("a", "", item.title);
    link.href = item.url;
    row.append(link);
    if (item.line) row.append(element("span", "small muted", item.line));
    list.append(row);
  }
  box.append(list);
  if (spot.count > spot.items.length) box.append(element("p", "small muted", place.dataset.more));
  return box;
};

const marker = (map, place, spot) => {
  const many = spot.count > 1;
  const pin = L.marker([spot.lat, spot.lon], {
    icon: L.divIcon({
      className: many ? "map-pin map-pin-many" : "map-pin",
      html: element("span", "", many ? String(spot.count) : "").outerHTML,
      iconSize: many ? [44, 44] : [32, 40],
      iconAnchor: many ? [22, 22] : [16, 38],
      popupAnchor: [0, many ? -18 : -34],
    }),
    riseOnHover: true,
  });
  pin.on("add", () => pin.getElement().setAttribute("aria-label", spot.label));
  if (spot.items.length) pin.bindPopup(() => told(spot, place), { minWidth: 180, maxWidth: 260 });
  else pin.on("click", () => map.setView(pin.getLatLng(), Math.min(map.getZoom() + 2, CLOSEST)));
  return pin;
};

// A name that would lie over an earlier one waits until there is room.
const part = (names) => {
  const shown = [];
  for (const name of names) {
    name.hidden = false;
    const box = name.getBoundingClientRect();
    name.hidden = shown.some((other) => box.left < other.right && other.left < box.right
      && box.top < other.bottom && other.top < box.bottom);
    if (!name.hidden) shown.push(box);
  }
};

const drawGround = async (map, place) => {
  const answer = await fetch(place.dataset.drawing);
  if (!answer.ok) return;
  const { shapes, places } = await answer.json();
  const ground = map.createPane("ground");
  ground.setAttribute("aria-hidden", "true");
  const streets = L.layerGroup();
  const names = L.layerGroup();
  const renderer = L.svg({ pane: "ground", padding: 0.4 });
  for (const { kind, points } of shapes) {
    const look = { pane: "ground", renderer, interactive: false, className: `map-${kind}` };
    const shape = AREAS.includes(kind) ? L.polygon(points, look) : L.polyline(points, look);
    shape.addTo(kind === "street" ? streets : map);
  }
  for (const one of places) {
    L.marker([one.lat, one.lon], {
      icon: L.divIcon({ className: "map-name", html: element("span", "", one.name).outerHTML, iconSize: [0, 0] }),
      interactive: false,
      keyboard: false,
      pane: "ground",
    }).addTo(names);
  }
  const byZoom = () => {
    for (const [layer, from] of [[streets, STREETS_FROM], [names, NAMES_FROM]]) {
      if (map.getZoom() >= from) layer.addTo(map);
      else layer.remove();
    }
    part([...ground.querySelectorAll(".map-name span")]);
  };
  map.on("zoomend", byZoom);
  byZoom();
};

const showSpots = (map, place) => {
  const pins = L.layerGroup().addTo(map);
  let asking = null;
  const show = async () => {
    asking?.abort();
    asking = new AbortController();
    const bounds = map.getBounds().pad(0.1).toBBoxString();
    const asked = new URL(place.dataset.spots, location.href);
    asked.searchParams.set("vak", bounds);
    asked.searchParams.set("zoom", Math.round(map.getZoom()));
    try {
      const answer = await fetch(asked, { signal: asking.signal });
      if (!answer.ok) return;
      const { spots } = await answer.json();
      pins.clearLayers();
      for (const spot of spots) marker(map, place, spot).addTo(pins);
      place.dataset.shown = String(spots.reduce((sum, spot) => sum + spot.count, 0));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  // A bubble that opens moves the map a little: that is no reason to take its pin away.
  map.on("moveend", () => {
    if (!place.querySelector(".leaflet-popup")) show();
  });
  map.on("popupclose", () => setTimeout(() => place.querySelector(".leaflet-popup") || show(), 300));
  show();
};

const start = (place) => {
  const [west, south, east, north] = numbers(place.dataset.box);
  const here = numbers(place.dataset.here);
  place.replaceChildren();
  place.hidden = false;
  place.classList.add("map-live");
  const map = L.map(place, {
    zoomControl: false, attributionControl: false, minZoom: 9, maxZoom: CLOSEST,
    // A drawing is sharp at any size, a tile at its own.
    zoomSnap: place.dataset.tiles ? 1 : 0.25,
  });
  const { zoomIn, zoomOut, tiles, credit, close, hereName } = place.dataset;
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut, position: "topright" }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", close);
  });
  map.fitBounds([[south, west], [north, east]], { padding: [28, 36], maxZoom: 15, animate: false });
  if (tiles) {
    L.control.attribution({ prefix: false }).addTo(map);
    L.tileLayer(tiles, { attribution: element("span", "", credit).innerHTML, maxZoom: CLOSEST }).addTo(map);
  } else drawGround(map, place);
  if (here.length === 2) {
    L.marker(here, {
      icon: L.divIcon({ className: "map-here", html: element("span", "vh", hereName).outerHTML, iconSize: [20, 20] }),
      interactive: false, keyboard: false,
    }).addTo(map);
  }
  showSpots(map, place);
};

for (const place of document.querySelectorAll("[data-map]")) start(place);
