/** What the demonstration needs of the local service. */
export { armToken, subscriptionId } from "../../test/service/arm.ts";
export { batchToken } from "../../test/service/batchTasks.ts";
export { hubToken, operationName } from "../../test/service/hubOperations.ts";
export { startService } from "../../test/service/start.ts";
