import { mean } from '../../../shared/agreement/ratingMatrix.ts';
import { AppError } from '../../../shared/errors.ts';
import type { EvaluationSettings } from '../../../shared/evaluation/evaluationSettings.ts';
import { type InterviewId, UserId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { CompetencyId } from '../../../shared/kit/kitIds.ts';
import type { AgreedRatings, Calibration } from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { keysOfCompetency } from '../../../shared/rubric/completeness.ts';
import { scorecardsOpen } from '../../../shared/rubric/opening.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { seesScorecards } from '../../../shared/rubric/rubricViewOf.ts';
import type { Scorecard } from '../../../shared/rubric/scorecard.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type { CalibrationStore, RatedReference } from '../../store/calibrationStore.ts';
import type { EvaluationStore } from '../../store/evaluationStore.ts';
import { hasSomethingToRate } from './evaluationFacts.ts';

/** How many references a new evaluator rates before evaluations count. */
export const REFERENCES_NEEDED = 5;

type RatedCompetency = Calibration['rated'][number]['competencies'][number] & { mean: number | undefined };

interface CalibrationsOptions {
  interviews: StaffInterviews;
  evaluations: Pick<EvaluationStore, 'find' | 'setAgreed'>;
  store: CalibrationStore;
  settings: () => Promise<EvaluationSettings>;
}

/** References with agreed ratings, and how far new evaluators are from them. */
export class Calibrations {
  readonly #options: CalibrationsOptions;

  constructor(options: CalibrationsOptions) {
    this.#options = options;
  }

  /**
   * Whether what this member rates reaches no one yet: interviewers, until they have rated the references. Where there are not enough of
   * them for someone to rate, that cannot be asked of them.
   */
  async isShadow(member: Pick<StaffMember, 'userId' | 'role'>): Promise<boolean> {
    if (member.role !== 'interviewer' || !(await this.#options.settings()).calibration) return false;
    return !(await this.#standingOf(UserId.parse(member.userId))).passed;
  }

  /** Undefined where no one has to be compared. */
  async progressOf({
    userId,
    role,
  }: StaffMember): Promise<{ done: number; of: number; passed: boolean } | undefined> {
    if (role !== 'interviewer' || !(await this.#options.settings()).calibration) return undefined;
    const { rated, passed } = await this.#standingOf(UserId.parse(userId));
    return { done: Math.min(rated.length, REFERENCES_NEEDED), of: REFERENCES_NEEDED, passed };
  }

  /** As `reader` may see it, who is this evaluator or a lead. */
  async of(userId: UserId, reader: StaffMember): Promise<Calibration> {
    const { rated, open, passed } = await this.#standingOf(userId);
    const compared = [];
    for (const reference of rated) {
      const state = await this.#options.interviews.readQueued(reference.interviewId, reader);
      const competencies = comparedWith(state, reference);
      if (competencies) compared.push({ ...reference, role: state.jobRole, competencies });
    }
    return {
      needed: REFERENCES_NEEDED,
      rated: compared.map(({ interviewId, role, lockedAt, competencies }) => ({
        interviewId,
        role,
        at: lockedAt,
        competencies: competencies.map(({ mean: _exact, ...competency }) => competency),
      })),
      distances: distancesOf(compared.flatMap(({ competencies }) => competencies)),
      passed,
      open: passed ? [] : open.slice(0, Math.max(1, REFERENCES_NEEDED - rated.length)),
    };
  }

  /**
   * Throws `blind` until the scorecards are open to the one who marks, `not-in-kit` for competencies that the interview does not have,
   * and `conflict` where there is nothing to rate it from.
   * `null` takes the mark away.
   */
  async mark(
    interviewId: InterviewId,
    ratings: AgreedRatings | null,
    member: StaffMember,
  ): Promise<InterviewState> {
    const { interviews, evaluations } = this.#options;
    const state = await interviews.read(interviewId, member);
    if (!(await evaluations.find(interviewId))) throw AppError.notFound('evaluation', interviewId);
    if (!scorecardsOpen(state) || !seesScorecards(state, staffViewer(member)))
      throw new AppError('blind', 'An interview becomes a reference once its scorecards are open.');
    if (ratings) {
      requireCompetencies(state, ratings);
      requireRecorded(state);
    }
    const by = { userId: UserId.parse(member.userId), at: Date.now() };
    await evaluations.setAgreed(interviewId, ratings, by);
    return state;
  }

  async #standingOf(userId: UserId) {
    const { store } = this.#options;
    const rated = await store.ratedBy(userId);
    const open = await store.openTo(userId, REFERENCES_NEEDED);
    const enough = rated.length + open.length >= REFERENCES_NEEDED;
    return { rated, open, passed: rated.length >= REFERENCES_NEEDED || !enough };
  }
}

/** Those who are compared have to find what the others have rated from. */
function requireRecorded(state: InterviewState): void {
  if (state.evaluation && hasSomethingToRate(state)) return;
  throw AppError.conflict('Only an interview that was rated from its recording can be a reference.', {
    recorded: hasSomethingToRate(state),
  });
}

function requireCompetencies({ rubric }: InterviewState, ratings: AgreedRatings): void {
  const known = new Set<string>(rubric?.chosen.kit.competencies.map(({ id }) => id));
  const ids = Object.keys(ratings);
  const unknown = ids.find(id => !known.has(id));
  if (unknown !== undefined)
    throw new AppError('not-in-kit', `The kit of this interview has no competency ${unknown}.`, {
      details: { competencyId: unknown },
    });
  if (ids.length === 0)
    throw AppError.invalid('Agree on a rating for at least one competency.', { field: 'ratings' });
}

/** Undefined where the log has no such scorecard any more. The kit is the one that this interview was held with. */
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

/** As locked: what someone changes after having seen the others' does not make them agree. */
function valuesOf(card: Scorecard, keys: ReturnType<typeof keysOfCompetency>): RatingValue[] {
  return keys.flatMap(key => card.ratings[key]?.value ?? []);
}

/** N is no number: there is no distance to it. The farthest first. */
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
