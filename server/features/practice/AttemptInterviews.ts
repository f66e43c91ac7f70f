import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import { USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import { type InterviewId, LinkId, SeatId } from '../../../shared/ids.ts';
import { type Actor, type NewEvent, SYSTEM } from '../../../shared/interview/events.ts';
import { LIMITS } from '../../../shared/interview/fields.ts';
import type { InterviewPhase } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { type InterviewKit, interviewKitOf } from '../../../shared/kit/kit.ts';
import { NAMELESS } from '../../../shared/practice/practice.ts';
import { practiceEditionOf } from '../../../shared/practice/practiceEdition.ts';
import { practiceKitOf } from '../../../shared/practice/practiceKit.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { DEFAULT_RECRUITER, NO_ACCOMMODATIONS } from '../../../shared/recruiter/settings.ts';
import type { Decision } from '../../interviews/decision.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { NewAttempt } from '../../store/practiceStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';

const TITLE_END = ': practice interview';
/** Minimum planned minutes of an `interview.created` event. Candidates see the offer's estimate. */
const PLANNED_MIN = 5;
/** Outlasts any interview, even with breaks. */
const LINK_LIFETIME_MS = 24 * 60 * 60_000;
/** Requests within this time get the same link, so that polling does not fill the log. */
export const LINK_REUSE_MS = 30_000;

interface AttemptInterviewsOptions {
  interviews: Pick<Interviews, 'create' | 'read' | 'execute'>;
  kits: Pick<KitStore, 'findVersion'>;
  settings: Pick<SettingStore, 'read'>;
}

/** Creates the interviews of admitted attempts, and short-lived links for entering them. */
export class AttemptInterviews {
  readonly #options: AttemptInterviewsOptions;
  /** Tokens of recent links, oldest first. Only on this server, because the database has only hashes. */
  readonly #recentLinks = new Map<LinkId, { token: string; issuedAt: number }>();

  constructor(options: AttemptInterviewsOptions) {
    this.#options = options;
  }

  /** Returns an admitted attempt's interview, or creates it. Throws `not-found` while it is being deleted. */
  async ensure(attempt: NewAttempt, name: string | undefined): Promise<InterviewState> {
    const { interviews, settings } = this.#options;
    try {
      return await interviews.read(attempt.interviewId);
    } catch (error) {
      if (!isCode(error, 'not-found')) throw error;
    }
    const kit = await this.#kitOf(attempt);
    const { namesHidden } = (await settings.read('evaluation')) ?? USUAL_EVALUATION;
    try {
      await interviews.create(attempt.interviewId, SYSTEM, {
        events: firstEvents(attempt, { name, kit, namesHidden: namesHidden.practice }),
        result: undefined,
        ofAttempt: true,
      });
    } catch (error) {
      // Another page or server has just created the interview.
      if (!isCode(error, 'conflict')) throw error;
    }
    return interviews.read(attempt.interviewId);
  }

  /** Returns the candidate's recent link. Replaces it with a new link if it is old or already in use. */
  issueLink({ interviewId }: InterviewState): Promise<string> {
    return this.#options.interviews.execute(interviewId, SYSTEM, (state, now) => {
      const { link, presence } = candidateOf(state) ?? {};
      const recent = link && !link.revoked && presence !== 'inside' && this.#recentLinks.get(link.linkId);
      if (recent && now - recent.issuedAt < LINK_REUSE_MS) return { events: [], result: recent.token };
      return this.#linkIssued(state, now);
    });
  }

  /** Ends the interview, revokes its link, and deletes its recording. False if there was nothing to do. */
  async close(interviewId: InterviewId): Promise<boolean> {
    const { interviews } = this.#options;
    const candidate = candidateOf(await interviews.read(interviewId));
    // The candidate is the actor, because the receipt of the recording's deletion names the actor.
    const actor: Actor = candidate ? { type: 'seat', seatId: candidate.seatId } : SYSTEM;
    return interviews.execute(interviewId, actor, state => {
      const events = closing(state);
      return { events, result: events.length > 0 };
    });
  }

  #linkIssued(state: InterviewState, now: number): Decision<string> {
    const seat = candidateOf(state);
    if (!seat) throw AppError.linkInvalid();
    const { seatId } = seat;
    const [linkId, token] = [LinkId.parse(uuidv7()), newLinkToken()];
    const expiresAt = now + LINK_LIFETIME_MS;
    for (const [oldest, { issuedAt }] of this.#recentLinks) {
      if (now - issuedAt < LINK_REUSE_MS) break;
      this.#recentLinks.delete(oldest);
    }
    this.#recentLinks.set(linkId, { token, issuedAt: now });
    return {
      events: [...revocation(state), { kind: 'link.issued', payload: { seatId, linkId, expiresAt } }],
      result: token,
      revokeLinksOf: [seatId],
      newLinks: [{ linkId, seatId, tokenHash: hashOfToken(token), expiresAt }],
    };
  }

  async #kitOf(attempt: NewAttempt): Promise<InterviewKit> {
    const { kitId, kitVersion } = attempt;
    const stored = await this.#options.kits.findVersion(kitId, kitVersion);
    if (!stored) throw AppError.notFound('kit version', `${kitVersion}`);
    const edition = practiceEditionOf(stored.kit);
    const open = new Set([...edition.questions, ...edition.single].map(({ id }) => id));
    // Older attempts keep their questions, even questions that are now closed for practice.
    const source = attempt.questionIds.every(id => open.has(id)) ? edition : interviewKitOf(stored.kit);
    return practiceKitOf(source, attempt);
  }
}

