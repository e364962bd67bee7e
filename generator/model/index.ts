export * from "./location.ts";
export * from "./longRunning.ts";
export * from "./name.ts";
export * from "./operation.ts";
export * from "./paging.ts";
export * from "./parameter.ts";
export * from "./service.ts";
export * from "./types.ts";
