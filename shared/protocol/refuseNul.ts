import { AppError } from '../errors.ts';

type Place = { value: unknown; key?: string; parent?: Place };

/** PostgreSQL cannot store NUL. Schemas do not check it, because they must read logs already written. */
export function refuseNul(input: unknown): void {
  const place = findNul(input);
  if (!place) return;
  const field = pathOf(place).join('.').replaceAll('\0', '');
  const reason = 'text-has-nul';
  throw AppError.invalid(reason, field ? { field, fields: { [field]: { reason } } } : undefined);
}

/** Iterates, because input may be nested deeper than the call stack. Visits each value once. */
function findNul(input: unknown): Place | undefined {
  const waiting: Place[] = [{ value: input }];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { value, key } = place;
    if (key?.includes('\0') || (typeof value === 'string' && value.includes('\0'))) return place;
    if (typeof value !== 'object' || value === null) continue;
    for (const [innerKey, inner] of Object.entries(value))
      waiting.push({ value: inner, key: innerKey, parent: place });
  }
  return undefined;
}

function pathOf(place: Place): string[] {
  const path: string[] = [];
  for (let at: Place | undefined = place; at?.key !== undefined; at = at.parent) path.unshift(at.key);
  return path;
}
