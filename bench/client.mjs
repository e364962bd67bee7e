// CPU time per call of a generated client, beside bare fetch, bare node:http and the peers' clients.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath, pathToFileURL } from "node:url";
import { formatTable } from "./table.mjs";

const bar = 1.15;
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Measures in this process, with the service in another one. */
async function measureHere() {
  const service = fork(here("service.mjs"));
  try {
    const [origin] = await once(service, "message");
    const { cases } = await import("./client/subjects.mjs");
    const { measureCase } = await import("./client/measure.mjs");
    const rows = [];
    for (const each of cases(origin)) rows.push(...(await measureCase(each)));
    return rows.map((row) => (row.name === "armature" ? { ...row, bar, ok: row.ratio <= bar } : row));
  } finally {
    service.disconnect();
  }
}

/** Measures in a process of its own: its heap has seen nothing else. */
export async function measureClients() {
  const child = fork(fileURLToPath(import.meta.url));
  const rows = await Promise.race([once(child, "message"), once(child, "exit")]);
  if (!Array.isArray(rows[0])) throw new Error(`measuring clients failed with exit code ${rows[0]}`);
  return rows[0];
}

export function clientTable(rows) {
  return formatTable(
    ["CPU of the client per call", "client", "µs", "of fetch", "bar", ""],
    rows.map(({ title, name, micros, ratio, ok }) => [
      title,
      name,
      micros.toFixed(0),
      ratio.toFixed(2),
      ok === undefined ? "" : bar.toFixed(2),
      ok === undefined ? "" : ok ? "ok" : "over",
    ]),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const rows = await measureHere();
  if (process.send === undefined) console.log(clientTable(rows));
  else process.send(rows, () => process.disconnect());
}
