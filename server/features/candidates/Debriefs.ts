import { uuidv7 } from 'uuidv7';
import type { DecidingState } from '../../../shared/candidates/decision.ts';
import { AppError } from '../../../shared/errors.ts';
import { CommentId, type InterviewId, UserId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { isOutsider, showsCandidate } from '../../../shared/interview/visibility.ts';
import type { DEBRIEF_ROUTES } from '../../../shared/protocol/debriefRoutes.ts';
import type { RouteResult, StaffMember } from '../../../shared/protocol/http.ts';
import { hasFinishedRating } from '../../../shared/rubric/rubricView.ts';
import { isAddressOfRater, scorecardsOpen, scoringClosed } from '../../../shared/rubric/scorecardOpening.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type { DebriefStore, StoredComment } from '../../store/debriefStore.ts';
import type { Mail } from '../mail/Mail.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { StaffAccounts } from '../staff/accounts.ts';

export interface DebriefsOptions {
  publicUrl: string;
  interviews: StaffInterviews;
  comments: DebriefStore;
  accounts: Pick<StaffAccounts, 'list'>;
  mail: Pick<Mail, 'configured' | 'send'>;
  now?: (() => number) | undefined;
}

/** Comments of the people who rated an interview. No one reads them before they have rated. */
export class Debriefs {
  readonly #options: DebriefsOptions;
  readonly #now: () => number;

  constructor(options: DebriefsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  readonly routes: Pick<RouteHandlers, keyof typeof DEBRIEF_ROUTES> = {
    'debrief.read': ({ interviewId }, { member }) => this.read(interviewId, member),
    'debrief.add': ({ interviewId, text }, { member }) => this.add(interviewId, text, member),
    'debrief.remove': async ({ commentId }, { member }) => {
      if (!(await this.#options.comments.remove(commentId, UserId.parse(member.userId))))
        throw AppError.notFound('comment', commentId);
    },
  };

  async read(interviewId: InterviewId, member: StaffMember): Promise<RouteResult<'debrief.read'>> {
    const { interviews, comments } = this.#options;
    const interview = await interviews.read(interviewId, member);
    const state = this.#stateFor(interview, member);
    if (state !== 'open') return { state, comments: [], people: [] };
    const people = await this.#peopleOf(interview);
    const names = new Map((await this.#options.accounts.list()).map(({ userId, name }) => [userId, name]));
    const stored = await comments.of(interviewId);
    return {
      state,
      comments: stored.map(({ commentId, author, at, text, mentions }) => ({
        commentId,
        byName: names.get(author) ?? '',
        own: author === member.userId,
        at,
        text,
        mentions: mentions.flatMap(userId => names.get(userId) ?? []),
      })),
      people: people.map(({ userId, name }) => ({ userId: UserId.parse(userId), name })),
    };
  }

  async add(interviewId: InterviewId, text: string, member: StaffMember): Promise<void> {
    const { interviews, comments } = this.#options;
    const interview = await interviews.read(interviewId, member);
    if (this.#stateFor(interview, member) !== 'open') throw new AppError('blind', 'debrief-while-rating');
    const people = (await this.#peopleOf(interview)).filter(({ userId }) => userId !== member.userId);
    const mentioned = mentionedIn(text, people);
    const comment: StoredComment = {
      commentId: CommentId.parse(uuidv7()),
      interviewId,
      author: UserId.parse(member.userId),
      at: this.#now(),
      text,
      mentions: mentioned.map(({ userId }) => UserId.parse(userId)),
    };
    const { mail, publicUrl } = this.#options;
    await comments.add(comment, async transaction => {
      if (!mail.configured) return;
      for (const { userId, email } of mentioned)
        await mail.send(
          {
            onceKey: `debrief ${comment.commentId} ${userId}`,
            kind: 'debrief-mention',
            address: email,
            content: {
              by: member.name,
              role: interview.jobRole,
              url: `${publicUrl}/console/interviews/${interviewId}`,
            },
          },
          transaction,
        );
    });
  }

  #stateFor(state: InterviewState, member: StaffMember): DecidingState {
    if (!showsCandidate(state, staffViewer(member))) return 'names-hidden';
    if (state.phase !== 'ended') return 'not-held';
    if (!state.rubric || scoringClosed(state, this.#now())) return 'open';
    if (!hasFinishedRating(state, member.email)) return 'own';
    if (isAddressOfRater(Object.values(state.seats), member.email))
      return hasLocked(state, member.email) ? 'open' : 'own';
    return scorecardsOpen(state) ? 'open' : 'rating';
  }

  async #peopleOf(state: InterviewState): Promise<StaffMember[]> {
    const members = await this.#options.accounts.list();
    return members.filter(one => !one.disabled && !isOutsider(state, staffViewer(one)));
  }
}

/** True when the member has locked a scorecard of the interview. */
function hasLocked({ seats, rubric }: InterviewState, email: string): boolean {
  return Object.values(seats).some(
    seat =>
      seat.email?.toLowerCase() === email.toLowerCase() &&
      rubric?.scorecards[seat.seatId]?.lock !== undefined,
  );
}

/** Returns the people whose names follow an `@`. A longer name counts before a shorter one that it starts with. */
export function mentionedIn<P extends { name: string }>(text: string, people: readonly P[]): P[] {
  const byLength = people.toSorted((a, b) => b.name.length - a.name.length);
  const found = new Set<P>();
  for (const part of text.split('@').slice(1)) {
    const longest = byLength.find(({ name }) => startsWithName(part, name));
    if (!longest) continue;
    for (const one of people) if (one.name === longest.name) found.add(one);
  }
  return [...found];
}

function startsWithName(text: string, name: string): boolean {
  return text.toLowerCase().startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}]/u.test(text.slice(name.length));
}
