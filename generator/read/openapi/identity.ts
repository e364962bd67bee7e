import { makeName, splitWords, type Name } from "../../model/index.ts";
import type { SpecSet } from "../../source/document.ts";
import { clientTitle, providerOf } from "../azure/paths.ts";
import { compareText, textOf } from "../values.ts";
import { pascal } from "./inlineNames.ts";
import type { SpecView } from "./view.ts";

/** What a caller says of a service in place of its spec. */
export interface ReadOptions {
  readonly overrides?: {
    readonly id?: string | undefined;
    readonly title?: string | undefined;
    readonly apiVersion?: string | undefined;
  };
}

/** What a service is called. */
export interface Identity {
  readonly id: string;
  readonly title: string;
  readonly name: Name;
}

/**
 * A service of ARM is called as the resource provider that most of its paths name; any other as its title says, without
 * the words that every service could have there.
 */
export function identityOf(set: SpecSet, views: readonly SpecView[], options: ReadOptions, arm: boolean): Identity {
  const titles = views.flatMap(({ info }) => [
    textOf({ title: clientTitle(info) ?? null }, "title"),
    textOf(info, "title"),
  ]);
  const title = options.overrides?.title ?? set.settings.title ?? titles.find((text) => text !== null) ?? "Service";
  const provider = arm
    ? mostUsed(views.flatMap((view) => view.operations().flatMap(({ path }) => providerOf(path) ?? [])))
    : null;
  const words = coreWords(title);
  const id = options.overrides?.id ?? provider ?? pascal(words.join(" "));
  return {
    id,
    title,
    name: provider === null ? { wire: id, words } : makeName(id, provider.slice(provider.indexOf(".") + 1)),
  };
}

function mostUsed(names: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ranked = [...counts].toSorted(([a, left], [b, right]) => right - left || compareText(a, b));
  return ranked[0]?.[0] ?? null;
}

const commonWords: ReadonlySet<string> = new Set(["api", "client", "rest", "service", "services"]);

/** The words of a title without those at its end that say nothing: `BatchServiceClient` is batch. */
function coreWords(title: string): readonly string[] {
  const words = [...splitWords(title)];
  while (words.length > 1 && commonWords.has(words.at(-1) ?? "")) words.pop();
  return words;
}
