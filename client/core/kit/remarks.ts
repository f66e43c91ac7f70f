import { Kit } from '../../../shared/kit/kit.ts';
import { type Finding, lintKit } from '../../../shared/kit/lintKit.ts';
import { checkFields, type FieldErrors } from '../fieldErrors.ts';
import { isInside, type Place, placeKey, placeOf } from './place.ts';

/** One thing to say about one place of a kit, no matter who found it. */
export interface Remark {
  /** `invalid`: it cannot be saved like this; `error`: saved it can be, used in an interview not; `warning`: it could be better. */
  level: 'invalid' | Finding['level'];
  place: Place;
  message: string;
}

export interface RemarkCounts {
  /** What has to be fixed, of either kind. */
  errors: number;
  warnings: number;
}

/** Everything there is to say about a kit: what its schema refuses, then what the linter finds. */
export function remarksOn(kit: Kit): Remark[] {
  const checked = checkFields(Kit, kit);
  return [
    ...(checked.ok ? [] : refusals(checked.errors)),
    ...lintKit(kit).map(({ level, path, message }) => ({ level, place: path, message })),
  ];
}

/** What a schema refused, field by field. */
export function refusals(errors: FieldErrors): Remark[] {
  return Object.entries(errors).map(([key, message]) => ({
    level: 'invalid',
    place: placeOf(key),
    message,
  }));
}

export function byPlace(remarks: readonly Remark[]): ReadonlyMap<string, readonly Remark[]> {
  return Map.groupBy(remarks, remark => placeKey(remark.place));
}

/** How many stand at a place or inside it. */
export function countAt(remarks: readonly Remark[], place: Place): RemarkCounts {
  return countsOf(remarks.filter(remark => isInside(remark.place, place)));
}

export function countsOf(remarks: readonly Remark[]): RemarkCounts {
  const warnings = remarks.filter(remark => remark.level === 'warning').length;
  return { errors: remarks.length - warnings, warnings };
}
