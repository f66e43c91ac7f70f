import { describe, expect, it } from 'vitest';
import { decideRevokeLink } from '../../server/features/console/decisions.ts';
import { PersonalLinks } from '../../server/features/personalLinks.ts';
import { createScheduling } from '../../server/features/scheduling/scheduling.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import type { AppError } from '../../shared/errors.ts';
import { type InterviewId, TeamId, UserId } from '../../shared/ids.ts';
import { type Actor, type NewEvent, type NewSeat, SYSTEM } from '../../shared/interview/events.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import { DEFAULT_RECRUITER } from '../../shared/recruiter/settings.ts';
import { type Hours, USUAL_RULES, usualHours } from '../../shared/scheduling/hours.ts';
import { chosenKit } from '../support/exampleKit.ts';
import { newInterviewId, newSeat } from '../support/interviewLog.ts';
import { type OpenStore, onEveryDatabase } from './everyDatabase.ts';

const ZONE = 'Europe/Berlin';
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
/** Monday, 8:00 in Berlin. */
const MONDAY = Date.UTC(2030, 0, 14, 7);
const AT_10 = MONDAY + 2 * HOUR;
const LINKS = new PersonalLinks({ publicUrl: 'https://example.org', secret: 'a secret for the tests alone' });
const GRACE = 'grace@example.org';
const HANNA = { userId: 'user-hanna', name: 'Hanna', email: 'hanna@example.org', role: 'organizer' as const };
const HOURS: Hours = {
  ...usualHours(ZONE),
  week: [{ day: 1, from: 9 * 60, until: 12 * 60 }],
  ...{ bufferMinutes: 0, perDay: 0, noticeHours: 0 },
};

class Server {
  now = MONDAY;
  readonly members: StaffMember[] = [];
  readonly store: Awaited<ReturnType<OpenStore>>;
  readonly interviews: Interviews;
  readonly #scheduling: ReturnType<typeof createScheduling>;
  /** Emails to members who created interviews. */
  readonly sent: { address: string; content: Record<string, unknown> }[] = [];

  constructor(store: Awaited<ReturnType<OpenStore>>) {
    this.store = store;
    this.interviews = new Interviews({ store: store.interviews, now: () => this.now });
    this.#scheduling = createScheduling({
      ...{ store, interviews: this.interviews, timeZone: async () => ZONE, now: () => this.now },
      publicUrl: 'https://example.org',
      mail: {
        configured: true,
        send: async ({ address, content }) => {
          this.sent.push({ address, content });
          return '';
        },
      },
      accounts: { list: async () => this.members, require: () => Promise.reject(new Error('not used')) },
    });
  }

  get candidates() {
    return this.#scheduling.candidates;
  }

  /** Adds an account with these hours. */
  async add(
    email: string,
    hours: Hours | undefined = HOURS,
    member: Partial<StaffMember> = {},
  ): Promise<void> {
    const userId = `user-${email}`;
    this.members.push({
      userId,
      name: email,
      email,
      role: 'interviewer',
      disabled: false,
      teams: [],
      ...member,
    });
    if (!hours) return;
    const { database, availability } = this.store;
    await database.kysely
      .insertInto('staffUsers')
      .values({
        ...{ id: userId, name: email, email, role: 'interviewer', disabledAt: null },
        ...({
          emailVerified: database.kind === 'sqlite' ? 1 : true,
          createdAt: new Date(0).toISOString(),
          updatedAt: new Date(0).toISOString(),
        } as object),
      })
      .onConflict(conflict => conflict.doNothing())
      .execute();
    const entry = { actor: userId, action: 'hours.changed', target: userId };
    await availability.setHours(userId, hours, entry);
  }

  /** Creates an interview whose candidate chooses the time. Returns the token of the candidate's link. */
  async offer({
    emails = [GRACE],
    recruiter = false,
    until = MONDAY + 13 * DAY,
    by = SYSTEM as Actor,
    about = {},
  } = {}) {
    const interviewId = newInterviewId();
    const seats: NewSeat[] = [
      newSeat('candidate', 'Ada'),
      ...emails.map(email => ({ ...newSeat('interviewer'), email })),
    ];
    await this.#create(
      interviewId,
      seats,
      until,
      [
        ...(recruiter
          ? [
              { kind: 'kit.chosen' as const, payload: chosenKit() },
              { kind: 'recruiter.assigned' as const, payload: { settings: DEFAULT_RECRUITER } },
            ]
          : []),
        { kind: 'scheduling.offered', payload: { until, changeHours: 12 } },
      ],
      by,
      about,
    );
    const state = await this.interviews.read(interviewId);
    const seat = Object.values(state.seats).find(({ role }) => role === 'candidate');
    const stored = seat?.link && (await this.store.interviews.findLinkById(seat.link.linkId));
    const token = stored && LINKS.addressOf(stored)?.split('#')[1];
    return { interviewId, token: token ?? '', seatId: seat?.seatId };
  }

  /** Creates an interview at a time. */
  async plan(scheduledAt: number, role: 'interviewer' | 'observer' = 'interviewer'): Promise<void> {
    await this.#create(newInterviewId(), [{ ...newSeat(role), email: GRACE }], scheduledAt, []);
  }

  async #create(
    interviewId: InterviewId,
    seats: NewSeat[],
    scheduledAt: number,
    more: NewEvent[],
    by: Actor = SYSTEM,
    about = {},
  ) {
    const plan = { scheduledAt, plannedMinutes: 60 };
    const links = seats.map(seat => LINKS.create(seat, plan));
    const facts = {
      interviewId,
      title: 'Round 1',
      jobRole: 'Developer',
      timeZone: ZONE,
      mail: true as const,
      ...about,
    };
    await this.interviews.create(interviewId, by, {
      events: [
        { kind: 'interview.created', payload: { ...facts, ...plan, seats } },
        ...more,
        ...links.map(({ event }) => event),
      ],
      result: undefined,
      newLinks: links.map(({ stored }) => stored),
    });
  }

  timesOf = async (token: string) =>
    (await this.candidates.read(token)).times.map(at => (at - MONDAY) / HOUR + 8);
}

const refusalOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (thrown: AppError) => thrown,
  );
  return error && { code: error.code, reason: error.reason, details: error.details };
};

onEveryDatabase(open => {
  const started = async (hours: Hours | undefined = HOURS) => {
    const server = new Server(await open());
    await server.add(GRACE, hours);
    return server;
  };

  describe('a candidate who chooses the time of an interview', () => {
    it('sees the times at which the interviewer is free, and chooses, moves, and cancels', async () => {
      const server = await started();
      await server.plan(MONDAY + HOUR);
      const { interviewId, token } = await server.offer();
      expect((await server.candidates.read(token)).state).toBe('open');
      expect((await server.timesOf(token)).slice(0, 4)).toEqual([10, 10.5, 11, 177]);

      const chosen = await server.candidates.choose(token, AT_10 + 7 * DAY);
      expect(chosen).toMatchObject({ state: 'chosen', scheduledAt: AT_10 + 7 * DAY });
      expect(chosen.changeableUntil).toBe(AT_10 + 7 * DAY - 12 * HOUR);
      // The own interview doesn't block the times next to it.
      expect(chosen.times).toContain(AT_10 + 7 * DAY + HOUR / 2);

      await server.candidates.choose(token, AT_10 + 7 * DAY + HOUR / 2);
      const state = await server.interviews.read(interviewId);
      expect(state).toMatchObject({ scheduledAt: AT_10 + 7 * DAY + HOUR / 2, scheduling: { open: false } });
      expect(await server.candidates.cancel(token)).toMatchObject({ state: 'canceled', times: [] });
      expect((await server.interviews.read(interviewId)).phase).toBe('cancelled');
    });

    it('is not shown times that interviews without a time, canceled ones, and observing would take', async () => {
      const server = await started();
      const { token } = await server.offer();
      const other = await server.offer();
      const nextWeek = async () =>
        (await server.timesOf(token)).filter(hour => hour > 24).map(hour => hour - 168);
      await server.candidates.choose(other.token, AT_10 + 7 * DAY);
      expect(await nextWeek()).toEqual([9, 11]);
      await server.candidates.cancel(other.token);
      await server.plan(AT_10 + 7 * DAY, 'observer');
      expect(await nextWeek()).toEqual([9, 9.5, 10, 10.5, 11]);
    });

    it('gets the time alone when many choose it on two servers, and the others get the rest', async () => {
      const [first, second] = [await started(), new Server(await open())];
      second.members.push(...first.members);
      const offers = await Promise.all(Array.from({ length: 6 }, () => first.offer()));
      const outcomes = await Promise.all(
        offers.map(({ token }, index) =>
          refusalOf((index % 2 === 0 ? first : second).candidates.choose(token, AT_10)),
        ),
      );
      const refused = outcomes.filter(outcome => outcome !== undefined);
      expect(refused).toHaveLength(5);
      for (const { code, reason, details } of refused) {
        expect({ code, reason }).toEqual({ code: 'conflict', reason: 'slot-taken' });
        const { times } = details as { times: number[] };
        expect(times.slice(0, 2)).toEqual([AT_10 - HOUR, AT_10 + HOUR]);
      }
      const planned = await Promise.all(offers.map(({ interviewId }) => second.interviews.read(interviewId)));
      expect(planned.filter(({ scheduling }) => scheduling?.open === false)).toHaveLength(1);
    });

    it('is told about to the member who created the interview, once, whichever server it was', async () => {
      const [first, second] = [await started(), new Server(await open())];
      second.members.push(...first.members);
      for (const server of [first, second])
        server.members.push({ ...(server.members[0] as StaffMember), ...HANNA });
      const by = { type: 'staff', userId: UserId.parse(HANNA.userId) } as const;
      const { interviewId, token } = await first.offer({ by });
      const told = () => [...first.sent, ...second.sent];
      const both = (act: (server: Server) => Promise<unknown>) =>
        Promise.allSettled([first, second].map(act)).then(() => told().splice(0));
      const at = AT_10 + 7 * DAY;
      await both(server => server.candidates.choose(token, at));
      expect(told()).toEqual([
        {
          address: HANNA.email,
          content: {
            ...{ name: 'Hanna', candidate: 'Ada', role: 'Developer', title: 'Round 1', minutes: 60 },
            ...{ zone: ZONE, interviewers: ['interviewer'], othersTold: true, at },
            url: `https://example.org/console/interviews/${interviewId}`,
          },
        },
      ]);
      await second.candidates.choose(token, at + HOUR / 2);
      await both(server => server.candidates.cancel(token, 'I’m ill.'));
      expect(told()).toHaveLength(3);
      expect(second.sent.concat(first.sent).map(({ content }) => content)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ before: at, at: at + HOUR / 2 }),
          expect.objectContaining({ canceled: true, at: at + HOUR / 2, note: 'I’m ill.' }),
        ]),
      );
    });

    it.each([
      ['is disabled', { disabled: true }, {}],
      ['no longer sees its team', {}, { teamId: TeamId.parse(newInterviewId()) }],
    ])('is not told about to a member who %s', async (_what, member, about) => {
      const server = await started();
      server.members.push({ ...(server.members[0] as StaffMember), ...HANNA, ...member });
      const by = { type: 'staff', userId: UserId.parse(HANNA.userId) } as const;
      const { token } = await server.offer({ by, about });
      await server.candidates.choose(token, AT_10);
      expect(server.sent).toEqual([]);
    });

    it('is told about to a creator who interviews only where no letter to the interviewer is due', async () => {
      const server = await started();
      const by = { type: 'staff', userId: UserId.parse(`user-${GRACE}`) } as const;
      const { token } = await server.offer({ by });
      await server.candidates.choose(token, AT_10);
      expect(server.sent).toEqual([]);
      const unscheduled = await server.offer({ by });
      await server.candidates.cancel(unscheduled.token);
      expect(server.sent).toMatchObject([{ address: GRACE, content: { canceled: true } }]);
    });

    it('gets another time while others choose other times with the same person', async () => {
      const [first, second] = [await started(), new Server(await open())];
      second.members.push(...first.members);
      const wanted = [AT_10 - HOUR, AT_10, AT_10 + HOUR, AT_10 + 7 * DAY];
      const offers = await Promise.all(wanted.map(() => first.offer()));
      const chosen = await Promise.all(
        offers.map(({ token }, index) =>
          (index % 2 === 0 ? first : second).candidates.choose(token, wanted[index] ?? 0),
        ),
      );
      expect(chosen.map(({ scheduledAt }) => scheduledAt)).toEqual(wanted);
    });

    it('keeps the limit of interviews a day when several choose at the same time', async () => {
      const [first, second] = [await started({ ...HOURS, perDay: 1 }), new Server(await open())];
      second.members.push(...first.members);
      const wanted = [AT_10 - HOUR, AT_10, AT_10 + HOUR];
      const offers = await Promise.all(wanted.map(() => first.offer()));
      const outcomes = await Promise.all(
        offers.map(({ token }, index) =>
          refusalOf((index % 2 === 0 ? first : second).candidates.choose(token, wanted[index] ?? 0)),
        ),
      );
      expect(outcomes.filter(outcome => outcome === undefined)).toHaveLength(1);
    });

    it('cannot choose a time that has passed, is too soon, or was never offered', async () => {
      const server = await started({ ...HOURS, noticeHours: 1 });
      const { token } = await server.offer();
      expect(await refusalOf(server.candidates.choose(token, MONDAY - HOUR))).toMatchObject({
        reason: 'slot-passed',
      });
      server.now = AT_10 - HOUR / 4;
      expect(await refusalOf(server.candidates.choose(token, AT_10))).toMatchObject({
        ...{ code: 'conflict', reason: 'slot-passed' },
        details: { times: expect.arrayContaining([AT_10 + HOUR]) },
      });
      expect(await refusalOf(server.candidates.choose(token, AT_10 + 9 * HOUR))).toMatchObject({
        reason: 'slot-taken',
      });
    });

    it('cannot move or cancel later than some hours before', async () => {
      const server = await started();
      const { token } = await server.offer();
      await server.candidates.choose(token, AT_10 + 7 * DAY);
      server.now = AT_10 + 7 * DAY - 12 * HOUR;
      expect(await server.candidates.read(token)).toMatchObject({ state: 'fixed', times: [] });
      const late = { code: 'wrong-phase', reason: 'change-too-late' };
      expect(await refusalOf(server.candidates.choose(token, AT_10 + 7 * DAY + HOUR))).toMatchObject(late);
      expect(await refusalOf(server.candidates.cancel(token))).toMatchObject(late);
    });

    it('learns when the last day to choose has passed', async () => {
      const server = await started();
      const { token } = await server.offer({ until: MONDAY + DAY });
      server.now = MONDAY + DAY;
      expect(await server.candidates.read(token)).toMatchObject({ state: 'expired', times: [] });
      expect(await refusalOf(server.candidates.choose(token, AT_10 + 7 * DAY))).toMatchObject({
        code: 'wrong-phase',
      });
    });

    it('has no times with a disabled interviewer, or with one who is away', async () => {
      const server = await started({ ...HOURS, off: [{ from: '2030-01-01', until: '2030-12-31' }] });
      expect(await server.timesOf((await server.offer()).token)).toEqual([]);
      const other = new Server(await open());
      await other.add(GRACE, HOURS, { disabled: true });
      const { token } = await other.offer();
      expect(await other.candidates.read(token)).toMatchObject({ state: 'open', times: [] });
      expect(await refusalOf(other.candidates.choose(token, AT_10))).toMatchObject({
        details: { times: [] },
      });
    });

    it('finds nothing behind a revoked link', async () => {
      const server = await started();
      const { interviewId, token, seatId } = await server.offer();
      if (!seatId) throw new Error('The candidate has no seat.');
      await server.interviews.execute(interviewId, SYSTEM, state => decideRevokeLink(state, seatId));
      const { candidates } = server;
      for (const attempt of [
        () => candidates.read(token),
        () => candidates.choose(token, AT_10),
        () => candidates.cancel(token),
      ])
        expect(await refusalOf(attempt())).toMatchObject({ code: 'link-invalid' });
    });

    it('chooses any time of the organization’s hours when the virtual recruiter asks', async () => {
      const server = new Server(await open());
      const rules = { ...USUAL_RULES, week: [{ day: 7, from: 20 * 60, until: 22 * 60 }], noticeHours: 0 };
      await server.store.settings.write('scheduling', rules, {
        actor: 'user',
        action: 'scheduling.changed',
        target: 'organization',
      });
      const [first, second] = [
        await server.offer({ emails: [], recruiter: true }),
        await server.offer({ emails: [], recruiter: true }),
      ];
      const sunday = MONDAY + 6 * DAY + 12 * HOUR;
      expect((await server.candidates.read(first.token)).times.slice(0, 3)).toEqual([
        sunday,
        sunday + HOUR / 2,
        sunday + HOUR,
      ]);
      // No one's time is taken, so both can have it.
      await Promise.all([
        server.candidates.choose(first.token, sunday),
        server.candidates.choose(second.token, sunday),
      ]);
      const state = await server.interviews.read(second.interviewId);
      expect(state.scheduledAt).toBe(sunday);
    });
  });
});
