import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Kit } from '../../../shared/kit/kit.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import { StartupError } from '../../startupErrors.ts';
import type { KitStore } from '../../store/kitStore.ts';
import { problemSentence, readKitYaml } from './kitYaml.ts';

export const BUILT_IN_KITS = path.join(import.meta.dirname, 'builtIn');

const ENDING = '.yaml';

type BuiltInKit = { kitId: KitId; kit: Kit };

/** Reads all built-in kits. Rejects with a `StartupError` that names the first problem's file and line. */
export async function readBuiltInKits(folder: string): Promise<BuiltInKit[]> {
  const names = await reading(folder, () => readdir(folder));
  const files = names.filter(name => name.endsWith(ENDING)).toSorted();
  return Promise.all(files.map(file => readBuiltInKit(folder, file)));
}

async function readBuiltInKit(folder: string, file: string): Promise<BuiltInKit> {
  const where = path.join(folder, file);
  const kitId = KitId.safeParse(file.slice(0, -ENDING.length));
  if (!kitId.success)
    throw new StartupError(`The kit ${where} needs a file name of a-z, 0-9 and - only: rename it.`);
  const outcome = readKitYaml(await reading(where, () => readFile(where, 'utf8')));
  if (outcome.kit) return { kitId: kitId.data, kit: outcome.kit };
  const [problem] = outcome.problems;
  throw new StartupError(`The kit ${where} is broken. ${problem ? problemSentence(problem) : ''}`);
}

async function reading<T>(where: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new StartupError(
      `The kits in ${where} cannot be read: install Vivavoce anew, or give this user the right to.`,
      error,
    );
  }
}

/** Stores new and changed built-in kits as versions. Archives built-in kits that the product dropped. */
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
  // Compares again, because another server that is starting has just stored this kit.
  if (outcome === 'stale' || outcome === 'taken') await bringIn(store, { kitId, kit });
}

function trace(action: string, kitId: KitId, details: Record<string, unknown> = {}) {
  return { actor: 'system', action, target: kitId, details };
}
