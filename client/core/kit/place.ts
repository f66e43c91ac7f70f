import type { Finding } from '../../../shared/kit/lintKit.ts';

/** Where something stands in a kit: keys and indexes from its top, as in `['competencies', 0, 'anchors', 2]`. */
export type Place = Finding['path'];

/** The same as one word, as in `competencies.0.anchors.2`. */
export function placeKey(place: Place): string {
  return place.join('.');
}

export function placeOf(key: string): Place {
  return key === '' ? [] : key.split('.').map(part => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Whether a place is the outer one or lies in it. */
export function isInside(place: Place, outer: Place): boolean {
  return outer.every((key, index) => place[index] === key);
}

/** What stands there; undefined where there is no such place. */
export function valueAt(root: unknown, place: Place): unknown {
  let value = root;
  for (const key of place) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

export function textAt(root: unknown, place: Place): string {
  const value = valueAt(root, place);
  return typeof value === 'string' ? value : '';
}

export function listAt(root: unknown, place: Place): readonly unknown[] {
  const value = valueAt(root, place);
  return Array.isArray(value) ? value : [];
}

/** A copy with another value there; whatever does not lead to it stays the same object. `undefined` takes the key out. */
export function withValueAt<Root>(root: Root, place: Place, value: unknown): Root {
  return replaced(root, place, value) as Root;
}

function replaced(node: unknown, place: Place, value: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  if (Array.isArray(node))
    return node.map((item, index) => (index === key ? replaced(item, rest, value) : item));
  const inner = (node ?? {}) as Record<string, unknown>;
  const next = replaced(inner[key], rest, value);
  if (next !== undefined) return { ...inner, [key]: next };
  const { [key]: _gone, ...others } = inner;
  return others;
}
