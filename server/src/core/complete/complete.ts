import type { Catalog } from '../catalog/catalog.ts';
import type { PolicyDocument } from '../check.ts';
import type { Path } from '../json/json.ts';
import { locate, type Place } from '../json/locate.ts';
import { isPolicyKind, type PolicyKind, versionOf } from '../policy/kind.ts';
import type { Statement } from '../policy/policy.ts';
import { endOfVariable } from '../policy/variables.ts';
import { nameVersion } from '../structure/counts.ts';
import { actionOffers, type NameContext } from './actions.ts';
import { fitting, maximumReply } from './budget.ts';
import type { Completion, CompletionItem, CompletionOptions, Offer, Offers } from './completion.ts';
import { type ConditionContext, keyOffers, operatorOffers, takesVariables, valueOffers } from './conditions.ts';
import { documentOffers, effectOffers, principalOffers, roleOffers, roleTypeOffers, statementElementOffers, statementOffers, topOffers, versionOffers } from './elements.ts';
import { agencyOffers, principalValueOffers, resourceOffers } from './resources.ts';
import { escapeSnippet, fit, type Slot, valueSlot, wholeSlot, type Written, writtenAt } from './slot.ts';
import { variableAt, variableOffers } from './variables.ts';

export type { Completion, CompletionItem, CompletionOptions, ItemKind } from './completion.ts';

/**
 * What may be written at `offset`: names, values, statements and the segments of actions and resources. Empty
 * where nothing is known to fit, and in documents that are no policies of ours.
 */
export function complete(document: PolicyDocument, offset: number, catalog: Catalog, options: CompletionOptions = {}): Completion {
  const { text } = document.json;
  const at = Math.max(0, Math.min(Math.floor(offset) || 0, text.length));
  const place = isPolicyKind(document.kind) ? locate(document.json, at) : undefined;
  const found = place && isPolicyKind(document.kind) ? offersAt(document, document.kind, place, at, catalog) : undefined;
  // A string that runs over lines is broken, and an edit of a completion stays on one.
  if (!found || /[\r\n]/.test(text.slice(found.slot.replace.start, found.slot.replace.end))) return { items: [], isIncomplete: false, insert: { start: at, end: at }, replace: { start: at, end: at }, additional: [], data: '-' };
  const { slot, offers, data } = found;
  const drafts = offers.map((offer) => draft(offer, slot));
  const { items, cut } = fitting(drafts, slot.typed, slot.additional, options.limit ?? maximumReply, options.perItem ?? 0);
  return {
    items: items.map((it, index): CompletionItem => ({ ...it, sortText: index.toString(36).padStart(2, '0') })),
    isIncomplete: cut,
    insert: slot.insert,
    replace: slot.replace,
    additional: slot.additional,
    data,
  };
}

interface Found extends Offers {
  readonly slot: Slot;
}

function offersAt(document: PolicyDocument, kind: PolicyKind, place: Place, offset: number, catalog: Catalog): Found | undefined {
  const { text } = document.json;
  if (place.at === 'document') return { slot: wholeSlot(text, place, offset), ...documentOffers(kind) };
  const { policy } = document;
  if (!policy) return undefined;
  const finder = new Finder(text, kind, place, offset, catalog);
  const path = below(place.path, policy.path);
  if (path === undefined) return policy.role && finder.inRole();
  const index = path[1];
  const statement = path[0] === 'Statement' ? policy.statements.find((it) => it.path.every((step, depth) => place.path[depth] === step)) : undefined;
  if (path.length === 0) return finder.name(topOffers(kind));
  if (path[0] === 'Version' && path.length === 1) return finder.value(versionOffers(kind));
  if (path[0] !== 'Statement') return undefined;
  if (path.length === 1 && place.at === 'value') return finder.whole(inList(statementOffers(kind)));
  if (path.length === 2 && place.at === 'element' && typeof index === 'number') return finder.whole(statementOffers(kind));
  const inside = path.slice(typeof index === 'number' ? 2 : 1);
  return finder.inStatement(inside, statement);
}

/** Fits what is offered into the place that the cursor is in. */
class Finder {
  private readonly text: string;
  private readonly kind: PolicyKind;
  private readonly place: Place;
  private readonly offset: number;
  private readonly catalog: Catalog;

  constructor(text: string, kind: PolicyKind, place: Place, offset: number, catalog: Catalog) {
    this.text = text;
    this.kind = kind;
    this.place = place;
    this.offset = offset;
    this.catalog = catalog;
  }

