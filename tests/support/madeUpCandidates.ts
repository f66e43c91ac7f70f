import type { CandidateDecision } from '../../shared/candidates/decision.ts';
import { CandidateId, InterviewId, MergeId, SeatId } from '../../shared/ids.ts';
import { CompetencyId, KitId, QuestionId } from '../../shared/kit/kitIds.ts';
import type {
  CandidateRecord,
  CandidateRound,
  CandidateSummary,
  ComparedGroup,
} from '../../shared/protocol/candidateRoutes.ts';

const id = (number: number) => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;
export const NOW = Date.UTC(2030, 0, 15, 9, 0, 0);
const DAY_MS = 86_400_000;

export const ADA = CandidateId.parse(id(1));
export const OTHER_ADA = CandidateId.parse(id(2));

export function decision(changes: Partial<CandidateDecision> = {}): CandidateDecision {
  return {
    interviewId: InterviewId.parse(id(10)),
    seatId: SeatId.parse(id(20)),
    number: 1,
    jobRole: 'Backend developer',
    stage: 'interview',
    outcome: 'advance',
    reason: 'Explains trade-offs clearly, and asked before assuming.',
    byName: 'Olga Owner',
    at: NOW,
    ...changes,
  };
}

export function summary(changes: Partial<CandidateSummary> = {}): CandidateSummary {
  return {
    candidateId: ADA,
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    jobRoles: ['Backend developer'],
    rounds: 2,
    latestAt: NOW,
    ...changes,
  };
}

export function round(number: number, changes: Partial<CandidateRound> = {}): CandidateRound {
  return {
    interviewId: InterviewId.parse(id(10 + number)),
    seatId: SeatId.parse(id(20 + number)),
    title: `Round ${number + 1}`,
    jobRole: 'Backend developer',
    scheduledAt: NOW - number * DAY_MS,
    phase: 'ended',
    status: 'rated',
    heldByRecruiter: false,
    interviewers: ['Iris Berg'],
    tookPart: true,
    deciding: 'open',
    decisions: [],
    ...changes,
  };
}

/** A record with one rated round and one that is still rated. */
export function record(changes: Partial<CandidateRecord> = {}): CandidateRecord {
  return {
    candidateId: ADA,
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    alsoKnownAs: ['Ada King'],
    rounds: [
      round(0, {
        scores: { mean: 4.2, raters: 2, recommendations: { yes: 2 } },
        report: 'draft',
        recording: { state: 'ready', retainUntil: NOW + 180 * DAY_MS },
        consent: { version: 7, recording: true, observers: true },
      }),
      round(1, { heldByRecruiter: true, deciding: 'rating' }),
    ],
    merges: [
      {
        mergeId: MergeId.parse(id(30)),
        name: 'Ada King',
        rounds: 1,
        mergedAt: NOW,
        mergedBy: 'Olga Owner',
      },
    ],
    practice: [],
    history: [],
    retentionDays: 180,
    ...changes,
  };
}

const COMPETENCIES = ['Debugging', 'Databases', 'Explaining'].map((name, index) => ({
  competencyId: CompetencyId.parse(`c-${index + 1}`),
  name,
}));

/** Two candidates who were rated with one version of a kit. */
export function comparedGroup(version = 1): ComparedGroup {
  const people = [
    { candidateId: ADA, name: 'Ada Lovelace', mean: 4.2, decision: decision() },
    { candidateId: OTHER_ADA, name: 'Grace Hopper', mean: 3.4 },
  ];
  return {
    kitId: KitId.parse('backend-developer'),
    version,
    role: 'Backend developer',
    level: 'Senior',
    competencies: COMPETENCIES,
    rounds: people.map(({ mean, ...person }, index) => ({
      interviewId: InterviewId.parse(id(40 + index)),
      seatId: SeatId.parse(id(50 + 10 * version + index)),
      title: 'Second round',
      scheduledAt: NOW,
      raters: 2,
      recorded: true,
      ...person,
      mean,
      cells: Object.fromEntries(
        COMPETENCIES.slice(index).map(({ competencyId }) => [
          competencyId,
          { mean, low: mean - 0.5, high: mean + 0.5, n: 2, questionId: QuestionId.parse('q-1') },
        ]),
      ),
    })),
  };
}
