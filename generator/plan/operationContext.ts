import type { Service } from "../model/index.ts";
import type { GroupNames, NamePlan } from "./names.ts";
import type { createRules } from "./rules.ts";
import type { TypeContext } from "./typeText.ts";
import type { XmlPlan } from "./xml.ts";

/** What every operation of a module is planned with. */
export interface OperationContext {
  readonly service: Service;
  readonly plan: NamePlan;
  readonly group: GroupNames;
  readonly types: TypeContext;
  readonly rules: ReturnType<typeof createRules>;
  readonly xml: XmlPlan;
}