  /** @param path below the statement */
  inStatement(path: Path, statement: Statement | undefined): Found | undefined {
    const { place, kind, catalog } = this;
    const [element, second, third] = path;
    const context = { catalog, kind, version: nameVersion(versionOf(kind)), statement };
    if (element === undefined) return place.at === 'name' && place.parent?.type === 'object' ? this.name(statementElementOffers(kind, place.parent, statement)) : undefined;
    switch (element) {
      case 'Effect':
        return path.length === 1 ? this.value(effectOffers(kind)) : undefined;
      case 'Action':
      case 'NotAction':
        return this.isListed(path, 1) ? this.segments((before, names) => actionOffers(before, names), 2) : undefined;
      case 'Resource':
      case 'NotResource':
        if (second === 'uri') return this.isListed(path, 2) ? this.value(agencyOffers(), place.at === 'value') : undefined;
        if (place.at === 'name') return kind === 'custom-1.1' ? this.name({ offers: [{ label: 'uri', kind: 'element', text: '[\n\t"$0"\n]', retrigger: true }], data: '-' }) : undefined;
        if (!this.isListed(path, 1)) return undefined;
        return this.variable(context, context.version === '5.0' ? 0 : 4) ?? this.segments((before, names) => resourceOffers(before, statement, names), 4);
      case 'Condition':
        if (place.at === 'name') return path.length === 1 ? this.name(operatorOffers(context)) : path.length === 2 ? this.name(keyOffers(String(second), context)) : undefined;
        if (place.at === 'value' && path.length === 1) return this.whole(inObject(operatorOffers(context)));
        if (place.at === 'value' && path.length === 2) return this.whole(inObject(keyOffers(String(second), context)));
        if (!this.isListed(path, 3)) return undefined;
        return (takesVariables(String(second), context) ? this.variable(context, 0) : undefined) ?? this.value(valueOffers(String(second), String(third), context), place.at === 'value');
      case 'Principal':
      case 'NotPrincipal':
        if (this.isListed(path, 2)) return this.value(principalValueOffers(String(second)), place.at === 'value');
        if (path.length !== 1) return undefined;
        return place.at === 'name' ? this.name(principalOffers(kind)) : this.whole(inObject(principalOffers(kind)));
      default:
        return undefined;
    }
  }

  /** In the `role` object around the policy. */
  inRole(): Found | undefined {
    const { path, at } = this.place;
    if (path[0] !== 'role') return undefined;
    if (path.length === 1 && at === 'name') return this.name(roleOffers(this.kind));
    return path.length === 2 && path[1] === 'type' && at === 'value' ? this.value(roleTypeOffers()) : undefined;
  }

  /** Names that the object does not have yet, with what stands behind the colon. */
  name({ offers, data }: Offers): Found | undefined {
    const { place } = this;
    if (place.at !== 'name' || place.parent?.type !== 'object') return undefined;
    const taken = new Set(place.parent.members.filter((it) => it !== place.member).map((it) => it.key.value));
    const slot = wholeSlot(this.text, place, this.offset);
    const bare = place.colon || place.member?.value !== undefined;
    const free = offers.filter((it) => !taken.has(it.label));
    return { slot: bare ? { ...slot, close: place.colon ? '' : ':' } : slot, offers: free.map((it) => nameOffer(it, bare)), data };
  }

  /** A string value; what the list has already is left out. */
  value({ offers, data }: Offers, list = false): Found | undefined {
    if (this.place.at === 'name') return undefined;
    const written = writtenAt(this.text, this.place, this.offset);
    const taken = this.taken();
    return { slot: valueSlot(written, this.place, 0, written.value.length, list), offers: offers.filter((it) => !taken.has(it.label.toLowerCase())), data };
  }

  /** A value that is no string. In quotes nothing of it can stand. */
  whole({ offers, data }: Offers): Found | undefined {
    return this.place.node ? undefined : { slot: wholeSlot(this.text, this.place, this.offset), offers, data };
  }

  /** One segment of a string that colons cut into at most `colons` + 1. */
  segments(offersFor: (before: readonly string[], context: NameContext) => Offers, colons: number): Found | undefined {
    const written = writtenAt(this.text, this.place, this.offset);
    const { before, from, to } = segmentAt(written, colons);
    const context = { catalog: this.catalog, kind: this.kind, version: nameVersion(versionOf(this.kind)), taken: this.taken() };
    const { offers, data } = offersFor(before, context);
    return { slot: valueSlot(written, this.place, from, to, this.place.at === 'value' && this.place.node === undefined), offers, data };
  }

