import type {
  Animal,
  AnimalInput,
  Cat,
  Fish,
  Lion,
  Pen,
  Shark,
  Trout,
} from "../../golden/discriminators/out/src/2024-05-01/models.js";
import type {
  AnyInstrument,
  Bell,
  Gong,
  Horn,
  Instrument,
  Whistle,
} from "../../golden/discriminators-openapi3/out/src/1/models.js";
import type { Equal, Expect, Fits, Refuse } from "./expect.js";

/** Each variant is told apart by the value that the service sends, which mostly is not its name. */
export type Values = [
  Expect<Equal<Animal["kind"], "#Zoo.Feline" | "#Zoo.Lion" | "Dog" | "fish">>,
  Expect<Equal<Fish["water"], "fresh" | "salt">>,
  Expect<Equal<Fish["kind"], "fish">>,
  Expect<Equal<Horn["family"], "brass" | "low-brass">>,
  Expect<Fits<Lion, Cat>>,
  Expect<Fits<Trout, Animal>>,
  Refuse<Fits<Shark, Trout>>,
  Refuse<Fits<{ kind: "Cat"; name: string; lives: number }, Animal>>,
  Expect<Equal<NonNullable<Pen["lion"]>["kind"], "#Zoo.Lion">>,
];

export function narrow(animal: Animal): string {
  switch (animal.kind) {
    case "#Zoo.Feline":
      return String(animal.lives);
    case "#Zoo.Lion":
      return `${animal.lives} ${animal.mane === true}`;
    case "Dog":
      return (animal.pack ?? []).map((dog) => dog.name).join();
    case "fish":
      return animal.water === "fresh" ? String(animal.spots) : String(animal.teeth);
    default:
      return animal satisfies never;
  }
}

export function narrowUnion(instrument: AnyInstrument): Bell | Gong | Whistle {
  if (instrument.type === "bell") return instrument satisfies Bell;
  if (instrument.type === "gong") return instrument satisfies Gong;
  return instrument;
}

export function valves(instrument: Instrument): number | undefined {
  return instrument.family === "low-brass" ? instrument.valves : undefined;
}

export const lion: AnimalInput = { kind: "#Zoo.Lion", name: "Leo", lives: 1, mane: true };
// @ts-expect-error: a dog has no lives
export const dog: AnimalInput = { kind: "Dog", name: "Rex", lives: 1 };
// @ts-expect-error: no variant has this value
export const cat: AnimalInput = { kind: "Cat", name: "Tom", lives: 9 };
// @ts-expect-error: read-only properties are no input
export const born: AnimalInput = { kind: "Dog", name: "Rex", born: "2020-01-01" };
