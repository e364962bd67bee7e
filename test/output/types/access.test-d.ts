import type { CreateArgs } from "../../golden/access/out/src/2024-01-01/boxes.js";
import * as access from "../../golden/access/out/src/2024-01-01/index.js";
import type { Box, BoxInput, Thing, ThingInput, Times } from "../../golden/access/out/src/2024-01-01/models.js";
import type { Equal, Expect, Fits, Refuse } from "./expect.js";

declare const client: access.VaultClient;

/** What only the service sets has no place in a request, wherever it is nested. */
export type Requests = [
  Expect<Equal<CreateArgs["body"], BoxInput>>,
  Refuse<Fits<"id", keyof BoxInput>>,
  Refuse<Fits<"state", keyof BoxInput>>,
  Refuse<Fits<"times", keyof BoxInput>>,
  Refuse<Fits<"weight", keyof ThingInput>>,
  Expect<Equal<BoxInput["contents"], ThingInput[]>>,
  Expect<Equal<BoxInput["things"], Record<string, ThingInput> | undefined>>,
];

/** What is only sent has no place in an answer. */
export type Answers = [
  Refuse<Fits<"pin", keyof Box>>,
  Refuse<Fits<"onlyWritten", keyof Box>>,
  Expect<Equal<Box["contents"], Thing[]>>,
  Expect<Equal<Box["times"], Times | undefined>>,
  Expect<Equal<Pick<Box, "id">, { readonly id: string }>>,
  Expect<Equal<Pick<Box, "owner">, { owner: string }>>,
];

/** Open enums complete, and accept what is not listed. */
export type OpenEnums = [Expect<Fits<"open", Box["state"]>>, Expect<Fits<string, Box["state"]>>];

export async function useBoxes(): Promise<string> {
  const body: BoxInput = { name: "n", owner: "o", contents: [{ color: "red" }], pin: "1234" };
  const box = await access.boxes.create(client, { boxId: "b", body });
  // @ts-expect-error: an answer's read-only members cannot be assigned
  box.state = "open";
  // @ts-expect-error: required when it is sent
  access.boxes.create(client, { boxId: "b", body: { name: "n", contents: [] } });
  // @ts-expect-error: read-only
  access.boxes.create(client, { boxId: "b", body: { ...body, state: "open", id: "1" } satisfies BoxInput });
  // The body of a PATCH is not required here.
  await access.boxes.update(client, { boxId: "b" });
  return box.id;
}
