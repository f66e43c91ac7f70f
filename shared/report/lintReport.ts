import type { InterviewKit } from '../kit/kit.ts';
import type { CompetencyId } from '../kit/kitIds.ts';
import type { Finding } from '../kit/lintKit.ts';
import { wordCount } from '../kit/transcript.ts';
import type { CompetencyLevel } from './levels.ts';
import { REPORT_LIMITS, type ReportContent, type ReportPoint, type Rung } from './reportContent.ts';
import { CopiedNotes, ownTexts, quotations, withoutQuotations } from './reportTexts.ts';
import {
  aboutPerson,
  barePraise,
  hiringDecision,
  otherCandidates,
  type ProtectedTopic,
  protectedTopic,
} from './reportWording.ts';

export type ReportProblem =
  | { code: 'no-headline' }
  | { code: 'no-keep' }
  | { code: 'no-change' }
  | { code: 'missing-text' }
  | { code: 'no-moment' }
  | { code: 'no-anchor' }
  | { code: 'no-next-anchor' }
  | { code: 'no-action' }
  /** `level`: the level in the report's table. Undefined if there is no evidence. */
  | { code: 'reached-differs'; reached: Rung; level: Rung | undefined; competency: string }
  | { code: 'clip-length'; seconds: number; min: number; max: number }
  | { code: 'clip-beyond'; recorded: boolean }
  | { code: 'unknown-part'; id: string }
  | { code: 'about-person'; words: string }
  | { code: 'bare-praise'; words: string }
  | { code: 'protected-topic'; words: string; topic: ProtectedTopic; ofReader: boolean }
  | { code: 'hiring-decision'; words: string }
  | { code: 'other-candidates'; words: string }
  | { code: 'copied-note'; words: string }
  | { code: 'too-long'; words: number; max: number }
  | { code: 'unacknowledged-spread'; competency: string }
  | { code: 'no-plan' };

export type ReportFinding = Finding<ReportProblem>;
type Path = ReportFinding['path'];

export interface ReportLintContext {
  kit: InterviewKit;
  /** Length of the recording: 0 if there is none, undefined while the length is unknown. */
  durationMs: number | undefined;
  privateTexts: readonly string[];
  far: readonly CompetencyId[];
  levels: readonly Pick<CompetencyLevel, 'competencyId' | 'rung'>[];
}

/** Returns findings in reading order. Fast enough to run at every key press. */
export function lintReport(content: ReportContent, context: ReportLintContext): ReportFinding[] {
  return [
    ...lintWhole(content, context),
    ...content.keep.flatMap((point, index) => [...lintPoint(point, 'keep', index, context)]),
    ...content.change.flatMap((point, index) => [...lintPoint(point, 'change', index, context)]),
    ...lintReferences(content, context.kit),
    ...lintWords(content, context),
  ];
}

export function isPublishable(findings: readonly ReportFinding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error');
}

export function reportWords(content: ReportContent): number {
  return [...ownTexts(content), ...quotations(content)].reduce((sum, { text }) => sum + wordCount(text), 0);
}

function* lintWhole(content: ReportContent, { far, kit }: ReportLintContext): Generator<ReportFinding> {
  if (content.headline.trim() === '') yield error(['headline'], { code: 'no-headline' });
  if (content.keep.length === 0) yield error(['keep'], { code: 'no-keep' });
  if (content.change.length === 0) yield error(['change'], { code: 'no-change' });
  const words = reportWords(content);
  if (words > REPORT_LIMITS.words) yield error([], { code: 'too-long', words, max: REPORT_LIMITS.words });
  for (const id of far)
    if (!content.apart.includes(id))
      yield error(['apart'], { code: 'unacknowledged-spread', competency: competencyName(kit, id) });
  if (content.tasks.every(({ text }) => text.trim() === '')) yield warning(['tasks'], { code: 'no-plan' });
}

function* lintPoint(
  point: ReportPoint,
  kind: 'keep' | 'change',
  index: number,
  context: ReportLintContext,
): Generator<ReportFinding> {
  const path = [kind, index];
  yield* lintMoment(point.moment, kind, [...path, 'moment'], context);
  if (point.seen.trim() === '') yield error([...path, 'seen'], { code: 'missing-text' });
  yield* lintReached(point, [...path, 'reached'], context);
  if (kind === 'keep') return;
  const competency = context.kit.competencies.find(({ id }) => id === point.competencyId);
  if (!competency || point.reached === undefined) yield error([...path, 'reached'], { code: 'no-anchor' });
  else if ((competency.anchors[point.reached] ?? '') === '')
    yield error([...path, 'reached'], { code: 'no-next-anchor' });
  if (point.action.trim() === '') yield error([...path, 'action'], { code: 'no-action' });
}

