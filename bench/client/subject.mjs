// The process of one subject: makes a block of calls each time it is asked to.
//
//   node bench/client/subject.mjs ORIGIN CASE SUBJECT
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { cases } from "./subjects.mjs";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");

const [origin, title, name] = process.argv.slice(2);
const { calls, gives, subjects } = cases.find((each) => each.title === title);
const run = await subjects[name](origin);

/** CPU time of a block in µs per call. Throws where a call gives anything else than it should. */
async function block() {
  // What is left of the block before is not this one's. A full collection would drop compiled code, too.
  gc({ type: "minor" });
  const start = process.cpuUsage();
  for (let call = 0; call < calls; call++) {
    const given = await run();
    if (given !== gives) throw new Error(`a call gave ${JSON.stringify(given)}, not ${JSON.stringify(gives)}`);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}

process.on("message", async () => process.send({ micros: await block() }));
process.on("disconnect", () => process.exit());
process.send({ ready: true });
