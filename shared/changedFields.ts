/** Returns the fields of `after` whose JSON differs from `before`. */
export function changedFields<T extends object>(
  before: { readonly [K in keyof T]?: T[K] },
  after: T,
): Partial<T> {
  const changed: Partial<T> = {};
  for (const name of Object.keys(after) as (keyof T)[])
    if (JSON.stringify(after[name]) !== JSON.stringify(before[name])) changed[name] = after[name];
  return changed;
}
