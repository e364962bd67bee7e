import { of, type ExtraCall } from "./extraCall.ts";
import { evolution, refused } from "./furtherCalls.ts";
import { xmlBody } from "./xmlBodies.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (text: string): Blob => new Blob([text], { type: "application/octet-stream" });
const local = "http://localhost:3000";
const secret = "1c88a67921784300a462b2cb61da2339";
const requestId = "9C4D50EE-2D56-4CD3-8152-34347DC9F2B0";
const product = { properties: { id: 1, name: "Product" } };
const paged = { optionalProperty: "paged" };
const ready = (id: string): object => ({ properties: { provisioningState: "Succeeded" }, id, name: "foo" });

/** Items of a listing of ten pages, from one of them on. */
const fragments = (from: number): readonly object[] =>
  Array.from({ length: 11 - from }, (_, at) => ({ properties: { id: from + at, name: "product" } }));
const object = { hello: "world" };

const bodies: readonly ExtraCall[] = [
  ...of(
    "any-type.json",
    ["getString", {}, "anything"],
    ["putString", { body: "anything" }],
    ["getObject"],
    ["putObject", { body: { foo: "bar" } }],
    ["getArray", {}, ["foo", "bar"]],
    ["putArray", { body: ["foo", "bar"] }],
  ),
  ...of(
    "body-binary.json",
    ["Upload_File", { body: bytes(`{"more":"cowbell"}`) }],
    ["Upload_Binary", { body: bytes("more cowbell") }],
  ),
  { spec: "body-binary.json", operation: "Download_ErrorStream", fails: 400 },
  ...of(
    "body-formdata-urlencoded.json",
    [
      "formdataurlencoded_updatePetWithForm",
      { petId: 1, body: { pet_type: "dog", pet_food: "meat", pet_age: 42, name: "Fido" } },
    ],
    [
      "formdataurlencoded_partialConstantBody",
      { body: { grant_type: "access_token", service: "bar", access_token: "foo" } },
    ],
  ),
  ...of(
    "body-formdata.json",
    ["formdata_UploadFile", { body: { fileContent: file("some bytes"), fileName: "some.bin" } }, bytes("some bytes")],
    ["formdata_UploadFileViaBody", { body: bytes("some bytes") }, bytes("some bytes")],
  ),
  ...of(
    "body-number.json",
    ["number_getBigDecimal", {}, 2.5976931e101],
    ["number_getBigDecimalPositiveDecimal", {}, 99999999.99],
    ["number_getBigDecimalNegativeDecimal", {}, -99999999.99],
    ["number_getSmallDecimal", {}, 2.5976931e-101],
    ["number_putBigDecimal", { body: 2.5976931e101 }],
    ["number_putBigDecimalPositiveDecimal", { body: 99999999.99 }],
    ["number_putBigDecimalNegativeDecimal", { body: -99999999.99 }],
    ["number_putSmallDecimal", { body: 2.5976931e-101 }],
  ),
  { spec: "body-number.json", operation: "number_getInvalidDecimal", fails: "json" },
  ...of(
    "body-datetime.json",
    ["datetime_putUtcMaxDateTime7Digits", { body: "9999-12-31T23:59:59.9999999Z" }],
    ["datetime_getUtcUppercaseMaxDateTime7Digits", {}, "9999-12-31T23:59:59.9999999Z"],
  ),
  ...of("merge-patch.json", ["patchSingle", { body: { value: null } }]),
  ...of(
    "media_types.json",
    ["AnalyzeBodyNoAcceptHeader", { body: { source: "foo" }, contentType: "application/json" }],
    ["AnalyzeBodyNoAcceptHeader", { body: bytes("PDF"), contentType: "application/pdf" }],
    ["binaryBodyWithTwoContentTypes", { body: bytes(`{"hello":"world"}`), contentType: "application/json" }],
    ["binaryBodyWithTwoContentTypes", { body: bytes("hello"), contentType: "application/octet-stream" }],
    ["binaryBodyWithThreeContentTypes", { body: bytes(`{"hello":"world"}`), contentType: "application/json" }],
    ["binaryBodyWithThreeContentTypes", { body: bytes("hello, world"), contentType: "text/plain" }],
    ["bodyThreeTypes", { body: object, contentType: "application/json" }],
    ["bodyThreeTypes", { body: "hello, world", contentType: "text/plain" }],
    ["bodyThreeTypes", { body: bytes("hello"), contentType: "application/octet-stream" }],
  ),
  ...of(
    "required-optional.json",
    ["implicit_putOptionalBinaryBody", {}],
    ["explicit_putOptionalBinaryBody", {}],
    ["explicit_putRequiredBinaryBody", { body: bytes("hello") }],
  ),
  ...of(
    "xml-service.json",
    ["xml_getBytes", {}, xmlBody("xml_getBytes", "")],
    ["xml_getUri", {}, xmlBody("xml_getUri", "")],
    ["xml_putBinary", { body: xmlBody("xml_putBinary", "") }],
    ["xml_putUri", { body: xmlBody("xml_putUri", "") }],
  ),
];

