import { z } from "zod";
import { infuse, noRemarks } from "../delivery/delivery.ts";
import { indications, jurisdictions, phases } from "../knowledge/knowledge.ts";
import { checkProtocol } from "../limits/limits.ts";
import { inside, inward, type Issue, readParts } from "../quantity/quantity.ts";
import { protocol } from "../regimen/regimen.ts";
import { answered, type Context, refused, type Reply } from "./operation.ts";
import { patient } from "./read-patient.ts";
import { writeFinding } from "./write-finding.ts";

/** `check` of an intravenous protocol: its patient may stand in the protocol or beside it. */
export const protocolCheck = z.strictObject({
  route: z.enum(["intravenous"]),
  indication: z.enum(indications),
  jurisdiction: z.enum(jurisdictions),
  phase: z.enum(phases).optional(),
  patient: patient.optional(),
  protocol,
});

/** Whether a question to `check` is about a protocol and not about a pump. */
export const asksAboutProtocol = (given: unknown): given is { patient?: unknown; protocol: unknown } =>
  typeof given === "object" && given !== null && Object.hasOwn(given, "protocol");

/** Where a protocol stands to the limits of its drug, route and indication. */
export function runProtocolCheck(
  given: { patient?: unknown; protocol: unknown },
  { locale }: Context,
): Reply {
  const { parts, issues } = readParts(protocolCheck, withPatient(given), locale);
  const remarks = noRemarks();
  const infused = parts.protocol && infuse(parts.protocol, locale, remarks);
  const found: Issue[] = [
    ...issues,
    ...remarks.issues.map((issue) => ({ ...issue, path: inside("protocol", issue.path) })),
  ];
  if (found.length > 0 || !infused || !parts.protocol) return refused(found);
  const { findings, gaps } = checkProtocol(
    {
      drug: parts.protocol.drug,
      indication: parts.indication!,
      jurisdiction: parts.jurisdiction!,
      conditions: [...(parts.patient?.conditions ?? []), ...(parts.protocol.patient.conditions ?? [])],
      vial: inward(parts.protocol.vial.concentration, "concentration"),
      infused,
    },
    locale,
  );
  return answered({ findings: findings.map(writeFinding) }, [...remarks.gaps, ...gaps], remarks.assumed);
}

/** The patient beside the protocol gives the weight where the protocol has no patient of its own. */
function withPatient(given: { patient?: unknown; protocol: unknown }): unknown {
  const { protocol: asked, patient: beside } = given;
  if (typeof asked !== "object" || asked === null || Object.hasOwn(asked, "patient")) return given;
  if (typeof beside !== "object" || beside === null || !Object.hasOwn(beside, "weight")) return given;
  return { ...given, protocol: { ...asked, patient: { weight: (beside as { weight: unknown }).weight } } };
}
