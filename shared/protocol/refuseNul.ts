import { AppError } from '../errors.ts';

type Place = { value: unknown; key?: string; parent?: Place };

/** Refuses NUL, which PostgreSQL can't store. Schemas don't check this, so that old logs stay readable. */
export function refuseNul(input: unknown): void {
  const place = findNul(input);
  if (!place) return;
  const field = pathOf(place).join('.').replaceAll('\0', '');
  const reason = 'text-has-nul';
  throw AppError.invalid(reason, field ? { field, fields: { [field]: { reason } } } : undefined);
}

/** Returns where a NUL is. Not recursive, because input may be nested deeper than the call stack. */
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
