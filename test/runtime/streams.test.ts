import { describe, expect, test } from "vitest";
import {
  asStream,
  readBytes,
  readText,
  send,
  sleep,
  withProgress,
  type ByteStream,
} from "../../templates/runtime/src/index.ts";
import { clientOf, serve } from "./support/clients.ts";

const stream = (...parts: string[]): ByteStream => new Blob(parts).stream();

describe("a stream", () => {
  test("is read whole", async () => {
    expect(await readText(stream("a", "ü", ""))).toBe("aü");
    expect(await readBytes(stream())).toEqual(new Uint8Array());
    expect(await readBytes(stream("x".repeat(300_000)))).toHaveLength(300_000);
  });

  test("is read up to a limit, and then left", async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(100)),
      cancel: () => void (cancelled = true),
    });
    await expect(readBytes(endless, 1000)).rejects.toMatchObject({ reason: "oversize" });
    expect(cancelled).toBe(true);
  });

  test("tells of its progress, up and down", async () => {
    const server = await serve(({ body }) => ({ body }));
    const up: number[] = [];
    const down: number[] = [];
    const body = withProgress(stream("x".repeat(200_000)), (bytes) => up.push(bytes));
    const request = {
      method: "PUT",
      path: "/",
      body,
      contentType: "application/octet-stream",
      as: asStream,
    } as const;
    const { data } = await send(clientOf(server.url), request);
    const text = await readText(withProgress(data as ByteStream, (bytes) => down.push(bytes)));
    expect(text).toHaveLength(200_000);
    for (const steps of [up, down]) {
      expect(steps.at(-1)).toBe(200_000);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }
  });

  test("that tells of its progress can be left", async () => {
    let reason: unknown;
    const source = new ReadableStream<Uint8Array>({ cancel: (given) => void (reason = given) });
    await withProgress(source, () => {}).cancel("enough");
    expect(reason).toBe("enough");
  });
});

describe("a wait", () => {
  test("ends", async () => {
    await sleep(1);
    await sleep(0, new AbortController().signal);
  });

  test("ends with its signal, leaving neither timer nor listener", async () => {
    const controller = new AbortController();
    const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const wait = sleep(1_000_000, controller.signal);
    controller.abort(new Error("enough"));
    await expect(wait).rejects.toThrow("enough");
    await expect(sleep(1_000_000, controller.signal)).rejects.toThrow("enough");
    expect(process.getActiveResourcesInfo().filter((name) => name === "Timeout").length).toBeLessThanOrEqual(before);
  });
});
