import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import { USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import { type InterviewId, LinkId, SeatId } from '../../../shared/ids.ts';
import type { Actor, NewEvent } from '../../../shared/interview/events.ts';
import { LIMITS } from '../../../shared/interview/fields.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { type InterviewKit, interviewKitOf } from '../../../shared/kit/kit.ts';
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

const SYSTEM: Actor = { type: 'system' };
const NAMELESS = 'Candidate';
const TITLE_END = ': practice interview';
/** The log says so; an estimate for people stands with the attempt. */
const PLANNED_MIN = 5;
/** Longer than a session with its breaks. */
const LINK_LASTS_MS = 24 * 60 * 60_000;
/** Who asks again within this gets the same link, so that asking for a place does not fill the log. */
export const LINK_KEPT_MS = 30_000;

interface AttemptInterviewsOptions {
  interviews: Pick<Interviews, 'create' | 'read' | 'execute'>;
  kits: Pick<KitStore, 'findVersion'>;
  settings: Pick<SettingStore, 'read'>;
}

/** The interviews that practice attempts are: begun when an attempt is let in, entered by links that are given out one after the other. */
export class AttemptInterviews {
  readonly #options: AttemptInterviewsOptions;
  /** Tokens of the last links by their ids, oldest first. Only hashes are stored, so that another server gives out a new link. */
  readonly #kept = new Map<LinkId, { token: string; issuedAt: number }>();

  constructor(options: AttemptInterviewsOptions) {
    this.#options = options;
  }

  /** The interview of an attempt that was let in; begins it where no one has. Throws `not-found` for one that is being deleted. */
  async begun(attempt: NewAttempt, name: string | undefined): Promise<InterviewState> {
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
      // Another page of it, or another server, was faster.
      if (!isCode(error, 'conflict')) throw error;
    }
    return interviews.read(attempt.interviewId);
  }

  /**
   * Returns a link for the candidate: the last one for as long as it is kept, and otherwise a new one with which the older one stops working.
   * A candidate who is inside has asked from another page, which takes over with a new link.
   */
  issueLink({ interviewId }: InterviewState): Promise<string> {
    return this.#options.interviews.execute(interviewId, SYSTEM, (state, now) => {
      const { link, presence } = candidateOf(state) ?? {};
      const kept = link && !link.revoked && presence !== 'inside' && this.#kept.get(link.linkId);
      if (kept && now - kept.issuedAt < LINK_KEPT_MS) return { events: [], result: kept.token };
      return this.#linkIssued(state, now);
    });
  }

  /**
   * Ends it where it stands, takes the link away and has the recording erased; people in it are told. Safe to repeat. Whether there was
   * anything left of it to do.
   */
  async close(interviewId: InterviewId): Promise<boolean> {
    const { interviews } = this.#options;
    const candidate = candidateOf(await interviews.read(interviewId));
    // The candidate wants it, and the receipt of the recording's erasure says so.
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
    const expiresAt = now + LINK_LASTS_MS;
    for (const [oldest, { issuedAt }] of this.#kept) {
      if (now - issuedAt < LINK_KEPT_MS) break;
      this.#kept.delete(oldest);
    }
    this.#kept.set(linkId, { token, issuedAt: now });
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
    if (!stored) throw AppError.notFound('version of this kit', `${kitVersion}`);
    const edition = practiceEditionOf(stored.kit);
    const open = new Set(edition.questions.map(({ id }) => id));
    // One that was asked for when every question of the kit was open keeps its questions.
    const asked = attempt.questionIds.every(id => open.has(id)) ? edition : interviewKitOf(stored.kit);
    return practiceKitOf(asked, attempt);
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
      // A question to get used to it would be half of a short practice.
      payload: { settings: { ...DEFAULT_RECRUITER, practice: length === 'full' } },
    },
    {
      kind: 'accommodations.set',
      // No one is there to grant it, and some have no microphone.
      payload: { seatId, accommodations: { ...NO_ACCOMMODATIONS, textAnswers: true } },
    },
  ];
}

function revocation(state: InterviewState): NewEvent[] {
  const seat = candidateOf(state);
  if (!seat?.link || seat.link.revoked) return [];
  return [{ kind: 'link.revoked', payload: { seatId: seat.seatId, linkId: seat.link.linkId } }];
}

function closing(state: InterviewState): NewEvent[] {
  const recordingId = state.recording?.recordingId;
  return [
    ...(state.phase === 'open' ? [{ kind: 'session.ended' as const, payload: {} }] : []),
    ...(state.phase === 'lobby' ? [{ kind: 'interview.cancelled' as const, payload: {} }] : []),
    ...revocation(state),
    ...(recordingId === undefined ? [] : [{ kind: 'recording.erased' as const, payload: { recordingId } }]),
  ];
}

function isCode(error: unknown, code: AppError['code']): boolean {
  return error instanceof AppError && error.code === code;
}
