export { virtualClock, type VirtualClock, type VirtualClockOptions } from "./clock.js";
export {
  armOperation,
  computeOperation,
  googleOperation,
  stateSequence,
  type ArmError,
  type ArmOperation,
  type ArmState,
  type ComputeOperation,
  type GoogleOperation,
  type RpcStatus,
} from "./operations.js";
export {
  mockService,
  type MockAnswer,
  type MockHandler,
  type MockService,
  type MockStep,
  type SeenRequest,
} from "./service.js";
