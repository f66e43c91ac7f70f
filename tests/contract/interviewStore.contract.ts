import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../server/interviews/summary.ts';
import type { Append, NewLink } from '../../server/store/interviewAppend.ts';
import type { InterviewStore, StoredScoring } from '../../server/store/interviewStore.ts';
import { CommandId } from '../../shared/ids.ts';
import type { InterviewEvent } from '../../shared/interview/events.ts';
import { reduceAll } from '../../shared/interview/reduce.ts';
import { CompetencyId, KitId, QuestionId } from '../../shared/kit/kitIds.ts';
import type { Practice } from '../../shared/practice/practice.ts';
import { DEFAULT_RECRUITER } from '../../shared/recruiter/settings.ts';
import { chosenKit } from '../support/exampleKit.ts';
import { newRecordingId } from '../support/finishedRecording.ts';
import {
  InterviewLog,
  LOG_START_MS,
  newInterviewId,
  newLinkId,
  newMessageId,
} from '../support/interviewLog.ts';
import type { OpenStore } from './everyDatabase.ts';

/** Tests that every `InterviewStore` must pass. */
export function describeInterviewStore(openStore: OpenStore): void {
  describe('interviews', () => {
    const open = async (): Promise<InterviewStore> => (await openStore()).interviews;
    const listed = async () => {
      const { interviewList } = await openStore();
      return (
        await interviewList.page({ reader: { email: '', all: true, teams: 'all' }, filter: {}, now: 0 })
      ).rows;
    };

    it('returns the appended events, in order', async () => {
      const store = await open();
      const log = await fullLog(store);
      expect(await store.readEvents(idOf(log), 0)).toEqual(log.events);
      expect(await store.lastSeq(idOf(log))).toBe(log.events.length);
    });

    it('returns the events after a known number', async () => {
      const store = await open();
      const log = await fullLog(store);
      expect(await store.readEvents(idOf(log), 4)).toEqual(log.events.slice(4));
      expect(await store.readEvents(idOf(log), log.events.length)).toEqual([]);
    });

    it('returns a part of the chat by the numbers of its messages', async () => {
      const store = await open();
      const log = new InterviewLog();
      const say = (text: string) =>
        log.add('chat.sent', { messageId: newMessageId(), fromSeatId: log.candidate.seatId, text });
      for (let line = 0; line < 7; line += 1) {
        say(`line ${line}`);
        log.enter(log.observer);
      }
      await store.append(appendOf(log, log.events));
      const texts = async (from: number, count: number) =>
        (await store.readChat(idOf(log), from, count)).map(({ payload }) => payload.text);
      expect(await texts(2, 3)).toEqual(['line 2', 'line 3', 'line 4']);
      expect(await texts(5, 100)).toEqual(['line 5', 'line 6']);
      expect(await texts(7, 100)).toEqual([]);
      expect(await store.readChat(newInterviewId(), 0, 100)).toEqual([]);
    });

    it('keeps unsent answers of an open interview until they are sent or the interview ends', async () => {
      const store = await open();
      const log = new InterviewLog().openAndAdmit();
      await store.append(appendOf(log, log.events));
      const { seatId } = log.candidate;
      const [first, second] = [QuestionId.parse('question-1'), QuestionId.parse('question-2')];
      const save = (questionId: QuestionId, text: string) =>
        store.saveDraft(idOf(log), { seatId, questionId, text });
      const kept = async () => (await store.readDrafts(idOf(log))).map(({ text }) => text);
      expect(await Promise.all([save(first, 'I'), save(second, 'We'), save(first, 'I would')])).toEqual([
        true,
        true,
        true,
      ]);
      expect(await kept()).toEqual(['I would', 'We']);
      log.add('answer.written', { questionId: first, text: 'I would.' });
      await store.append(appendOf(log, log.events.slice(-1)));
      expect(await kept()).toEqual(['We']);
      await save(second, '');
      expect(await kept()).toEqual([]);
      await save(second, 'We');
      log.add('session.ended', {});
      await store.append(appendOf(log, log.events.slice(-1)));
      expect(await save(second, 'Too late')).toBe(false);
      expect(await kept()).toEqual([]);
    });

    it('returns nothing for an unknown interview', async () => {
      const store = await open();
      expect(await store.readEvents(newInterviewId(), 0)).toEqual([]);
      expect(await store.lastSeq(newInterviewId())).toBe(0);
    });

    it('stores everything for a server that opens it later', async () => {
      const log = await fullLog(await open());
      const later = await open();
      expect(await later.readEvents(idOf(log), 0)).toEqual(log.events);
      expect((await listed()).map(summary => summary.interviewId)).toContain(idOf(log));
    });

    it('refuses a decision based on an older number, and stores nothing of it', async () => {
      const store = await open();
      const log = await fullLog(store);
      const late = log.events.slice(3, 5);
      const link = newLink(log);
      expect(await store.append(appendOf(log, late, { newLinks: [link] }))).toBe('stale');
      expect(await store.readEvents(idOf(log), 0)).toEqual(log.events);
      expect(await store.findLink(link.tokenHash)).toBeUndefined();
    });

    it('refuses to append to an interview that was never created', async () => {
      const store = await open();
      const log = new InterviewLog().add('session.opened', {});
      expect(await store.append(appendOf(log, log.events.slice(1)))).toBe('stale');
      expect(await listed()).toEqual([]);
    });

    it('creates an interview once', async () => {
      const store = await open();
      const log = new InterviewLog();
      expect(await store.append(appendOf(log, log.events))).toBe('appended');
      expect(await store.append(appendOf(log, log.events))).toBe('stale');
      expect(await store.readEvents(idOf(log), 0)).toEqual(log.events);
    });

    it('gives each number to exactly one of many concurrent writers', async () => {
      const stores = [await open(), await open(), await open()];
      const log = new InterviewLog();
      await first(stores).append(appendOf(log, log.events));
      for (let round = 0; round < 10; round += 1) {
        log.add('session.extended', { minutes: round + 1 });
        const next = appendOf(log, log.events.slice(-1));
        const writers = Array.from(
          { length: 12 },
          (_, index) => stores[index % stores.length] ?? first(stores),
        );
        const outcomes = await Promise.all(writers.map(store => store.append(next)));
        expect(outcomes.filter(outcome => outcome === 'appended')).toHaveLength(1);
      }
      expect(await first(stores).readEvents(idOf(log), 0)).toEqual(log.events);
    });

    it('stores the answer of a command together with its events', async () => {
      const store = await open();
      const log = new InterviewLog();
      const command = newCommand(log, { endsAt: 5, nested: { list: [1, null] } });
      await store.append(appendOf(log, log.events, { command }));
      expect(await store.findCommand(command.commandId)).toEqual(command);
      expect(await store.findCommand(CommandId.parse(uuidv7()))).toBeUndefined();
    });

    it('stores the answer of a command that changed nothing', async () => {
      const store = await open();
      const log = new InterviewLog();
      await store.append(appendOf(log, log.events));
      const command = newCommand(log, {});
      expect(await store.append(appendOf(log, [], { command }))).toBe('appended');
      expect(await store.findCommand(command.commandId)).toEqual(command);
      expect(await store.lastSeq(idOf(log))).toBe(1);
    });

    it('runs a command id once, whatever content it has', async () => {
      const store = await open();
      const log = new InterviewLog();
      const command = newCommand(log, { first: true });
      await store.append(appendOf(log, log.events, { command }));
      log.add('session.opened', {});
      const again = appendOf(log, log.events.slice(-1), {
        command: { ...command, result: { first: false } },
      });
      expect(await store.append(again)).toBe('stale');
      expect(await store.findCommand(command.commandId)).toEqual(command);
      expect(await store.lastSeq(idOf(log))).toBe(1);
    });

    it('finds a link by its hash and by its id', async () => {
      const store = await open();
      const log = new InterviewLog();
      const link = newLink(log);
      await store.append(appendOf(log, log.events, { newLinks: [link] }));
      const stored = { ...link, interviewId: idOf(log), revokedAt: null };
      expect(await store.findLink(link.tokenHash)).toEqual(stored);
      expect(await store.findLinkById(link.linkId)).toEqual(stored);
      expect(await store.findLink('0'.repeat(64))).toBeUndefined();
      expect(await store.findLinkById(newLinkId())).toBeUndefined();
    });

    it("replaces a seat's link in one step and leaves the other seats' links unchanged", async () => {
      const store = await open();
      const log = new InterviewLog();
      const [old, fresh] = [newLink(log), newLink(log)];
      const other = { ...newLink(log), seatId: log.interviewer.seatId };
      await store.append(appendOf(log, log.events, { newLinks: [old, other] }));
      log.add('link.issued', { seatId: fresh.seatId, linkId: fresh.linkId, expiresAt: fresh.expiresAt });
      const replacement = { revokeLinksOf: [log.candidate.seatId], newLinks: [fresh] };
      await store.append(appendOf(log, log.events.slice(-1), replacement));
      expect((await store.findLinkById(old.linkId))?.revokedAt).toEqual(expect.any(Number));
      expect((await store.findLinkById(fresh.linkId))?.revokedAt).toBeNull();
      expect((await store.findLinkById(other.linkId))?.revokedAt).toBeNull();
    });

    it('lists interviews by schedule, newest first, with the summary of the last append', async () => {
      const store = await open();
      const log = new InterviewLog();
      await store.append(appendOf(log, log.events));
      const later = new InterviewLog();
      const append = appendOf(later, later.events);
      append.summary.scheduledAt += 60_000;
      await store.append(append);
      log.enter(log.candidate);
      await store.append(appendOf(log, log.events.slice(1)));

      const summaries = await listed();
      expect(summaries.map(summary => summary.interviewId)).toEqual([idOf(later), idOf(log)]);
      const { emails: _onlySearched, ...summary } = summaryOf(log.state);
      expect(summaries[1]).toEqual({ ...summary, status: 'waiting', lastSeq: log.events.length });
      expect(summaries[1]?.present.candidate).toBe(1);
    });

    it('lists which kit an interview has, and whether its scorecards are open', async () => {
      const store = await open();
      const log = new InterviewLog().add('kit.chosen', chosenKit());
      await store.append(appendOf(log, log.events));
      expect(await listed()).toMatchObject([{ kitId: 'example-kit', scorecardsOpen: false }]);
      log.add('scorecards.opened', { byName: 'Grace', reason: 'The candidate withdrew.' });
      await store.append(appendOf(log, log.events.slice(-1)));
      expect(await listed()).toMatchObject([{ scorecardsOpen: true }]);
    });

    it('lists whether the virtual recruiter conducts an interview', async () => {
      const store = await open();
      const log = new InterviewLog().add('kit.chosen', chosenKit());
      log.add('recruiter.assigned', { settings: DEFAULT_RECRUITER });
      await store.append(appendOf(log, log.events));
      expect(await listed()).toMatchObject([{ heldByRecruiter: true }]);
      log.add('recruiter.assigned', {});
      await store.append(appendOf(log, log.events.slice(-1)));
      expect(await listed()).toMatchObject([{ heldByRecruiter: false }]);
    });

    it('lists in pages, by schedule, the interviews that the virtual recruiter will conduct', async () => {
      const store = await open();
      const planned: InterviewLog[] = [];
      const add = async (minutes: number, change: (log: InterviewLog) => void = () => {}) => {
        const log = new InterviewLog();
        log.add('interview.changed', { scheduledAt: log.state.scheduledAt + minutes * 60_000 });
        log.add('kit.chosen', chosenKit()).add('recruiter.assigned', { settings: DEFAULT_RECRUITER });
        change(log);
        await store.append(appendOf(log, log.events));
        return log;
      };
      planned.push(await add(20), await add(10), await add(30, log => log.add('session.opened', {})));
      await add(15, log => log.add('interview.cancelled', {}));
      await add(15, log => log.add('recruiter.assigned', {}));
      await add(-5);
      const first = await store.listPlanned(2, { scheduledAt: LOG_START_MS, interviewId: '' });
      const [, last] = first;
      if (!last) throw new Error('Two of them are found.');
      const rest = await store.listPlanned(2, last);
      const [later, sooner, running] = planned.map(idOf);
      expect([...first, ...rest].map(({ interviewId }) => interviewId)).toEqual([sooner, later, running]);
    });

    it('lists when the candidate may start, while the virtual recruiter conducts the interview', async () => {
      const store = await open();
      const window = { opensAt: 1, closesAt: 2 };
      const log = new InterviewLog().add('interview.changed', { window }).add('kit.chosen', chosenKit());
      log.add('recruiter.assigned', { settings: DEFAULT_RECRUITER });
      await store.append(appendOf(log, log.events));
      expect((await listed())[0]?.window).toEqual(window);
      log.add('recruiter.assigned', {});
      await store.append(appendOf(log, log.events.slice(-1)));
      expect((await listed())[0]?.window).toBeUndefined();
    });

    it('lists the running interviews in which someone is present', async () => {
      const store = await open();
      const [empty, occupied, over] = [new InterviewLog(), new InterviewLog(), new InterviewLog()];
      occupied.enter(occupied.observer);
      over.enter(over.candidate);
      over.add('session.ended', {});
      for (const log of [empty, occupied, over]) await store.append(appendOf(log, log.events));
      expect(await store.listPresent()).toEqual([idOf(occupied)]);
    });

    it('lists interviews opened and left by everyone who could speak', async () => {
      const store = await open();
      const [unopened, occupied] = [new InterviewLog(), new InterviewLog()];
      const [empty, over] = [new InterviewLog(), new InterviewLog()];
      for (const log of [occupied, empty, over]) log.openAndAdmit();
      unopened.enter(unopened.observer);
      occupied.enter(occupied.interviewer);
      empty.enter(empty.observer);
      empty.add('session.closed', {});
      over.add('session.ended', {});
      for (const log of [unopened, occupied, empty, over]) await store.append(appendOf(log, log.events));
      expect(await store.listEmpty()).toEqual([idOf(empty)]);
    });

    it('returns the scorings of a kit once they are open, and none of other kits', async () => {
      const store = await open();
      const [open1, open2, blind, other] = [scoredLog(), scoredLog(), scoredLog(), scoredLog('other-kit')];
      for (const log of [open1, open2, other])
        log.add('scorecards.opened', { byName: 'Grace', reason: 'The candidate withdrew.' });
      for (const log of [open2, blind, other, open1]) await store.append(appendOf(log, log.events));

      const kinds: string[] = ['interview.created', 'session.opened', 'rating.put', 'scorecard.locked'];
      const expected = [open1, open2].map(log => ({
        interviewId: idOf(log),
        events: log.events.filter(({ kind }) => kinds.includes(kind)),
      }));
      expect(await scoringsOf(store, 'example-kit')).toEqual(expected);
      expect(await scoringsOf(store, 'unknown-kit')).toEqual([]);
    });

    it('returns no scoring of practice for oneself alone', async () => {
      const store = await open();
      const [shared, own] = [
        scoredLog('example-kit', { length: 'full', purpose: 'evaluation' }),
        scoredLog('example-kit', { length: 'full', purpose: 'self' }),
      ];
      for (const log of [shared, own]) {
        log.add('scorecards.opened', { byName: 'Grace', reason: 'The candidate withdrew.' });
        await store.append(appendOf(log, log.events));
      }
      const scorings = await scoringsOf(store, 'example-kit');
      expect(scorings.map(({ interviewId }) => interviewId)).toEqual([idOf(shared)]);
    });

    it('returns the scorings of many interviews, each once', async () => {
      const store = await open();
      const logs = Array.from({ length: 12 }, () => scoredLog());
      for (const log of logs) {
        log.add('scorecards.opened', { byName: 'Grace', reason: 'The candidate withdrew.' });
        await store.append(appendOf(log, log.events));
      }
      const scorings = await scoringsOf(store, 'example-kit');
      expect(scorings.map(({ interviewId }) => interviewId)).toEqual(logs.map(idOf));
    });
  });
}