  /**
   * The policy variable that the cursor is in; of it nothing else can be written. Undefined outside one.
   * @param colons that have to stand before it
   */
  private variable(context: ConditionContext, colons: number): Found | undefined {
    const written = writtenAt(this.text, this.place, this.offset);
    const at = this.place.node?.type === 'string' ? variableAt(written) : undefined;
    if (!at) return undefined;
    const { before } = segmentAt({ ...written, value: written.value.slice(0, at.from), cursor: at.from }, 4);
    const { offers, data } = variableOffers(context);
    return { slot: valueSlot(written, this.place, at.from, at.to), offers: before.length >= colons ? offers : [], data };
  }

  /** The place is the element's value, `depth` steps below the statement, or an item of its list. */
  private isListed(path: Path, depth: number): boolean {
    const { at } = this.place;
    return (path.length === depth && at === 'value') || (path.length === depth + 1 && at === 'element');
  }

  /** The other strings of the list, in lower case. */
  private taken(): ReadonlySet<string> {
    const { parent, node } = this.place;
    const others = parent?.type === 'array' ? parent.elements.filter((it) => it !== node) : [];
    return new Set(others.flatMap((it) => (it.type === 'string' ? [it.value.toLowerCase()] : [])));
  }
}

/** The segments before the cursor's, and the ends of its own. A variable such as `${g:UserName}` is not cut. */
function segmentAt({ value, cursor }: Written, colons: number): { readonly before: readonly string[]; readonly from: number; readonly to: number } {
  const before: string[] = [];
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    if (value.startsWith('${', at)) {
      at = (endOfVariable(value, at) ?? at + 1) - 1;
    } else if (value.charAt(at) === ':' && before.length < colons) {
      if (at >= cursor) return { before, from, to: at };
      before.push(value.slice(from, at));
      from = at + 1;
    }
  }
  return { before, from, to: value.length };
}

function draft(offer: Offer, slot: Slot): Omit<CompletionItem, 'sortText'> {
  const { label, kind, detail, deprecated, data } = offer;
  const { text, snippet } = fit(offer, slot);
  const quoted = slot.typed.startsWith('"');
  const goesOn = offer.retrigger === true || (offer.more === true && !slot.followed);
  return {
    label,
    kind,
    ...(detail === undefined ? {} : { detail }),
    ...(quoted ? { filterText: `"${label}"` } : slot.before ? { filterText: slot.before + label } : label.startsWith(':') && label !== ':' ? { filterText: label.slice(1) } : {}),
    text,
    ...(snippet ? { snippet } : {}),
    ...(deprecated ? { deprecated } : {}),
    ...(goesOn ? { retrigger: true } : {}),
    ...(data === undefined ? {} : { data }),
  };
}

/** A name in quotes, with the skeleton of its value unless that is there. */
function nameOffer({ text, ...offer }: Offer, bare: boolean): Offer {
  let stop = 0;
  const name = offer.label
    .split(/(<[^<>]*>)/)
    .map((part) => (part.startsWith('<') ? `\${${++stop}:${part.slice(1, -1)}}` : escapeSnippet(part)))
    .join('');
  const { retrigger, ...rest } = offer;
  if (bare) return stop > 0 ? { ...rest, text: `"${name}"`, snippet: true } : { ...rest, text: `"${offer.label}"` };
  return { ...rest, ...(retrigger ? { retrigger } : {}), text: `"${name}": ${text ?? ''}`, snippet: true };
}

function inList({ offers, data }: Offers): Offers {
  return { offers: offers.map((it) => ({ ...it, text: `[\n\t${(it.text ?? '').replaceAll('\n', '\n\t')}\n]` })), data };
}

/** Names with their skeletons, as the object that holds one of them. */
function inObject({ offers, data }: Offers): Offers {
  return { offers: offers.map((it) => nameOffer(it, false)).map((it) => ({ ...it, text: `{\n\t${(it.text ?? '').replaceAll('\n', '\n\t')}\n}` })), data };
}

/** The steps of `path` below `base`; undefined where it lies elsewhere. */
function below(path: Path, base: Path): Path | undefined {
  return base.length <= path.length && base.every((step, index) => path[index] === step) ? path.slice(base.length) : undefined;
}
