import { z } from 'zod';
import { withGuideOfToday } from '../../../shared/kit/earlierKits.ts';
import {
  ANCHOR_COUNT,
  CodeLanguage,
  Difficulty,
  type Kit,
  QuestionCategory,
} from '../../../shared/kit/kit.ts';
import {
  CompetencyId,
  GuideQuestionId,
  type KitId,
  ProbeId,
  partId,
  QuestionId,
} from '../../../shared/kit/kitIds.ts';
import { downloadText } from '../download.ts';
import { BrowserDrafts } from '../editor/browserDrafts.ts';
import type { SafeStorage } from '../safeStorage.ts';

const text = z.string();
const texts = z.array(text);
/** An empty number field is NaN, which JSON writes as null. */
const count = z
  .number()
  .nullable()
  .transform(value => value ?? Number.NaN);

const GuideQuestion = z.strictObject({
  id: GuideQuestionId,
  title: text,
  question: text,
  topic: text.default(''),
  difficulty: Difficulty.default('intermediate'),
  short: text.default(''),
  answer: text,
  coachNote: text.default(''),
  commonMistake: text.default(''),
  followUps: texts.default([]),
  code: z.strictObject({ language: CodeLanguage, code: text }).optional(),
  practice: QuestionId.optional(),
});

const Written = z.strictObject({
  role: text,
  level: text,
  locale: text,
  competencies: z.array(z.strictObject({ id: CompetencyId, name: text, description: text, anchors: texts })),
  questions: z.array(
    z.strictObject({
      id: QuestionId,
      text,
      rephrased: text,
      category: QuestionCategory,
      competencies: z.array(CompetencyId),
      thinkSeconds: count,
      answerSeconds: count,
      mayBeSkipped: z.boolean().optional(),
      retries: z.number().optional(),
      practice: z.boolean().optional(),
      probes: z.array(z.strictObject({ id: ProbeId, text, whenShorterThanSeconds: z.number().optional() })),
      modelAnswer: text,
      strong: texts,
      weak: texts,
    }),
  ),
  script: z.strictObject({
    greeting: text,
    consent: text,
    instructions: text,
    briefing: text.default(''),
    acknowledgements: texts,
    reassurances: texts,
    reasks: texts,
    timeWarnings: texts,
    handOver: z.strictObject({ toPerson: texts, toRecruiter: texts }),
    closing: text,
  }),
  guide: z.strictObject({
    promise: text,
    questions: z.array(GuideQuestion),
    preparation: z.array(z.strictObject({ title: text, text })),
    expertTip: text,
    commonMistake: text,
  }),
});

/**
 * A kit draft in browser storage: a kit without limits, so that unfinished text is accepted. Also reads drafts of
 * earlier versions.
 */
export const WrittenKit = z.preprocess(withGuideOfToday, Written);

/** Fills the anchors of every competency up to five, so that each has a field. */
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

const SavedRecording = z.object({ baseVersion: z.number(), at: z.number(), kit: WrittenKit });

export interface UnsavedKit {
  draftId: string;
  /** Saved version that the draft started from. */
  baseVersion: number;
  at: number;
  kit: Kit;
}

interface KitDraftsOptions {
  userId: string;
  kitId: KitId;
  /** Holds the drafts. */
  local: SafeStorage;
  /** Holds the id of this tab's draft. */
  session: SafeStorage;
}

/** Unsaved drafts of one kit by one person, in this browser. */
export class KitDrafts extends BrowserDrafts<UnsavedKit> {
  readonly #prefix: string;
  readonly #session: SafeStorage;

  constructor({ userId, kitId, local, session }: KitDraftsOptions) {
    const prefix = `${prefixOf(userId, kitId)}.`;
    super({ prefix, schema: SavedRecording, local });
    this.#prefix = prefix;
    this.#session = session;
  }

  override write(draft: UnsavedKit): boolean {
    return super.write(draft) && this.#session.write(this.#prefix, draft.draftId);
  }

  /** Forgets this tab's draft id, so that drafts are offered instead of restored. */
  disown(): void {
    this.#session.remove(this.#prefix);
  }

  /** Id of the draft that this tab wrote before a reload. */
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
