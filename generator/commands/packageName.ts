import type { Service } from "../model/index.ts";
import { UsageError } from "./usage.ts";

const npmName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** The name asked for, once npm would take it; else one made from the service's. */
export function packageNameOf(wanted: string | undefined, service: Service): string {
  if (wanted === undefined) {
    const plain = service.name.words
      .join("-")
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, "");
    return plain === "" ? "api-client" : plain;
  }
  if (!npmName.test(wanted) || wanted.length > 214) throw new UsageError(`"${wanted}" is no name for an npm package`);
  return wanted;
}
