import { readdirSync } from 'node:fs';
import path from 'node:path';
import { cacheDir } from '../../scripts/setup/paths.mjs';

/** Folder of the speech engine: from the setup, or from its cache if Vitest runs without the setup. */
export const speechEngine = process.env.TRANSCRIBE_ENGINE || cached();

/** Why there is no speech engine on this machine. Undefined if there is. For `describe.skipIf`. */
export const noSpeechEngine = speechEngine ? undefined : 'the setup could not provide the speech engine';

function cached(): string | undefined {
  try {
    const names = readdirSync(cacheDir).filter(name => name.startsWith('speech-engine-'));
    return names.map(name => path.join(cacheDir, name)).at(-1);
  } catch {
    return undefined;
  }
}
