import type { KitSummary } from '../../../../../shared/protocol/kitRoutes.ts';

export type KitGroupName = 'own' | 'builtIn' | 'archived';

export interface KitGroup {
  name: KitGroupName;
  kits: KitSummary[];
}

/** One's own first, changed last on top; then what comes with the product, by name; then what is put away. */
export function groupKits(kits: readonly KitSummary[]): KitGroup[] {
  const groups: Record<KitGroupName, KitSummary[]> = { own: [], builtIn: [], archived: [] };
  for (const kit of kits) groups[kit.archived ? 'archived' : kit.builtIn ? 'builtIn' : 'own'].push(kit);
  const latest = (a: KitSummary, b: KitSummary) => b.updatedAt - a.updatedAt;
  const byName = (a: KitSummary, b: KitSummary) => a.role.localeCompare(b.role);
  return [
    { name: 'own', kits: groups.own.sort(latest) },
    { name: 'builtIn', kits: groups.builtIn.sort(byName) },
    { name: 'archived', kits: groups.archived.sort(latest) },
  ];
}

/** Every word must occur in the role, the level or the language. */
export function kitMatches({ role, level, locale }: KitSummary, filter: string): boolean {
  const text = `${role} ${level} ${locale}`.toLocaleLowerCase();
  return filter
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