/** Appends `events`; all events before them were already appended. */
export function appendOf(
  log: InterviewLog,
  events: readonly InterviewEvent[],
  more: Partial<Append> = {},
): Append {
  const expectedSeq = events[0] ? events[0].seq - 1 : log.events.length;
  const state = reduceAll(log.events.slice(0, expectedSeq + events.length));
  if (!state) throw new Error('An append needs a state.');
  return { interviewId: idOf(log), expectedSeq, events, summary: summaryOf(state), ...more };
}

/** Opens the store with one interview, and returns an unused recording ID with it. */
export async function openWithInterview(open: OpenStore) {
  const store = await open();
  const log = new InterviewLog();
  await store.interviews.append(appendOf(log, log.events));
  return { store, log, interviewId: idOf(log), recordingId: newRecordingId() };
}

/** Appends a log with every kind of event that changes presence, in two appends. */
async function fullLog(store: InterviewStore): Promise<InterviewLog> {
  const log = new InterviewLog();
  const page = log.enter(log.candidate);
  log.enter(log.interviewer);
  log.openAndAdmit();
  log.disconnect(log.candidate, page);
  expect(await store.append(appendOf(log, log.events.slice(0, 1)))).toBe('appended');
  expect(await store.append(appendOf(log, log.events.slice(1)))).toBe('appended');
  return log;
}

