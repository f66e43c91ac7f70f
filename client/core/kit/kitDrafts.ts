import { z } from 'zod';
import { withGuideOfToday } from '../../../shared/kit/earlierKits.ts';
import { ANCHOR_COUNT, Kit } from '../../../shared/kit/kit.ts';
import { type KitId, partId } from '../../../shared/kit/kitIds.ts';
import { BrowserDrafts } from '../editor/browserDrafts.ts';
import type { SafeStorage } from '../safeStorage.ts';
import { downloadText } from '../saveFile.ts';

/** Returns a copy of the schema without limits on texts, numbers, and lists. */
function withoutLimits(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape as Record<string, z.ZodType>);
    return z.strictObject(Object.fromEntries(fields.map(([key, field]) => [key, withoutLimits(field)])));
  }
  if (schema instanceof z.ZodArray) return z.array(withoutLimits(schema.element));
  if (schema instanceof z.ZodOptional) return withoutLimits(schema.unwrap()).optional();
  if (schema instanceof z.ZodDefault) return withoutLimits(schema.unwrap()).default(schema.def.defaultValue);
  if (schema instanceof z.ZodString) return z.string();
  // An empty number field is NaN, which JSON writes as null.
  if (schema instanceof z.ZodNumber)
    return z
      .number()
      .nullable()
      .transform(value => value ?? Number.NaN);
  return schema as z.ZodType;
}

/** Schema of a kit draft in browser storage, which may be unfinished or of an earlier version. */
export const WrittenKit = z.preprocess(withGuideOfToday, withoutLimits(Kit) as z.ZodType<Kit>);

/** Extends the anchors of every competency to five, so that each anchor has a field. */
export function editable(kit: Kit): Kit {
  return {
    ...kit,
    competencies: kit.competencies.map(competency => ({
      ...competency,
      anchors: Array.from({ length: ANCHOR_COUNT }, (_, index) => competency.anchors[index] ?? ''),
    })),
  };
}

const PREFIX = 'vivavoce.kit-draft.';

const StoredDraft = z.object({ baseVersion: z.number(), at: z.number(), kit: WrittenKit });

export type UnsavedKit = { draftId: string; baseVersion: number; at: number; kit: Kit };

interface KitDraftsOptions {
  userId: string;
  kitId: KitId;
  local: SafeStorage;
  /** Storage of this tab. It keeps the id of the tab's draft. */
  session: SafeStorage;
}

export class KitDrafts extends BrowserDrafts<UnsavedKit> {
  readonly #prefix: string;
  readonly #session: SafeStorage;

  constructor({ userId, kitId, local, session }: KitDraftsOptions) {
    const prefix = `${prefixOf(userId, kitId)}.`;
    super(prefix, StoredDraft, local);
    this.#prefix = prefix;
    this.#session = session;
  }

  override write(draft: UnsavedKit): boolean {
    return super.write(draft) && this.#session.write(this.#prefix, draft.draftId);
  }

  /** Forgets this tab's draft id, so that a reload offers the draft instead of restoring it. */
  disown(): void {
    this.#session.remove(this.#prefix);
  }

  ownId(): string | undefined {
    return this.#session.read(this.#prefix);
  }
}

export function hasUnsavedDraft(userId: string, kitId: KitId, local: SafeStorage): boolean {
  return local.keys(`${prefixOf(userId, kitId)}.`).length > 0;
}

function prefixOf(userId: string, kitId: KitId): string {
  return `${PREFIX}${userId}.${kitId}`;
}

/** Downloads an unsaved kit. JSON is valid YAML, so the file can be imported. */
export function downloadKit(kit: Kit): void {
  const name = partId(`${kit.role} ${kit.level}`, 'kit', []);
  downloadText(`${name}-unsaved.json`, `${JSON.stringify(kit, undefined, 2)}\n`, 'application/json');
}
