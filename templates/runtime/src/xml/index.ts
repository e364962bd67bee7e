/**
 * Bodies in XML. Only what generated code of services that speak XML imports; it brings the parser along.
 *
 * @module
 */
export { decoder } from "./decode.js";
export { encode } from "./encode.js";
export type { ParseXml, XmlDocument, XmlModel, XmlNode, XmlProperty, XmlScalar, XmlUse } from "./types.js";
