/** The fields of `after` whose values differ from those of `before`, compared as JSON. */
export function changedFields<T extends object>(
  before: { readonly [K in keyof T]?: T[K] },
  after: T,
): Partial<T> {
  const changed: Partial<T> = {};
  for (const name of Object.keys(after) as (keyof T)[])
    if (JSON.stringify(after[name]) !== JSON.stringify(before[name])) changed[name] = after[name];
  return changed;
}
