import { type Json, type JsonString, type Path, type Step } from '../json/json.ts';
import { contains } from '../text.ts';

/** What is at an offset of a JSON text: the innermost value, or the name of a member. */
export interface Place {
  readonly node: Json;
  /** From the root to the value; for a name, to the value that it names. */
  readonly path: Path;
  readonly on: 'name' | 'value';
  /** Objects and lists around it, the outermost first. */
  readonly parents: readonly Json[];
}

/** Undefined where no value is. The quotes and brackets of a value belong to it. */
export function locate(root: Json, offset: number): Place | undefined {
  const path: Step[] = [];
  const parents: Json[] = [];
  let node = root;
  if (!contains(node.span, offset)) return undefined;
  for (;;) {
    const step = into(node, offset);
    if (!step) return { node, path, on: 'value', parents };
    path.push(step.name);
    parents.push(node);
    if (step.key) return { node: step.key, path, on: 'name', parents };
    node = step.value;
  }
}

/** The path below `base`, or undefined where `path` leads elsewhere. */
export function below(path: Path, base: Path): Path | undefined {
  return base.every((step, index) => path[index] === step) ? path.slice(base.length) : undefined;
}

type Inner = { readonly name: Step; readonly key: JsonString; readonly value?: undefined } | { readonly name: Step; readonly key?: undefined; readonly value: Json };

function into(node: Json, offset: number): Inner | undefined {
  if (node.type === 'array') {
    const index = node.elements.findIndex((it) => contains(it.span, offset));
    const value = node.elements[index];
    return value && { name: index, value };
  }
  if (node.type !== 'object') return undefined;
  for (const { key, value, span } of node.members) {
    if (!contains(span, offset)) continue;
    if (contains(key.span, offset)) return { name: key.value, key };
    if (value && contains(value.span, offset)) return { name: key.value, value };
  }
  return undefined;
}
