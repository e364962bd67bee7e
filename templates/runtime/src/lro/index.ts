export { aip151 } from "./aip151.js";
export { requestCancel } from "./cancel.js";
export { compute } from "./compute.js";
export { DeadlineError, OperationCancelledError, OperationFailedError, PollingError, TokenError } from "./errors.js";
export { field, segments } from "./field.js";
export { headerPolling, headerStatus } from "./headerPolling.js";
export { longRunning, watch } from "./longRunning.js";
export { resume } from "./resume.js";
export { resumeToken } from "./types.js";
export type {
  Asked,
  Asking,
  CancellablePoller,
  CancelOutcome,
  Latest,
  OperationEvent,
  OperationProblem,
  OperationSpec,
  Outcome,
  Place,
  Poller,
  PollerOptions,
  Protocol,
  Reading,
  ResponseCall,
  Resumption,
  State,
  WaitOptions,
} from "./types.js";
export { waitFor, type WaitSpec } from "./waitFor.js";
