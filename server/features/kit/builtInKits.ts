import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Kit } from '../../../shared/kit/kit.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import { StartupError } from '../../startupErrors.ts';
import { problemSentence, readKitYaml } from './kitYaml.ts';

/** The kits that come with the product. */
export const BUILT_IN_KITS = path.join(import.meta.dirname, 'builtIn');

const ENDING = '.yaml';

export interface BuiltInKit {
  /** The file's name. */
  kitId: KitId;
  kit: Kit;
}

/** Reads every kit of the folder. Rejects with a `StartupError` that names file, line and field of the first fault. */
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

/** They are part of the product, so where they cannot be read the installation is not whole. */
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