const parameters: readonly ExtraCall[] = [
  ...of("client-enum.json", ["head"]),
  ...of("constants.json", ["contants_putClientConstants"]),
  { spec: "error-with-secrets.json", operation: "GetErrorWithSecrets", fails: 403 },
  {
    spec: "error-with-secrets.json",
    operation: "CreateSecret",
    args: { key: secret, body: { key: secret } },
    credential: { header: "authorization", key: `SharedKey ${secret}` },
    gives: { key: secret, value: "secret" },
  },
  ...of(
    "header.json",
    ["header_paramString", { scenario: "valid", value: "The quick brown fox jumps over the lazy dog" }],
    ["header_paramString", { scenario: "null" }],
    ["header_paramString", { scenario: "empty", value: "" }],
    ["header_paramEnum", { scenario: "valid", value: "GREY" }],
    ["header_paramEnum", { scenario: "null" }],
    ["header_responseString", { scenario: "valid" }],
    ["header_responseString", { scenario: "null" }],
    ["header_responseString", { scenario: "empty" }],
    ["header_responseEnum", { scenario: "valid" }],
    ["header_responseEnum", { scenario: "null" }],
  ),
  { spec: "header.json", operation: "header_customRequestId", headers: { "x-ms-client-request-id": requestId } },
  ...of(
    "azure-parameter-grouping.json",
    ["parameterGrouping_postReservedWords", { from: "bob", accept: "yes" }],
    ["parameterGrouping_groupWithConstant", { groupedConstant: "foo", groupedParameter: "bar" }],
  ),
  ...of(
    "reserved-words.json",
    ["import_operationOne", { parameter1: "foo" }],
    ["operationWithContentParam", { body: bytes("hello, world") }],
    ["operationWithJsonParam", { body: object }],
    ["operationWithDataParam", { body: { data: "hello", world: "world" } }],
    ["operationWithFilesParam", { body: { files: file("some bytes"), fileName: "some.bin" } }],
    ["operationWithUrl", { url: "foo", headerParameters: "x", queryParameters: ["one", "two"] }],
    ["reservedEnum", { enumParameter: "import" }],
  ),
  { spec: "xms-error-responses.json", operation: "Pet_HasModelsParam", args: { models: "value1" }, fails: 500 },
  {
    spec: "azure-special-properties.json",
    operation: "x-ms-client-request-id_Get",
    headers: { "x-ms-client-request-id": requestId },
  },
  {
    spec: "azure-special-properties.json",
    operation: "x-ms-client-request-id_Get",
    headers: { "x-ms-client-request-id": "another" },
    fails: 400,
  },
];