/** Returns an interview in which one rating was given and locked. */
function scoredLog(kitId = 'example-kit', practice?: Practice): InterviewLog {
  const log = new InterviewLog(practice).add('kit.chosen', chosenKit({ kitId: KitId.parse(kitId) }));
  log.openAndAdmit();
  log.add('rating.put', {
    seatId: log.evaluator.seatId,
    questionId: QuestionId.parse('question-1'),
    competencyId: CompetencyId.parse('competency-1'),
    value: 4,
    version: 1,
    stamp: { mediaTimeMs: 1_000 },
  });
  return log.add('scorecard.locked', { seatId: log.evaluator.seatId, recommendation: 'yes', summary: '' });
}

async function scoringsOf(store: InterviewStore, kitId: string): Promise<StoredScoring[]> {
  const scorings: StoredScoring[] = [];
  for await (const scoring of store.readScorings(KitId.parse(kitId), 'all')) scorings.push(scoring);
  return scorings;
}

function newCommand(log: InterviewLog, result: unknown) {
  const commandId = CommandId.parse(uuidv7());
  return { commandId, interviewId: idOf(log), actorKey: 'seat:1', fingerprint: 'f'.repeat(64), result };
}

function newLink(log: InterviewLog): NewLink {
  const hash = uuidv7().replaceAll('-', '').padEnd(64, '0');
  return {
    linkId: newLinkId(),
    seatId: log.candidate.seatId,
    tokenHash: hash,
    expiresAt: Date.now() + 60_000,
  };
}

const idOf = (log: InterviewLog) => log.state.interviewId;

function first(stores: InterviewStore[]): InterviewStore {
  const store = stores[0];
  if (!store) throw new Error('There is no store.');
  return store;
}
