import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Service } from "../model/index.ts";
import { checkBodies } from "./bodies.ts";
import { checkCircles } from "./circles.ts";
import { checkDiscriminators } from "./discriminators.ts";
import { checkInheritance } from "./inheritance.ts";
import { checkLinks } from "./links.ts";
import { checkOperationIds } from "./operationIds.ts";
import { checkPaging } from "./paging.ts";
import { checkParameters } from "./parameters.ts";
import { checkPaths } from "./paths.ts";
import { checkReferences } from "./references.ts";
import { checkResponses } from "./responses.ts";
import { checkWaits } from "./waits.ts";
import { checkXml } from "./xml.ts";

/** One thing that must hold of every service, whatever format it was read from. */
export type Rule = (service: Service, sink: DiagnosticSink) => void;

export const rules: readonly Rule[] = [
  checkOperationIds,
  checkReferences,
  checkCircles,
  checkInheritance,
  checkPaths,
  checkParameters,
  checkBodies,
  checkResponses,
  checkPaging,
  checkLinks,
  checkWaits,
  checkDiscriminators,
  checkXml,
];

/** Reports what of a service contradicts itself, before anything is made from it. */
export function checkService(service: Service, sink: DiagnosticSink): void {
  for (const rule of rules) rule(service, sink);
}