function firstEvents(
  attempt: NewAttempt,
  { name, kit, namesHidden }: { name: string | undefined; kit: InterviewKit; namesHidden: boolean },
): NewEvent[] {
  const { interviewId, role, length, purpose, kitId, kitVersion } = attempt;
  const seatId = SeatId.parse(uuidv7());
  return [
    {
      kind: 'interview.created',
      payload: {
        interviewId,
        title: `${role.slice(0, LIMITS.title - TITLE_END.length)}${TITLE_END}`,
        jobRole: role,
        scheduledAt: Date.now(),
        plannedMinutes: Math.max(PLANNED_MIN, attempt.plannedMinutes),
        seats: [{ seatId, role: 'candidate', displayName: name ?? NAMELESS }],
        practice: { length, purpose },
        namesHidden,
      },
    },
    { kind: 'kit.chosen', payload: { kitId, version: kitVersion, kit } },
    {
      kind: 'recruiter.assigned',
      // No warm-up question in a short practice, because it would take half of the time.
      payload: { settings: { ...DEFAULT_RECRUITER, practice: length === 'full' } },
    },
    {
      kind: 'accommodations.set',
      // Allows text answers without a microphone, because no staff member is present to allow them.
      payload: { seatId, accommodations: { ...NO_ACCOMMODATIONS, textAnswers: true } },
    },
  ];
}

function revocation(state: InterviewState): NewEvent[] {
  const seat = candidateOf(state);
  if (!seat?.link || seat.link.revoked) return [];
  return [{ kind: 'link.revoked', payload: { seatId: seat.seatId, linkId: seat.link.linkId } }];
}

export function endingOf(phase: InterviewPhase): NewEvent[] {
  if (phase === 'open') return [{ kind: 'session.ended', payload: {} }];
  return phase === 'lobby' ? [{ kind: 'interview.cancelled', payload: {} }] : [];
}

function closing(state: InterviewState): NewEvent[] {
  const recordingId = state.recording?.recordingId;
  return [
    ...endingOf(state.phase),
    ...revocation(state),
    ...(recordingId === undefined ? [] : [{ kind: 'recording.erased' as const, payload: { recordingId } }]),
  ];
}

function isCode(error: unknown, code: AppError['code']): boolean {
  return error instanceof AppError && error.code === code;
}
