const signs = {
  Waiting: ["rest", "○"], Starting: ["busy", "◔"], Running: ["busy", "◑"], Healthy: ["good", "●"], Restarting: ["busy", "↻"],
  Failed: ["bad", "✕"], Finished: ["good", "✓"], Stopping: ["rest", "◔"], Stopped: ["rest", "□"],
};
const keptLines = 2000;
const rows = document.getElementById("rows");
const summary = document.getElementById("summary");
const log = document.getElementById("log");
const title = document.getElementById("log-title");
const filter = document.getElementById("filter");
const follow = document.getElementById("follow");
let current = null;
let lines = null;

function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function stateCell(resource) {
  const cell = element("td");
  const [name, sign] = signs[resource.state] ?? ["rest", "○"];
  const state = element("span", resource.state, `state ${resource.isUp ? "good" : name}`);
  state.dataset.sign = sign;
  cell.append(state);
  if (resource.reason) cell.append(element("span", resource.reason, "reason"));
  return cell;
}

function addressCell(resource) {
  const cell = element("td");
  for (const address of resource.addresses) {
    const line = element("span", undefined, "address");
    if (address.isLink) {
      const link = element("a", address.text);
      link.href = address.text;
      link.rel = "noreferrer";
      line.append(link);
    } else {
      line.append(address.text);
    }
    line.append(` ${address.name}`);
    cell.append(line);
  }
  return cell;
}

function logCell(resource) {
  const cell = element("td");
  const button = element("button", "Read");
  button.type = "button";
  button.setAttribute("aria-label", `Read the log of ${resource.name}`);
  button.addEventListener("click", () => read(resource.name));
  cell.append(button);
  return cell;
}

function show(resources) {
  const focused = rows.contains(document.activeElement) ? document.activeElement.closest("tr")?.dataset.name : null;
  rows.replaceChildren(...resources.map(resource => {
    const row = element("tr");
    row.dataset.name = resource.name;
    if (resource.name === current) row.setAttribute("aria-current", "true");
    const name = element("th", resource.name);
    name.scope = "row";
    const started = element("td");
    if (resource.startedAt) {
      const time = element("time", new Date(resource.startedAt).toLocaleTimeString());
      time.dateTime = resource.startedAt;
      started.append(time);
    }
    row.append(name, element("td", resource.kind), stateCell(resource), addressCell(resource), element("td", String(resource.restarts), "number"), started, logCell(resource));
    return row;
  }));
  if (focused) [...rows.children].find(row => row.dataset.name === focused)?.querySelector("button")?.focus();
  const up = resources.filter(each => each.isUp || each.state === "Finished").length;
  const failed = resources.filter(each => each.state === "Failed").map(each => each.name);
  summary.textContent = `${up} of ${resources.length} up${failed.length ? `, failed: ${failed.join(", ")}` : ""}`;
}

function fits(line) {
  return line.textContent.toLowerCase().includes(filter.value.toLowerCase());
}

function append(entry) {
  const line = element("div", undefined, entry.isError ? "error" : undefined);
  const time = element("time", new Date(entry.time).toLocaleTimeString());
  time.dateTime = entry.time;
  line.append(time, entry.text);
  line.hidden = !fits(line);
  log.append(line);
  while (log.childElementCount > keptLines) log.firstElementChild.remove();
  if (follow.checked) log.scrollTop = log.scrollHeight;
}

function read(name) {
  lines?.close();
  current = name;
  title.textContent = `Log of ${name}`;
  for (const row of rows.children) row.toggleAttribute("aria-current", false);
  [...rows.children].find(row => row.dataset.name === name)?.setAttribute("aria-current", "true");
  log.replaceChildren();
  lines = new EventSource(`logs/${encodeURIComponent(name)}`);
  // A reconnection sends the kept lines again.
  lines.addEventListener("open", () => log.replaceChildren());
  lines.addEventListener("line", event => append(JSON.parse(event.data)));
}

filter.addEventListener("input", () => {
  for (const line of log.children) line.hidden = !fits(line);
});

const states = new EventSource("states");
states.addEventListener("states", event => show(JSON.parse(event.data)));
states.addEventListener("error", () => { summary.textContent = "The application has ended, or can't be reached."; });
