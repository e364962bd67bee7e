import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Job, JobMode, Outcome } from "./job.ts";
import { doJob } from "./work.ts";

/** Fewer jobs are done sooner than threads are started. */
const worthThreads = 4;

/** How jobs are spread. */
export interface PoolOptions {
  /** At most so many threads; 1 for none. */
  readonly threads: number;
  /** Called as each job comes to its end, in no particular order. */
  readonly onDone: (outcome: Outcome) => void;
}

/**
 * Does all jobs and gives their outcomes in the jobs' order. Threads take the next job when they are done with one, so
 * that at any time no more packages are in memory than there are threads.
 */
export async function runJobs(
  jobs: readonly Job[],
  mode: JobMode,
  { threads, onDone }: PoolOptions,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const program = threadProgram();
  const count = jobs.length < worthThreads || program === null ? 1 : Math.min(threads, jobs.length);
  const queue = jobs.entries();
  const takeFrom = async (work: (job: Job) => Promise<Outcome>): Promise<void> => {
    for (const [index, job] of queue) {
      const outcome = await work(job);
      outcomes[index] = outcome;
      onDone(outcome);
    }
  };
  if (program === null || count < 2) await takeFrom((job) => doJob(job, mode));
  else await withThreads(program, count, mode, takeFrom);
  return outcomes;
}

/** The built program of a thread, which lies beside the built command line. From sources, there is none. */
function threadProgram(): URL | null {
  const program = new URL("./armature-worker.mjs", import.meta.url);
  return import.meta.url.endsWith(".mjs") && existsSync(fileURLToPath(program)) ? program : null;
}

async function withThreads(
  program: URL,
  count: number,
  mode: JobMode,
  takeFrom: (work: (job: Job) => Promise<Outcome>) => Promise<void>,
): Promise<void> {
  const { Worker } = await import("node:worker_threads");
  const workers = Array.from({ length: count }, () => new Worker(program));
  try {
    await Promise.all(
      workers.map((worker) =>
        takeFrom(
          (job) =>
            new Promise((resolve, reject) => {
              const stop = (reason: Error): void => reject(reason);
              const ended = (): void => reject(new Error(`a thread ended while it worked on ${job.name}`));
              worker.once("message", (outcome: Outcome) => {
                worker.off("error", stop).off("exit", ended);
                resolve(outcome);
              });
              worker.once("error", stop).once("exit", ended);
              worker.postMessage({ job, mode });
            }),
        ),
      ),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
