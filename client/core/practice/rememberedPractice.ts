import { z } from 'zod';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import { REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE } from '../../../shared/site/rememberedPractice.ts';
import type { SafeStorage } from '../safeStorage.ts';

const Remembered = z.object({ page: LinkToken, role: z.string() });

/** True if this browser offers the private page on the public pages. */
export function isRemembered(storage: SafeStorage, page: string): boolean {
  return read(storage)?.page === page;
}

/** Remembers a private page, unless the person has turned this off in this browser. */
export function rememberPractice(storage: SafeStorage, page: string, role: string): void {
  if (storage.read(REMEMBERED_PRACTICE) === REMEMBERS_NO_PRACTICE) return;
  storage.write(REMEMBERED_PRACTICE, JSON.stringify({ page, role }));
}

/** Turns remembering on or off. When it is off, the browser remembers no private page. */
export function chooseRemembering(storage: SafeStorage, page: string, role: string | undefined): void {
  storage.write(REMEMBERED_PRACTICE, REMEMBERS_NO_PRACTICE);
  if (role === undefined) return;
  storage.remove(REMEMBERED_PRACTICE);
  rememberPractice(storage, page, role);
}

/** Forgets a page that no longer exists. */
export function forgetPractice(storage: SafeStorage, page: string): void {
  if (isRemembered(storage, page)) storage.remove(REMEMBERED_PRACTICE);
}

function read(storage: SafeStorage): z.infer<typeof Remembered> | undefined {
  try {
    return Remembered.safeParse(JSON.parse(storage.read(REMEMBERED_PRACTICE) ?? 'null')).data;
  } catch {
    return undefined;
  }
}
