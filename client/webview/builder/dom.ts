/** What an element of the page is made of. A property that is `undefined` or `false` is left out. */
export type Properties = Readonly<Record<string, string | number | boolean | undefined>>;

export type Child = Node | string | undefined | false;

/**
 * An element. Text is only ever text: there is no way from here to HTML.
 *
 * @param properties attributes by name; `key` tells it from its siblings when it is drawn again
 */
export function h(tag: string, properties: Properties = {}, ...children: readonly (Child | readonly Child[])[]): HTMLElement {
  const element = document.createElement(tag);
  setAttributes(element, properties);
  for (const child of children.flat()) if (child !== undefined && child !== false) element.append(child);
  show(element);
  return element;
}

/** Icons, drawn with lines in the colour of the text. */
export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true', focusable: 'false' })) svg.setAttribute(key, value);
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}

export type IconName = keyof typeof icons;

const namespace = 'http://www.w3.org/2000/svg';

const icons = {
  right: 'M6 3.5 10.5 8 6 12.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  up: 'M8 13V3.5M4 7.5l4-4 4 4',
  lower: 'M8 3v9.5M4 8.5l4 4 4-4',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  trash: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4',
  text: 'M5.5 4 2 8l3.5 4M10.5 4 14 8l-3.5 4',
  close: 'm4 4 8 8M12 4l-8 8',
  add: 'M8 3v10M3 8h10',
  error: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  warning: 'M8 2.5 14 13.5H2zM8 6.5v3.2M8 11.3v.7',
  information: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7v4.2M8 4.8v.7',
  hint: 'M5.7 9.5a3.7 3.7 0 1 1 4.6 0v2H5.7zM6.5 13.5h3',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
} as const;

/** Says of an element that what is drawn under its key still holds. */
export function unchanged(tag: string, key: string): HTMLElement {
  return h(tag, { key, 'data-unchanged': true });
}

/**
 * Makes the children of `from` what those of `to` are, and keeps every element that stays: with its focus, its
 * caret and what is typed in it. Children with a key stay the same under their key, the others at their place.
 */
export function redraw(from: Element, to: Element): void {
  const wantedKeys = new Set([...to.children].map(keyOf));
  const keyed = new Map<string, Element>();
  for (const child of [...from.children]) {
    const key = keyOf(child);
    if (key === undefined) continue;
    if (wantedKeys.has(key)) keyed.set(key, child);
    else child.remove();
  }
  let place: ChildNode | null = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const key = wanted instanceof Element ? keyOf(wanted) : undefined;
    const isFree = place !== null && !(place instanceof Element && keyOf(place) !== undefined);
    const kept: ChildNode | null | undefined = key === undefined ? (isFree ? place : undefined) : keyed.get(key);
    if (!kept || kept.nodeName !== wanted.nodeName) {
      from.insertBefore(wanted, place);
      continue;
    }
    if (kept === place) place = place.nextSibling;
    else from.insertBefore(kept, place);
    update(kept, wanted);
  }
  while (place) {
    const gone: ChildNode = place;
    place = place.nextSibling;
    gone.remove();
  }
}

function update(kept: Node, wanted: Node): void {
  if (!(kept instanceof Element) || !(wanted instanceof Element)) {
    if (kept.nodeValue !== wanted.nodeValue) kept.nodeValue = wanted.nodeValue;
    return;
  }
  if (wanted.hasAttribute('data-unchanged')) return;
  for (const { name } of [...kept.attributes]) if (!wanted.hasAttribute(name)) kept.removeAttribute(name);
  for (const { name, value } of wanted.attributes) if (kept.getAttribute(name) !== value) kept.setAttribute(name, value);
  redraw(kept, wanted);
  if (kept instanceof HTMLElement) show(kept);
}

/** What the text of an input was when it was last drawn: what is typed since stays, unless that changes. */
const drawn = new WeakMap<Element, string>();

/** State that is no attribute: `checked`, `data-some` (of several some are checked), `data-shows` (text, chosen option). */
function show(element: HTMLElement): void {
  const shows = element.getAttribute('data-shows');
  if (element instanceof HTMLInputElement && element.type !== 'text') {
    element.checked = element.hasAttribute('checked');
    element.indeterminate = element.hasAttribute('data-some');
  } else if (shows !== null && drawn.get(element) !== shows && (element instanceof HTMLInputElement || element instanceof HTMLSelectElement)) {
    element.value = shows;
    drawn.set(element, shows);
  }
}

function keyOf(element: Element): string | undefined {
  return element.getAttribute('data-key') ?? undefined;
}

function setAttributes(element: HTMLElement, properties: Properties): void {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name === 'key' ? 'data-key' : name, value === true ? '' : String(value));
  }
}

/** Puts boxes and lists back to what was drawn: a click that changed nothing must not look as if it had. */
export function restore(root: Element): void {
  for (const it of root.querySelectorAll<HTMLElement>('input, select')) {
    if (it instanceof HTMLInputElement && it.type === 'text') continue;
    drawn.delete(it);
    show(it);
  }
}
