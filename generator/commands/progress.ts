/** Says what is being done, on a terminal and only when it takes longer than a second. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): {
  readonly step: (text: string) => void;
  readonly done: () => void;
} {
  if (!stream.isTTY) return { step: () => undefined, done: () => undefined };
  const started = Date.now();
  let shown = false;
  return {
    step(text) {
      if (Date.now() - started < 1000) return;
      shown = true;
      stream.write(`\r\u001b[K${text}`);
    },
    done() {
      if (shown) stream.write("\r\u001b[K");
    },
  };
}
