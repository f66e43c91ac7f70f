import { beforeEach, describe, expect, it } from 'vitest';
import { Interviews } from '../../server/interviews/interviews.ts';
import type { NewMail } from '../../server/store/mailStore.ts';
import type { Store } from '../../server/store/store.ts';
import type { NewToldSeat, ToldSeat } from '../../server/store/toldSeatStore.ts';
import type { InterviewId, SeatId } from '../../shared/ids.ts';
import { SYSTEM } from '../../shared/interview/events.ts';
import { newInterviewId, newLinkId, newSeat } from '../support/interviewLog.ts';
import type { OpenStore } from './everyDatabase.ts';

const HOUR = 60 * 60_000;
const AT = Date.UTC(2030, 0, 15, 9);
const ADA = newSeat('candidate', 'Ada');
const GRACE = newSeat('interviewer', 'Grace');

/** Tests that every database must pass: each person is told each change once. */
export function describeToldSeatStore(open: OpenStore): void {
  describe('what people were told', () => {
    let store: Store;
    let interviews: Interviews;
    let interviewId: InterviewId;

    beforeEach(async () => {
      store = await open();
      interviews = new Interviews({ store: store.interviews });
      interviewId = await planned();
    });

    async function planned(change: { scheduledAt?: number; mail?: true } = { mail: true }) {
      const id = newInterviewId();
      const payload = {
        title: 'Round 1',
        jobRole: 'Developer',
        scheduledAt: AT,
        plannedMinutes: 45,
        seats: [],
      };
      await interviews.create(id, SYSTEM, {
        events: [{ kind: 'interview.created', payload: { interviewId: id, ...payload, ...change } }],
        result: undefined,
      });
      return id;
    }

    const toldOf = (change: Partial<NewToldSeat> = {}): NewToldSeat => ({
      interviewId,
      seatId: ADA.seatId,
      address: 'ada@example.org',
      sequence: 0,
      state: 'invited',
      facts: {
        title: 'Round 1',
        jobRole: 'Developer',
        scheduledAt: AT,
        plannedMinutes: 45,
        linkId: newLinkId(),
      },
      toldAt: 1,
      ...change,
    });
    const mailOf = (onceKey: string): NewMail => ({
      ...{ onceKey, kind: 'interview-invitation', address: 'ada@example.org', content: {} },
      ...{ secret: undefined, state: 'waiting', pageId: undefined },
    });
    const tell = (told: NewToldSeat, { by = store, key = 'a', replaced = [] as string[] } = {}) =>
      by.toldSeats.tell([told], { send: inside => by.mails.add(mailOf(key), inside), replaced });
    const only = async (by = store): Promise<ToldSeat> => {
      const [row, ...more] = await by.toldSeats.of(interviewId);
      if (!row || more.length > 0) throw new Error('There is not one row.');
      return row;
    };
    const remind = (row: ToldSeat, stage: number, by = store) =>
      by.toldSeats.remind(row, stage, { phase: 'lobby', scheduledAt: row.facts.scheduledAt }, inside =>
        by.mails.add(mailOf(`reminder ${stage}`), inside),
      );

    it('is stored together with its message', async () => {
      const told = toldOf({
        facts: { ...toldOf().facts, recruiter: true, window: { opensAt: 1, closesAt: 2 } },
      });
      expect(await tell(told)).toBe(true);
      const [mail] = await store.mails.list(9);
      expect(await only(await open())).toEqual({ ...told, mailId: mail?.mailId, again: false, reminded: 0 });
      expect(await store.toldSeats.mailsOf(interviewId)).toEqual([
        {
          ...{ seatId: ADA.seatId, state: 'invited', toldAt: 1, again: false },
          ...{ mailState: 'waiting' },
        },
      ]);
    });

    it('is not stored when its message cannot be', async () => {
      await expect(
        store.toldSeats.tell([toldOf()], { send: () => Promise.reject(new Error('killed')), replaced: [] }),
      ).rejects.toThrow('killed');
      expect(await store.toldSeats.of(interviewId)).toEqual([]);
    });

    it('is told once when several servers tell it, for the first and for later letters', async () => {
      const servers = [store, await open(), await open()];
      for (const sequence of [0, 1, 2]) {
        const told = toldOf({ sequence });
        // Each server would send a different message.
        const outcomes = await Promise.all(
          servers.map((by, index) => tell(told, { by, key: `${sequence} ${index}` })),
        );
        expect(outcomes.filter(Boolean)).toHaveLength(1);
        expect(await store.mails.list(9)).toHaveLength(sequence + 1);
      }
      expect((await only()).sequence).toBe(2);
    });

    it('about several interviews is told in one message, by one of several servers, or not at all', async () => {
      const other = await planned();
      const both = [toldOf(), toldOf({ interviewId: other, seatId: GRACE.seatId })];
      const servers = [store, await open(), await open()];
      const outcomes = await Promise.all(
        servers.map((by, index) =>
          by.toldSeats.tell(index === 1 ? both.toReversed() : both, {
            send: inside => by.mails.add(mailOf(`both ${index}`), inside),
            replaced: [],
          }),
        ),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const [mail, ...more] = await store.mails.list(9);
      expect(more).toEqual([]);
      const told = [...(await store.toldSeats.of(interviewId)), ...(await store.toldSeats.of(other))];
      expect(told.map(({ mailId }) => mailId)).toEqual([mail?.mailId, mail?.mailId]);
      // One of them was told something else by then.
      await tell(toldOf({ sequence: 1 }), { key: 'one' });
      const late = both.map(row => ({ ...row, sequence: 1 }));
      const send = (inside: Parameters<typeof store.mails.add>[1]) => store.mails.add(mailOf('late'), inside);
      expect(await store.toldSeats.tell(late, { send, replaced: [] })).toBe(false);
      expect((await store.toldSeats.of(other)).map(({ sequence }) => sequence)).toEqual([0]);
      expect(await store.mails.list(9)).toHaveLength(2);
    });

    it('about several interviews is due again for the others when one is told something newer first', async () => {
      const other = await planned();
      const both = [toldOf(), toldOf({ interviewId: other, seatId: GRACE.seatId })];
      const send = (key: string) => (inside: Parameters<typeof store.mails.add>[1]) =>
        store.mails.add(mailOf(key), inside);
      await store.toldSeats.tell(both, { send: send('both'), replaced: [] });
      const { mailId } = await only();
      await store.toldSeats.tell([toldOf({ sequence: 1, state: 'canceled' })], {
        ...{ send: send('newer'), replaced: [], earlier: [mailId] },
      });
      expect((await store.mails.find(mailId))?.state).toBe('unsent');
      expect((await only()).again).toBe(false);
      expect((await store.toldSeats.of(other)).map(({ again }) => again)).toEqual([true]);
      expect(await store.toldSeats.listToFollow(9)).toContain(other);
    });

    it('is not overwritten by a server that knows an earlier letter', async () => {
      await tell(toldOf(), { key: 'a' });
      await tell(toldOf({ sequence: 1, state: 'canceled' }), { key: 'b' });
      expect(await tell(toldOf({ sequence: 1 }), { key: 'c' })).toBe(false);
      expect(await only()).toMatchObject({ sequence: 1, state: 'canceled' });
      expect(await store.mails.list(9)).toHaveLength(2);
    });

    it('replaces messages that wait, and leaves those that were handed over or sent', async () => {
      const [waiting, handed, sent] = await Promise.all(
        ['w', 'h', 's'].map(key => store.mails.add(mailOf(key))),
      );
      if (!waiting || !handed || !sent) throw new Error('There are no messages.');
      await store.mails.handOver(handed, 60_000);
      await store.mails.settle(sent, 'sent');
      await tell(toldOf(), { key: 'new', replaced: ['w', 'h', 's', 'unknown'] });
      const states = await Promise.all(
        [waiting, handed, sent].map(async id => (await store.mails.find(id))?.state),
      );
      expect(states).toEqual(['unsent', 'waiting', 'sent']);
    });

    it('is not sent in an older message that the mail server refused for now', async () => {
      const send = (key: string) => (inside: Parameters<typeof store.mails.add>[1]) =>
        store.mails.add({ ...mailOf(key), interviewId }, inside);
      await store.toldSeats.tell([toldOf()], { send: send('older'), replaced: [] });
      const { mailId } = await only();
      expect(await store.mails.handOver(mailId, HOUR)).toBe(true);
      await store.toldSeats.tell([toldOf({ sequence: 1 })], {
        ...{ send: send('newer'), replaced: [], earlier: [mailId] },
      });
      await store.mails.settle(mailId, 'waiting', 'Try later.');
      expect(await store.mails.handOver(mailId, HOUR)).toBe(false);
      expect((await store.mails.find(mailId))?.state).toBe('unsent');
      expect(await store.mails.handOver((await only()).mailId, HOUR)).toBe(true);
    });

    it('is not retried in an older message that failed', async () => {
      const send = (key: string) => (inside: Parameters<typeof store.mails.add>[1]) =>
        store.mails.add({ ...mailOf(key), interviewId }, inside);
      await store.toldSeats.tell([toldOf()], { send: send('older'), replaced: [] });
      const { mailId } = await only();
      await store.mails.settle(mailId, 'failed', 'Refused.');
      expect(await store.mails.retry(mailId, 'owner')).toBe(true);
      await store.mails.settle(mailId, 'failed', 'Refused.');
      await store.toldSeats.tell([toldOf({ sequence: 1 })], {
        ...{ send: send('newer'), replaced: [], earlier: [mailId] },
      });
      expect(await store.mails.retry(mailId, 'owner')).toBe(false);
      await store.mails.settle((await only()).mailId, 'failed', 'Refused.');
      expect(await store.mails.retry((await only()).mailId, 'owner')).toBe(true);
    });

    it('is due again when staff ask for it, even if a server has just read it', async () => {
      await tell(toldOf());
      const mark = (await store.toldSeats.followMark(interviewId)) ?? -1;
      expect(await store.toldSeats.askAgain(interviewId, ADA.seatId)).toBe(true);
      await store.toldSeats.noteFollowed(interviewId, mark, 1);
      expect((await only()).again).toBe(true);
      expect(await store.toldSeats.listToFollow(9)).toEqual([interviewId]);
      expect(await store.toldSeats.askAgain(interviewId, GRACE.seatId)).toBe(false);
      await tell(toldOf({ sequence: 1 }), { key: 'b' });
      expect((await only()).again).toBe(false);
    });

    it('is due for interviews by email whose log has changed', async () => {
      await planned({});
      const later = await planned();
      expect(await store.toldSeats.listToFollow(9)).toEqual([interviewId, later]);
      expect(await store.toldSeats.listToFollow(1, interviewId)).toEqual([later]);
      const follow = async (id: InterviewId) => {
        const mark = (await store.toldSeats.followMark(id)) ?? -1;
        await store.toldSeats.noteFollowed(id, mark, await store.interviews.lastSeq(id));
      };
      await follow(later);
      expect(await store.toldSeats.listToFollow(9)).toEqual([interviewId]);
      const add = (kind: 'interview.cancelled' | 'session.opened' | 'session.closed') =>
        interviews.execute(later, SYSTEM, () => ({ events: [{ kind, payload: {} }], result: undefined }));
      await add('session.opened');
      expect(await store.toldSeats.listToFollow(9)).toEqual([interviewId]);
      await add('session.closed');
      await add('interview.cancelled');
      expect(await store.toldSeats.listToFollow(9)).toEqual([interviewId, later]);
    });

    it('includes each reminder once', async () => {
      const other = await open();
      await tell(toldOf());
      const row = await only();
      const list = async (stage: number, from: number) => {
        const found = await store.toldSeats.listToRemind(stage, { from, until: from + HOUR, limit: 9 });
        return found.map(planned => planned.interviewId);
      };
      expect(await list(1, AT - 2 * HOUR)).toEqual([]);
      expect(await list(1, AT)).toEqual([]);
      expect(await list(1, AT - HOUR)).toEqual([interviewId]);
      const outcomes = await Promise.all([store, other, store].map(by => remind(row, 1, by)));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(await list(1, AT - HOUR)).toEqual([]);
      expect(await list(2, AT - HOUR)).toEqual([interviewId]);
      expect(await remind(row, 2)).toBe(true);
      expect(await remind(row, 1)).toBe(false);
      expect(await store.mails.list(9)).toHaveLength(3);
    });

    it('continues with the next reminders after those that could not be written', async () => {
      await tell(toldOf());
      const other = await planned({ mail: true, scheduledAt: AT + 1 });
      await tell(toldOf({ interviewId: other, seatId: GRACE.seatId }), { key: 'b' });
      const range = { from: AT - HOUR, until: AT + HOUR, limit: 1 };
      const [first] = await store.toldSeats.listToRemind(1, range);
      expect(first).toEqual({ interviewId, scheduledAt: AT });
      const [second] = await store.toldSeats.listToRemind(1, { ...range, after: first });
      expect(second).toEqual({ interviewId: other, scheduledAt: AT + 1 });
      expect(await store.toldSeats.listToRemind(1, { ...range, after: second })).toEqual([]);
    });

    it('never includes a reminder of what has changed since', async () => {
      await tell(toldOf());
      const row = await only();
      const { seatId } = row satisfies { seatId: SeatId };
      await interviews.execute(interviewId, SYSTEM, () => ({
        events: [{ kind: 'interview.changed', payload: { scheduledAt: AT + HOUR } }],
        result: undefined,
      }));
      expect(await remind(row, 1)).toBe(false);
      const facts = { ...row.facts, scheduledAt: AT + HOUR };
      await tell(toldOf({ seatId, sequence: 1, facts }), { key: 'b' });
      const moved = await only();
      expect(await remind({ ...moved, sequence: 0 }, 1)).toBe(false);
      await interviews.execute(interviewId, SYSTEM, () => ({
        events: [{ kind: 'interview.cancelled', payload: {} }],
        result: undefined,
      }));
      expect(await remind(moved, 1)).toBe(false);
    });
  });
}
