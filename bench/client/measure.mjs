// CPU time per call of the clients; the service runs elsewhere. Each subject has a process of its own, so that nobody
// pays for what others leave on the heap or teach the compiler. They take turns in blocks, and every block is compared
// with the block of bare fetch in the same round, so that what else the machine does counts for both.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { median } from "../median.mjs";
import { cases } from "./subjects.mjs";

/** Rounds that count, and rounds before them in which code is compiled: CPU matters to who makes thousands of calls. */
const rounds = { counted: 25, before: 30 };

/** What a process says next. Throws where it ends instead. */
async function told(child, name) {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    const [said] = await Promise.race([once(child, "message", { signal }), once(child, "exit", { signal })]);
    if (typeof said !== "object" || said === null) throw new Error(`${name} ended with exit code ${said}`);
    return said;
  } finally {
    ended.abort();
  }
}

/** Has a block of calls made; CPU time in µs per call. */
async function block(child, name) {
  child.send("block");
  return (await told(child, name)).micros;
}

/** In an order of chance: whoever always came after the same one would carry what that one leaves behind. */
function shuffled(names) {
  return names
    .map((name) => [Math.random(), name])
    .sort(([a], [b]) => a - b)
    .map(([, name]) => name);
}

/** Measures one case; the reference is its subject `fetch`. */
export async function measureCase(title, origin) {
  const { subjects } = cases.find((each) => each.title === title);
  const names = Object.keys(subjects);
  const taken = new Map(names.map((name) => [name, []]));
  const program = fileURLToPath(new URL("subject.mjs", import.meta.url));
  const children = new Map(names.map((name) => [name, fork(program, [origin, title, name])]));
  try {
    await Promise.all(names.map((name) => told(children.get(name), name)));
    for (let round = -rounds.before; round < rounds.counted; round++) {
      for (const name of shuffled(names)) {
        const time = await block(children.get(name), name);
        if (round >= 0) taken.get(name).push(time);
      }
    }
  } finally {
    for (const child of children.values()) if (child.connected) child.disconnect();
  }
  const reference = taken.get("fetch");
  return names.map((name) => ({
    title,
    name,
    micros: median(taken.get(name)),
    ratio: median(taken.get(name).map((time, round) => time / reference[round])),
  }));
}
