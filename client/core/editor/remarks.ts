import { Kit } from '../../../shared/kit/kit.ts';
import { type KitFinding, lintKit } from '../../../shared/kit/lintKit.ts';
import { kitFindingText } from '../../texts/kitFindings.ts';
import { checkFields, type FieldErrors } from '../fieldErrors.ts';
import { type FieldPath, isInside, pathKey, pathOf } from './fieldPath.ts';

export interface Remark {
  /** `invalid`: can't be saved; `error`: can be saved but not used in an interview; `warning`: advice. */
  severity: 'invalid' | KitFinding['severity'];
  path: FieldPath;
  message: string;
}

export type RemarkCounts = { errors: number; warnings: number };

export function remarksOn(kit: Kit): Remark[] {
  const checked = checkFields(Kit, kit);
  const findings = lintKit(kit).map(finding => ({ ...finding, message: kitFindingText(finding) }));
  return [...(checked.ok ? [] : refusals(checked.errors)), ...findings];
}

export function refusals(errors: FieldErrors): Remark[] {
  return Object.entries(errors).map(([key, message]) => ({
    severity: 'invalid',
    path: pathOf(key),
    message,
  }));
}

export function byPath(remarks: readonly Remark[]): ReadonlyMap<string, readonly Remark[]> {
  return Map.groupBy(remarks, remark => pathKey(remark.path));
}

export function countAt(remarks: readonly Remark[], path: FieldPath): RemarkCounts {
  return countsOf(remarks.filter(remark => isInside(remark.path, path)));
}

export function countsOf(remarks: readonly Remark[]): RemarkCounts {
  const warnings = remarks.filter(remark => remark.severity === 'warning').length;
  return { errors: remarks.length - warnings, warnings };
}
