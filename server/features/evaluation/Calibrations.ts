import { mean } from '../../../shared/agreement/ratingMatrix.ts';
import { AppError } from '../../../shared/errors.ts';
import type { EvaluationSettings } from '../../../shared/evaluation/evaluationSettings.ts';
import { type InterviewId, UserId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { CompetencyId } from '../../../shared/kit/kitIds.ts';
import { teamScopeOf } from '../../../shared/permissions.ts';
import type {
  AgreedRatings,
  Calibration,
  CalibrationStanding,
} from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { keysOfCompetency } from '../../../shared/rubric/completeness.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { seesScorecards } from '../../../shared/rubric/rubricView.ts';
import type { Scorecard } from '../../../shared/rubric/scorecard.ts';
import { hasSomethingToRate, scorecardsOpen } from '../../../shared/rubric/scorecardOpening.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type {
  EvaluationClaimStore,
  OpenReference,
  RatedReference,
} from '../../store/evaluationClaimStore.ts';
import type { EvaluationStore } from '../../store/evaluationStore.ts';

/** References that a new evaluator must rate before their ratings count, or all if fewer exist. */
const REFERENCES_NEEDED = 5;
const REFERENCES_LISTED = 50;

type RatedCompetency = Calibration['rated'][number]['competencies'][number] & { mean: number | undefined };

interface CalibrationsOptions {
  interviews: StaffInterviews;
  evaluations: Pick<EvaluationStore, 'find' | 'setAgreed'>;
  store: EvaluationClaimStore;
  settings: () => Promise<EvaluationSettings>;
}

type CalibratedMember = Pick<StaffMember, 'userId' | 'role' | 'teams'>;

export class Calibrations {
  readonly #options: CalibrationsOptions;

  constructor(options: CalibrationsOptions) {
    this.#options = options;
  }

  /** True while an evaluator's ratings don't count and are only compared with references. */
  async isShadow(member: CalibratedMember): Promise<boolean> {
    return (await this.#standingOf(member)).standing === 'rating';
  }

  /** Returns how many references the member has rated, or undefined if they need no calibration. */
  async progressOf(member: StaffMember): Promise<{ done: number; of: number; passed: boolean } | undefined> {
    const { standing, rated, needed } = await this.#standingOf(member);
    if (standing !== 'rating' && standing !== 'passed') return undefined;
    return { done: Math.min(rated.length, needed), of: needed, passed: standing === 'passed' };
  }

  async of(member: CalibratedMember, reader: StaffMember): Promise<Calibration> {
    const { standing, needed, rated, open } = await this.#standingOf(member);
    const compared = [];
    for (const reference of rated) {
      const state = await this.#readFor(reader, reference.interviewId);
      if (!state) continue;
      const competencies = comparedWith(state, reference);
      if (competencies) compared.push({ ...reference, role: state.jobRole, competencies });
    }
    return {
      standing,
      needed,
      rated: compared.map(({ interviewId, role, lockedAt, competencies }) => ({
        interviewId,
        role,
        at: lockedAt,
        competencies: competencies.map(({ mean: _exact, ...competency }) => competency),
      })),
      distances: distancesOf(compared.flatMap(({ competencies }) => competencies)),
      open,
    };
  }

  /** Makes an interview a reference with agreed ratings. With null, makes it an ordinary interview again. */
  async mark(
    interviewId: InterviewId,
    ratings: AgreedRatings | null,
    member: StaffMember,
  ): Promise<InterviewState> {
    const { interviews, evaluations } = this.#options;
    const state = await interviews.read(interviewId, member);
    if (!(await evaluations.find(interviewId))) throw AppError.notFound('evaluation', interviewId);
    if (!scorecardsOpen(state) || !seesScorecards(state, staffViewer(member)))
      throw new AppError('blind', 'reference-not-open');
    if (ratings) {
      requireCompetencies(state, ratings);
      requireRecorded(state);
    }
    const by = { userId: UserId.parse(member.userId), at: Date.now() };
    await evaluations.setAgreed(interviewId, ratings, by);
    return state;
  }

  /** Returns undefined for interviews of hiring teams that the reader isn't in. */
  async #readFor(reader: StaffMember, interviewId: InterviewId): Promise<InterviewState | undefined> {
    try {
      return await this.#options.interviews.readQueued(interviewId, reader);
    } catch (error) {
      if (error instanceof AppError && error.code === 'forbidden') return undefined;
      throw error;
    }
  }