/** Finds points whose level for a competency differs from the level in the report's table. */
function* lintReached(
  { competencyId, reached }: ReportPoint,
  path: Path,
  { kit, levels }: ReportLintContext,
): Generator<ReportFinding> {
  const row = levels.find(known => known.competencyId === competencyId);
  if (!row || reached === undefined || row.rung === reached) return;
  const competency = competencyName(kit, row.competencyId);
  yield error(path, { code: 'reached-differs', reached, level: row.rung, competency });
}

function* lintMoment(
  moment: ReportPoint['moment'],
  kind: 'keep' | 'change',
  path: Path,
  { durationMs }: ReportLintContext,
): Generator<ReportFinding> {
  if (!moment || (moment.kind === 'quotation' && moment.text.trim() === '')) {
    yield kind === 'change' ? error(path, { code: 'no-moment' }) : warning(path, { code: 'no-moment' });
    return;
  }
  if (moment.kind === 'quotation') return;
  const lengthMs = moment.toMs - moment.fromMs;
  const { clipMinMs, clipMaxMs } = REPORT_LIMITS;
  if (lengthMs < clipMinMs || lengthMs > clipMaxMs)
    yield error(path, {
      code: 'clip-length',
      seconds: Math.max(0, Math.round(lengthMs / 1_000)),
      min: clipMinMs / 1_000,
      max: clipMaxMs / 1_000,
    });
  if (durationMs !== undefined && (durationMs === 0 || moment.toMs > durationMs))
    yield error(path, { code: 'clip-beyond', recorded: durationMs > 0 });
}

/** Finds references to unknown parts of the kit. A draft may be older than the interview's kit version. */
function* lintReferences(content: ReportContent, kit: InterviewKit): Generator<ReportFinding> {
  const questions = new Set<string>(kit.questions.map(({ id }) => id));
  const competencies = new Set<string>(kit.competencies.map(({ id }) => id));
  const used = [
    ...(['keep', 'change'] as const).flatMap(kind =>
      content[kind].flatMap(({ questionId, competencyId }, index) => [
        { path: [kind, index, 'questionId'], id: questionId, known: questions },
        { path: [kind, index, 'competencyId'], id: competencyId, known: competencies },
      ]),
    ),
    ...Object.keys(content.lines).map(id => ({ path: ['lines', id], id, known: questions })),
    ...content.tasks.map(({ questionId }, index) => ({
      path: ['tasks', index, 'questionId'],
      id: questionId,
      known: questions,
    })),
  ];
  for (const { path, id, known } of used)
    if (id !== undefined && !known.has(id)) yield error(path, { code: 'unknown-part', id });
}

function* lintWords(
  content: ReportContent,
  { kit, privateTexts }: ReportLintContext,
): Generator<ReportFinding> {
  const openTexts = [
    ...kit.competencies.flatMap(({ name, description, anchors }) => [name, description, ...anchors]),
    ...kit.questions.flatMap(({ text, rephrased }) => [text, rephrased]),
  ];
  const copied = new CopiedNotes(privateTexts, openTexts);
  for (const { path, text } of ownTexts(content)) {
    if (kit.locale.startsWith('en')) yield* lintEnglish(path, text);
    // What the candidate said isn't private, even if an evaluator wrote it down, too.
    const words = copied.in(withoutQuotations(text));
    if (words !== undefined) yield error(path, { code: 'copied-note', words });
  }
}

function* lintEnglish(path: Path, text: string): Generator<ReportFinding> {
  const person = aboutPerson(text);
  if (person !== undefined) yield error(path, { code: 'about-person', words: person });
  const topic = protectedTopic(text);
  if (topic)
    yield { severity: topic.ofReader ? 'error' : 'warning', path, code: 'protected-topic', ...topic };
  const decision = hiringDecision(text);
  if (decision !== undefined) yield error(path, { code: 'hiring-decision', words: decision });
  const compared = otherCandidates(text);
  if (compared !== undefined) yield error(path, { code: 'other-candidates', words: compared });
  const words = barePraise(text);
  // In the short line for each question, praise without a reason is only a warning.
  if (words !== undefined)
    yield { severity: path[0] === 'lines' ? 'warning' : 'error', path, code: 'bare-praise', words };
}

function competencyName(kit: InterviewKit, competencyId: CompetencyId): string {
  return kit.competencies.find(({ id }) => id === competencyId)?.name ?? competencyId;
}

function error(path: Path, problem: ReportProblem): ReportFinding {
  return { severity: 'error', path, ...problem };
}

function warning(path: Path, problem: ReportProblem): ReportFinding {
  return { severity: 'warning', path, ...problem };
}
