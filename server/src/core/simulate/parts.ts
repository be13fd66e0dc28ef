import { type Attachment, attachmentOf } from './attachment.ts';
import { type ConditionOutcome, evaluateCondition } from './condition.ts';
import type { Answers } from './conclude.ts';
import type { Facts } from './facts.ts';
import type { Prepared, PreparedPolicy, PreparedStatement } from './prepare.ts';
import { actionOf, type ListOutcome, principalOf, resourceOf } from './statement.ts';
import { and } from './truth.ts';
import type { AttachedPolicy, Truth } from './types.ts';

/** Every part of a statement, worked out for a request, none left out. */
export interface Parts {
  readonly statement: PreparedStatement;
  readonly action: ListOutcome;
  readonly principal: Truth;
  /** One for each resource of the request. */
  readonly resources: readonly ListOutcome[];
  readonly conditions: readonly ConditionOutcome[];
}

/** All policies of a request with all their parts. */
export interface Worked {
  readonly attachments: ReadonlyMap<AttachedPolicy, Attachment>;
  readonly parts: ReadonlyMap<PreparedStatement, Parts>;
}

export function workOut(prepared: Prepared, facts: Facts): Worked {
  const attachments = new Map<AttachedPolicy, Attachment>();
  const parts = new Map<PreparedStatement, Parts>();
  for (const policy of prepared.policies) {
    attachments.set(policy.attached, attachmentOf(policy, facts));
    for (const statement of policy.statements) parts.set(statement, partsOf(statement, facts));
  }
  return { attachments, parts };
}

/** Whether the statement applies to one resource: `statementApplies`, from what is worked out. */
export function partsApply({ statement, action, principal, resources, conditions }: Parts, resource: number): Truth {
  if (statement.source.unreadable) return null;
  let result = and(and(action.matches, principal), resources[resource]?.matches ?? null);
  for (const { holds } of conditions) result = and(result, holds);
  return result;
}

/** What the decision asks, for one resource, from what is worked out. */
export function answersFrom({ attachments, parts }: Worked, resource: number): Answers {
  return {
    attached: (policy) => attachments.get(policy.attached)?.matches ?? null,
    applies: (statement) => {
      const found = parts.get(statement);
      return found ? partsApply(found, resource) : null;
    },
  };
}

/** The policies as if everything that cannot be known were not there; answers that are null become false. */
export function withoutUnknown(prepared: Prepared, answers: Answers): { readonly prepared: Prepared; readonly answers: Answers } {
  const known = prepared.policies.flatMap((it) => (it.hidden ? [] : [{ ...it, statements: it.statements.filter(({ effect }) => effect !== undefined) }]));
  const ofRole = (role: PreparedPolicy['role']): readonly PreparedPolicy[] => known.filter((it) => it.role === role);
  return {
    prepared: { ...prepared, policies: known, byRole: { policy: ofRole('policy'), scp: ofRole('scp'), session: ofRole('session') } },
    answers: { attached: (policy) => answers.attached(policy) ?? false, applies: (statement) => answers.applies(statement) ?? false },
  };
}

function partsOf(statement: PreparedStatement, facts: Facts): Parts {
  return {
    statement,
    action: actionOf(statement, facts),
    principal: principalOf(statement, facts),
    resources: !statement.resources && facts.resources.length === 1 ? anyResource : facts.resources.map((it) => resourceOf(statement, facts, it)),
    conditions: statement.conditions.length === 0 ? noConditions : statement.conditions.map((it) => evaluateCondition(it, facts.context)),
  };
}

const anyResource: Parts['resources'] = [{ matches: true, index: -1 }];
const noConditions: Parts['conditions'] = [];
