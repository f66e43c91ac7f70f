import type { KitFinding } from '../../../shared/kit/lintKit.ts';

/** Keys and indexes that lead to a field, such as `['competencies', 0, 'anchors', 2]`. */
export type FieldPath = KitFinding['path'];

/** Joins a path with dots, as in `competencies.0.anchors.2`. */
export function pathKey(path: FieldPath): string {
  return path.join('.');
}

export function pathOf(key: string): FieldPath {
  return key === '' ? [] : key.split('.').map(part => (/^\d+$/.test(part) ? Number(part) : part));
}

export function isInside(path: FieldPath, outer: FieldPath): boolean {
  return outer.every((key, index) => path[index] === key);
}

export function valueAt(root: unknown, path: FieldPath): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

export function textAt(root: unknown, path: FieldPath): string {
  const value = valueAt(root, path);
  return typeof value === 'string' ? value : '';
}

const NO_ITEMS: readonly unknown[] = [];

/** Returns the same list each time, also where there is none, because components compare it. */
export function listAt(root: unknown, path: FieldPath): readonly unknown[] {
  const value = valueAt(root, path);
  return Array.isArray(value) ? value : NO_ITEMS;
}

/** Returns a copy with the value changed. It shares unchanged objects. `undefined` removes the key. */
export function withValueAt<Root>(root: Root, path: FieldPath, value: unknown): Root {
  return replaced(root, path, value) as Root;
}

function replaced(node: unknown, path: FieldPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(node))
    return node.map((item, index) => (index === key ? replaced(item, rest, value) : item));
  const inner = (node ?? {}) as Record<string, unknown>;
  const next = replaced(inner[key], rest, value);
  if (next !== undefined) return { ...inner, [key]: next };
  const { [key]: _gone, ...others } = inner;
  return others;
}

/** Returns a copy with one item moved, or the same list when an index is out of range. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length || from === to) return list;
  const others = without(list, from);
  return inserted(others, to, item);
}

export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

export function inserted<T>(list: readonly T[], index: number, item: T): T[] {
  return [...list.slice(0, index), item, ...list.slice(index)];
}

/** True when both values have the same content, regardless of the order of keys. */
export function isSameContent(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [ours, theirs] = [Object.entries(one), Object.keys(other)];
  return (
    ours.length === theirs.length &&
    ours.every(([key, value]) => Object.hasOwn(other, key) && isSameContent(value, Reflect.get(other, key)))
  );
}
