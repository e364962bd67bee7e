import type { Difference } from "./differences.ts";
import type { Surface } from "./surface.ts";

type Ends = readonly [before: Surface, after: Surface];

const line = ({ change, what, name, detail }: Difference): string =>
  `  ${change.padEnd(8)} ${what} ${name}${detail === null ? "" : `: ${detail}`}`;

function section(title: string, differences: readonly Difference[]): readonly string[] {
  return differences.length === 0 ? [] : ["", `${title} (${differences.length})`, ...differences.map(line)];
}

/** For people: what breaks first. */
export function formatDifferences([before, after]: Ends, differences: readonly Difference[]): string {
  const breaking = differences.filter((each) => each.breaking);
  const others = differences.filter((each) => !each.breaking);
  const head = `${after.title} ${after.apiVersion}, compared with ${before.title} ${before.apiVersion}`;
  const none = differences.length === 0 ? ["", "nothing has changed"] : [];
  return [head, ...none, ...section("breaking", breaking), ...section("compatible", others), ""].join("\n");
}

/** For programs. `format` is raised when a member changes its meaning or goes. */
export function formatDifferencesJson([before, after]: Ends, differences: readonly Difference[]): string {
  const breaking = differences.filter((each) => each.breaking).length;
  const end = ({ title, apiVersion }: Surface): object => ({ title, apiVersion });
  const counts = { breaking, compatible: differences.length - breaking };
  return `${JSON.stringify({ format: 1, before: end(before), after: end(after), counts, differences }, null, 2)}\n`;
}
