import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serverFolder, type Category } from "./suite.ts";

export interface TestServer {
  readonly url: string;
  /** How often each scenario was seen. */
  report(category: Category): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** Starts the test server on a free port of loopback and waits until it answers. */
export async function startTestServer(folder: string): Promise<TestServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(folder, { recursive: true });
  const cli = join(serverFolder, "dist/cli/cli.js");
  const preload = join(import.meta.dirname, "loopback.mjs");
  const args = ["--import", pathToFileURL(preload).href, cli, "run", `--port=${port}`, `--coverageDirectory=${folder}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(child, "exit");
  let errors = "";
  child.stderr.on("data", (piece: Buffer) => (errors += piece.toString()));
  for (let attempt = 0; ; attempt++) {
    if (child.exitCode !== null || attempt > 200) throw new Error(`the test server does not start: ${errors}`);
    if (await answers(url)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await fetch(`${url}/report/clear`, { method: "POST" });
  return {
    url,
    report: async (category) => {
      const path = category === "vanilla" ? "/report" : `/report/${category}`;
      return (await (await fetch(url + path)).json()) as Record<string, number>;
    },
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/report`);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
