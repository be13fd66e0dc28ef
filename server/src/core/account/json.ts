import { formatPath } from '../json/json.ts';
import { type Reader, toPlain } from '../message.ts';
import { type AgencyStepJson, type SimulateJson, toReasonJson, toSimulateJson, type UserStepJson } from '../simulate/json.ts';
import { describeReason } from '../simulate/describe-reason.ts';
import type { AccountSimulation, UserStep } from './simulate-as.ts';
import type { AgencyStep } from './steps.ts';

/** What `modelarts-policy simulate --account --as --format json` prints (interfaces.md). */
export function toAccountJson({ person, result, access, agency, entrance, userSteps, refusals }: AccountSimulation, reader: Reader): SimulateJson {
  const { version, decision, ...rest } = toSimulateJson(result, reader);
  return {
    version,
    decision,
    principal: person.id,
    ...rest,
    agencySteps: (agency?.steps ?? []).map((it) => toStepJson(it, agency?.agency ?? '', reader)),
    ...(userSteps.length > 0 ? { userSteps: userSteps.map((it) => toUserStepJson(it, reader)) } : {}),
    ...(refusals.length > 0 ? { refusals: refusals.map((it) => toPlain(it, reader)) } : {}),
    ...(access ? { access: { usable: access.usable, agency: access.agency ?? null, path: access.authorization ? formatPath(access.authorization.path) : null, why: toPlain(access.why, reader) } } : {}),
    ...(entrance ? { workspace: { name: entrance.workspace, mayEnter: entrance.mayEnter, enterpriseProject: entrance.enterpriseProject ?? null } } : {}),
  };
}

function toUserStepJson({ action, decision, reason, purpose, grade, source }: UserStep, reader: Reader): UserStepJson {
  return { action, decision, reason: toReasonJson(reason), why: toPlain(describeReason({ decision, reason }), reader), missing: decision === 'ImplicitDeny', ...(purpose ? { purpose: toPlain(purpose, reader) } : {}), grade, ...(source === undefined ? {} : { source }) };
}

function toStepJson(step: AgencyStep, agency: string, reader: Reader): AgencyStepJson {
  return {
    action: step.action,
    decision: step.decision,
    reason: toReasonJson(step.reason),
    why: toPlain(step.why, reader),
    missing: step.decision === 'ImplicitDeny',
    agency,
    ...(step.purpose ? { purpose: toPlain(step.purpose, reader) } : {}),
    ...(step.scenario ? { scenario: toPlain(step.scenario, reader) } : {}),
    ...(step.apis.length > 0 ? { apis: step.apis } : {}),
    ...(step.allowedOn.length > 0 ? { allowedOn: step.allowedOn } : {}),
    ...(step.missingContext.length > 0 ? { missingContext: step.missingContext } : {}),
    grade: step.grade,
    ...(step.source === undefined ? {} : { source: step.source }),
  };
}
