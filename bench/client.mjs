// CPU time per call of a generated client, beside bare fetch, bare node:http and the peers' clients.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath, pathToFileURL } from "node:url";
import { measureCase } from "./client/measure.mjs";
import { cases } from "./client/subjects.mjs";
import { formatTable } from "./table.mjs";

/** Measures with the service in a process of its own. */
export async function measureClients() {
  const service = fork(fileURLToPath(new URL("service.mjs", import.meta.url)));
  try {
    const [origin] = await once(service, "message");
    const rows = [];
    for (const { title, bars } of cases) {
      for (const row of await measureCase(title, origin)) {
        const bar = bars[row.name];
        rows.push(bar === undefined ? row : { ...row, bar, ok: row.ratio <= bar });
      }
    }
    return rows;
  } finally {
    service.disconnect();
  }
}

export function clientTable(rows) {
  return formatTable(
    ["CPU of the client per call", "client", "µs", "of fetch", "bar", ""],
    rows.map(({ title, name, micros, ratio, bar, ok }) => [
      title,
      name,
      micros.toFixed(0),
      ratio.toFixed(2),
      bar === undefined ? "" : bar.toFixed(2),
      ok === undefined ? "" : ok ? "ok" : "over",
    ]),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(clientTable(await measureClients()));
}
