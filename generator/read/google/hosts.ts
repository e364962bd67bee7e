import type { Host } from "../../model/index.ts";
import { childLocation } from "../../source/document.ts";
import type { Context } from "./context.ts";
import { itemsOf, textOf } from "./node.ts";

/**
 * The addresses of the service: its own, the one for clients with certificates, the regional ones. All are roots: the
 * API's own path (`servicePath`) goes into the paths of the operations, because the paths of uploads do not have it.
 */
export function readHosts(context: Context): readonly Host[] {
  const { root, sink } = context;
  const regional = itemsOf(root, "endpoints").flatMap((endpoint) => textOf(endpoint, "endpointUrl") ?? []);
  const own = textOf(root, "rootUrl") ?? originOf(textOf(root, "baseUrl"));
  const written = [own, textOf(root, "mtlsRootUrl"), ...regional.sort()].filter((url) => url !== null);
  const urls = [...new Set(written.map((url) => url.replace(/\/+$/, "")))];
  const usable = urls.filter((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol));
  if (own === null || usable.length < urls.length) {
    const bad = urls.find((url) => !usable.includes(url)) ?? "";
    sink.report(
      "discovery/no-root-url",
      childLocation(root.at, "rootUrl"),
      own === null ? "there is no rootUrl" : `"${bad}" is no address`,
    );
  }
  return usable.map((url) => ({ url: [{ kind: "text", text: url }] }));
}

function originOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).origin : null;
}
