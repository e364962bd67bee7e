export { nodeFetch } from "./nodeFetch.js";
export type { NodeFetchOptions, TlsMaterial } from "./options.js";
