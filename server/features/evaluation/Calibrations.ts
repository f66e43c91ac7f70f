import { AppError } from '../../../shared/errors.ts';
import type { EvaluationSettings } from '../../../shared/evaluation/evaluationSettings.ts';
import { RATERS_MAX } from '../../../shared/evaluation/evaluationState.ts';
import { type InterviewId, UserId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { showsCandidate } from '../../../shared/interview/visibility.ts';
import { formatList } from '../../../shared/intl.ts';
import { staffMay, teamScopeOf } from '../../../shared/permissions.ts';
import type {
  AgreedRatings,
  Calibration,
  CalibrationStanding,
  Reference,
  ReferencePart,
  ReferencesFirst,
} from '../../../shared/protocol/calibrationRoutes.ts';
import type { EvaluatorLoad } from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { seesScorecards } from '../../../shared/rubric/rubricView.ts';
import {
  awaitedRaters,
  lockedScorecards,
  ratingSettled,
  scorecardsOpen,
} from '../../../shared/rubric/scorecardOpening.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type { EvaluationClaimStore } from '../../store/evaluationClaimStore.ts';
import type { EvaluationStore } from '../../store/evaluationStore.ts';
import type { InterviewRecordingStore } from '../../store/interviewRecordingStore.ts';
import type { RatedReference, ReferenceStore, StoredReference } from '../../store/referenceStore.ts';
import { willHideNames } from './evaluationFacts.ts';
import { notReferableBecause } from './referable.ts';
import { comparedWith, countsForCalibration, distancesOf, isNumber } from './referenceRatings.ts';

/** References that a new evaluator must rate before their ratings count, or all if fewer exist. */
const REFERENCES_NEEDED = 5;
const REFERENCES_LISTED = 50;
/** Locked evaluations that count, from which on an evaluator needs no calibration. */
const EXPERIENCED_FROM = 5;
/** Number of compared scorecards in memory. They don't change, so that queues needn't read their logs again. */
const COMPARED_KEPT = 5_000;

interface CalibrationsOptions {
  interviews: StaffInterviews;
  logs: Pick<Interviews, 'read'>;
  evaluations: Pick<EvaluationStore, 'find'>;
  claims: Pick<EvaluationClaimStore, 'countedLocks'>;
  recordings: Pick<InterviewRecordingStore, 'phasesOf'>;
  store: ReferenceStore;
  nameOf: () => Promise<(userId: UserId) => string>;
  /** Updates the row of the queue from the log. */
  follow: (interviewId: InterviewId) => Promise<unknown>;
  settings: () => Promise<EvaluationSettings>;
}

type CalibratedMember = Pick<StaffMember, 'userId' | 'role' | 'teams'>;

export class Calibrations {
  readonly #options: CalibrationsOptions;
  /** By seat and agreement: whether the rated reference counts. */
  readonly #counted = new Map<string, boolean>();

  constructor(options: CalibrationsOptions) {
    this.#options = options;
  }

  /** True while an evaluator's ratings don't count and are only compared with references. */
  async isShadow(member: CalibratedMember): Promise<boolean> {
    return (await this.referencesFirst(member)) !== undefined;
  }

  /** Returns what the evaluator has to do before their evaluations count. Undefined if they count. */
  async referencesFirst(member: CalibratedMember): Promise<ReferencesFirst | undefined> {
    if (member.role !== 'evaluator' || !(await this.#options.settings()).calibration) return undefined;
    const facts = await this.#standingOf(member);
    if (standingOf(facts) !== 'rating') return undefined;
    const next = facts.references.find(reference => partOf(reference) === 'open');
    const missing = Math.max(0, facts.needed - facts.counted.length);
    return { missing, ...(next && { next: next.interviewId }) };
  }

  /** Returns the member's progress as if calibration were on, so that owners see whom it would affect. */
  async progressOf(member: StaffMember): Promise<NonNullable<EvaluatorLoad['calibration']>> {
    const facts = await this.#standingOf(member);
    const { counted, needed, rated } = facts;
    const standing = standingOf({ ...facts, on: true });
    return { standing, done: Math.min(counted.length, needed), of: needed, rated: rated.length };
  }

  async of(member: CalibratedMember, reader: StaffMember): Promise<Calibration> {
    const facts = await this.#standingOf(member);
    const { needed, rated, counted, references, on } = facts;
    const standing = standingOf(facts);
    const compared = [];
    for (const reference of rated) {
      const state = await this.#readFor(reader, reference.interviewId);
      if (!state) continue;
      const competencies = comparedWith(state, reference);
      if (competencies) compared.push({ ...reference, role: state.jobRole, competencies });
    }
    return {
      ...{ standing, on, needed, enough: REFERENCES_NEEDED, done: Math.min(counted.length, needed) },
      references: await this.#shown(references, reader),
      rated: compared.map(({ interviewId, role, lockedAt, competencies }) => ({
        interviewId,
        role,
        at: lockedAt,
        counts: countsForCalibration(competencies),
        competencies,
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
      await this.#requireReferable(interviewId);
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

  /** Throws `conflict` if the evaluation can't be a reference. */
  async #requireReferable(interviewId: InterviewId): Promise<void> {
    const { evaluations, follow, recordings } = this.#options;
    await follow(interviewId);
    const row = await evaluations.find(interviewId);
    if (!row) throw AppError.notFound('evaluation', interviewId);
    const reason = notReferableBecause(row, (await recordings.phasesOf([interviewId])).get(interviewId));
    if (reason) throw AppError.conflict(reason, { stage: row.stage });
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
      const name = leads && state ? candidateOf(state, reader) : '';
      shown.push({
        ...{ interviewId, role, candidate, agreedAt, part, ratedBy },
        ...(name && name !== candidate && { name }),
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

  async #standingOf({ userId, role, teams }: CalibratedMember): Promise<StandingFacts> {
    const { store, settings, claims } = this.#options;
    const ownId = UserId.parse(userId);
    const rated = await store.ratedBy(ownId);
    const counted: RatedReference[] = [];
    for (const reference of rated) if (await this.#isCounted(reference)) counted.push(reference);
    const references = await store.list(ownId, teamScopeOf({ role, teams }), REFERENCES_LISTED);
    const open = references.filter(reference => partOf(reference) === 'open');
    const needed = Math.min(REFERENCES_NEEDED, rated.length + open.length);
    const { calibration: on } = await settings();
    return {
      ...{ role, on, needed, rated, counted, references },
      enough: hasRatedEnough(counted, [...open, ...rated.filter(reference => !counted.includes(reference))]),
      experienced: (await claims.countedLocks(ownId)) >= EXPERIENCED_FROM,
    };
  }

  /** Remembers the answer, because neither the locked ratings nor this agreement change. */
  async #isCounted(reference: RatedReference): Promise<boolean> {
    const key = `${reference.seatId} ${reference.agreedAt}`;
    const known = this.#counted.get(key);
    if (known !== undefined) return known;
    const state = await this.#options.logs.read(reference.interviewId);
    const counts = countsForCalibration(comparedWith(state, reference) ?? []);
    if (this.#counted.size >= COMPARED_KEPT) this.#counted.clear();
    this.#counted.set(key, counts);
    return counts;
  }
}

interface StandingFacts {
  role: StaffMember['role'];
  on: boolean;
  needed: number;
  enough: boolean;
  experienced: boolean;
  /** Rated references, and those of them that count. */
  rated: readonly RatedReference[];
  counted: readonly RatedReference[];
  references: readonly StoredReference[];
}

function standingOf(facts: StandingFacts): CalibrationStanding {
  if (facts.role !== 'evaluator') return 'exempt';
  if (!facts.on) return 'off';
  if (facts.enough) return 'passed';
  if (facts.experienced) return 'experienced';
  if (facts.needed > 0) return 'rating';
  return facts.references.some(reference => partOf(reference) === 'rater') ? 'rater' : 'no-references';
}

function partOf({ ownShadow, usable }: StoredReference): ReferencePart {
  if (ownShadow !== undefined) return ownShadow ? 'rated' : 'rater';
  return usable ? 'open' : 'gone';
}

/**
 * True once five references, or all existing references, were rated in a way that counts. Newer references
 * don't change this.
 */
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
  if (!Object.values(ratings).some(isNumber))
    throw AppError.invalid('reference-needs-ratings', { field: 'ratings' });
}

/** Returns the candidate's name, or an empty text for practice and if the member may not know it. */
function candidateOf(state: InterviewState, member: StaffMember): string {
  if (state.practice || !showsCandidate(state, staffViewer(member))) return '';
  const candidates = Object.values(state.seats).filter(({ role }) => role === 'candidate');
  return formatList(candidates.map(({ displayName }) => displayName));
}
