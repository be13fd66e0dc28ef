import type { Json, JsonString, Member, Path, Step } from '../json/json.ts';
import { contains } from '../text.ts';

/** The values around an offset of a JSON text, from the root inwards. */
export interface Chain {
  /** The innermost value, or the name of a member. */
  readonly node: Json;
  /** From the root to the value; for a name, to the value that it names. */
  readonly path: Path;
  readonly on: 'name' | 'value';
  /** Objects and lists around `node`, the outermost first, each with the member that leads further in, if it is an object. */
  readonly parents: readonly { readonly node: Json; readonly member: Member | undefined }[];
}

/** Undefined where no value is. The quotes and brackets of a value belong to it. */
export function chainAt(root: Json, offset: number): Chain | undefined {
  if (!contains(root.span, offset)) return undefined;
  const path: Step[] = [];
  const parents: { node: Json; member: Member | undefined }[] = [];
  let node = root;
  for (;;) {
    const inner = into(node, offset);
    if (!inner) return { node, path, on: 'value', parents };
    path.push(inner.step);
    parents.push({ node, member: inner.member });
    if (inner.name) return { node: inner.name, path, on: 'name', parents };
    node = inner.value;
  }
}

/** The path below `base`, or undefined where `path` leads elsewhere. */
export function below(path: Path, base: Path): Path | undefined {
  return base.every((step, index) => path[index] === step) ? path.slice(base.length) : undefined;
}

type Inner = { readonly step: Step; readonly member: Member | undefined } & ({ readonly name: JsonString } | { readonly name?: undefined; readonly value: Json });

function into(node: Json, offset: number): Inner | undefined {
  if (node.type === 'array') {
    const index = node.elements.findIndex((it) => contains(it.span, offset));
    const value = node.elements[index];
    return value && { step: index, member: undefined, value };
  }
  if (node.type !== 'object') return undefined;
  const member = node.members.find(({ key, value }) => contains(key.span, offset) || (value && contains(value.span, offset)));
  if (!member) return undefined;
  const step = member.key.value;
  if (contains(member.key.span, offset)) return { step, member, name: member.key };
  return member.value && { step, member, value: member.value };
}
