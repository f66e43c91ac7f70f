import type { Kit } from '../../../shared/kit/kit.ts';
import { linesOf } from '../../../shared/recruiter/lines.ts';

/** A saved kit never changes, so its lines are gathered once. */
const known = new WeakMap<Kit, ReadonlySet<string>>();

/** Whether a kit has a line of exactly these words. */
export function hasLine(kit: Kit, text: string): boolean {
  const lines = known.get(kit) ?? new Set(linesOf(kit).map(line => line.text));
  known.set(kit, lines);
  return lines.has(text);
}
