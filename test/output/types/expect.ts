/** True where the two types are the same, and not merely assignable to each other. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** True where a value of the first type may be given where the second is asked for. */
export type Fits<A, B> = [A] extends [B] ? true : false;

/** Does not compile unless it is given `true`. */
export type Expect<T extends true> = T;

/** Does not compile unless it is given `false`. */
export type Refuse<T extends false> = T;
