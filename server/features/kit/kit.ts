import type { KitStore } from '../../store/kitStore.ts';
import type { CommandPreparations } from '../command.ts';
import { BUILT_IN_KITS, readBuiltInKits } from './builtInKits.ts';
import { findNewerKit } from './freezeKit.ts';
import { Kits } from './kits.ts';
import { type KitRoutes, kitRoutes } from './routes.ts';
import { storeBuiltInKits } from './storeBuiltInKits.ts';

export interface KitFeature {
  kits: Kits;
  routes: KitRoutes;
  preparations: CommandPreparations;
}

/** Kits, with those of the folder in the database. Rejects with `StartupError` when one of these is broken. */
export async function createKits(options: {
  store: KitStore;
  /** Those that come with the product, if absent. */
  builtInFolder?: string | undefined;
}): Promise<KitFeature> {
  const { store, builtInFolder = BUILT_IN_KITS } = options;
  await storeBuiltInKits(store, await readBuiltInKits(builtInFolder));
  const kits = new Kits(store);
  const newerKit = findNewerKit(kits);
  return {
    kits,
    routes: kitRoutes(kits),
    // A candidate whom the virtual recruiter awaits opens the session by coming in.
    preparations: { 'session.open': newerKit, 'seat.enter': newerKit },
  };
}
