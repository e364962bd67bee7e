export { aip151 } from "./aip151.js";
export { Cancellable } from "./cancel.js";
export { compute } from "./compute.js";
export { deadline, type Deadline } from "./deadline.js";
export { DeadlineError, OperationCancelledError, OperationFailedError, PollingError, TokenError } from "./errors.js";
export { field, segments } from "./field.js";
export { headerPolling } from "./headerPolling.js";
export { headerStatus } from "./headerStatus.js";
export { longRunning, watch } from "./longRunning.js";
export { resume } from "./resume.js";
export { toToken } from "./token.js";
export type {
  Asked,
  Asking,
  CancellablePoller,
  CancelOutcome,
  Latest,
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
