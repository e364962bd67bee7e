import type { AuthScheme, PathSegment, Service } from "../model/index.ts";
import { paragraphs, parameterDoc, taggedDoc, type Doc } from "./docs.ts";
import { defaultOf } from "./defaults.ts";
import { arrayCode, delimited, fallbackCode } from "./layout.ts";
import type { FieldView } from "./interfaces.ts";
import { commonArguments, type ArgumentName } from "./argumentNames.ts";
import type { NamePlan } from "./names.ts";
import {
  docCode,
  identifier,
  literalCode,
  member,
  propertyKey,
  stringLiteral,
  type CodeText,
  type Identifier,
  type PropertyKey,
} from "./text.ts";
import { typeAt, type TypeContext } from "./typeText.ts";

/** What a package is called, on npm and among people. */
export interface About {
  readonly name: string;
  readonly title: string;
}

/** The module of an entry point's client. */
export interface ClientView {
  readonly doc: Doc;
  readonly client: Identifier;
  readonly options: Identifier;
  /** The runtime's function for credential objects, and their type. */
  readonly signer: Identifier;
  readonly credential: Identifier;
  readonly optionsDoc: Doc;
  readonly createDoc: Doc;
  /** Members of the options, and of the client's parameters. */
  readonly fields: readonly FieldView[];
  readonly parameters: readonly FieldView[];
  readonly hasParameters: boolean;
  readonly usesModels: boolean;
  /** Query parameters that every call takes in its options; null where there are none. */
  readonly common: { readonly doc: Doc; readonly name: Identifier; readonly fields: readonly FieldView[] } | null;
  /** `(options: …)` of `createClient`. */
  readonly signature: CodeText;
  readonly service: CodeText;
  readonly endpoint: CodeText;
  readonly apiVersion: CodeText;
  readonly scopes: CodeText | null;
  readonly values: readonly { readonly key: PropertyKey; readonly value: CodeText }[];
}

const text = (value: string): CodeText => stringLiteral(value) as string as CodeText;

/** `https://{account}.example.com` over the names of client parameters. */
function hostTemplate(url: readonly PathSegment[], plan: NamePlan): string {
  return url
    .map((segment) => {
      if (segment.kind === "text") return segment.text;
      const found = plan.clientParameters.find((argument) => argument.parameter.name.wire === segment.wire);
      return `{${segment.encoding === "none" ? "!" : ""}${found?.name ?? segment.wire}}`;
    })
    .join("");
}

/** A member of the client's options or parameters. One with a default need not be given, and is there all the same. */
function clientField({ parameter, name }: ArgumentName, given: boolean, context: TypeContext): FieldView {
  const hasDefault = defaultOf(parameter, context.declarations) !== undefined;
  const optional = !parameter.required && !hasDefault;
  const omissible = given && (optional || hasDefault);
  const key = propertyKey(name);
  const indent = given ? 2 : 4;
  const column = indent + "readonly ".length + key.length + (omissible ? 3 : 2);
  const orUndefined = omissible || optional;
  return {
    doc: parameterDoc(parameter, name),
    key,
    readonly: true,
    optional: omissible,
    type: typeAt(parameter.type, "input", context, { indent, column, after: 1 }, { orUndefined }),
  };
}

function commonView(service: Service, plan: NamePlan, context: TypeContext): ClientView["common"] {
  const common = commonArguments(service);
  if (plan.commonQuery === null) return null;
  const fields = common.map(({ parameter }): FieldView => {
    const key = propertyKey(parameter.name.wire);
    const column = 2 + "readonly ".length + key.length + 3;
    const type = typeAt(parameter.type, "input", context, { indent: 2, column, after: 1 }, { orUndefined: true });
    return { doc: parameterDoc(parameter, parameter.name.wire), key, readonly: true, optional: true, type };
  });
  return {
    doc: paragraphs(0, "Query parameters that every call takes in its options."),
    name: plan.commonQuery,
    fields,
  };
}

const usesModels = (fields: readonly FieldView[]): boolean => fields.some((field) => /\bmodels\./.test(field.type));

