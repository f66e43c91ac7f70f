import type { z } from 'zod';
import type { SafeStorage } from './safeStorage.ts';

const KEPT_FOR_MS = 30 * 86_400_000;

interface Draft {
  draftId: string;
  /** When it was written. */
  at: number;
}

interface KeptDraftsOptions<D extends Draft> {
  /** Begins the keys of all of them. */
  prefix: string;
  schema: z.ZodType<Omit<D, 'draftId'>>;
  local: SafeStorage;
}

/** Unsaved drafts of one thing by one person, in this browser. Each page writes to an entry of its own, so that two tabs cannot overwrite each other's text. */
export class KeptDrafts<D extends Draft> {
  readonly #prefix: string;
  readonly #schema: KeptDraftsOptions<D>['schema'];
  readonly #local: SafeStorage;

  constructor({ prefix, schema, local }: KeptDraftsOptions<D>) {
    this.#prefix = prefix;
    this.#schema = schema;
    this.#local = local;
  }

  /** Returns whether the browser took it: storage may be full or switched off. */
  keep({ draftId, ...draft }: D): boolean {
    return this.#local.write(this.#prefix + draftId, JSON.stringify(draft));
  }

  drop(draftId: string): void {
    this.#local.remove(this.#prefix + draftId);
  }

  /** All of them, newest first; those no one came back for in a month are cleared away. */
  list(now: number): D[] {
    const drafts: D[] = [];
    for (const key of this.#local.keys(this.#prefix)) {
      const draftId = key.slice(this.#prefix.length);
      const draft = this.#read(key);
      if (draft && draft.at > now - KEPT_FOR_MS) drafts.push({ ...draft, draftId } as D);
      else this.drop(draftId);
    }
    return drafts.sort((a, b) => b.at - a.at);
  }

  #read(key: string): Omit<D, 'draftId'> | undefined {
    try {
      const kept = this.#schema.safeParse(JSON.parse(this.#local.read(key) ?? ''));
      return kept.success ? kept.data : undefined;
    } catch {
      return undefined;
    }
  }
}
