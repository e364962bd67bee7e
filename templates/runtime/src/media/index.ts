/**
 * Uploads of bytes beside a description: in one request, or in sessions that go on after a cut. Only what generated
 * code of services with such uploads imports.
 *
 * @module
 */
export type { Media, UploadOptions, UploadProgress, UploadProtocol, UploadSpec } from "./types.js";
export { upload } from "./upload.js";