/** What of the runtime signs with the credentials of a service, and their type. */
const signers = {
  credential: { signer: identifier("tokenCredential"), credential: identifier("TokenCredential") },
  authClient: { signer: identifier("authClient"), credential: identifier("AuthClient") },
};

export function planClient(service: Service, plan: NamePlan, context: TypeContext, about: About): ClientView {
  const [host] = service.hosts;
  const oauth = service.auth.find((scheme) => scheme.kind === "oauth2");
  const scopes = oauth?.scopes ?? [];
  const signing = signers[oauth?.tokens ?? "credential"];
  const fields = plan.clientParameters.map((argument) => clientField(argument, true, context));
  const common = commonView(service, plan, context);
  return {
    doc: paragraphs(0, `A client of ${about.title}, made by ${"`createClient`"}.`),
    client: plan.client,
    options: plan.clientOptions,
    ...signing,
    optionsDoc: paragraphs(0, `What a client of ${about.title} is made from.`),
    createDoc: taggedDoc(0, service.docs, false, [
      `Makes a client of ${about.title}, api-version ${service.apiVersion}. Nothing is sent.`,
      authNote(service.auth),
      addressNote(service),
    ]),
    fields,
    parameters: plan.clientParameters.map((argument) => clientField(argument, false, context)),
    hasParameters: fields.length > 0,
    usesModels: usesModels([...fields, ...(common?.fields ?? [])]),
    common,
    signature: createSignature(
      plan,
      fields.every((field) => field.optional),
    ),
    service: text(about.name.replace(/^@[^/]*\//, "")),
    endpoint: endpointCode(host === undefined ? "" : hostTemplate(host.url, plan), plan),
    apiVersion: text(service.apiVersion),
    scopes: scopes.length === 0 ? null : arrayCode(scopes.map(text), { indent: 4, column: 12, after: 1 }),
    values: plan.clientParameters.map((argument) => ({
      key: propertyKey(argument.name),
      value: valueOf(argument, context),
    })),
  };
}

/** The address: what the caller gives as a whole stands in for it, unless it is a part of it. */
function endpointCode(template: string, plan: NamePlan): CodeText {
  const isPart = plan.clientParameters.some(({ name }) => name === "endpoint");
  if (isPart) return text(template);
  return fallbackCode("options.endpoint", text(template), { indent: 4, column: 4 + "endpoint: ".length, after: 1 });
}

function valueOf({ parameter, name }: ArgumentName, context: TypeContext): CodeText {
  const value = member(identifier("options"), name);
  const fallback = defaultOf(parameter, context.declarations);
  const place = { indent: 6, column: 6 + propertyKey(name).length + 2, after: 1 };
  return fallback === undefined ? value : fallbackCode(value, literalCode(fallback), place);
}

function createSignature(plan: NamePlan, optional: boolean): CodeText {
  const items = [`options: ${plan.clientOptions}${optional ? " = {}" : ""}`];
  const place = { indent: 0, column: "export function createClient".length, after: `: ${plan.client} {`.length };
  return delimited("(", items, ")", place) as CodeText;
}

function credentialOf(scheme: AuthScheme): string {
  switch (scheme.kind) {
    case "oauth2":
      return scheme.scopes.length === 0
        ? "a bearer token"
        : `a bearer token for ${"`"}${scheme.scopes.join(" ")}${"`"}`;
    case "apiKey":
      return `a key in the ${scheme.location} ${"`"}${scheme.name}${"`"}`;
    case "basic":
      return "user name and password";
    case "bearer":
      return "a bearer token";
    case "sharedKey":
      return "a shared key of the account";
  }
}

/** Addresses that `endpoint` may be instead, as far as the spec names them. */
function addressNote(service: Service): string | null {
  const fixed = service.hosts.slice(1).filter(({ url }) => url.every(({ kind }) => kind === "text"));
  const texts = fixed.map(({ url }) => docCode(url.map((part) => (part.kind === "text" ? part.text : "")).join("")));
  return texts.length === 0 ? null : `Other values of ${docCode("endpoint")}: ${texts.join(", ")}.`;
}

function authNote(auth: readonly AuthScheme[]): string | null {
  const ways = [...new Set(auth.map(credentialOf))];
  return ways.length === 0 ? null : `Credential: ${ways.join(", or ")}.`;
}
