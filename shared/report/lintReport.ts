import type { InterviewKit } from '../kit/kit.ts';
import type { CompetencyId } from '../kit/kitIds.ts';
import { wordCount } from '../kit/transcript.ts';
import { CopiedNotes } from './copiedNotes.ts';
import { hiringDecision, otherCandidates } from './decisionWords.ts';
import type { CompetencyLevel } from './levels.ts';
import { aboutPerson, barePraise } from './personWords.ts';
import { protectedTopic } from './protectedTopics.ts';
import { REPORT_LIMITS, type ReportContent, type ReportPoint } from './reportContent.ts';
import { ownTexts, quotations } from './reportTexts.ts';

export const REPORT_RULES = [
  'no-headline',
  'no-keep',
  'no-change',
  'missing-text',
  'no-moment',
  'no-anchor',
  'no-next-anchor',
  'no-action',
  'reached-differs',
  'clip-length',
  'clip-beyond',
  'unknown-part',
  'about-person',
  'bare-praise',
  'protected-topic',
  'hiring-decision',
  'other-candidates',
  'copied-note',
  'too-long',
  'unacknowledged-spread',
  'no-plan',
] as const;
export type ReportRule = (typeof REPORT_RULES)[number];

/** What the linter has to say about one place of a report. */
export interface ReportFinding {
  rule: ReportRule;
  /** `error`: it cannot be published. `warning`: it can, but ought to be better. */
  level: 'error' | 'warning';
  /** Where: keys and indexes from the top of the content. Empty for the report as a whole. */
  path: readonly (string | number)[];
  /** Why, in one sentence for its author. */
  message: string;
}

export interface ReportLintContext {
  kit: InterviewKit;
  /** Of the recording; 0 where there is none, undefined where that is not known yet. */
  durationMs: number | undefined;
  /** What raters wrote, not for the candidate (`privateTexts`). */
  privateTexts: readonly string[];
  /** Competencies in which they are two points or more apart (`farApart`). */
  far: readonly CompetencyId[];
  /** Levels in the table of the report (`levelsOf`). */
  levels: readonly Pick<CompetencyLevel, 'competencyId' | 'rung'>[];
}

/** Everything worth saying about a report, in the order in which it is read. Pure, and quick enough to run at every key. */
export function lintReport(content: ReportContent, context: ReportLintContext): ReportFinding[] {
  return [
    ...lintWhole(content, context),
    ...content.keep.flatMap((point, index) => lintPoint(point, 'keep', index, context)),
    ...content.change.flatMap((point, index) => lintPoint(point, 'change', index, context)),
    ...lintReferences(content, context),
    ...lintWords(content, context),
  ];
}

/** Whether it may be published. */
export function isPublishable(findings: readonly ReportFinding[]): boolean {
  return findings.every(({ level }) => level !== 'error');
}

/** Of all texts together, quotations included. */
export function reportWords(content: ReportContent): number {
  return [...ownTexts(content), ...quotations(content)].reduce((sum, { text }) => sum + wordCount(text), 0);
}

function lintWhole(content: ReportContent, { far, kit }: ReportLintContext): ReportFinding[] {
  const findings: ReportFinding[] = [];
  if (content.headline.trim() === '')
    findings.push(
      error(
        'no-headline',
        ['headline'],
        'Begin with one sentence: the strongest thing, and the one to change.',
      ),
    );
  if (content.keep.length === 0)
    findings.push(error('no-keep', ['keep'], 'Name at least one thing to keep.'));
  if (content.change.length === 0)
    findings.push(error('no-change', ['change'], 'Name at least one thing to change.'));
  const words = reportWords(content);
  if (words > REPORT_LIMITS.words)
    findings.push(error('too-long', [], `The report has ${words} words: keep it to ${REPORT_LIMITS.words}.`));
  for (const id of far) {
    if (content.apart.includes(id)) continue;
    const name = kit.competencies.find(competency => competency.id === id)?.name ?? id;
    findings.push(
      error(
        'unacknowledged-spread',
        ['apart'],
        `The raters are two points or more apart in ${name}: let them agree first, or say that they stay apart.`,
      ),
    );
  }
  if (content.tasks.every(({ text }) => text.trim() === ''))
    findings.push(warning('no-plan', ['tasks'], 'Give at least one task for the week after.'));
  return findings;
}

function lintPoint(
  point: ReportPoint,
  kind: 'keep' | 'change',
  index: number,
  context: ReportLintContext,
): ReportFinding[] {
  const path = [kind, index];
  const findings = lintMoment(point, kind, path, context);
  if (point.seen.trim() === '')
    findings.push(error('missing-text', [...path, 'seen'], 'Say what was seen in the answer.'));
  findings.push(...lintReached(point, path, context));
  if (kind === 'keep') return findings;
  const competency = context.kit.competencies.find(({ id }) => id === point.competencyId);
  if (!competency || point.reached === undefined)
    findings.push(
      error(
        'no-anchor',
        [...path, 'reached'],
        'Choose the competency and the anchor that the answer reached.',
      ),
    );
  else if ((competency.anchors[point.reached] ?? '') === '')
    findings.push(
      error(
        'no-next-anchor',
        [...path, 'reached'],
        'There is no anchor above this one, so there is nothing to change to: keep it, or choose another one.',
      ),
    );
  if (point.action.trim() === '')
    findings.push(error('no-action', [...path, 'action'], 'Say what to say or do next time.'));
  return findings;
}

