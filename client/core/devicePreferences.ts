import { z } from 'zod';

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
    const parsed = Preferences.safeParse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** Best effort: private windows may have no storage, and then the choice holds for this page only. */
export function writePreferences(preferences: DevicePreferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Nothing depends on it.
  }
}
