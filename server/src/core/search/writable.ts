import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import { type Arg, type Message, msg } from '../message.ts';
import { isPolicyKind } from '../policy/kind.ts';
import { isSoundAction } from '../policy/read.ts';

/** Why a text cannot be written as an action into a document, or undefined. A document of no kind is as one of 1.1. */
export function whyNoAction({ kind }: Pick<PolicyDocument, 'kind'>, action: string): Message | undefined {
  return isSoundAction(action, isPolicyKind(kind) ? kind : 'custom-1.1') ? undefined : msg('"{0}" is no action. An action has three parts: "{1}".', action, 'modelarts:notebook:create');
}

/** The same for several that the document is to allow: names that only the other version has allow nothing in it. */
export function whyNotAllowed(document: Pick<PolicyDocument, 'kind'>, actions: readonly string[], catalog: Catalog): Message | undefined {
  for (const it of actions) {
    const problem = whyNoAction(document, it);
    if (problem) return problem;
  }
  const version = document.kind.endsWith('5.0') ? '5.0' : '1.1';
  const [first, ...rest] = [...new Set(actions)].filter((it) => catalog.action(it)?.versions.includes(version) === false);
  if (first === undefined) return undefined;
  return msg('Version {0} has no action of this name: {1}.', version, rest.reduce<Arg>((all, one) => msg('{0}, {1}', all, one), first));
}
