/** JSON Merge Patch (RFC 7396) for values without null. A changed array is replaced as a whole. */
export type MergePatch = Record<string, unknown>;

type JsonObject = Record<string, unknown>;

/** Returns the patch from `before` to `after`, or undefined if they are equal. */
export function diff(before: object, after: object): MergePatch | undefined {
  const from = before as JsonObject;
  const to = after as JsonObject;
  const patch: MergePatch = {};
  for (const key of Object.keys(from))
    if (to[key] === undefined && from[key] !== undefined) patch[key] = null;
  for (const [key, value] of Object.entries(to)) {
    const old = from[key];
    if (old === value || value === undefined) continue;
    if (isObject(old) && isObject(value)) {
      const inner = diff(old, value);
      if (inner) patch[key] = inner;
    } else if (!sameArray(old, value)) {
      patch[key] = value;
    }
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

/** Returns the result of a patch. Unchanged parts are the same objects as in `target`. */
export function applyPatch<T extends object>(target: T, patch: MergePatch): T {
  const result: JsonObject = { ...(target as JsonObject) };
  for (const [key, value] of Object.entries(patch)) {
    if (key === '__proto__') continue;
    const old = result[key];
    if (value === null) delete result[key];
    else if (isObject(value)) result[key] = applyPatch(isObject(old) ? old : {}, value);
    else result[key] = value;
  }
  return result as T;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameArray(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b);
}
