import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduceAll } from '../../../shared/interview/reduce.ts';
import type { Viewer } from '../../../shared/interview/state.ts';
import { InterviewView, situationInView } from '../../../shared/interview/view.ts';
import { situationOf, viewOf } from '../../../shared/interview/viewOf.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { ACTIONS, judge, may } from '../../../shared/permissions.ts';
import { applyPatch, diff } from '../../../shared/protocol/mergePatch.ts';
import { DEFAULT_RECRUITER } from '../../../shared/recruiter/settings.ts';
import { LOG_SEATS, logArbitrary } from '../../support/eventArbitrary.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { InterviewLog, newLinkId, newMessageId, newSeat, newSeatId } from '../../support/interviewLog.ts';

/** An open interview in which everyone is inside and has reported all their data. */
function fullInterview() {
  const log = new InterviewLog();
  const people = [log.candidate, log.interviewer, log.secondInterviewer, log.evaluator, log.observer];
  for (const seat of people) {
    log.add('link.issued', { seatId: seat.seatId, linkId: newLinkId(), expiresAt: log.lastAt + 1 });
    log.enter(seat);
    log.add('setup.reported', {
      seatId: seat.seatId,
      setup: {
        browser: `Browser of ${seat.displayName}`,
        camera: 'ok',
        microphone: 'ok',
        speaker: 'ok',
        connection: 'ok',
        ready: true,
      },
    });
  }
  log.add('consent.given', {
    seatId: log.candidate.seatId,
    consent: { version: 1, recording: true, observers: true },
  });
  log.openAndAdmit();
  log.add('chat.sent', {
    messageId: newMessageId(),
    fromSeatId: log.candidate.seatId,
    text: 'Hello from Ada',
  });
  for (const seat of [log.candidate, log.secondInterviewer])
    log.add('help.sent', {
      messageId: newMessageId(),
      toSeatId: seat.seatId,
      fromName: 'Olga',
      text: `Help for ${seat.displayName}`,
    });
  const viewFor = (seat: { seatId: (typeof people)[number]['seatId'] }) =>
    viewOf(log.state, { kind: 'seat', seatId: seat.seatId });
  return { log, viewFor, organizerView: () => viewOf(log.state, { kind: 'organizer' }) };
}

const names = (view: InterviewView) => Object.values(view.seats).map(seat => seat.displayName);
const helpTexts = (view: InterviewView) => Object.values(view.help).map(line => line.text);

