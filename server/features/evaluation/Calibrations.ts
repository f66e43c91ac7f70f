import { mean } from '../../../shared/agreement/ratingMatrix.ts';
import { AppError } from '../../../shared/errors.ts';
import type { EvaluationSettings } from '../../../shared/evaluation/evaluationSettings.ts';
import { RATERS_MAX } from '../../../shared/evaluation/evaluationState.ts';
import { type InterviewId, UserId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { CompetencyId } from '../../../shared/kit/kitIds.ts';
import { staffMay, teamScopeOf } from '../../../shared/permissions.ts';
import type {
  AgreedRatings,
  Calibration,
  CalibrationStanding,
  Reference,
  ReferencePart,
} from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { keysOfCompetency } from '../../../shared/rubric/completeness.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { seesScorecards } from '../../../shared/rubric/rubricView.ts';
import type { Scorecard } from '../../../shared/rubric/scorecard.ts';
import {
  awaitedRaters,
  hasSomethingToRate,
  lockedScorecards,
  ratingSettled,
  scorecardsOpen,
} from '../../../shared/rubric/scorecardOpening.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type { EvaluationStore } from '../../store/evaluationStore.ts';
import type { RatedReference, ReferenceStore, StoredReference } from '../../store/referenceStore.ts';
import { willHideNames } from './evaluationFacts.ts';

/** References that a new evaluator must rate before their ratings count, or all if fewer exist. */
const REFERENCES_NEEDED = 5;
const REFERENCES_LISTED = 50;

type RatedCompetency = Calibration['rated'][number]['competencies'][number] & { mean: number | undefined };

interface CalibrationsOptions {
  interviews: StaffInterviews;
  evaluations: Pick<EvaluationStore, 'find'>;
  store: ReferenceStore;
  nameOf: () => Promise<(userId: UserId) => string>;
  /** Updates the row of the queue from the log. */
  follow: (interviewId: InterviewId) => Promise<unknown>;
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
    const { standing, needed, rated, references, on } = await this.#standingOf(member);
    const compared = [];
    for (const reference of rated) {
      const state = await this.#readFor(reader, reference.interviewId);
      if (!state) continue;
      const competencies = comparedWith(state, reference);
      if (competencies) compared.push({ ...reference, role: state.jobRole, competencies });
    }
    return {
      ...{ standing, on, needed, enough: REFERENCES_NEEDED },
      references: await this.#shown(references, reader),
      rated: compared.map(({ interviewId, role, lockedAt, competencies }) => ({
        interviewId,
        role,
        at: lockedAt,
        competencies: competencies.map(({ mean: _exact, ...competency }) => competency),
      })),
      distances: distancesOf(compared.flatMap(({ competencies }) => competencies)),
    };
  }

  /** Makes an interview a reference with agreed ratings. With null, makes it an ordinary interview again. */
  async mark(
    interviewId: InterviewId,
    ratings: AgreedRatings | null,
    member: StaffMember,
  ): Promise<InterviewState> {
    const { interviews, evaluations, store } = this.#options;
    const state = await interviews.read(interviewId, member);
    if (!(await evaluations.find(interviewId))) throw AppError.notFound('evaluation', interviewId);
    if (!scorecardsOpen(state) || !seesScorecards(state, staffViewer(member)))
      throw new AppError('blind', 'reference-not-open');
    if (ratings) {
      requireCompetencies(state, ratings);
      await this.#openForComparison(state, member);
    }
    const by = { userId: UserId.parse(member.userId), at: Date.now() };
    await store.setAgreed(interviewId, ratings, by);
    return state;
  }

  /** Lets others rate an interview from its recording if only people who were there have rated it. */
  async #openForComparison(state: InterviewState, member: StaffMember): Promise<void> {
    const { interviews, settings, follow } = this.#options;
    const { interviewId } = state;
    requireRecorded(state);
    if (state.evaluation) return;
    const hidden = willHideNames(state, await settings());
    await interviews.execute(interviewId, member, now => {
      if (now.evaluation) return { events: [], result: undefined };
      // Otherwise, people whose time to rate has ended could rate again.
      if (!ratingSettled(now, Date.now()) || !isRatedByAll(now))
        throw AppError.conflict('reference-needs-all-ratings', { raters: awaitedRaters(now).length });
      const raters = Math.min(RATERS_MAX, lockedScorecards(now).length);
      return {
        events: [{ kind: 'evaluation.asked', payload: { raters, namesHidden: hidden } }],
        result: undefined,
      };
    });
    await follow(interviewId);
  }

  async #shown(references: readonly StoredReference[], reader: StaffMember): Promise<Reference[]> {
    const nameOf = await this.#options.nameOf();
    const leads = staffMay('evaluations.manage', reader.role);
    const shown: Reference[] = [];
    for (const reference of references) {
      const { interviewId, role, candidate, agreed, agreedBy, agreedAt, ratedBy } = reference;
      const part = partOf(reference);
      // Evaluators who haven't rated a reference would be influenced.
      const state = leads || part === 'rated' ? await this.#readFor(reader, interviewId) : undefined;
      const competencies = state?.rubric?.chosen.kit.competencies ?? [];
      shown.push({
        ...{ interviewId, role, candidate, agreedAt, part, ratedBy },
        markedBy: agreedBy ? nameOf(agreedBy) : '',
        ...(state && {
          agreed: competencies.flatMap(({ id, name }) => {
            const value = agreed[id];
            return value === undefined ? [] : [{ competencyId: id, name, value }];
          }),
        }),
      });
    }
    return shown;
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
    const { store, settings } = this.#options;
    const ownId = UserId.parse(userId);
    const rated = await store.ratedBy(ownId);
    const references = await store.list(ownId, teamScopeOf({ role, teams }), REFERENCES_LISTED);
    const open = references.filter(reference => partOf(reference) === 'open');
    const needed = Math.min(REFERENCES_NEEDED, rated.length + open.length);
    const { calibration: on } = await settings();
    const standing = standingOf(role, on, needed, hasRatedEnough(rated, open));
    return { standing, on, needed, rated, references };
  }
}

function standingOf(
  role: StaffMember['role'],
  on: boolean,
  needed: number,
  enough: boolean,
): CalibrationStanding {
  if (role !== 'evaluator') return 'exempt';
  if (!on) return 'off';
  if (needed === 0) return 'no-references';
  return enough ? 'passed' : 'rating';
}

function partOf({ ownShadow, usable }: StoredReference): ReferencePart {
  if (ownShadow !== undefined) return ownShadow ? 'rated' : 'rater';
  return usable ? 'open' : 'gone';
}

/** True once five references, or all existing references, were rated. Newer references don't count. */
function hasRatedEnough(
  rated: readonly RatedReference[],
  open: readonly Pick<StoredReference, 'agreedAt'>[],
): boolean {
  if (rated.length >= REFERENCES_NEEDED) return true;
  return rated.some(({ lockedAt }) => {
    const unrated = [...open, ...rated.filter(other => other.lockedAt > lockedAt)];
    return unrated.every(({ agreedAt }) => agreedAt > lockedAt);
  });
}

/** Throws `conflict` if evaluators would have nothing to watch or read in this interview. */
function requireRecorded(state: InterviewState): void {
  if (!hasSomethingToRate(state)) throw AppError.conflict('reference-needs-recording', { recorded: false });
}

function isRatedByAll(state: InterviewState): boolean {
  const locked = lockedScorecards(state).length;
  return locked > 0 && awaitedRaters(state).length === locked;
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
