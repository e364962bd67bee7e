import { parentPort } from "node:worker_threads";
import type { Job, JobMode } from "./job.ts";
import { doJob } from "./work.ts";

/** What a thread is asked, and what it says that it is done with. Anything that is thrown ends it and is told as it is. */
export interface Order {
  readonly job: Job;
  readonly mode: JobMode;
}

/** Does what it is asked, one job after another. The program of a thread. */
export function serve(): void {
  parentPort?.on("message", ({ job, mode }: Order) => {
    void doJob(job, mode).then((outcome) => parentPort?.postMessage(outcome));
  });
}
