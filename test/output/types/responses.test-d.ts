import { settle, type ServiceError } from "@armature/runtime";
import * as post from "../../golden/responses/out/src/2024-01-01/index.js";
import type { Letter, MailKind, NotFound, Problem } from "../../golden/responses/out/src/2024-01-01/models.js";
import * as weather from "../../golden/responses-openapi3/out/src/v1/index.js";
import type { Now } from "../../golden/responses-openapi3/out/src/v1/models.js";
import type { Equal, Expect, Refuse, Fits } from "./expect.js";

declare const client: post.PostOfficeClient;
declare const weatherClient: weather.WeatherClient;

export async function narrowByStatus(): Promise<void> {
  const answer = await post.letters.get(client, { id: "1" }).withResponse();
  if (answer.status === 200) {
    const letter: Letter = answer.data;
    const kind: MailKind | undefined = answer.headers["x-kind"];
    const version: string | undefined = answer.headers.etag;
    const meta: string | undefined = answer.headers["x-meta-color"];
    // @ts-expect-error: only a 202 has it by that type
    const wait: `${number}` = answer.headers["retry-after"];
    void [letter, kind, version, meta, wait];
  } else {
    const status: 202 = answer.status;
    const nothing: undefined = answer.data;
    const wait: `${number}` | undefined = answer.headers["retry-after"];
    void [status, nothing, wait];
  }
}

export async function narrowBySettling(): Promise<void> {
  const settled = await settle(post.letters.get(client, { id: "1" }));
  if (!settled.ok) {
    const error: ServiceError<NotFound | Problem> = settled.error;
    void error;
  } else if (settled.status === 200) {
    const letter: Letter = settled.data;
    void letter;
  }
}

export async function narrowRange(): Promise<void> {
  const answer = await weather.weather.now(weatherClient).withResponse();
  if (answer.status === 204) {
    const nothing: undefined = answer.data;
    void nothing;
  } else {
    const now: Now = answer.data;
    void now;
  }
}

export const exists: Promise<boolean> = post.letters.exists(client, { id: "1" });

type Data<F extends (...args: never[]) => PromiseLike<unknown>> = Awaited<ReturnType<F>>;

export type Results = [
  Expect<Equal<Data<typeof post.odd.text>, string>>,
  Expect<Equal<Data<typeof post.letters.get>, Letter | undefined>>,
  Refuse<Fits<undefined, Data<typeof post.odd.defaultOnly>>>,
];
