import { z } from 'zod';
import type { Kit } from '../../../shared/kit/kit.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { SafeStorage } from '../safeStorage.ts';
import { WrittenKit } from './writtenKit.ts';

const KEPT_FOR_MS = 30 * 86_400_000;
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

/**
 * The unsaved drafts of one kit by one person, in this browser. Each page writes to an entry of its own, so that two tabs
 * cannot overwrite each other's text.
 */
export class DraftShelf {
  readonly #prefix: string;
  readonly #local: SafeStorage;
  readonly #session: SafeStorage;

  constructor({ userId, kitId, local, session }: ShelfOptions) {
    this.#prefix = `${prefixOf(userId, kitId)}.`;
    this.#local = local;
    this.#session = session;
  }

  /** Answers whether the browser took it: storage may be full or switched off. */
  keep({ draftId, ...draft }: KeptDraft): boolean {
    return (
      this.#local.write(this.#prefix + draftId, JSON.stringify(draft)) &&
      this.#session.write(this.#prefix, draftId)
    );
  }

  /** None of them is this tab's any more: they are offered, and not gone on with unasked. */
  disown(): void {
    this.#session.remove(this.#prefix);
  }

  drop(draftId: string): void {
    this.#local.remove(this.#prefix + draftId);
  }

  /** All of them, newest first; those no one came back for in a month are cleared away. */
  list(now: number): KeptDraft[] {
    const drafts: KeptDraft[] = [];
    for (const key of this.#local.keys(this.#prefix)) {
      const draftId = key.slice(this.#prefix.length);
      const draft = read(this.#local, key);
      if (draft && draft.at > now - KEPT_FOR_MS) drafts.push({ draftId, ...draft });
      else this.drop(draftId);
    }
    return drafts.sort((a, b) => b.at - a.at);
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

function read(storage: SafeStorage, key: string): Omit<KeptDraft, 'draftId'> | undefined {
  try {
    const kept = Kept.safeParse(JSON.parse(storage.read(key) ?? ''));
    return kept.success ? kept.data : undefined;
  } catch {
    return undefined;
  }
}
