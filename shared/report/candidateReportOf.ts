import type { EvaluationSettings } from '../evaluation/evaluationSettings.ts';
import type { InterviewState } from '../interview/state.ts';
import type { ChosenKit, InterviewKit } from '../kit/kit.ts';
import type { CompetencyId, GuideQuestionId, QuestionId } from '../kit/kitIds.ts';
import type { Slug } from '../protocol/siteRoutes.ts';
import type { DeliveryFacts } from '../recording/review.ts';
import { candidateOf } from '../recruiter/recruiterContextOf.ts';
import type {
  AttemptLevels,
  CandidatePoint,
  CandidateQuestion,
  CandidateReport,
  CandidateTask,
  LadderRung,
  OwnGuess,
  ReportClip,
} from './candidateReport.ts';
import type { ReportContent, ReportPoint, ReportTask, Rung } from './reportContent.ts';
import type { ReportScoring } from './reportScoring.ts';

export interface RecordingFacts {
  /** True when there is, or will be, a recording to cut clips from. */
  recorded: boolean;
  /** Undefined if there is no recording, or it is never deleted automatically. */
  keptUntil: number | undefined;
  delivery: DeliveryFacts | undefined;
  answers: Readonly<Record<QuestionId, { answerMs?: number; firstWordMs?: number }>>;
}

export type KnownClip = { fromMs: number; toMs: number; clip: ReportClip };

export interface EarlierAttempt {
  state: InterviewState;
  number: number;
  /** Undefined if the candidate can't read that attempt's report. */
  scoring: ReportScoring | undefined;
  delivery: DeliveryFacts | undefined;
}

/** `share`: someone with a link from the candidate. `staff`: staff who preview the report. */
export type ReportReader = { kind: 'candidate' } | { kind: 'share'; withClips: boolean } | { kind: 'staff' };

export interface ReportSubject {
  state: InterviewState;
  content: ReportContent;
  /** For a published report, this is the scoring stored with it. */
  scoring: ReportScoring;
  publishedAt: number;
  updatedAt: number | undefined;
  promisedAt: number | undefined;
  settings: Pick<EvaluationSettings, 'evaluatorsShown'>;
  guess: OwnGuess | undefined;
  facts: RecordingFacts;
  clips: readonly KnownClip[];
  slug: Slug | undefined;
  guide: readonly { id: GuideQuestionId; title: string }[];
  attempt: number;
  earlier: readonly EarlierAttempt[];
  reader: ReportReader;
}

/**
 * Returns what a reader may see, or undefined without a kit. Omits notes, flags, summaries, recommendations,
 * hidden evaluator names, other candidates, and secrets such as links.
 */
export function candidateReportOf(subject: ReportSubject): CandidateReport | undefined {
  const { state, content, reader } = subject;
  const chosen = state.rubric?.chosen;
  if (!chosen) return undefined;
  const { kit } = chosen;
  const own = reader.kind !== 'share';
  const name = candidateOf(state)?.displayName;
  const pointOf = (point: ReportPoint) => candidatePoint(point, kit, subject);
  return {
    interviewId: state.interviewId,
    kind: state.practice ? 'practice' : 'interview',
    kitId: chosen.kitId,
    kitVersion: chosen.version,
    role: kit.role,
    level: kit.level,
    locale: kit.locale,
    ...(subject.slug !== undefined && { slug: subject.slug }),
    ...(own && name !== undefined && { name }),
    attempt: subject.attempt,
    heldAt: heldAt(state),
    evaluators: evaluatorsOf(subject),
    ...(subject.promisedAt !== undefined && { promisedAt: subject.promisedAt }),
    publishedAt: subject.publishedAt,
    ...(subject.updatedAt !== undefined && { updatedAt: subject.updatedAt }),
    headline: content.headline,
    keep: content.keep.map(pointOf),
    change: content.change.map(pointOf),
    ladder: ladderOf(subject, kit),
    questions: kit.questions.map((_question, index) => candidateQuestion(index, kit, subject)),
    tasks: content.tasks.map(task => candidateTask(task, kit, subject.guide)),
    attempts: own ? attemptsOf(subject, chosen) : [],
    delivery: deliveryOf(subject, own),
    judged: judgedOf(subject, kit),
  };
}

function evaluatorsOf({ state, settings, scoring }: ReportSubject): CandidateReport['evaluators'] {
  const { raters, spentMs } = scoring;
  const names = raters.flatMap(({ seatId }) => state.seats[seatId]?.displayName.trim().split(/\s+/)[0] ?? []);
  return {
    count: raters.length,
    ...(settings.evaluatorsShown === 'names' && { names }),
    ...(spentMs !== undefined && { spentMs }),
  };
}

function candidatePoint(point: ReportPoint, kit: InterviewKit, subject: ReportSubject): CandidatePoint {
  const question = kit.questions.find(({ id }) => id === point.questionId);
  const competency = kit.competencies.find(({ id }) => id === point.competencyId);
  const { moment, reached } = point;
  const anchor = reached === undefined ? undefined : competency?.anchors[reached - 1];
  const next = reached === undefined ? undefined : competency?.anchors[reached];
  return {
    ...(question && { questionId: question.id, question: question.text }),
    ...(competency && { competency: competency.name }),
    ...(moment?.kind === 'clip' && { clip: clipOf(moment, subject) }),
    ...(moment?.kind === 'quotation' && { quotation: moment.text }),
    seen: point.seen,
    ...(anchor && { reached: anchor }),
    ...(next && { next }),
    action: point.action,
  };
}

