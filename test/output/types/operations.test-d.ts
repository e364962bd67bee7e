import type { CancellablePoller, Pages, Poller } from "@armature/runtime";
import * as bakery from "../../golden/discovery-basics/out/src/v1/index.js";
import * as foundry from "../../golden/lro-headers/out/src/2024-01-01/index.js";
import type { Cast, HeatResult, Progress } from "../../golden/lro-headers/out/src/2024-01-01/models.js";
import * as quarry from "../../golden/lro-google/out/src/v1/index.js";
import type { OperationMetadata, PolishStoneResponse, Stone } from "../../golden/lro-google/out/src/v1/models.js";
import type * as library from "../../golden/paging/out/src/2024-01-01/index.js";
import type { Book, Problem } from "../../golden/paging/out/src/2024-01-01/models.js";
import type { Equal, Expect, Fits, Refuse } from "./expect.js";

declare const client: foundry.FoundryClient;
declare const hub: quarry.QuarryClient;
declare const shop: bakery.CornerBakeryClient;

type Of<F extends (...args: never[]) => unknown> = ReturnType<F>;

/** Pollers can be cancelled where the service can cancel, and nowhere else. */
export type Pollers = [
  Expect<Equal<Of<typeof foundry.casts.createOrUpdate>, CancellablePoller<Cast>>>,
  Expect<Equal<Of<typeof foundry.casts.heat>, CancellablePoller<HeatResult>>>,
  Expect<Equal<Of<typeof foundry.casts.update>, Poller<Cast>>>,
  Expect<Equal<Of<typeof foundry.casts.cool>, Poller<Cast, Progress>>>,
  Refuse<Fits<"cancel", keyof Of<typeof foundry.casts.update>>>,
  Expect<Fits<"cancel", keyof Of<typeof foundry.casts.delete>>>,
  Expect<Equal<Of<typeof foundry.casts.waitUntilGone>, Poller<void, Cast>>>,
  Expect<Equal<Of<typeof foundry.casts.waitUntilSettled>, Poller<Cast | undefined, Cast>>>,
];

const stones: typeof quarry.projects.locations.stones = quarry.projects.locations.stones;

export type Results = [
  Expect<Equal<Of<typeof stones.create>, CancellablePoller<Stone, OperationMetadata>>>,
  Expect<Equal<Of<typeof stones.polish>, CancellablePoller<PolishStoneResponse, OperationMetadata>>>,
  Expect<Equal<Of<typeof stones.delete>, CancellablePoller<void, OperationMetadata>>>,
  Expect<Equal<Of<typeof library.books.list>, Pages<Book, Problem>>>,
  Expect<Equal<Of<typeof library.queries.run>, Pages<string[], Problem>>>,
];

/** Names of resources are texts of a form. */
export function names(project: string): void {
  stones.get(hub, { name: `projects/${project}/locations/eu/stones/s` });
  // @ts-expect-error: another resource
  stones.get(hub, { name: `projects/${project}/locations/eu/operations/o` });
  // @ts-expect-error: nothing of the kind
  stones.get(hub, { name: "stone" });
  bakery.shops.ovens.trays.search(shop, { parent: "shops/a/ovens/b" }, { query: { fields: "trays" } });
}

export async function cancel(): Promise<void> {
  await foundry.casts.createOrUpdate(client, { castName: "c", body: {} }).cancel();
  // @ts-expect-error: the service cannot cancel it
  await foundry.casts.update(client, { castName: "c", body: {} }).cancel();
}
