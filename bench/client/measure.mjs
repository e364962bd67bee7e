// CPU time per call of this process, the client; the service runs in another one. Subjects take turns in blocks, and
// every block is compared with the block of bare fetch in the same round.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { median } from "../median.mjs";

/** Rounds that count, and rounds before them in which code is compiled. */
const rounds = { counted: 25, before: 15 };

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");

/** Between blocks, so that nobody collects what somebody else has left. A full collection would drop compiled code too. */
const collect = () => gc({ type: "minor" });

/** CPU time of a block in µs per call. Throws where a call gives anything else than it should. */
async function block(run, calls, gives) {
  collect();
  const start = process.cpuUsage();
  for (let call = 0; call < calls; call++) {
    const given = await run();
    if (given !== gives) throw new Error(`a call gave ${JSON.stringify(given)}, not ${JSON.stringify(gives)}`);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}

/** In an order of chance: whoever always came after the same one would carry what that one leaves behind. */
function shuffled(names) {
  return names
    .map((name) => [Math.random(), name])
    .sort(([a], [b]) => a - b)
    .map(([, name]) => name);
}

/** Measures one case; the reference is its subject `fetch`. */
export async function measureCase({ title, calls, gives, subjects }) {
  const names = Object.keys(subjects);
  const taken = new Map(names.map((name) => [name, []]));
  for (let round = -rounds.before; round < rounds.counted; round++) {
    for (const name of shuffled(names)) {
      const time = await block(subjects[name], calls, gives);
      if (round >= 0) taken.get(name).push(time);
    }
  }
  const reference = taken.get("fetch");
  return names.map((name) => ({
    title,
    name,
    micros: median(taken.get(name)),
    ratio: median(taken.get(name).map((time, round) => time / reference[round])),
  }));
}
