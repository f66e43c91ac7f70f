import { z } from 'zod';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import { REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE } from '../../../shared/site/rememberedPractice.ts';
import type { SafeStorage } from '../safeStorage.ts';

const Remembered = z.object({ page: LinkToken, role: z.string(), progress: z.string().optional() });
type Remembered = z.infer<typeof Remembered>;

/** Remembers a private page, unless the person has turned this off in this browser. Returns whether it did. */
export function rememberPractice(storage: SafeStorage, practice: Remembered): boolean {
  if (storage.read(REMEMBERED_PRACTICE) === REMEMBERS_NO_PRACTICE) return false;
  return storage.write(REMEMBERED_PRACTICE, JSON.stringify(practice));
}

/** From now on, this browser remembers no private page, until a person turns it on again. */
export function rememberNoPractice(storage: SafeStorage): void {
  storage.write(REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE);
}

export function rememberAgain(storage: SafeStorage, practice: Remembered): boolean {
  storage.remove(REMEMBERED_PRACTICE);
  return rememberPractice(storage, practice);
}

/** Forgets a page that no longer exists. */
export function forgetPractice(storage: SafeStorage, page: string): void {
  if (read(storage)?.page === page) storage.remove(REMEMBERED_PRACTICE);
}

function read(storage: SafeStorage): Remembered | undefined {
  try {
    return Remembered.safeParse(JSON.parse(storage.read(REMEMBERED_PRACTICE) ?? 'null')).data;
  } catch {
    return undefined;
  }
}
