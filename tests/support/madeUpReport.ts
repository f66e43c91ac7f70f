import type { InterviewId, MediaFileId } from '../../shared/ids.ts';
import { CandidateReport } from '../../shared/report/candidateReport.ts';
import { attemptId, SLUG } from './madeUpPractice.ts';
import { madeUpKit } from './madeUpReview.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const HELD_AT = Date.UTC(2026, 10, 24, 9, 0, 0);

type Rung = 1 | 2 | 3 | 4 | 5;
type Clip = NonNullable<CandidateReport['keep'][number]['clip']>;

interface Level {
  rung?: Rung;
  guess?: Rung | 'N';
  spread?: [low: Rung, high: Rung];
}

/** Start of question, answer, and first word in seconds, and the line. */
type Answered = [
  questionId: string,
  answer: number | undefined,
  firstWord: number | undefined,
  line?: string,
];

interface Point {
  questionId: string;
  competencyId: string;
  seconds: number;
  seen: string;
  reached: Rung;
  action: string;
}

interface Written {
  interviewId: InterviewId;
  headline: string;
  keep: Point[];
  change: Point[];
  levels: Record<string, Level>;
  questions: Answered[];
  tasks: { text: string; guideId: string; guideTitle: string; questionId: string }[];
}

/** The report of a person who answered well, in a second attempt rated by two evaluators. */
export function strongReport(
  changes: Partial<CandidateReport> = {},
  clips: readonly MediaFileId[] = [],
): CandidateReport {
  const levels = { debugging: 3, 'api-and-data-design': 3, 'technical-depth': 3, security: 2, delivery: 3 };
  return reportOf(STRONG, clips, {
    attempt: 2,
    evaluators: { count: 2, names: ['Priya', 'Tomasz'], spentMs: 94 * MINUTE },
    attempts: [
      {
        interviewId: attemptId(41),
        at: HELD_AT - 12 * DAY,
        number: 1,
        levels: { ...levels, collaboration: 4, motivation: 3 },
        sameRaters: true,
      },
      {
        interviewId: STRONG.interviewId,
        at: HELD_AT,
        number: 2,
        levels: levelsOf(STRONG.levels),
        sameRaters: false,
      },
    ],
    delivery: [
      { at: HELD_AT - 12 * DAY, facts: spoke(1_120, 0.79, 31, 9_200, 96, 4_100) },
      { at: HELD_AT, facts: spoke(1_037, 0.76, 22, 6_400, 81, 2_600) },
    ],
    judged: {
      competencies: 7,
      ratings: 26,
      compared: 7,
      near: 2,
      far: 0,
      closer: 0,
      discussed: 0,
      keptUntil: HELD_AT + 90 * DAY,
    },
    ...changes,
  } as Partial<CandidateReport>);
}

/** The report of a person with low levels, in a first attempt with a question that wasn't reached. */
export function weakReport(
  changes: Partial<CandidateReport> = {},
  clips: readonly MediaFileId[] = [],
): CandidateReport {
  return reportOf(WEAK, clips, {
    attempt: 1,
    evaluators: { count: 2, spentMs: 71 * MINUTE },
    attempts: [
      {
        interviewId: WEAK.interviewId,
        at: HELD_AT,
        number: 1,
        levels: levelsOf(WEAK.levels),
        sameRaters: true,
      },
    ],
    delivery: [{ at: HELD_AT, facts: spoke(548, 0.61, 44, 12_300, 52, 6_800) }],
    judged: {
      competencies: 6,
      ratings: 22,
      compared: 6,
      near: 2,
      far: 1,
      closer: 0,
      discussed: 1,
      keptUntil: HELD_AT + 90 * DAY,
    },
    ...changes,
  } as Partial<CandidateReport>);
}

