import { z } from 'zod';
import { localData } from './safeStorage.ts';

const Preferences = z.object({
  camera: z.string().max(512).optional(),
  microphone: z.string().max(512).optional(),
  speaker: z.string().max(512).optional(),
});
export type DevicePreferences = z.infer<typeof Preferences>;

const KEY = 'vivavoce.devices';

/** The devices this person chose last on this browser. */
export function readPreferences(): DevicePreferences {
  try {
    const parsed = Preferences.safeParse(JSON.parse(localData.read(KEY) ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** Best effort: private windows may have no storage, and then the choice holds for this page only. */
export function writePreferences(preferences: DevicePreferences): void {
  localData.write(KEY, JSON.stringify(preferences));
}
