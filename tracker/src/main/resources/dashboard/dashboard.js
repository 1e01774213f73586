// Names, who holds them and what they want, as this tracker tells it: read once, then kept up to
// date by its events. What names and peers say is only ever put in as text.

const PAGE = 500;
const MOST_ROWS = 5000;
const SEEDER_SERVES = 8;
const TOTALS_MILLIS = 5000;
const MARKED_MILLIS = 1500;
const PEERS_SHOWN = 200;

const byId = (id) => document.getElementById(id);
const names = new Map(); // name -> what is known of it
const rows = new Map(); // name -> its row
let order = { key: "name", down: false };
let more = false;
let open = null; // the name whose holders are shown
let reading = false;

const number = new Intl.NumberFormat();

function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  let unit = 0;
  let left = bytes;
  while (left >= 1024 && unit < units.length - 1) {
    left /= 1024;
    unit++;
  }
  return `${unit === 0 ? left : left.toFixed(1)} ${units[unit]}`;
}

function span(seconds) {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

const demand = (entry) => entry.leechers - SEEDER_SERVES * entry.seeders;

async function ask(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function cell(row, index) {
  while (row.cells.length <= index) row.insertCell();
  return row.cells[index];
}

function show(entry) {
  let row = rows.get(entry.name);
  if (!row) {
    row = document.createElement("tr");
    const button = document.createElement("button");
    button.textContent = entry.name;
    button.addEventListener("click", () => {
      holders(entry.name);
      // It opens above a table that may be long.
      byId("holders").scrollIntoView({ block: "start" });
    });
    cell(row, 0).append(button);
    rows.set(entry.name, row);
  }
  const wants = demand(entry);
  cell(row, 1).textContent = size(entry.size);
  cell(row, 2).textContent = number.format(entry.seeders);
  cell(row, 2).className = entry.seeders === 0 ? "empty" : "";
  cell(row, 3).textContent = number.format(entry.leechers);
  cell(row, 4).textContent = number.format(wants);
  cell(row, 4).className = wants > 0 ? "want" : "";
  cell(row, 5).textContent = number.format(entry.handOuts);
  cell(row, 6).textContent = new Date(entry.clock).toLocaleString();
  cell(row, 6).title = entry.publishedBy?.address ? `by ${entry.publishedBy.address}` : "";
  row.hidden = !matches(entry);
  return row;
}

function mark(entry) {
  const row = show(entry);
  row.classList.add("changed");
  setTimeout(() => row.classList.remove("changed"), MARKED_MILLIS);
}

function matches(entry) {
  return entry.name.toLowerCase().includes(byId("filter").value.toLowerCase());
}

function value(entry, key) {
  return key === "demand" ? demand(entry) : entry[key];
}

function sort() {
  const { key, down } = order;
  const sorted = [...names.values()].sort((a, b) => {
    const [x, y] = [value(a, key), value(b, key)];
    const found = x < y ? -1 : x > y ? 1 : a.name < b.name ? -1 : 1;
    return down ? -found : found;
  });
  byId("names").replaceChildren(...sorted.map(show));
  count();
}

function count() {
  let shown = 0;
  let wants = 0;
  for (const entry of names.values()) {
    if (matches(entry)) shown++;
    wants += demand(entry);
  }
  byId("shown").textContent =
    `${number.format(shown)} of ${number.format(names.size)}` + (more ? ", and there are more" : "");
  byId("t-demand").textContent = number.format(wants);
  byId("none").hidden = names.size > 0;
}

async function readNames() {
  if (reading) return;
  reading = true;
  try {
    const found = new Map();
    let after = "";
    do {
      const page = await ask(`api/v1/names?limit=${PAGE}${after && `&after=${encodeURIComponent(after)}`}`);
      for (const entry of page.names) found.set(entry.name, entry);
      after = page.next ?? "";
    } while (after && found.size < MOST_ROWS);
    more = after !== "";
    names.clear();
    rows.clear();
    for (const [name, entry] of found) names.set(name, entry);
    sort();
  } finally {
    reading = false;
  }
}

async function readName(name) {
  try {
    const entry = await ask(`api/v1/names/${encodeURIComponent(name)}`);
    const isNew = !names.has(name);
    if (isNew && names.size >= MOST_ROWS) {
      more = true;
      return;
    }
    names.set(name, entry);
    if (isNew) sort();
    mark(entry);
  } catch {
    forget(name);
  }
  count();
}

function forget(name) {
  names.delete(name);
  rows.get(name)?.remove();
  rows.delete(name);
  if (open === name) close();
  count();
}

async function readTotals() {
  try {
    const tracker = await ask("api/v1/tracker");
    byId("version").textContent = tracker.version;
    byId("t-names").textContent = number.format(tracker.names);
    byId("t-swarms").textContent = number.format(tracker.swarms);
    byId("t-seeders").textContent = number.format(tracker.seeders);
    byId("t-leechers").textContent = number.format(tracker.leechers);
    byId("t-uptime").textContent = span(tracker.uptimeSeconds);
  } catch {
    // The line at the top says that nobody answers.
  }
}

async function holders(name) {
  const entry = names.get(name);
  if (!entry) return;
  open = name;
  byId("holders").hidden = false;
  byId("holders-title").textContent = name;
  byId("holders-hash").textContent = entry.infoHash;
  try {
    const page = await ask(`api/v1/swarms/${entry.infoHash}/peers?limit=${PEERS_SHOWN}`);
    if (open !== name) return;
    byId("holders-note").textContent =
      page.peers.length === 0 ? "nobody" : `${page.peers.length}${page.next ? ", and there are more" : ""}`;
    byId("peers").replaceChildren(...page.peers.map(peer));
  } catch (failure) {
    byId("holders-note").textContent = failure.message;
  }
}

function peer(told) {
  const row = document.createElement("tr");
  const state = told.draining ? " (leaving)" : told.heldBack ? " (silent)" : "";
  const missing = told.seeder ? "nothing" : told.left === undefined ? "?" : size(told.left);
  const texts = [
    told.endpoint + state,
    told.client ?? "",
    missing,
    told.node ?? "",
    told.zone ?? "",
    number.format(told.handOuts),
    told.lastAnnounceSeconds === undefined ? "" : `${span(told.lastAnnounceSeconds)} ago`,
  ];
  texts.forEach((text, index) => {
    cell(row, index).textContent = text;
  });
  return row;
}

function close() {
  open = null;
  byId("holders").hidden = true;
}

function swarm(told) {
  for (const entry of names.values()) {
    if (entry.infoHash === told.infoHash) {
      entry.seeders = told.seeders;
      entry.leechers = told.leechers;
      mark(entry);
      if (entry.name === open) holders(open);
    }
  }
  count();
}

function live(state, text) {
  byId("live").dataset.state = state;
  byId("live").textContent = text;
}

function listen() {
  const events = new EventSource("api/v1/events");
  const heard = (name, handler) => events.addEventListener(name, (event) => handler(JSON.parse(event.data)));
  let wasLost = false;
  events.onopen = () => {
    live("live", "live");
    if (wasLost) readNames();
    wasLost = false;
  };
  events.onerror = () => {
    wasLost = true;
    live("lost", "no answer, trying again");
    if (events.readyState === EventSource.CLOSED) {
      // Refused, as when there are too many of us: the browser does not try again by itself.
      setTimeout(listen, TOTALS_MILLIS);
    }
  };
  heard("published", (told) => readName(told.name));
  heard("replaced", (told) => {
    readName(told.name);
    // What the name meant before stays to be had.
    readName(`${told.name}@${told.before.slice(0, 8)}`);
  });
  heard("deleted", (told) => forget(told.name));
  heard("swarm", swarm);
  heard("missed", readNames);
}

byId("filter").addEventListener("input", () => {
  for (const entry of names.values()) rows.get(entry.name).hidden = !matches(entry);
  count();
});
byId("close").addEventListener("click", close);
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const key = button.dataset.key;
    order = { key, down: order.key === key ? !order.down : key !== "name" };
    for (const head of document.querySelectorAll("th[aria-sort]")) head.removeAttribute("aria-sort");
    button.parentElement.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    sort();
  });
}
byId("here").textContent = location.host;
listen();
readTotals();
setInterval(readTotals, TOTALS_MILLIS);
readNames().catch(() => live("lost", "no answer"));
