import { msg } from '../message.ts';
import type { RuleFinding } from '../rules/rule.ts';
import type { StatementSet } from './entry.ts';
import type { Model } from './model.ts';
import { listPlace, removalFix } from './place.ts';

/** `never-applies`: statements that match no request. */
export function neverApplies(model: Model): RuleFinding[] {
  return model.sets.flatMap((set) => {
    const found = reasonOf(set);
    return found ? [{ ...found, fixes: removalFix(model, { set, entries: [], whole: true }, false) }] : [];
  });
}

function reasonOf({ never, participant: { statement } }: StatementSet): Pick<RuleFinding, 'span' | 'path' | 'on' | 'message'> | undefined {
  switch (never) {
    case undefined:
      return undefined;
    case 'NotAction':
      return { ...listPlace(statement, never), message: msg('NotAction leaves no action, so the statement never applies.') };
    case 'NotResource':
      return { ...listPlace(statement, never), message: msg('NotResource leaves no resource, so the statement never applies.') };
    default: {
      const message = never.values?.length === 0 ? msg('No value is listed, so the condition never holds and the statement never applies.') : msg('No request meets this condition together with the ones above it, so the statement never applies.');
      return { span: never.member.key.span, path: never.path, on: 'key', message };
    }
  }
}
