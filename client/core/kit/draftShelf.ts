import { z } from 'zod';
import type { Kit } from '../../../shared/kit/kit.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { KeptDrafts } from '../keptDrafts.ts';
import type { SafeStorage } from '../safeStorage.ts';
import { WrittenKit } from './writtenKit.ts';

const PREFIX = 'vivavoce.kit-draft.';

const Kept = z.object({ baseVersion: z.number(), at: z.number(), kit: WrittenKit });

/** What someone wrote and has not saved. */
export interface KeptDraft {
  draftId: string;
  /** The version it was written on. */
  baseVersion: number;
  at: number;
  kit: Kit;
}

interface ShelfOptions {
  userId: string;
  kitId: KitId;
  /** Holds the texts, and outlives the tab. */
  local: SafeStorage;
  /** Remembers which of them is this tab's. */
  session: SafeStorage;
}

/** The unsaved drafts of one kit by one person, in this browser. */
export class DraftShelf extends KeptDrafts<KeptDraft> {
  readonly #prefix: string;
  readonly #session: SafeStorage;

  constructor({ userId, kitId, local, session }: ShelfOptions) {
    const prefix = `${prefixOf(userId, kitId)}.`;
    super({ prefix, schema: Kept, local });
    this.#prefix = prefix;
    this.#session = session;
  }

  override keep(draft: KeptDraft): boolean {
    return super.keep(draft) && this.#session.write(this.#prefix, draft.draftId);
  }

  /** None of them is this tab's any more: they are offered, and not gone on with unasked. */
  disown(): void {
    this.#session.remove(this.#prefix);
  }

  /** The one that this very tab wrote before it was loaded anew. */
  ownId(): string | undefined {
    return this.#session.read(this.#prefix);
  }
}

/** Whether anything unsaved of this kit waits in this browser. */
export function hasKeptDraft(userId: string, kitId: KitId, local: SafeStorage): boolean {
  return local.keys(`${prefixOf(userId, kitId)}.`).length > 0;
}

function prefixOf(userId: string, kitId: KitId): string {
  return `${PREFIX}${userId}.${kitId}`;
}
