import { valuesOf } from "./compare.ts";
import {
  decodeSegment,
  nth,
  pathOf,
  type Answer,
  type Check,
  type ExpectedRequest,
  type Playbook,
  type ReceivedRequest,
  type Stage,
} from "./exchange.ts";
import { sharedKeyAuthorization } from "./sharedKey.ts";

export const batchToken = "batch-token";

/** What {@link batchTasks} expects of a terminate of the task `all-options`. */
export const allOptions = {
  timeout: 15,
  clientRequestId: "6a9b3c1d-2f54-4d1c-9a55-0d6a3f1c2b7e",
  returnClientRequestId: true,
  ocpDate: "Tue, 04 Mar 2025 09:30:00 GMT",
  ifMatch: '"0x8D4EDFEBFADF4AB"',
  ifNoneMatch: '"0x8D4EDFEBFADF4AC"',
  ifModifiedSince: "Mon, 03 Mar 2025 09:30:00 GMT",
  ifUnmodifiedSince: "Wed, 05 Mar 2025 09:30:00 GMT",
} as const;

const rfc1123 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

const dateHeader: Check = {
  what: "a date as RFC 1123 writes it",
  test: (value) => rfc1123.test(value) && new Date(value).toUTCString() === value,
};

/**
 * `Task_Terminate` and `Task_Get`, Batch 2024-07-01.20.0, with a token or the account's key. In the job `demo-job` the
 * task's id chooses:
 *
 * - `long`: 204; reading it then gives running twice, then completed
 * - `all-options`: as `long`, and the request must carry {@link allOptions}
 * - `done`: 409 with the error's values
 * - any other, and any other job: 404 with a localized message
 *
 * A task that was not terminated reads as active for ever.
 */
export const batchTasks: Playbook = (request, stage) => {
  const match = /^\/jobs\/([^/]*)\/tasks\/([^/]*)(\/terminate)?$/.exec(pathOf(request));
  if (match === null) return undefined;
  const [job, task] = [decodeSegment(match[1]), decodeSegment(match[2])];
  const path = `/jobs/${encodeURIComponent(job)}/tasks/${encodeURIComponent(task)}`;
  return match[3] === undefined
    ? { expected: expectedGet(request, path), answer: get(job, task, stage) }
    : { expected: expectedTerminate(request, path, task), answer: terminate(job, task, stage) };
};

/** A signed request carries the date that it was signed at; which of the two ways it is, the caller decides. */
function authorization(request: ReceivedRequest): Readonly<Record<string, string | Check>> {
  const signed = valuesOf(request, "authorization").some((value) => value.startsWith("SharedKey "));
  if (!signed) return { authorization: `Bearer ${batchToken}` };
  return { authorization: sharedKeyAuthorization(request), "ocp-date": dateHeader };
}

function expectedTerminate(request: ReceivedRequest, path: string, task: string): ExpectedRequest {
  const all = task === "all-options";
  return {
    method: "POST",
    path: `${path}/terminate`,
    query: [...(all ? [`timeout=${allOptions.timeout}`] : []), "api-version=2024-07-01.20.0"],
    headers: {
      accept: "application/json",
      ...authorization(request),
      "content-type": "application/json; odata=minimalmetadata",
      ...(all
        ? {
            "client-request-id": allOptions.clientRequestId,
            "return-client-request-id": "true",
            "ocp-date": allOptions.ocpDate,
            "if-match": allOptions.ifMatch,
            "if-none-match": allOptions.ifNoneMatch,
            "if-modified-since": allOptions.ifModifiedSince,
            "if-unmodified-since": allOptions.ifUnmodifiedSince,
          }
        : {}),
    },
    body: "",
  };
}

function expectedGet(request: ReceivedRequest, path: string): ExpectedRequest {
  return {
    method: "GET",
    path,
    query: ["api-version=2024-07-01.20.0"],
    headers: { accept: "application/json", ...authorization(request) },
    body: "",
  };
}

const responseHeaders = {
  "request-id": "7d0c8f64-1111-4222-8333-944445555666",
  etag: '"0x8D4EDFEBFADF4AB"',
  "last-modified": "Tue, 04 Mar 2025 09:30:01 GMT",
};

function dataServiceId(job: string, task: string): string {
  return `https://demoaccount.westeurope.batch.azure.com/jobs/${job}/tasks/${task}`;
}

function batchError(status: number, code: string, message: string, values: Readonly<Record<string, string>>): Answer {
  return {
    status,
    headers: { "request-id": responseHeaders["request-id"] },
    body: {
      code,
      message: { lang: "en-US", value: message },
      values: Object.entries(values).map(([key, value]) => ({ key, value })),
    },
  };
}

function notFound(job: string, task: string): Answer {
  return batchError(404, "TaskNotFound", "There is no such task.\nRequestId:7d0c8f64", { JobId: job, TaskId: task });
}

function terminate(job: string, task: string, stage: Stage): Answer {
  if (job !== "demo-job") return notFound(job, task);
  switch (task) {
    case "all-options":
    case "long":
      stage.visit(`terminated ${task}`);
      return {
        status: 204,
        headers: {
          ...responseHeaders,
          dataserviceid: `${dataServiceId(job, task)}/terminate`,
          ...(task === "all-options" ? { "client-request-id": allOptions.clientRequestId } : {}),
        },
      };
    case "done":
      return batchError(409, "TaskCompleted", "The task has completed.", { ExitCode: "0", State: "completed" });
    default:
      return notFound(job, task);
  }
}

function get(job: string, task: string, stage: Stage): Answer {
  if (job !== "demo-job" || !["all-options", "long", "done"].includes(task)) return notFound(job, task);
  const read = (state: string): Answer => ({
    status: 200,
    headers: { ...responseHeaders, dataserviceid: dataServiceId(job, task) },
    body: {
      id: task,
      url: dataServiceId(job, task),
      eTag: "0x8D4EDFEBFADF4AB",
      state,
      commandLine: "sleep 3600",
      ...(state === "completed"
        ? {
            executionInfo: {
              exitCode: -1,
              result: "failure",
              failureInfo: { category: "usererror", code: "TaskEnded" },
            },
          }
        : {}),
    },
  });
  if (task === "done") return read("completed");
  if (stage.seen(`terminated ${task}`) === 0) return read("active");
  return nth([read("running"), read("running"), read("completed")], stage.visit(`get ${task}`));
}
