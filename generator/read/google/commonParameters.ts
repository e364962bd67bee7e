import type { Parameter, ParameterRole } from "../../model/index.ts";
import type { Context } from "./context.ts";
import { entriesOf } from "./node.ts";
import { readParameter } from "./parameters.ts";

/**
 * Parameters that the API takes with every method. The caller may set `fields`, `quotaUser`, `userIp`, `prettyPrint`
 * and the form of errors (`$.xgafv`); the others are settled by how the request is made and authorised.
 */
const roles: Readonly<Record<string, ParameterRole>> = {
  access_token: "credential",
  alt: "responseFormat",
  callback: "responseFormat",
  fields: "responseFields",
  key: "credential",
  oauth_token: "credential",
  uploadType: "uploadProtocol",
  upload_protocol: "uploadProtocol",
};

export function readCommonParameters(context: Context): readonly Parameter[] {
  return entriesOf(context.root, "parameters").map(({ key, node }) =>
    readParameter(context, node, {
      wire: key,
      location: "query",
      encoding: "component",
      role: (Object.hasOwn(roles, key) ? roles[key] : undefined) ?? "plain",
      path: [key],
      fullPath: ["common", key],
    }),
  );
}
