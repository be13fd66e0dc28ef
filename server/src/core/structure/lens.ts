import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import type { Path } from '../json/json.ts';
import { type Message, msg } from '../message.ts';
import type { Span } from '../text.ts';
import { countActions, countMessage } from './counts.ts';

/** What stands over a statement. */
export interface StatementLens {
  /** The first character of the statement. */
  readonly span: Span;
  /** From 0. */
  readonly statement: number;
  readonly path: Path;
  /** Absent where the statement cannot be read. */
  readonly count?: { readonly title: Message; readonly actions: readonly LensAction[] };
  readonly simulate: { readonly title: Message };
}

export interface LensAction {
  readonly name: string;
  readonly description: Message;
  /** A statement of the other Effect matches it, too. */
  readonly shared: boolean;
}

/** Statements that have lenses. IAM takes 8, and a lens is a line of the editor. */
export const maximumLenses = 1000;

/** One lens for each of the first `maximumLenses` statements, in the order of the text; none where a document is no policy. */
export function lenses({ policy }: PolicyDocument, catalog: Catalog): readonly StatementLens[] {
  if (!policy) return [];
  const counts = new Map(countActions(policy, catalog).map((it) => [it.statement, it]));
  return policy.statements.slice(0, maximumLenses).map((statement) => {
    const count = counts.get(statement);
    const start = statement.node.span.start;
    const listed = count && {
      title: countMessage(policy, count),
      actions: [...count.actions].map((it) => ({ name: it.name, description: msg('{0}', it.description), shared: count.shared.has(it) })),
    };
    return { span: { start, end: start + 1 }, statement: statement.index, path: statement.path, ...(listed ? { count: listed } : {}), simulate: { title: msg('Simulate…') } };
  });
}