const STRONG: Written = {
  interviewId: attemptId(42),
  headline:
    'Your answers show how you know what you claim: measurements, constraints, a test that decides. The one thing to change: say what is still unproven before you act.',
  keep: [
    {
      questionId: 'safe-retry',
      competencyId: 'api-and-data-design',
      seconds: 24,
      seen: 'You put the rule where it can be enforced: a unique constraint on customer and key, committed before the provider is called.',
      reached: 4,
      action: 'Open with that sentence; the listener then follows every later step.',
    },
    {
      questionId: 'design-disagreement',
      competencyId: 'collaboration',
      seconds: 28,
      seen: 'You gave your colleague’s case in full, the cost of a second queue, and then the load test you both agreed would decide.',
      reached: 5,
      action: 'Say the test before the outcome, as you did here.',
    },
  ],
  change: [
    {
      questionId: 'slow-endpoint',
      competencyId: 'debugging',
      seconds: 22,
      seen: 'After the trace pointed at one query, the answer went straight to ANALYZE. Correlated columns would have shown the same plan.',
      reached: 3,
      action:
        'Say: “It is either stale statistics or a real growth in rows. Estimated against actual rows tells me which.”',
    },
    {
      questionId: 'invoice-review',
      competencyId: 'security',
      seconds: 18,
      seen: 'The missing ownership check came first, which is right. The four further risks followed as a list.',
      reached: 3,
      action: 'Give each risk its harm in half a sentence, and put the largest first.',
    },
  ],
  levels: {
    debugging: { rung: 3, guess: 4, spread: [3, 4] },
    'api-and-data-design': { rung: 4, guess: 4 },
    'technical-depth': { rung: 4, guess: 3, spread: [4, 5] },
    security: { rung: 3, guess: 3 },
    delivery: { rung: 4, guess: 'N' },
    collaboration: { rung: 5, guess: 4 },
    motivation: { rung: 3, guess: 4 },
  },
  questions: [
    ['request-path', 151, 2.1, 'Every hop is there; your own part is clear after the first minute.'],
    ['slow-endpoint', 143, 1.9, 'Extent first, then the trace; the second theory is missing.'],
    ['safe-retry', 168, 2.8, 'Complete, including the crash between charge and record.'],
    ['invoice-review', 122, 3.4, 'The main harm comes first; the rest needs an order.'],
    ['production-bug', 174, 4.2, 'The wrong track is told openly, with what it cost.'],
    ['schema-release', 139, 2.2, 'Old and new code work at every step.'],
    ['leaked-key', 98, 1.6, 'Key revoked first, then the log of its use.'],
    ['design-disagreement', 117, 3.1, 'Both cases, one test, one decision.'],
    ['next-work', 74, 2.4, 'One project stands behind it; tie it to this role.'],
  ],
  tasks: [
    {
      text: 'Explain two causes for one slow query aloud, and the observation that separates them.',
      guideId: 'debugging-techniques',
      guideTitle: 'Which debugging techniques do you use?',
      questionId: 'slow-endpoint',
    },
    {
      text: 'Order five risks of one endpoint by harm, one sentence each.',
      guideId: 'how-to-secure-a-web-application',
      guideTitle: 'How do you secure a web application?',
      questionId: 'invoice-review',
    },
    {
      text: 'Write down two choices that led to this kind of work.',
      guideId: 'backend-developer-responsibilities',
      guideTitle: 'What does a backend developer do?',
      questionId: 'next-work',
    },
  ],
};

const WEAK: Written = {
  interviewId: attemptId(51),
  headline:
    'Two of your answers rest on evidence: the log line in one, the copied key in the other. The one thing to change: look first, and only then name a remedy.',
  keep: [
    {
      questionId: 'production-bug',
      competencyId: 'debugging',
      seconds: 19,
      seen: 'You named the log line that made you doubt your first idea, and what it said.',
      reached: 2,
      action: 'Quote such a line in every answer about a fault.',
    },
    {
      questionId: 'leaked-key',
      competencyId: 'security',
      seconds: 14,
      seen: 'Revoking the key came before deleting the commit, with the reason: copies exist already.',
      reached: 3,
      action: 'Add how you would find out whether the key was used.',
    },
  ],
  change: [
    {
      questionId: 'slow-endpoint',
      competencyId: 'debugging',
      seconds: 16,
      seen: 'The first step was a restart, the second a larger server. Nothing in the answer looked at the slow request itself.',
      reached: 2,
      action:
        'Begin with: “First I find out which requests are slow, and since when.” Then open one trace and say what you hope to see.',
    },
    {
      questionId: 'safe-retry',
      competencyId: 'api-and-data-design',
      seconds: 21,
      seen: 'The app disabled its button and the server looked for an equal amount. Two simultaneous requests both pass that check.',
      reached: 2,
      action: 'Say which row is written first, and which constraint refuses the second one.',
    },
  ],
  levels: {
    debugging: { rung: 2, guess: 4, spread: [1, 3] },
    'api-and-data-design': { rung: 2, guess: 3 },
    'technical-depth': { rung: 2, guess: 3, spread: [2, 3] },
    security: { rung: 3, guess: 2 },
    delivery: { rung: 1, guess: 3 },
    collaboration: { rung: 3, guess: 3 },
    motivation: { guess: 4 },
  },
  questions: [
    ['request-path', 64, 7.2, 'The controller is described; what happens before and after it is missing.'],
    ['slow-endpoint', 41, 3.9, 'Remedies first, no look at the request.'],
    ['safe-retry', 88, 9.6, 'The button and the amount; two simultaneous requests get through.'],
    ['invoice-review', 52, 5.1, 'HTTPS is named; whose invoice it is stays open.'],
    ['production-bug', 121, 8.4, 'The best of the answers: the wrong track, the log line, the cause.'],
    ['schema-release', 38, 6.6, 'One step, and a backup as the way back.'],
    ['leaked-key', 77, 4.8, 'The right order, with a reason.'],
    ['design-disagreement', 67, 8.8, 'Your colleague’s reasons are there; what decided is not.'],
    ['next-work', undefined, undefined],
  ],
  tasks: [
    {
      text: 'Follow one slow request in a trace and say aloud what each step shows.',
      guideId: 'debugging-techniques',
      guideTitle: 'Which debugging techniques do you use?',
      questionId: 'slow-endpoint',
    },
    {
      text: 'Write the table and its unique constraint for a payment that may arrive twice.',
      guideId: 'what-makes-an-api-restful',
      guideTitle: 'What makes an API RESTful, and how do you design one?',
      questionId: 'safe-retry',
    },
    {
      text: 'Split one change of a table into steps that can each be undone.',
      guideId: 'deploy-a-change-safely',
      guideTitle: 'How do you deploy a change safely?',
      questionId: 'schema-release',
    },
  ],
};

