import type { z } from 'zod';
import type { SafeStorage } from '../safeStorage.ts';

const MAX_AGE_MS = 30 * 86_400_000;

type Draft = { draftId: string; at: number };

/** Unsaved drafts of a document. Each page writes its own draft, so two tabs can't overwrite each other. */
export class BrowserDrafts<D extends Draft> {
  readonly #prefix: string;
  readonly #schema: z.ZodType<Omit<D, 'draftId'>>;
  readonly #local: SafeStorage;

  constructor(prefix: string, schema: z.ZodType<Omit<D, 'draftId'>>, local: SafeStorage) {
    this.#prefix = prefix;
    this.#schema = schema;
    this.#local = local;
  }

  /** Returns false when storage is full or blocked. */
  write({ draftId, ...draft }: D): boolean {
    return this.#local.write(this.#prefix + draftId, JSON.stringify(draft));
  }

  remove(draftId: string): void {
    this.#local.remove(this.#prefix + draftId);
  }

  /** Returns all drafts, newest first. Deletes drafts older than 30 days. */
  list(now: number): D[] {
    const drafts: D[] = [];
    for (const key of this.#local.keys(this.#prefix)) {
      const draftId = key.slice(this.#prefix.length);
      const draft = this.#read(key);
      if (draft && draft.at > now - MAX_AGE_MS) drafts.push({ ...draft, draftId } as D);
      else this.remove(draftId);
    }
    return drafts.sort((a, b) => b.at - a.at);
  }

  #read(key: string): Omit<D, 'draftId'> | undefined {
    try {
      const stored = this.#schema.safeParse(JSON.parse(this.#local.read(key) ?? ''));
      return stored.success ? stored.data : undefined;
    } catch {
      return undefined;
    }
  }
}