describe('viewOf', () => {
  it('shows a candidate the people who talk, and the number of observers', () => {
    const { log, viewFor } = fullInterview();
    const view = viewFor(log.candidate);
    expect(names(view)).toEqual(['Ada', 'Grace', 'Edsger']);
    expect(view).toMatchObject({ watching: 2, ownSeatId: log.candidate.seatId });
  });

  it('shows people, during breaks too, that they were in the room, and not to others', () => {
    const { log, viewFor } = fullInterview();
    const candidateFor = (role: 'candidate' | 'interviewer') =>
      viewFor(log[role]).seats[log.candidate.seatId];
    log.add('session.closed', {});
    expect(candidateFor('candidate')).toMatchObject({ admitted: false, tookPart: true });
    expect(candidateFor('interviewer')).not.toHaveProperty('tookPart');
  });

  it('tells a candidate about observers only while one is invited', () => {
    const { log, viewFor, organizerView } = fullInterview();
    expect(viewFor(log.candidate).observersInvited).toBe(true);
    expect(viewFor(log.interviewer).observersInvited).toBeUndefined();
    expect(organizerView().observersInvited).toBeUndefined();
    log.add('seat.removed', { seatId: log.observer.seatId });
    expect(viewFor(log.candidate).observersInvited).toBeUndefined();
  });

  it('counts every observer page, because a link may have been forwarded', () => {
    const { log, viewFor } = fullInterview();
    const { watching } = viewFor(log.candidate);
    const second = log.enter(log.observer);
    log.connect(log.observer);
    expect(viewFor(log.candidate).watching).toBe(watching + 1);
    log.disconnect(log.observer, second);
    expect(viewFor(log.candidate).watching).toBe(watching);
  });

  it('shows an observer the people who talk and themselves', () => {
    const { log, viewFor } = fullInterview();
    expect(names(viewFor(log.observer))).toEqual(['Ada', 'Grace', 'Edsger', 'Alan']);
  });

  it('shows interviewers, evaluators, and organizers everyone', () => {
    const { log, viewFor, organizerView } = fullInterview();
    const everybody = ['Ada', 'Grace', 'Edsger', 'Barbara', 'Alan'];
    for (const view of [viewFor(log.interviewer), viewFor(log.evaluator), organizerView()])
      expect(names(view)).toEqual(everybody);
  });

  it('shows a captioner only to the candidate and to those who may see accommodations', () => {
    const { log, viewFor } = fullInterview();
    const captioner = newSeat('captioner', 'Ida');
    const before = viewFor(log.interviewer).watching;
    log.add('seat.added', { seat: captioner });
    log.enter(captioner);
    const organizer = (email?: string) =>
      names(viewOf(log.state, { kind: 'organizer', ...(email && { email }) }));
    for (const shown of [names(viewFor(log.candidate)), organizer()]) expect(shown).toContain('Ida');
    for (const hidden of [log.interviewer, log.evaluator, log.observer])
      expect(JSON.stringify(viewFor(hidden))).not.toContain('Ida');
    expect(organizer(log.evaluator.email)).not.toContain('Ida');
    expect(viewFor(log.interviewer).watching).toBe(before);
    expect(names(viewFor(captioner))).toEqual(['Ada', 'Grace', 'Edsger', 'Ida']);
  });

  it.each(['candidate', 'evaluator', 'observer'] as const)(
    'hides from the %s the setup and consent of others, and all addresses and links',
    role => {
      const { log, viewFor } = fullInterview();
      const view = viewFor(log[role]);
      for (const seat of Object.values(view.seats)) {
        if (seat.seatId !== log[role].seatId) {
          expect(seat).not.toHaveProperty('setup');
          expect(seat).not.toHaveProperty('consent');
        }
        expect(seat).not.toHaveProperty('email');
        expect(seat).not.toHaveProperty('link');
      }
      const text = JSON.stringify(view);
      expect(text).not.toContain('example.org');
      expect(text).not.toContain('Browser of Grace');
    },
  );

  it.each(['candidate', 'observer'] as const)('hides from the %s who else observes', role => {
    const { log, viewFor } = fullInterview();
    const text = JSON.stringify(viewFor(log[role]));
    for (const watcher of [log.evaluator, log.observer]) {
      if (watcher.role === role) continue;
      expect(text).not.toContain(watcher.displayName);
      expect(text).not.toContain(watcher.seatId);
    }
  });

  it('shows an interviewer the setup progress of others, but no address or link', () => {
    const { log, viewFor } = fullInterview();
    const candidate = viewFor(log.interviewer).seats[log.candidate.seatId];
    expect(candidate).toMatchObject({ setup: { camera: 'ok' }, consent: { recording: true } });
    expect(candidate).not.toHaveProperty('email');
    expect(candidate).not.toHaveProperty('link');
  });

  it('shows an organizer addresses and links, and never a link’s ID', () => {
    const { log, organizerView } = fullInterview();
    const seat = organizerView().seats[log.candidate.seatId];
    expect(seat?.email).toBe('candidate@example.org');
    expect(Object.keys(seat?.link ?? {})).toEqual(['expiresAt', 'revoked']);
  });

  it('shows the chat to every seat and not to the console', () => {
    const { log, viewFor, organizerView } = fullInterview();
    for (const seat of [log.candidate, log.interviewer, log.evaluator, log.observer])
      expect(Object.values(viewFor(seat).chat)).toMatchObject([{ text: 'Hello from Ada', fromName: 'Ada' }]);
    expect(organizerView().chat).toEqual({});
  });

  it('shows help lines to their recipients, to interviewers, and to the console', () => {
    const { log, viewFor, organizerView } = fullInterview();
    const all = ['Help for Ada', 'Help for Edsger'];
    expect(helpTexts(viewFor(log.candidate))).toEqual(['Help for Ada']);
    expect(helpTexts(viewFor(log.interviewer))).toEqual(all);
    expect(helpTexts(organizerView())).toEqual(all);
    expect(helpTexts(viewFor(log.evaluator))).toEqual([]);
    expect(helpTexts(viewFor(log.observer))).toEqual([]);
  });

  it('no longer shows chat and help to a removed person', () => {
    const { log, viewFor } = fullInterview();
    log.add('seat.removed', { seatId: log.candidate.seatId });
    expect(viewFor(log.candidate)).toMatchObject({ chat: {}, help: {} });
  });

  it('shows no seats, chat, or help to a missing seat', () => {
    const { viewFor } = fullInterview();
    expect(viewFor({ seatId: newSeatId() })).toMatchObject({ seats: {}, chat: {}, help: {} });
  });

  it('gives no permission to a missing seat', () => {
    const { log } = fullInterview();
    const situation = situationOf(log.state, { kind: 'seat', seatId: newSeatId() });
    expect(ACTIONS.filter(action => may(action, situation))).toEqual([]);
  });

  it('leads to equal decisions on server and client', () => {
    const { log, viewFor, organizerView } = fullInterview();
    for (const seat of [log.candidate, log.interviewer, log.evaluator, log.observer])
      expect(situationInView(viewFor(seat))).toEqual(
        situationOf(log.state, { kind: 'seat', seatId: seat.seatId }),
      );
    expect(situationInView(organizerView())).toEqual(situationOf(log.state, { kind: 'organizer' }));
  });
});

