import { AppError } from '../../shared/errors.ts';
import { type EvaluationSettings, USUAL_EVALUATION } from '../../shared/evaluation/evaluationSettings.ts';
import type { InterviewId, UserId } from '../../shared/ids.ts';
import type { InterviewKit } from '../../shared/kit/kit.ts';
import { CompetencyId, KitId } from '../../shared/kit/kitIds.ts';
import type { Calibration, Reference } from '../../shared/protocol/calibrationRoutes.ts';
import type {
  QueueClaim,
  QueueCursor,
  QueueFilter,
  QueueItem,
} from '../../shared/protocol/evaluationRoutes.ts';
import {
  isFinished,
  QUEUE_PAGE,
  QueueCounts,
  QueueGroup,
  WORK_STEPS,
} from '../../shared/protocol/evaluationRoutes.ts';
import type { RouteResult } from '../../shared/protocol/http.ts';
import type { RatingValue } from '../../shared/rubric/rating.ts';
import { emptyScorecard, type LockedScorecard } from '../../shared/rubric/scorecard.ts';
import { newInterviewId, newSeatId } from './interviewLog.ts';
import type { ReviewServer } from './reviewServer.ts';
import { ratingKeysOf } from './scriptedRater.ts';

const HOUR_MS = 3_600_000;
const BACKEND = KitId.parse('backend-developer');
const ANALYST = KitId.parse('data-analyst');
/** The user who is signed in on a `ConsolePage`. */
const VIEWER = 'olga' as UserId;

export function queueItem(changes: Partial<QueueItem> = {}): QueueItem {
  const now = Date.now();
  return {
    interviewId: newInterviewId(),
    kind: 'practice',
    kitId: BACKEND,
    role: 'Backend Developer',
    locale: 'en-US',
    length: 'short',
    questions: 3,
    minutes: 12,
    candidate: 'Candidate 7F3',
    endedAt: now - 20 * HOUR_MS,
    dueAt: now + 28 * HOUR_MS,
    promisedAt: now + 28 * HOUR_MS,
    report: true,
    stage: 'rate',
    step: changes.stage ?? 'rate',
    raters: 1,
    locked: 0,
    claims: [],
    waitsFor: [],
    own: 'none',
    compared: false,
    reference: false,
    referable: ['write', 'republish', 'done'].includes(changes.stage ?? 'rate'),
    shadow: false,
    ...changes,
  };
}

export function queueClaim(name: string, changes: Partial<QueueClaim> = {}): QueueClaim {
  const now = Date.now();
  return {
    userId: name.toLowerCase().replace(' ', '-') as UserId,
    seatId: newSeatId(),
    name,
    state: 'held',
    since: now - HOUR_MS,
    expiresAt: now + HOUR_MS,
    shadow: false,
    compared: false,
    ...changes,
  };
}

/** A scorecard with this value everywhere. */
export function lockedCard(kit: InterviewKit, value: RatingValue): LockedScorecard {
  const ratings = Object.fromEntries(
    ratingKeysOf(kit).map(key => [key, { value, version: 1, stamp: { mediaTimeMs: 0 } }]),
  );
  const lock = { at: Date.now(), recommendation: 'yes', summary: '' } as const;
  return { ...emptyScorecard(newSeatId()), ratings, lock };
}

/** A queue with one evaluation of each kind. The first is assigned to the viewer. */
export function severalEvaluations(): QueueItem[] {
  const now = Date.now();
  const analyst = { kitId: ANALYST, role: 'Data Analyst', locale: 'es-ES' } as const;
  return [
    queueItem({
      candidate: 'Candidate A07',
      own: 'held',
      dueAt: now + 9 * HOUR_MS,
      claims: [queueClaim('Olga Owner', { userId: VIEWER, expiresAt: now + 1.98 * HOUR_MS })],
    }),
    queueItem({ candidate: 'Candidate 1B9', endedAt: now - 51 * HOUR_MS, dueAt: now - 3 * HOUR_MS }),
    queueItem({
      ...analyst,
      candidate: 'Candidate 40C',
      raters: 2,
      length: 'full',
      questions: 8,
      minutes: 41,
      dueAt: now + 3 * HOUR_MS,
      claims: [queueClaim('Grace Hopper'), queueClaim('Alan Turing', { state: 'locked' })],
      locked: 1,
      refused: 'enough-raters',
    }),
    queueItem({
      kind: 'interview',
      candidate: 'Ada Lovelace',
      questions: 6,
      minutes: 38,
      stage: 'agree',
      raters: 2,
      locked: 2,
      own: 'locked',
      refused: 'rated',
      claims: [
        queueClaim('Olga Owner', { userId: VIEWER, state: 'locked' }),
        queueClaim('Grace Hopper', { state: 'locked' }),
      ],
      waitsFor: [
        { seatId: newSeatId(), name: 'Olga Owner', own: true },
        { seatId: newSeatId(), name: 'Grace Hopper', own: false },
      ],
    }),
    queueItem({
      ...analyst,
      candidate: 'Candidate D52',
      length: 'question',
      questions: 1,
      minutes: 4,
      stage: 'write',
      locked: 1,
      refused: 'rated',
      claims: [queueClaim('Alan Turing', { state: 'locked' })],
    }),
    queueItem({ candidate: 'Candidate 9E1', own: 'draft', ended: 'expired', reference: true, shadow: true }),
    queueItem({ candidate: 'Candidate C3A', refused: 'own-practice' }),
  ];
}

