import { of, type ExtraCall } from "./extraCall.ts";

const picture = { url: "http://example.org/myimage.jpeg" };

/** Two versions of one service, of which the second takes more; one whose answers callers shape; the counts so far. */
export const evolution: readonly ExtraCall[] = [
  ...of(
    "dpg-initial.json",
    ["params_headNoParams"],
    ["params_getRequired", { parameter: "a" }],
    ["params_putRequiredOptional", { requiredParam: "a" }],
    ["params_postParameters", { body: picture }],
    ["params_getOptional"],
  ),
  ...of(
    "dpg-update1.json",
    ["params_headNoParams", { newParameter: "b" }],
    ["params_getRequired", { parameter: "a", newParameter: "b" }],
    ["params_putRequiredOptional", { requiredParam: "a", optionalParam: "c", newParameter: "b" }],
    ["params_postParameters", { body: picture, contentType: "application/json" }],
    ["params_postParameters", { body: new Uint8Array([255, 216]), contentType: "image/jpeg" }],
    ["params_deleteParameters"],
    ["params_getOptional", { optionalParam: "c", newParameter: "b" }],
    ["params_getNewOperation"],
  ),
  ...of("report.json", ["getReport", {}], ["getOptionalReport", {}]),
  ...of("azure-report.json", ["getReport", {}]),
  ...["raw", "model"].flatMap((mode) =>
    of(
      "dpg-customization.json",
      ["getModel", { mode }, { received: mode }],
      ["postModel", { mode, body: { hello: "world!" } }, { received: mode }],
      ["getPages", { mode }, [{ received: mode }, { received: mode }]],
      ["lro", { mode }, { provisioningState: "Succeeded", received: mode }],
    ),
  ),
];

/** What breaks a rule of its specification; the server counts it as an error of the client if it gets there. */
const refusals: readonly (readonly [spec: string, refuses: string, operations: readonly string[], more?: object])[] = [
  ["required-optional.json", "pathParameter", ["implicit_getRequiredPath"]],
  [
    "required-optional.json",
    "headerParameter",
    ["explicit_postRequiredIntegerHeader", "explicit_postRequiredStringHeader", "explicit_postRequiredArrayHeader"],
  ],
  ["required-optional.json", "requiredGlobalPath", ["implicit_getRequiredGlobalPath"]],
  ["required-optional.json", "requiredGlobalQuery", ["implicit_getRequiredGlobalQuery"]],
  ["url.json", "stringPath", ["paths_stringNull"]],
  ["url.json", "enumPath", ["paths_enumNull"]],
  ["url.json", "bytePath", ["paths_byteNull"]],
  ["url.json", "datePath", ["paths_DateNull"]],
  ["url.json", "dateTimePath", ["paths_DateTimeNull"]],
  ["validation.json", "resourceGroupName", ["validationOfMethodParameters"], { resourceGroupName: "1", id: 100 }],
  [
    "validation.json",
    "resourceGroupName",
    ["validationOfMethodParameters"],
    { resourceGroupName: "1234567890A", id: 100 },
  ],
  ["validation.json", "resourceGroupName", ["validationOfMethodParameters"], { resourceGroupName: "!@#$", id: 100 }],
  [
    "validation.json",
    "id",
    ["validationOfMethodParameters", "validationOfBody"],
    { resourceGroupName: "123", id: 105 },
  ],
  ["validation.json", "id", ["validationOfMethodParameters", "validationOfBody"], { resourceGroupName: "123", id: 0 }],
  ["azure-special-properties.json", "subscriptionId", ["subscriptionInMethod_postMethodLocalNull"]],
  ["azure-special-properties.json", "subscriptionId", ["subscriptionInCredentials_postMethodGlobalNull"]],
];

export const refused: readonly ExtraCall[] = refusals.flatMap(([spec, refuses, operations, args]) =>
  operations.map((operation) => ({ spec, operation, refuses, ...(args && { args: { ...args } }) })),
);
