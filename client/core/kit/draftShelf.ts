import { z } from 'zod';
import type { Kit } from '../../../shared/kit/kit.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { WrittenKit } from './writtenKit.ts';

const KEPT_FOR_MS = 30 * 86_400_000;
const PREFIX = 'vivavoce.kit-draft.';

const Kept = z.object({ baseVersion: z.number(), at: z.number(), kit: WrittenKit });

/** What somebody wrote and has not saved. */
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
  local: Storage;
  /** Remembers which of them is this tab's. */
  session: Storage;
}

/**
 * The unsaved drafts of one kit by one person, in this browser. Each page writes to an entry of its own, so that two tabs
 * cannot overwrite each other's text.
 */
export class DraftShelf {
  readonly #prefix: string;
  readonly #local: Storage;
  readonly #session: Storage;

  constructor({ userId, kitId, local, session }: ShelfOptions) {
    this.#prefix = `${prefixOf(userId, kitId)}.`;
    this.#local = local;
    this.#session = session;
  }

  /** Answers whether the browser took it: storage may be full or switched off. */
  keep({ draftId, ...draft }: KeptDraft): boolean {
    try {
      this.#local.setItem(this.#prefix + draftId, JSON.stringify(draft));
      this.#session.setItem(this.#prefix, draftId);
      return true;
    } catch {
      return false;
    }
  }

  /** None of them is this tab's any more: they are offered, and not gone on with unasked. */
  disown(): void {
    try {
      this.#session.removeItem(this.#prefix);
    } catch {
      // Where nothing can be removed, nothing was kept either.
    }
  }

  drop(draftId: string): void {
    try {
      this.#local.removeItem(this.#prefix + draftId);
    } catch {
      // Where nothing can be removed, nothing was kept either.
    }
  }

  /** All of them, newest first; those nobody came back for in a month are cleared away. */
  list(now: number): KeptDraft[] {
    const drafts: KeptDraft[] = [];
    for (const key of keysOf(this.#local, this.#prefix)) {
      const draftId = key.slice(this.#prefix.length);
      const draft = read(this.#local, key);
      if (draft && draft.at > now - KEPT_FOR_MS) drafts.push({ draftId, ...draft });
      else this.drop(draftId);
    }
    return drafts.sort((a, b) => b.at - a.at);
  }

  /** The one that this very tab wrote before it was loaded anew. */
  ownId(): string | undefined {
    try {
      return this.#session.getItem(this.#prefix) ?? undefined;
    } catch {
      return undefined;
    }
  }
}

/** Whether anything unsaved of this kit waits in this browser. */
export function hasKeptDraft(userId: string, kitId: KitId, local: Storage): boolean {
  return keysOf(local, `${prefixOf(userId, kitId)}.`).length > 0;
}

function prefixOf(userId: string, kitId: KitId): string {
  return `${PREFIX}${userId}.${kitId}`;
}

function keysOf(storage: Storage, prefix: string): string[] {
  try {
    return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter(key =>
      key.startsWith(prefix),
    );
  } catch {
    return [];
  }
}

function read(storage: Storage, key: string): Omit<KeptDraft, 'draftId'> | undefined {
  try {
    const kept = Kept.safeParse(JSON.parse(storage.getItem(key) ?? ''));
    return kept.success ? kept.data : undefined;
  } catch {
    return undefined;
  }
}