function reportOf(
  written: Written,
  files: readonly MediaFileId[],
  changes: Partial<CandidateReport>,
): CandidateReport {
  const { kit, kitId, version } = madeUpKit();
  const competencyOf = (id: string) => found(kit.competencies, id);
  const questionOf = (id: string) => found(kit.questions, id);
  let clips = 0;
  const clipOf = (seconds: number): Clip => {
    const fileId = files[clips % Math.max(1, files.length)];
    clips += 1;
    return fileId
      ? { state: 'ready', fileId, contentType: 'video/webm', durationMs: seconds * SECOND }
      : { state: 'preparing', durationMs: seconds * SECOND };
  };
  const pointOf = ({ questionId, competencyId, seconds, seen, reached, action }: Point) => {
    const { anchors, name } = competencyOf(competencyId);
    return {
      questionId: questionOf(questionId).id,
      question: questionOf(questionId).text,
      competency: name,
      clip: clipOf(seconds),
      seen,
      reached: anchors[reached - 1],
      ...(reached < 5 && { next: anchors[reached] }),
      action,
    };
  };
  return CandidateReport.parse({
    interviewId: written.interviewId,
    kind: 'practice',
    kitId,
    kitVersion: version,
    role: kit.role,
    level: kit.level,
    locale: kit.locale,
    slug: SLUG,
    heldAt: HELD_AT,
    promisedAt: HELD_AT + 48 * HOUR,
    publishedAt: HELD_AT + 30 * HOUR,
    headline: written.headline,
    keep: written.keep.map(pointOf),
    change: written.change.map(pointOf),
    ladder: kit.competencies.map(({ id, name, anchors }) => {
      const { rung, guess, spread } = written.levels[id] ?? {};
      return {
        competencyId: id,
        name,
        anchors: [...anchors],
        ...(rung !== undefined && { rung }),
        ...(guess !== undefined && { guess }),
        ...(spread && { spread: { low: spread[0], high: spread[1] } }),
      };
    }),
    questions: written.questions.map(([id, answer, firstWord, line], index) => {
      const { text, answerSeconds } = questionOf(id);
      return {
        questionId: id,
        number: index + 1,
        text,
        asked: answer !== undefined,
        ...(answer !== undefined && { answerMs: answer * SECOND }),
        targetMs: answerSeconds * SECOND,
        ...(firstWord !== undefined && { firstWordMs: Math.round(firstWord * SECOND) }),
        ...(line !== undefined && { line }),
      };
    }),
    tasks: written.tasks.map(({ text, guideId, guideTitle, questionId }) => ({
      text,
      guide: { id: guideId, title: guideTitle },
      questionId,
    })),
    ...changes,
  });
}

function found<T extends { id: string }>(all: readonly T[], id: string): T {
  const one = all.find(each => each.id === id);
  if (!one) throw new Error(`The kit has no ${id}.`);
  return one;
}

function levelsOf(levels: Record<string, Level>): Record<string, Rung> {
  return Object.fromEntries(
    Object.entries(levels).flatMap(([id, { rung }]) => (rung === undefined ? [] : [[id, rung]])),
  );
}

function spoke(
  speaking: number,
  talkRatio: number,
  pauses: number,
  longestPauseMs: number,
  monologue: number,
  timeToAnswerMs: number,
): CandidateReport['delivery'][number]['facts'] {
  return {
    speakingMs: speaking * SECOND,
    talkRatio,
    pauses,
    longestPauseMs,
    longestMonologueMs: monologue * SECOND,
    timeToAnswerMs,
  };
}
