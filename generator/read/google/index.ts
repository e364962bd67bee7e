export { readDiscovery, type DiscoveryOptions } from "./discovery.ts";
