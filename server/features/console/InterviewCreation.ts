import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import { USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import { InterviewId, SeatId, type TeamId } from '../../../shared/ids.ts';
import type { NewEvent, NewSeat } from '../../../shared/interview/events.ts';
import type { LoopRound } from '../../../shared/interview/fields.ts';
import type { StartWindow } from '../../../shared/interview/startWindow.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { InterviewInput, IssuedLink, StaffMember } from '../../../shared/protocol/http.ts';
import { USUAL_RULES } from '../../../shared/scheduling/hours.ts';
import type { Decision } from '../../interviews/decision.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { AlsoWrites } from '../../store/interviewStore.ts';
import type { Store } from '../../store/store.ts';
import type { Kits } from '../kit/kits.ts';
import type { PersonalLinks } from '../personalLinks.ts';
import { offerFromStart } from './offerFromStart.ts';
import { accommodationsFromStart, recruiterFromStart, windowFromStart } from './recruiterDecisions.ts';

/** Input for an interview, which may be a round of several. */
export type NewInterview = InterviewInput & { loop?: LoopRound };

/** Links are in the order of the input's seats. */
export type CreatedInterview = { interviewId: InterviewId; links: IssuedLink[] };

/** Writes more in the transaction that creates interviews. Gets their ids in the order of the inputs. */
export type AlsoWritesFor = (
  transaction: Parameters<AlsoWrites>[0],
  interviewIds: readonly InterviewId[],
) => Promise<void>;

interface InterviewCreationOptions {
  links: PersonalLinks;
  store: Pick<Store, 'settings' | 'audit'>;
  interviews: StaffInterviews;
  kits: Kits;
  /** Throws if the member can't choose the hiring team. */
  requireTeam: (teamId: TeamId, member: StaffMember) => Promise<void>;
  /** Zone of interviews that are created without one. Never rejects. */
  timeZone: () => Promise<string>;
}

/** Creates interviews for the console, one or many in one transaction. */
export class InterviewCreation {
  readonly #options: InterviewCreationOptions;

  constructor(options: InterviewCreationOptions) {
    this.#options = options;
  }

  /**
   * Creates interviews with their audit entries, and writes what `also` writes, in one transaction: all of it,
   * or nothing. Returns them in the order of the inputs. An error about one of several inputs has its index
   * as `details.index`.
   */
  async create(
    inputs: readonly NewInterview[],
    member: StaffMember,
    also?: AlsoWritesFor,
  ): Promise<CreatedInterview[]> {
    const { store, interviews, timeZone } = this.#options;
    const { namesHidden } = (await store.settings.read('evaluation')) ?? USUAL_EVALUATION;
    const { changeHours } = (await store.settings.read('scheduling')) ?? USUAL_RULES;
    const facts = {
      ...{ namesHidden: namesHidden.interviews, changeHours },
      ...{ timeZone: await timeZone(), now: Date.now() },
    };
    const choose = this.#choices(member);
    const started: Started[] = [];
    for (const [index, input] of inputs.entries())
      try {
        started.push(this.#start(input, await choose(input), facts));
      } catch (error) {
        throw inputs.length > 1 ? withIndex(error, index) : error;
      }
    await interviews.createAll(started, member, async transaction => {
      const entries = started.map(({ interviewId }) => ({
        ...{ actor: member.userId, action: 'interview.created', target: interviewId },
      }));
      await store.audit.addAll(entries, transaction);
      await also?.(
        transaction,
        started.map(({ interviewId }) => interviewId),
      );
    });
    return started.map(({ interviewId, links }) => ({ interviewId, links }));
  }

  /** Creates one interview. */
  async createOne(input: InterviewInput, member: StaffMember): Promise<CreatedInterview> {
    const [created] = await this.create([input], member);
    if (!created) throw new Error('No interview was created.');
    return created;
  }

  /** Returns a function that checks an input's hiring team and returns its kit. Asks for each only once. */
  #choices(member: StaffMember) {
    const { kits, requireTeam } = this.#options;
    const chosen = new Map<KitId, Promise<ChosenKit>>();
    const allowed = new Map<TeamId, Promise<void>>();
    return async ({ kitId, teamId }: InterviewInput): Promise<ChosenKit | undefined> => {
      if (teamId) await known(allowed, teamId, () => requireTeam(teamId, member));
      return kitId && known(chosen, kitId, () => kits.choose(kitId, member));
    };
  }

  #start(input: NewInterview, kit: ChosenKit | undefined, facts: Facts): Started {
    const { timeZone, namesHidden, changeHours, now } = facts;
    const offer = offerFromStart(input, now, changeHours);
    const interviewId = InterviewId.parse(uuidv7());
    const seats = input.seats.map(newSeat);
    const window = windowFromStart(input, now);
    const links = seats.map(seat => this.#options.links.create(seat, { ...input, window }));
    const first = firstEvents({
      interviewId,
      input: { ...input, timeZone: input.timeZone ?? timeZone },
      window,
      seats,
      kit,
      namesHidden,
    });
    return {
      interviewId,
      links: links.map(link => link.issued),
      decision: {
        events: [...first, ...offer, ...links.map(link => link.event)],
        result: undefined,
        newLinks: links.map(link => link.stored),
      },
    };
  }
}

interface Facts {
  timeZone: string;
  namesHidden: boolean;
  changeHours: number;
  now: number;
}

type Started = CreatedInterview & { decision: Decision<undefined> };

function known<K, V>(values: Map<K, Promise<V>>, key: K, load: () => Promise<V>): Promise<V> {
  const value = values.get(key) ?? load();
  values.set(key, value);
  return value;
}

function withIndex(error: unknown, index: number): unknown {
  if (!(error instanceof AppError)) return error;
  return AppError.fromReply({ ...error.toReply(), details: { ...error.details, index } }, error);
}

export function newSeat({ accommodations: _separate, ...person }: InterviewInput['seats'][number]): NewSeat {
  return { seatId: SeatId.parse(uuidv7()), ...person };
}

interface FirstEvents {
  interviewId: InterviewId;
  input: NewInterview;
  window: StartWindow | undefined;
  seats: NewSeat[];
  kit: ChosenKit | undefined;
  namesHidden: boolean;
}

/** Returns the first events of a log. The first interviewer becomes the lead. */
function firstEvents({
  interviewId,
  input: { kitId: _kitId, recruiter, seats: people, window: _window, candidateChooses: _offer, ...input },
  window,
  seats,
  kit,
  namesHidden,
}: FirstEvents): NewEvent[] {
  const lead = seats.find(seat => seat.role === 'interviewer');
  const payload = {
    interviewId,
    ...input,
    seats,
    ...(lead && { leadSeatId: lead.seatId }),
    namesHidden,
    ...(window && { window }),
  };
  const events: NewEvent[] = [{ kind: 'interview.created', payload }];
  if (kit) events.push({ kind: 'kit.chosen', payload: kit });
  events.push(...recruiterFromStart(recruiter, kit, seats));
  for (const [index, seat] of seats.entries())
    events.push(
      ...accommodationsFromStart(seat, people[index]?.accommodations, `seats.${index}.accommodations`),
    );
  return events;
}