/** A point and the table of one report must not name different levels of a competency. */
function lintReached(
  { competencyId, reached }: ReportPoint,
  path: ReportFinding['path'],
  { kit, levels }: ReportLintContext,
): ReportFinding[] {
  const level = levels.find(known => known.competencyId === competencyId);
  if (!level || reached === undefined || level.rung === reached) return [];
  const name = kit.competencies.find(({ id }) => id === competencyId)?.name ?? competencyId;
  const table =
    level.rung === undefined ? 'shows no evidence, so it has no level' : `shows level ${level.rung}`;
  return [
    error(
      'reached-differs',
      [...path, 'reached'],
      `This says level ${reached}, but the table of the report ${table} in ${name}. Choose the same level, or another competency.`,
    ),
  ];
}

function lintMoment(
  { moment }: ReportPoint,
  kind: 'keep' | 'change',
  at: readonly (string | number)[],
  { durationMs }: ReportLintContext,
): ReportFinding[] {
  const path = [...at, 'moment'];
  if (!moment || (moment.kind === 'quotation' && moment.text.trim() === '')) {
    const message = 'Add the moment: a clip of 10 to 30 seconds, or a quotation.';
    return [kind === 'change' ? error('no-moment', path, message) : warning('no-moment', path, message)];
  }
  if (moment.kind === 'quotation') return [];
  const lengthMs = moment.toMs - moment.fromMs;
  const { clipMinMs, clipMaxMs } = REPORT_LIMITS;
  const findings: ReportFinding[] = [];
  if (lengthMs < clipMinMs || lengthMs > clipMaxMs)
    findings.push(
      error(
        'clip-length',
        path,
        `A clip has ${clipMinMs / 1_000} to ${clipMaxMs / 1_000} seconds; this one has ${Math.max(0, Math.round(lengthMs / 1_000))}.`,
      ),
    );
  if (durationMs === 0)
    findings.push(error('clip-beyond', path, 'There is no recording to take a clip from: use a quotation.'));
  else if (durationMs !== undefined && moment.toMs > durationMs)
    findings.push(error('clip-beyond', path, 'The clip goes on after the end of the recording.'));
  return findings;
}

/** Drafts outlive what they were written for: a question that this interview's version of the kit does not have. */
function lintReferences(content: ReportContent, { kit }: ReportLintContext): ReportFinding[] {
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
  return used.flatMap(({ path, id, known }) =>
    id === undefined || known.has(id)
      ? []
      : [error('unknown-part', path, `The kit of this interview has no ${id}.`)],
  );
}

function lintWords(content: ReportContent, { kit, privateTexts }: ReportLintContext): ReportFinding[] {
  const openTexts = [
    ...kit.competencies.flatMap(({ name, description, anchors }) => [name, description, ...anchors]),
    ...kit.questions.flatMap(({ text, rephrased }) => [text, rephrased]),
  ];
  const copied = new CopiedNotes(privateTexts, openTexts);
  const findings: ReportFinding[] = [];
  for (const { path, text } of ownTexts(content)) {
    if (kit.locale.startsWith('en')) findings.push(...lintEnglish(path, text));
    const run = copied.in(text);
    if (run !== undefined)
      findings.push(
        error('copied-note', path, `“${run}” is copied from a rater’s private note: say it in other words.`),
      );
  }
  return findings;
}

function lintEnglish(path: ReportFinding['path'], text: string): ReportFinding[] {
  const findings: ReportFinding[] = [];
  const person = aboutPerson(text);
  if (person !== undefined)
    findings.push(
      error(
        'about-person',
        path,
        `“${person}” is about the person: say what was said or done in the answer.`,
      ),
    );
  const topic = protectedTopic(text);
  if (topic?.ofReader)
    findings.push(
      error(
        'protected-topic',
        path,
        `“${topic.words}” is about ${topic.topic}, which is never part of a report.`,
      ),
    );
  else if (topic)
    findings.push(
      warning(
        'protected-topic',
        path,
        `“${topic.words}” can be read as ${topic.topic}: leave it only if the question was about it.`,
      ),
    );
  const decision = hiringDecision(text);
  if (decision !== undefined)
    findings.push(
      error(
        'hiring-decision',
        path,
        `“${decision}” is about a hiring decision, which is never part of a report.`,
      ),
    );
  const compared = otherCandidates(text);
  if (compared !== undefined)
    findings.push(
      error(
        'other-candidates',
        path,
        `“${compared}” compares with other candidates: compare the answer with the described levels.`,
      ),
    );
  const praise = barePraise(text);
  if (praise !== undefined) {
    const message = `“${praise}” is praise alone: say what was done and what it led to.`;
    // One line for each question is short by its nature.
    findings.push(
      path[0] === 'lines' ? warning('bare-praise', path, message) : error('bare-praise', path, message),
    );
  }
  return findings;
}

function error(rule: ReportRule, path: ReportFinding['path'], message: string): ReportFinding {
  return { rule, level: 'error', path, message };
}

function warning(rule: ReportRule, path: ReportFinding['path'], message: string): ReportFinding {
  return { rule, level: 'warning', path, message };
}