/** Responses of the queue's routes, filtered and paged as on the real server. */
export class MadeUpEvaluations {
  items = severalEvaluations();
  settings: EvaluationSettings = USUAL_EVALUATION;
  /** Changes and requests in order. */
  readonly asked: { name: string; params: unknown }[] = [];
  /** Responses to the list wait for this promise. */
  held: Promise<void> | undefined;

  serve(server: ReviewServer): this {
    server
      .answer('evaluations.list', async ({ after, filter }) => {
        await this.held;
        return this.#list(filter, after);
      })
      .answer('evaluations.read', ({ interviewId }) => ({ item: this.require(interviewId) }))
      .answer('evaluations.load', severalLoads)
      .answer('evaluations.settings', () => ({ settings: this.settings }))
      .answer('evaluations.change', params => {
        this.settings = { ...this.settings, ...params.settings };
        return this.#note('change', params);
      })
      .answer('evaluations.calibration', () => ({ calibration: severalDistances() }))
      .answer('evaluations.assign', params => this.#note('assign', params))
      .answer('evaluations.setDue', params => {
        this.#note('setDue', params);
        return { item: this.require(params.interviewId) };
      })
      .answer('evaluations.takeBack', params => this.#note('takeBack', params))
      .answer('evaluations.addRater', params => {
        this.#note('addRater', params);
        return { item: this.require(params.interviewId) };
      })
      .answer('evaluations.markReference', params => this.#note('markReference', params));
    return this;
  }

  require(interviewId: InterviewId): QueueItem {
    const item = this.items.find(known => known.interviewId === interviewId);
    if (!item) throw AppError.notFound('evaluation', interviewId);
    return item;
  }

  #note(name: string, params: unknown): Record<string, never> {
    this.asked.push({ name, params });
    return {};
  }

  #list(filter: QueueFilter, after: QueueCursor | undefined): RouteResult<'evaluations.list'> {
    const now = Date.now();
    const dueOf = ({ dueAt }: QueueItem) =>
      dueAt === undefined ? 'none' : dueAt < now ? 'overdue' : 'later';
    const whoOf = ({ claims, compared, own, refused, step }: QueueItem) => {
      if ((step === 'rate' && own === 'locked') || compared) return 'others';
      if (own === 'held' || own === 'locked') return 'mine';
      if (refused !== undefined && (step === 'rate' || step === 'agree')) return 'others';
      return claims.length === 0 && step === 'rate' ? 'free' : 'open';
    };
    const groupOf = (item: QueueItem): QueueGroup => {
      const who = whoOf(item);
      if (isFinished(item.step)) return 'finished';
      return who === 'free' ? 'open' : who;
    };
    const facets = {
      steps: ({ step }: QueueItem) => step,
      kitIds: ({ kitId }: QueueItem) => kitId,
      locales: ({ locale }: QueueItem) => locale,
      kind: ({ kind }: QueueItem) => kind,
      due: dueOf,
      who: whoOf,
    };
    const names = Object.keys(facets) as (keyof typeof facets)[];
    const passes = (item: QueueItem, name: keyof typeof facets) => {
      if (filter.referable) return item.referable;
      if (name === 'who' && filter.who === 'open') return ['free', 'open'].includes(whoOf(item));
      const wanted = filter[name] ?? (name === 'steps' ? WORK_STEPS : undefined);
      return wanted === undefined || [wanted].flat().some(value => value === facets[name](item));
    };
    const countsOf = (name: keyof typeof facets) => {
      const others = this.items.filter(item => names.every(other => other === name || passes(item, other)));
      const groups = Map.groupBy(others, item => facets[name](item));
      const found = [...groups].map(([value, { length: count }]) => ({ value, count }));
      if (name !== 'who') return found;
      const open = others.filter(item => groupOf(item) === 'open').length;
      return [...found.filter(({ value }) => value !== 'open'), { value: 'open', count: open }];
    };
    const all = this.items.filter(item => names.every(name => passes(item, name)));
    const passing = all
      .filter(item => filter.held === undefined || (item.own === 'held') === filter.held)
      .map(item => ({ ...item, group: groupOf(item) }))
      .toSorted(
        (a, b) =>
          QueueGroup.options.indexOf(a.group) - QueueGroup.options.indexOf(b.group) ||
          (a.dueAt ?? 1e15) - (b.dueAt ?? 1e15) ||
          a.endedAt - b.endedAt,
      );
    const from = after
      ? passing.findIndex(
          ({ interviewId, step }) => interviewId === after.interviewId && step === after.step,
        ) + 1
      : 0;
    const items = passing.slice(from, from + QUEUE_PAGE);
    const last = items.at(-1);
    const more = from + QUEUE_PAGE < passing.length;
    return {
      items,
      ...(more &&
        last && {
          next: { group: last.group, since: last.endedAt, interviewId: last.interviewId, step: last.step },
        }),
      counts: QueueCounts.parse({
        total: all.length,
        ...Object.fromEntries(names.map(name => [name, countsOf(name)])),
        quick: {
          mine: this.items.filter(item => whoOf(item) === 'mine').length,
          open: this.items.filter(item => groupOf(item) === 'open').length,
          overdue: this.items.filter(item => dueOf(item) === 'overdue').length,
          reply: this.items.filter(({ step }) => step === 'reply').length,
          free: this.items.filter(item => whoOf(item) === 'free').length,
          compare: this.items.filter(({ step }) => step === 'agree').length,
          others: this.items.filter(item => whoOf(item) === 'others').length,
        },
      }),
      kits: [
        { kitId: BACKEND, role: 'Backend Developer' },
        { kitId: ANALYST, role: 'Data Analyst' },
      ],
      people: [{ userId: VIEWER, name: 'Olga Owner' }],
      now,
    };
  }
}

export function severalLoads(): RouteResult<'evaluations.load'> {
  const person = (name: string) => ({ userId: name.toLowerCase() as UserId, name });
  return {
    people: [
      {
        ...person('Grace Hopper'),
        open: 2,
        locked: 31,
        medianMs: 0.6 * HOUR_MS,
        calibration: { standing: 'passed', done: 5, of: 5, rated: 5 },
      },
      {
        ...person('Alan Turing'),
        open: 0,
        locked: 12,
        medianMs: 1.4 * HOUR_MS,
        calibration: { standing: 'experienced', done: 0, of: 5, rated: 0 },
      },
      {
        ...person('Radia Perlman'),
        open: 1,
        locked: 0,
        calibration: { standing: 'rating', done: 2, of: 5, rated: 2 },
      },
    ],
    calibrates: true,
    ageing: { day: 14, twoDays: 5, longer: 1 },
    medianMs: 31 * HOUR_MS,
    promised: 43,
    published: 43,
    onTime: 41,
  };
}

function agreedRatings() {
  return (['Debugging', 'System design', 'Communication'] as const).map((name, index) => ({
    competencyId: CompetencyId.parse(name.toLowerCase().replace(' ', '-')),
    name,
    value: ([3, 2, 'N'] as const)[index] ?? 'N',
  }));
}

export function madeUpReference(changes: Partial<Reference> = {}): Reference {
  return {
    interviewId: newInterviewId(),
    role: 'Backend Developer',
    candidate: 'Candidate 7F3',
    markedBy: 'Grace Hopper',
    agreedAt: Date.now() - 50 * HOUR_MS,
    part: 'open',
    ratedBy: 0,
    ...changes,
  };
}

/** Calibration as owners and organizers see it. */
export function leadsCalibration(count = 2): Calibration {
  const agreed = agreedRatings();
  return {
    ...{ standing: 'exempt', on: true, needed: count, done: 0, enough: 5, rated: [], distances: [] },
    references: Array.from({ length: count }, (_, index) =>
      madeUpReference({ agreed, ratedBy: index, part: index === 2 ? 'gone' : 'open' }),
    ),
  };
}

export function severalDistances(): Calibration {
  const competency = (name: string, own: 1 | 2 | 3 | 4 | 5 | undefined, agreed: 1 | 2 | 3 | 4 | 5) => ({
    competencyId: CompetencyId.parse(name.toLowerCase().replace(' ', '-')),
    name,
    ...(own && { own }),
    agreed,
  });
  return {
    standing: 'rating',
    needed: 5,
    done: 2,
    rated: [
      {
        interviewId: newInterviewId(),
        role: 'Backend Developer',
        at: Date.now() - 30 * HOUR_MS,
        counts: true,
        competencies: [
          competency('Debugging', 4, 3),
          competency('System design', 2, 2),
          competency('Communication', undefined, 4),
        ],
      },
      {
        interviewId: newInterviewId(),
        role: 'Data Analyst',
        at: Date.now() - 4 * HOUR_MS,
        counts: true,
        competencies: [competency('Debugging', 5, 3), competency('System design', 2, 3)],
      },
    ],
    distances: [
      { name: 'Debugging', n: 2, mean: 1.5, bias: 1.5 },
      { name: 'System design', n: 2, mean: 0.5, bias: -0.5 },
      { name: 'Communication', n: 1, mean: 0, bias: 0 },
    ],
    on: true,
    enough: 5,
    references: [
      madeUpReference({ part: 'rated', agreed: agreedRatings() }),
      madeUpReference({ part: 'rated', role: 'Data Analyst', agreed: agreedRatings() }),
      madeUpReference(),
      madeUpReference({ role: 'Product Manager', agreedAt: Date.now() - 40 * HOUR_MS }),
    ],
  };
}