describe('a disconnected person', () => {
  const rights = (log: InterviewLog) => {
    const viewer: Viewer = { kind: 'seat', seatId: log.candidate.seatId };
    const onTheServer = judge('media.receive', situationOf(log.state, viewer));
    expect(judge('media.receive', situationInView(viewOf(log.state, viewer)))).toEqual(onTheServer);
    return onTheServer;
  };

  it('keeps the permissions of the room if they were in it', () => {
    const log = new InterviewLog();
    const page = log.enter(log.candidate);
    log.openAndAdmit().disconnect(log.candidate, page);
    expect(log.seat(log.candidate).presence).toBe('reconnecting');
    expect(rights(log)).toEqual({ allowed: true });
  });

  it('has none of them if they were in the waiting room', () => {
    const log = new InterviewLog();
    const page = log.enter(log.candidate);
    log.add('session.opened', {}).disconnect(log.candidate, page);
    expect(log.seat(log.candidate).presence).toBe('reconnecting');
    expect(rights(log)).toEqual({ allowed: false, code: 'not-admitted' });
  });
});

describe('the outcome of an interview', () => {
  const ended = (log: InterviewLog) => log.add('session.ended', {});
  const afterwards = (log: InterviewLog, seat = log.candidate) =>
    viewOf(log.state, { kind: 'seat', seatId: seat.seatId }).afterwards;

  it('is shown only to the candidate, once it has ended', () => {
    const { log } = fullInterview();
    expect(afterwards(log)).toBeUndefined();
    ended(log);
    expect(afterwards(log)).toEqual({ tookPart: true });
    for (const other of [log.interviewer, log.evaluator, log.observer])
      expect(afterwards(log, other)).toBeUndefined();
    expect(viewOf(log.state, { kind: 'organizer' }).afterwards).toBeUndefined();
  });

  it('states that someone did not join', () => {
    const log = new InterviewLog();
    log.enter(log.interviewer);
    expect(afterwards(ended(log.add('session.opened', {})))).toEqual({ tookPart: false });
  });

  it('counts the answered questions, and reveals nothing of their ratings', () => {
    const log = new InterviewLog().add('kit.chosen', chosenKit());
    log.enter(log.candidate);
    log.openAndAdmit();
    const [first, second] = chosenKit().kit.questions.map(({ id }) => id) as [QuestionId, QuestionId];
    log.add('question.opened', { questionId: first }).add('question.opened', { questionId: second });
    log.add('question.closed', { questionId: second, outcome: 'skipped' });
    expect(afterwards(ended(log))).toEqual({ tookPart: true, answered: 1 });
    log.add('recruiter.assigned', { settings: DEFAULT_RECRUITER });
    expect(afterwards(log)).toEqual({ tookPart: true, answered: 1, of: 7 });
  });
});