const protocols: readonly ExtraCall[] = [
  ...of("httpInfrastructure.json", ["httpRedirects_options307"], ["httpRetry_options502"]),
  { spec: "httpInfrastructure.json", operation: "httpClientFailure_options400", fails: 400 },
  { spec: "httpInfrastructure.json", operation: "httpClientFailure_options403", fails: 403 },
  { spec: "httpInfrastructure.json", operation: "httpClientFailure_options412", fails: 412 },
  { spec: "incorrect-error-response.json", operation: "getIncorrectErrorFromServer", fails: 444 },
  {
    spec: "security-key.json",
    operation: "head",
    credential: { header: "security-key", key: "123456789" },
  },
  { spec: "security-aad.json", operation: "head", credential: "scopes" },
  { spec: "parameterized-endpoint.json", operation: "get", client: { endpoint: local } },
  ...of(
    "lro.json",
    ["LROs_patch201RetryWithAsyncHeader", { body: {} }, ready("/lro/patch/201/retry/onlyAsyncHeader")],
    [
      "LROs_patch202RetryWithAsyncAndLocationHeader",
      { body: {} },
      ready("/lro/patch/202/retry/asyncAndLocationHeader"),
    ],
    ["LROs_patch200SucceededIgnoreHeaders", { body: {} }, ready("100")],
  ),
  {
    spec: "lro-parameterized-endpoints.json",
    operation: "pollWithConstantParameterizedEndpoints",
    client: { accountName: "local", host: "host:3000" },
    gives: "success",
  },
  ...of(
    "paging.json",
    ["Paging_getEmptyNextLinkNamePages", {}, [product]],
    ["Paging_duplicateParams", { filter: "foo" }, [product]],
    ["Paging_appendApiVersion", {}, [product]],
    ["Paging_replaceApiVersion", {}, [product]],
    ["Paging_pageWithMaxPageSize", {}, []],
    ["Paging_getSinglePagesWithBodyParams", { body: { name: "body" } }, [product]],
    ["Paging_firstResponseEmpty", {}, [product]],
    ["Paging_getMultiplePagesFragmentWithGroupingNextLink", { apiVersion: "1.6", tenant: "test_user" }, fragments(1)],
    [
      "Paging_nextFragmentWithGrouping",
      { apiVersion: "1.6", tenant: "test_user", nextLink: "next?page=3" },
      fragments(3),
    ],
  ),
];

const versions: readonly ExtraCall[] = [
  ...of(
    "multiapi-v1.json",
    ["testOne", { id: 1 }],
    ["OperationGroupOne_testTwo"],
    ["testLRO", {}, { id: "100" }],
    ["testLROAndPaging", {}, { values: [{ id: "100" }] }],
    ["testDifferentCalls", { greetingInEnglish: "hello" }],
  ),
  ...of(
    "multiapi-v2.json",
    ["testOne", { id: 1 }],
    ["OperationGroupOne_testTwo", {}],
    ["OperationGroupOne_testThree"],
    ["OperationGroupTwo_testFour", { parameterOne: true }],
    ["testDifferentCalls", { greetingInEnglish: "hello", greetingInChinese: "nihao" }],
  ),
  ...of(
    "multiapi-v3.json",
    ["testPaging", {}, [paged, paged]],
    ["OperationGroupOne_testOperationGroupPaging", {}, [paged, paged]],
    ["OperationGroupOne_testTwo", {}],
    ["OperationGroupTwo_testFour", { body: { source: "foo" }, contentType: "application/json" }],
    ["OperationGroupTwo_testFour", { body: bytes("PDF"), contentType: "application/pdf" }],
    ["OperationGroupTwo_testFive"],
    ["testDifferentCalls", { greetingInEnglish: "hello", greetingInChinese: "nihao", greetingInFrench: "bonjour" }],
  ),
  { spec: "multiapi-v1-custom-base-url.json", operation: "test", args: { id: 1 }, client: { endpoint: local } },
  { spec: "multiapi-v2-custom-base-url.json", operation: "test", args: { id: 2 }, client: { endpoint: local } },
];

export const extraCalls: readonly ExtraCall[] = [
  ...bodies,
  ...parameters,
  ...protocols,
  ...versions,
  ...evolution,
  ...refused,
];
