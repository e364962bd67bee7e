import { setImmediate } from "node:timers";
/** Lets so many through at once; the others wait in order. */
export interface Gate {
  enter(run: () => void): void;
  leave(): void;
}

export function gate(most: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  const next = (): void => {
    inside--;
    const run = waiting.shift();
    if (run) enter(run);
  };
  const enter = (run: () => void): void => {
    if (inside >= most) return void waiting.push(run);
    inside++;
    run();
  };
  // The agent has the connection back a moment after its request is closed.
  return { enter, leave: () => void setImmediate(next) };
}
