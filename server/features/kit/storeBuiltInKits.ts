import { isDeepStrictEqual } from 'node:util';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { BuiltInKit } from './builtInKits.ts';

/**
 * Brings the kits that come with the product into the database, where interviews freeze them: a new one as version 1, a
 * changed one as its next version, an unchanged one not at all. One that came with an older product is archived.
 */
export async function storeBuiltInKits(store: KitStore, builtIns: readonly BuiltInKit[]): Promise<void> {
  for (const builtIn of builtIns) await bringIn(store, builtIn);
  const current = new Set(builtIns.map(({ kitId }) => kitId));
  for (const { kitId, builtIn } of await store.heads()) {
    if (!builtIn) continue;
    const archived = !current.has(kitId);
    await store.setArchived(kitId, archived, trace(archived ? 'kit.archived' : 'kit.restored', kitId));
  }
}

async function bringIn(store: KitStore, { kitId, kit }: BuiltInKit): Promise<void> {
  const newest = await store.findNewest(kitId);
  if (newest && isDeepStrictEqual(newest.kit, kit)) return;
  const write = { kitId, kit, savedBy: null };
  const outcome = newest
    ? await store.save({
        ...write,
        expectedVersion: newest.version,
        entry: trace('kit.saved', kitId, { version: newest.version + 1 }),
      })
    : await store.create({ ...write, builtIn: true, entry: trace('kit.created', kitId) });
  // Another server that starts at the same moment was faster: look at what it wrote.
  if (outcome === 'stale' || outcome === 'taken') await bringIn(store, { kitId, kit });
}

function trace(action: string, kitId: KitId, details: Record<string, unknown> = {}) {
  return { actor: 'system', action, target: kitId, details };
}