  async #standingOf({ userId, role, teams }: CalibratedMember) {
    const { store } = this.#options;
    const rated = await store.ratedReferences(UserId.parse(userId));
    // For members who aren't evaluators, returns all references.
    const open = await store.openReferences(
      role === 'evaluator' ? UserId.parse(userId) : undefined,
      teamScopeOf({ role, teams }),
      REFERENCES_LISTED,
    );
    const needed = Math.min(REFERENCES_NEEDED, rated.length + open.length);
    const standing = await this.#judge(role, needed, hasRatedEnough(rated, open));
    return { standing, needed, rated, open };
  }

  async #judge(role: StaffMember['role'], needed: number, enough: boolean): Promise<CalibrationStanding> {
    if (role !== 'evaluator') return 'exempt';
    if (!(await this.#options.settings()).calibration) return 'off';
    if (needed === 0) return 'no-references';
    return enough ? 'passed' : 'rating';
  }
}

/** True once five references, or all existing references, were rated. Newer references don't count. */
function hasRatedEnough(rated: readonly RatedReference[], open: readonly OpenReference[]): boolean {
  if (rated.length >= REFERENCES_NEEDED) return true;
  return rated.some(({ lockedAt }) => {
    const unrated = [...open, ...rated.filter(other => other.lockedAt > lockedAt)];
    return unrated.every(({ agreedAt }) => agreedAt > lockedAt);
  });
}

/** Throws `conflict` if evaluators would have nothing to watch or read in this interview. */
function requireRecorded(state: InterviewState): void {
  if (state.evaluation && hasSomethingToRate(state)) return;
  throw AppError.conflict('reference-needs-recording', { recorded: hasSomethingToRate(state) });
}

function requireCompetencies({ rubric }: InterviewState, ratings: AgreedRatings): void {
  const known = new Set<string>(rubric?.chosen.kit.competencies.map(({ id }) => id));
  const ids = Object.keys(ratings);
  const unknown = ids.find(id => !known.has(id));
  if (unknown !== undefined)
    throw new AppError('not-in-kit', undefined, { details: { competencyId: unknown } });
  if (ids.length === 0) throw AppError.invalid('reference-needs-ratings', { field: 'ratings' });
}

/** Compares an evaluator's ratings with the agreed ratings. Returns undefined if the scorecard is gone. */
function comparedWith(
  { rubric }: InterviewState,
  { seatId, agreed }: RatedReference,
): RatedCompetency[] | undefined {
  const card = rubric?.scorecards[seatId];
  if (!rubric || !card) return undefined;
  const { kit } = rubric.chosen;
  return kit.competencies.flatMap(({ id, name }) => {
    const agreedValue = agreed[id];
    if (agreedValue === undefined) return [];
    const values = valuesOf(card, keysOfCompetency(kit, id));
    const exact = values.some(isNumber) ? mean(values.filter(isNumber)) : undefined;
    const own = exact === undefined ? values[0] : (Math.round(exact) as RatingValue);
    return {
      competencyId: id as CompetencyId,
      name,
      ...(own !== undefined && { own }),
      agreed: agreedValue,
      mean: exact,
    };
  });
}

/** Returns the ratings as locked, without changes that the rater made after seeing other ratings. */
function valuesOf(card: Scorecard, keys: ReturnType<typeof keysOfCompetency>): RatingValue[] {
  return keys.flatMap(key => card.ratings[key]?.value ?? []);
}

/** Returns mean differences from the agreed ratings by competency, largest first. Ignores N ratings. */
function distancesOf(competencies: readonly RatedCompetency[]): Calibration['distances'] {
  const byName = Map.groupBy(
    competencies.flatMap(({ name, mean: own, agreed }) =>
      own !== undefined && isNumber(agreed) ? { name, difference: own - agreed } : [],
    ),
    ({ name }) => name,
  );
  return [...byName]
    .map(([name, rated]) => {
      const differences = rated.map(({ difference }) => difference);
      return { name, n: differences.length, mean: mean(differences.map(Math.abs)), bias: mean(differences) };
    })
    .sort((a, b) => b.mean - a.mean);
}

function isNumber(value: RatingValue): value is Exclude<RatingValue, 'N'> {
  return value !== 'N';
}