function clipOf(
  { fromMs, toMs }: { fromMs: number; toMs: number },
  { facts, clips, reader }: ReportSubject,
): ReportClip {
  const known = clips.find(clip => clip.fromMs === fromMs && clip.toMs === toMs)?.clip;
  const durationMs = known?.durationMs ?? Math.max(0, toMs - fromMs);
  if (!facts.recorded) return { state: known?.state === 'failed' ? 'failed' : 'erased', durationMs };
  if (reader.kind === 'share' && !reader.withClips) return { state: 'withheld', durationMs };
  return known ?? { state: 'preparing', durationMs };
}

function ladderOf({ scoring, guess, reader }: ReportSubject, kit: InterviewKit): LadderRung[] {
  return kit.competencies.map(({ id: competencyId, name, anchors }) => {
    const { rung, spread } = scoring.levels.find(level => level.competencyId === competencyId) ?? {};
    const own = reader.kind === 'candidate' ? guess?.[competencyId] : undefined;
    return {
      competencyId,
      name,
      ...(rung !== undefined && { rung }),
      anchors: [...anchors],
      ...(own !== undefined && { guess: own }),
      ...(spread && { spread }),
    };
  });
}

function candidateQuestion(
  index: number,
  kit: InterviewKit,
  { state, content, facts, reader }: ReportSubject,
): CandidateQuestion {
  const question = kit.questions[index] as InterviewKit['questions'][number];
  const progress = state.rubric?.questions[question.id];
  const written = state.recruiter?.written[question.id];
  const line = content.lines[question.id]?.trim();
  return {
    questionId: question.id,
    number: index + 1,
    text: question.text,
    asked: written !== undefined || (progress !== undefined && progress.state !== 'set-aside'),
    ...facts.answers[question.id],
    targetMs: question.answerSeconds * 1_000,
    ...(written && { written: reader.kind === 'share' ? {} : { text: written.text } }),
    ...(line && { line }),
  };
}

function candidateTask(
  { text, guideQuestionId, questionId }: ReportTask,
  kit: InterviewKit,
  guide: ReportSubject['guide'],
): CandidateTask {
  const section = guide.find(({ id }) => id === guideQuestionId);
  const asked = kit.questions.some(({ id }) => id === questionId);
  return { text, ...(section && { guide: section }), ...(asked && questionId && { questionId }) };
}

/** Returns attempts with the same version of the kit, because other versions may have other anchors. */
function attemptsOf(
  { state, scoring, attempt, earlier }: ReportSubject,
  { kitId, version }: ChosenKit,
): AttemptLevels[] {
  const before = earlier.flatMap(one => {
    const chosen = one.state.rubric?.chosen;
    const isSame = chosen?.kitId === kitId && chosen.version === version;
    return isSame && one.scoring ? [{ state: one.state, number: one.number, scoring: one.scoring }] : [];
  });
  return [...before, { state, number: attempt, scoring }].map((one, index, all) => ({
    interviewId: one.state.interviewId,
    at: heldAt(one.state),
    number: one.number,
    levels: levelRecord(one.scoring),
    sameRaters: index > 0 && haveSameRaters(one.scoring, all[index - 1]?.scoring),
  }));
}

function levelRecord({ levels }: ReportScoring): Record<CompetencyId, Rung> {
  return Object.fromEntries(
    levels.flatMap(({ competencyId, rung }) => (rung === undefined ? [] : [[competencyId, rung]])),
  );
}

/** True when all evaluators also rated the previous attempt. False if one has no `userId`. */
function haveSameRaters(now: ReportScoring, before: ReportScoring | undefined): boolean {
  const then = before?.raters.map(({ userId }) => userId) ?? [];
  return now.raters.every(({ userId }) => userId !== undefined && then.includes(userId));
}

function deliveryOf({ state, facts, earlier }: ReportSubject, own: boolean): CandidateReport['delivery'] {
  const before = own ? earlier.map(one => ({ at: heldAt(one.state), facts: one.delivery })) : [];
  return [...before, { at: heldAt(state), facts: facts.delivery }].flatMap(one =>
    one.facts ? [{ at: one.at, facts: one.facts }] : [],
  );
}

/** Counts differences between ratings as they were locked, because only those are independent. */
function judgedOf({ scoring, content, facts }: ReportSubject, kit: InterviewKit): CandidateReport['judged'] {
  const { levels, ratings } = scoring;
  const far = levels.filter(({ lockedApart }) => lockedApart === 'far');
  const isCompared = ({ lockedApart }: (typeof levels)[number]) =>
    lockedApart === 'agreed' || lockedApart === 'near' || lockedApart === 'far';
  return {
    competencies: kit.competencies.length,
    ratings,
    compared: levels.filter(isCompared).length,
    near: levels.filter(({ lockedApart }) => lockedApart === 'near').length + far.length,
    far: far.length,
    closer: far.filter(({ apart }) => apart === 'near' || apart === 'agreed').length,
    discussed: far.filter(
      ({ apart, competencyId }) => apart === 'far' && content.apart.includes(competencyId),
    ).length,
    ...(facts.recorded && facts.keptUntil !== undefined && { keptUntil: facts.keptUntil }),
  };
}

function heldAt({ openedAt, scheduledAt }: InterviewState): number {
  return openedAt ?? scheduledAt;
}