describe('private practice', () => {
  const practised = (purpose: 'self' | 'evaluation', word: string) => {
    const log = new InterviewLog({ length: 'full', purpose });
    log.enter(log.candidate);
    log.add('interview.changed', { title: word, plannedMinutes: word.length + 5 }).openAndAdmit();
    return log.add('chat.sent', {
      messageId: newMessageId(),
      fromSeatId: log.candidate.seatId,
      text: word,
    });
  };
  const asStaff = (log: InterviewLog) =>
    viewOf(log.state, { kind: 'organizer', email: 'olga@example.org', role: 'owner' });

  it('is hidden from staff in every state', () => {
    const [one, other] = [asStaff(practised('self', 'A word')), asStaff(practised('self', 'Another word'))];
    expect(InterviewView.parse(one)).toEqual({ ...other, interviewId: one.interviewId });
    expect(JSON.stringify(one)).not.toMatch(/word|Ada|Backend/);
    expect(names(asStaff(practised('evaluation', 'A word')))).toContain('Grace');
  });

  it('is visible to the candidate, and marked as practice', () => {
    const log = practised('self', 'A word');
    const view = viewOf(log.state, { kind: 'seat', seatId: log.candidate.seatId });
    expect(view).toMatchObject({ title: 'A word', practice: { length: 'full', purpose: 'self' } });
    expect(situationInView(view)).toEqual(
      situationOf(log.state, { kind: 'seat', seatId: log.candidate.seatId }),
    );
  });
});

const VIEWERS: readonly Viewer[] = [
  ...LOG_SEATS.map(({ seatId }): Viewer => ({ kind: 'seat', seatId })),
  { kind: 'seat', seatId: newSeatId() },
  { kind: 'organizer' },
  { kind: 'product' },
];

function containsNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(containsNull);
}

describe('every view of any log', () => {
  it('fits its schema, contains no null, and follows from the previous one by its patch', () => {
    fc.assert(
      fc.property(logArbitrary, fc.constantFrom(...VIEWERS), (events, viewer) => {
        let state = reduceAll(events.slice(0, 1));
        if (!state) throw new Error('the log is empty');
        let held = viewOf(state, viewer);
        for (const event of events.slice(1)) {
          const before = viewOf(state, viewer);
          state = reduceAll([event], state) ?? state;
          const after = viewOf(state, viewer);
          expect(containsNull(after)).toBe(false);
          const patch = diff(before, after);
          if (patch) held = applyPatch(held, JSON.parse(JSON.stringify(patch)));
          expect(held).toEqual(after);
        }
        const parsed = InterviewView.safeParse(held);
        expect(parsed.error).toBeUndefined();
        expect(parsed.data).toEqual(held);
      }),
      { numRuns: 300 },
    );
  });

  it('never shows candidates and observers who observes', () => {
    fc.assert(
      fc.property(logArbitrary, events => {
        const state = reduceAll(events);
        if (!state) return;
        for (const viewer of VIEWERS) {
          const view = viewOf(state, viewer);
          const role = view.ownSeatId && view.seats[view.ownSeatId]?.role;
          if (role !== 'candidate' && role !== 'observer') continue;
          const others = Object.values(view.seats).filter(seat => seat.seatId !== view.ownSeatId);
          expect(others.filter(seat => seat.role === 'evaluator' || seat.role === 'observer')).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
