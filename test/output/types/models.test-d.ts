import type { Color, Odd, OpenColor, OpenWhole, Whole } from "../../golden/enums/out/src/2024-02-01/models.js";
import type { Heir, HeirOfMap, Mixed, MixedTyped, Shelf } from "../../golden/maps/out/src/1/models.js";
import type { Everything } from "../../golden/names-types/out/src/1/models.js";
import type { Chest } from "../../golden/nullable-swagger2/out/src/1/models.js";
import type { Box } from "../../golden/nullable-openapi31/out/src/1/models.js";
import type { Bag, Grove, Tree, TreeInput } from "../../golden/recursion/out/src/1/models.js";
import type { Letter } from "../../golden/unions/out/src/1/models.js";
import type { Diamond, Drill, Saw } from "../../golden/composition/out/src/1/models.js";
import type { Equal, Expect, Fits, Refuse } from "./expect.js";

/** Required, optional and nullable are three things. */
export type Nullability = [
  Expect<Equal<Chest["must"], string>>,
  Expect<Equal<Chest["mustOrNull"], string | null>>,
  Expect<Equal<Pick<Chest, "may">, { may?: string }>>,
  Expect<Equal<Pick<Chest, "mayOrNull">, { mayOrNull?: string | null }>>,
  Refuse<Fits<{ may: undefined }, Pick<Chest, "may">>>,
  Expect<Equal<Exclude<Chest["listOfNulls"], undefined>, (string | null)[]>>,
  Expect<Equal<Box["must"], string | null>>,
  Expect<Equal<Exclude<Box["always"], undefined>, "yes-always">>,
];

/** Open lists of values take any; closed ones do not. `string & {}` keeps the listed ones for editors to complete. */
export type Enums = [
  Expect<Fits<string, OpenColor>>,
  Expect<Fits<"Red", OpenColor>>,
  Refuse<Equal<OpenColor, string>>,
  Expect<Fits<number, OpenWhole>>,
  Expect<Equal<Whole, 1 | 2 | -3>>,
  Expect<Equal<Exclude<Color["bothFlags"], undefined>, boolean>>,
  Expect<Equal<Exclude<Color["mixed"], undefined>, "auto" | 0 | true>>,
  Expect<Fits<"line\nbreak" | "\u2028" | "${hole}", Odd>>,
  Refuse<Fits<string, Odd>>,
];

export type Maps = [
  Expect<Equal<MixedTyped[string], string>>,
  Expect<Equal<Mixed["count"], number>>,
  Expect<Fits<number, Heir[string]>>,
  Expect<Fits<HeirOfMap, { [key: string]: unknown }>>,
  Expect<Equal<Exclude<Shelf["nested"], undefined>, { [key: string]: { [key: string]: number } }>>,
];

export type Recursion = [
  Expect<Equal<Exclude<Tree["children"], undefined>, Tree[]>>,
  Expect<Equal<Exclude<TreeInput["parent"], undefined>, TreeInput>>,
  Expect<Equal<Grove[number], Grove>>,
  Expect<Equal<Bag[string], Bag>>,
  Refuse<Fits<"id", keyof TreeInput>>,
];

export type Composition = [
  Expect<Equal<Drill["name"], "drill">>,
  Expect<Equal<Diamond["name"], "drill">>,
  Expect<Equal<Diamond["note"], string>>,
  Expect<Fits<Diamond, Drill>>,
  Expect<Equal<Exclude<Saw["id"], undefined>, number>>,
  Expect<Equal<Exclude<Letter["literals"], undefined>, "a" | 2 | true>>,
  Expect<Equal<Exclude<Letter["anything"], undefined>, unknown>>,
];

export const wire: Everything = { "@odata.type": "t", größe: "g", 名前: "n", "quoted-name": "q", "1": "1" };
