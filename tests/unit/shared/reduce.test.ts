import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NodeId } from '../../../shared/ids.ts';
import { EVENT_PAYLOADS } from '../../../shared/interview/events.ts';
import { LIMITS } from '../../../shared/interview/fields.ts';
import { reduce, reduceAll } from '../../../shared/interview/reduce.ts';
import { ALL_OFF, observersAllowed, observersAnswer } from '../../../shared/interview/state.ts';
import { logArbitrary } from '../../support/eventArbitrary.ts';
import {
  InterviewLog,
  LOG_START_MS,
  newClientId,
  newLinkId,
  newMessageId,
  newSeat,
} from '../../support/interviewLog.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('a new interview', () => {
  it('is in the lobby phase with everyone invited, staff admitted in advance, and the media room idle', () => {
    const log = new InterviewLog();
    expect(log.state).toMatchObject({
      title: 'Backend Developer',
      phase: 'lobby',
      leadSeatId: log.interviewer.seatId,
      media: { state: 'idle', epoch: 0 },
      chat: {},
      help: {},
    });
    expect(log.state.openedAt).toBeUndefined();
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'invited', admitted: false, media: ALL_OFF });
    for (const seat of [log.interviewer, log.evaluator, log.observer])
      expect(log.seat(seat)).toMatchObject({ presence: 'invited', admitted: true });
  });

  it('may have no lead', () => {
    const { events } = new InterviewLog();
    const [first] = structuredClone(events);
    if (first?.kind !== 'interview.created') throw new Error('unexpected log');
    delete first.payload.leadSeatId;
    expect(reduce(undefined, first).leadSeatId).toBeUndefined();
  });

  it('must be the first event of a log', () => {
    const opened = new InterviewLog().openAndAdmit().events[1];
    if (!opened) throw new Error('unexpected log');
    expect(() => reduce(undefined, opened)).toThrow(/instead of interview.created/);
  });
});

describe('changes to an interview', () => {
  it('extend links that would end before the interview, and never shorten them', () => {
    const log = new InterviewLog();
    const { seatId } = log.candidate;
    const until = LOG_START_MS + 30 * DAY_MS;
    log.add('link.issued', { seatId, linkId: newLinkId(), expiresAt: until });
    log.add('interview.changed', { scheduledAt: LOG_START_MS + DAY_MS });
    expect(log.seat(log.candidate)?.link?.expiresAt).toBe(until);
    log.add('interview.changed', { scheduledAt: LOG_START_MS + 60 * DAY_MS });
    const extended = LOG_START_MS + 62 * DAY_MS + 45 * MINUTE_MS;
    expect(log.seat(log.candidate)?.link?.expiresAt).toBe(extended);
    log.add('interview.changed', { scheduledAt: LOG_START_MS + DAY_MS });
    expect(log.seat(log.candidate)?.link?.expiresAt).toBe(extended);
    const window = { opensAt: LOG_START_MS, closesAt: LOG_START_MS + 90 * DAY_MS };
    log.add('interview.changed', { window });
    expect(log.seat(log.candidate)?.link?.expiresAt).toBe(extended + 30 * DAY_MS);
  });

  it('keep unnamed fields', () => {
    const log = new InterviewLog().add('interview.changed', { title: 'Platform Engineer' });
    expect(log.state).toMatchObject({
      title: 'Platform Engineer',
      jobRole: 'Backend Developer',
      plannedMinutes: 45,
    });
  });

  it('to the duration move the end of an open session, and set none before it opened', () => {
    const log = new InterviewLog().add('interview.changed', { plannedMinutes: 30 });
    expect(log.state.endsAt).toBeUndefined();
    log.add('session.opened', {});
    const { endsAt = 0 } = log.state;
    log.add('interview.changed', { plannedMinutes: 50 });
    expect(log.state.endsAt).toBe(endsAt + 20 * MINUTE_MS);
  });

  it('can add a seat, which is then invited', () => {
    const guest = newSeat('observer', 'Margaret');
    const log = new InterviewLog().add('seat.added', { seat: guest });
    expect(log.seat(guest)).toMatchObject({ role: 'observer', displayName: 'Margaret', presence: 'invited' });
  });

  it('can cancel it', () => {
    const log = new InterviewLog();
    log.enter(log.candidate);
    log.add('interview.cancelled', {});
    expect(log.state).toMatchObject({ phase: 'cancelled', endedAt: log.lastAt });
    expect(log.seat(log.candidate).presence).toBe('left');
  });
});

describe('the session', () => {
  it('opens with its end after the planned minutes', () => {
    const log = new InterviewLog().add('session.opened', {});
    expect(log.state).toMatchObject({
      phase: 'open',
      openedAt: log.lastAt,
      endsAt: log.lastAt + 45 * MINUTE_MS,
    });
  });

  it('closes for a break: the candidate waits to be admitted again, and no one sends', () => {
    const log = new InterviewLog();
    log.enter(log.candidate);
    log.enter(log.interviewer);
    log.openAndAdmit();
    for (const seat of [log.candidate, log.interviewer])
      log.add('media.changed', { seatId: seat.seatId, source: 'camera', state: 'on' });
    log.add('session.closed', {});
    expect(log.state.phase).toBe('lobby');
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'waiting', admitted: false, media: ALL_OFF });
    expect(log.seat(log.interviewer)).toMatchObject({ presence: 'waiting', admitted: true, media: ALL_OFF });
  });

  it('keeps its first opening and its end when reopened', () => {
    const log = new InterviewLog().add('session.opened', {});
    const { openedAt, endsAt } = log.state;
    log.add('session.closed', {}).add('session.opened', {});
    expect(log.state).toMatchObject({ phase: 'open', openedAt, endsAt });
  });

  it('is extended from its previous end', () => {
    const log = new InterviewLog().add('session.opened', {});
    const { endsAt = 0 } = log.state;
    log.add('session.extended', { minutes: 10 }).add('session.extended', { minutes: 5 });
    expect(log.state.endsAt).toBe(endsAt + 15 * MINUTE_MS);
  });

  it('has no one in it and nothing sent after its end', () => {
    const log = new InterviewLog();
    log.enter(log.candidate);
    log.openAndAdmit();
    log.add('media.changed', { seatId: log.candidate.seatId, source: 'microphone', state: 'on' });
    log.add('session.ended', {});
    expect(log.state).toMatchObject({ phase: 'ended', endedAt: log.lastAt });
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'left', media: ALL_OFF });
  });

  it('has the lead it was handed to', () => {
    const log = new InterviewLog();
    log.add('lead.transferred', { toSeatId: log.secondInterviewer.seatId });
    expect(log.state.leadSeatId).toBe(log.secondInterviewer.seatId);
  });
});

describe('presence', () => {
  it('goes from invited through preparing and waiting to inside', () => {
    const log = new InterviewLog();
    const { candidate } = log;
    const page = log.connect(candidate);
    expect(log.seat(candidate)).toMatchObject({ presence: 'preparing', presenceSince: log.lastAt });
    log.add('seat.entered', { seatId: candidate.seatId, clientId: page });
    expect(log.seat(candidate).presence).toBe('waiting');
    log.add('session.opened', {});
    expect(log.seat(candidate).presence).toBe('waiting');
    log.add('seat.admitted', { seatId: candidate.seatId });
    expect(log.seat(candidate)).toMatchObject({ presence: 'inside', presenceSince: log.lastAt });
  });

  it('admits staff as soon as the session is open', () => {
    const log = new InterviewLog();
    const staff = [log.interviewer, log.evaluator, log.observer];
    for (const seat of staff) log.enter(seat);
    expect(staff.map(seat => log.seat(seat).presence)).toEqual(['waiting', 'waiting', 'waiting']);
    log.add('session.opened', {});
    expect(staff.map(seat => log.seat(seat).presence)).toEqual(['inside', 'inside', 'inside']);
  });

  it('returns to waiting when the lead sends the candidate out, and never for staff', () => {
    const log = new InterviewLog();
    log.enter(log.candidate);
    log.enter(log.evaluator);
    log.openAndAdmit();
    log.add('seat.sentToLobby', { seatId: log.candidate.seatId });
    log.add('seat.sentToLobby', { seatId: log.evaluator.seatId });
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'waiting', admitted: false });
    expect(log.seat(log.evaluator)).toMatchObject({ presence: 'inside', admitted: true });
  });

  it('is reconnecting while a page in the room is disconnected, with its media unchanged', () => {
    const log = new InterviewLog();
    const page = log.enter(log.candidate);
    log.openAndAdmit();
    log.add('media.changed', { seatId: log.candidate.seatId, source: 'camera', state: 'on' });
    log.disconnect(log.candidate, page);
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'reconnecting', media: { camera: 'on' } });
  });

  it('is inside again without a second pre-join when the page returns', () => {
    const log = new InterviewLog();
    const page = log.enter(log.candidate);
    log.openAndAdmit();
    log.disconnect(log.candidate, page);
    log.connect(log.candidate, page);
    expect(log.seat(log.candidate).presence).toBe('inside');
  });

  it('is left after the seat is released, and preparing when its link is opened again', () => {
    const log = new InterviewLog();
    const page = log.enter(log.candidate);
    log.openAndAdmit().disconnect(log.candidate, page);
    log.add('seat.left', { seatId: log.candidate.seatId, reason: 'timed-out' });
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'left', pages: {}, media: ALL_OFF });
    log.connect(log.candidate);
    expect(log.seat(log.candidate).presence).toBe('preparing');
  });

  it('is left, not reconnecting, when a page disconnects in pre-join', () => {
    const log = new InterviewLog();
    const page = log.connect(log.candidate);
    log.disconnect(log.candidate, page);
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'left', pages: {} });
  });

  it('stays removed whatever the removed person does, until a new link invites them', () => {
    const log = new InterviewLog();
    const page = log.enter(log.candidate);
    log.openAndAdmit();
    log.add('seat.removed', { seatId: log.candidate.seatId });
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'removed', admitted: false, pages: {} });
    log.disconnect(log.candidate, page);
    const late = log.enter(log.candidate);
    expect(log.seat(log.candidate).presence).toBe('removed');
    log.disconnect(log.candidate, late);
    log.add('seat.left', { seatId: log.candidate.seatId, reason: 'left' });
    log.add('link.issued', { seatId: log.candidate.seatId, linkId: newLinkId(), expiresAt: log.lastAt });
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'invited', admitted: false });
  });

  it('admits removed staff as before when they are invited again', () => {
    const log = new InterviewLog().add('session.opened', {});
    log.add('seat.removed', { seatId: log.observer.seatId });
    log.add('link.issued', { seatId: log.observer.seatId, linkId: newLinkId(), expiresAt: log.lastAt });
    log.enter(log.observer);
    expect(log.seat(log.observer).presence).toBe('inside');
  });

  it('states since when it holds, unaffected by unrelated events', () => {
    const log = new InterviewLog();
    log.connect(log.candidate);
    const since = log.lastAt;
    log.connect(log.interviewer);
    log.add('consent.given', {
      seatId: log.candidate.seatId,
      consent: { version: 1, recording: true, observers: true },
    });
    expect(log.seat(log.candidate).presenceSince).toBe(since);
  });
});

describe('several pages of one seat', () => {
  it.each(['candidate', 'interviewer'] as const)('of a %s: the newest that enters is the only one', role => {
    const log = new InterviewLog();
    const seat = log[role];
    const first = log.enter(seat);
    log.openAndAdmit();
    const second = log.connect(seat);
    expect(log.seat(seat).presence).toBe('inside');
    expect(Object.keys(log.seat(seat).pages)).toEqual([first, second]);
    log.add('seat.entered', { seatId: seat.seatId, clientId: second });
    expect(Object.keys(log.seat(seat).pages)).toEqual([second]);
    log.disconnect(seat, first);
    expect(log.seat(seat).presence).toBe('inside');
  });

  it.each(['evaluator', 'observer'] as const)('of an %s: all of them stay, and one is enough', role => {
    const log = new InterviewLog();
    const seat = log[role];
    const first = log.enter(seat);
    const second = log.enter(seat);
    log.add('session.opened', {});
    expect(Object.keys(log.seat(seat).pages)).toEqual([first, second]);
    log.disconnect(seat, first);
    expect(log.seat(seat).presence).toBe('inside');
    log.disconnect(seat, second);
    expect(log.seat(seat).presence).toBe('reconnecting');
  });

  it('have the disconnect time of a page, until it returns or has expired', () => {
    const log = new InterviewLog();
    const { evaluator } = log;
    const [stays, drops] = [log.enter(evaluator), log.enter(evaluator)];
    log.add('session.opened', {}).disconnect(evaluator, drops);
    const since = log.lastAt;
    expect(log.seat(evaluator).pages[drops]).toMatchObject({ connected: false, disconnectedAt: since });
    log.disconnect(evaluator, drops);
    expect(log.seat(evaluator).pages[drops]).toMatchObject({ disconnectedAt: since });
    log.connect(evaluator, drops);
    expect(log.seat(evaluator).pages[drops]).toEqual({
      serverId: 'server-1',
      connected: true,
      entered: true,
    });
    log.disconnect(evaluator, drops);
    log.add('page.expired', { seatId: evaluator.seatId, clientId: drops });
    expect(Object.keys(log.seat(evaluator).pages)).toEqual([stays]);
    expect(log.seat(evaluator).presence).toBe('inside');
  });

  it('reject the entry of an unknown page', () => {
    const log = new InterviewLog();
    log.add('seat.entered', { seatId: log.candidate.seatId, clientId: newClientId() });
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'invited', pages: {} });
  });
});

describe('links', () => {
  it('are stored with their expiry', () => {
    const log = new InterviewLog();
    const linkId = newLinkId();
    log.add('link.issued', { seatId: log.candidate.seatId, linkId, expiresAt: LOG_START_MS });
    expect(log.seat(log.candidate).link).toEqual({ linkId, expiresAt: LOG_START_MS, revoked: false });
  });

  it('disconnect their pages when revoked', () => {
    const log = new InterviewLog();
    const linkId = newLinkId();
    log.add('link.issued', { seatId: log.candidate.seatId, linkId, expiresAt: LOG_START_MS });
    log.enter(log.candidate);
    log.add('link.revoked', { seatId: log.candidate.seatId, linkId });
    expect(log.seat(log.candidate)).toMatchObject({ presence: 'left', pages: {}, link: { revoked: true } });
  });

  it('do not affect a newer link when they are revoked after it replaced them', () => {
    const log = new InterviewLog();
    const [older, newer] = [newLinkId(), newLinkId()];
    const { seatId } = log.candidate;
    log.add('link.issued', { seatId, linkId: older, expiresAt: LOG_START_MS });
    log.add('link.issued', { seatId, linkId: newer, expiresAt: LOG_START_MS });
    log.add('link.revoked', { seatId, linkId: older });
    expect(log.seat(log.candidate).link).toMatchObject({ linkId: newer, revoked: false });
  });
});

describe('actions of participants', () => {
  it('setup, consent, and media states are stored with the seat', () => {
    const log = new InterviewLog();
    const { seatId } = log.candidate;
    const setup = {
      browser: 'Firefox 150',
      camera: 'ok',
      microphone: 'denied',
      speaker: 'skipped',
      connection: 'tcp-only',
      ready: false,
    } as const;
    const consent = { version: 1, recording: true, observers: false };
    log.add('setup.reported', { seatId, setup }).add('consent.given', { seatId, consent });
    log.enter(log.candidate);
    log.openAndAdmit().add('media.changed', { seatId, source: 'microphone', state: 'muted' });
    expect(log.seat(log.candidate)).toMatchObject({ setup, consent, media: { microphone: 'muted' } });
  });

  it('observers may watch until a candidate answers the consent question without allowing them; no answer is not a refusal', () => {
    const log = new InterviewLog();
    const { seatId } = log.candidate;
    const given = { version: 1, recording: true };
    const standing = () => [observersAllowed(log.state), observersAnswer(log.state)];
    expect(standing()).toEqual([true, 'unanswered']);
    log.add('consent.given', { seatId, consent: given });
    expect(standing()).toEqual([false, 'unanswered']);
    log.add('consent.given', { seatId, consent: { ...given, observers: false } });
    expect(standing()).toEqual([false, 'refused']);
    log.add('consent.given', { seatId, consent: { ...given, observers: true } });
    expect(standing()).toEqual([true, 'agreed']);
    const practiced = new InterviewLog({ length: 'short', purpose: 'evaluation' });
    practiced.add('consent.given', {
      seatId: practiced.candidate.seatId,
      consent: { ...given, observers: false },
    });
    expect(observersAnswer(practiced.state)).toBe('unanswered');
  });

  it('chat and help lines are stored with their time, the newest only', () => {
    const log = new InterviewLog();
    const first = newMessageId();
    log.add('chat.sent', { messageId: first, fromSeatId: log.candidate.seatId, text: 'Hello' });
    log.add('help.sent', {
      messageId: newMessageId(),
      toSeatId: log.candidate.seatId,
      fromName: 'Grace',
      text: 'Click the camera icon.',
    });
    expect(log.state.chat[first]?.line).toEqual({
      at: LOG_START_MS + 1_000,
      fromSeatId: log.candidate.seatId,
      fromName: 'Ada',
      text: 'Hello',
    });
    expect(Object.values(log.state.help)).toMatchObject([
      { fromName: 'Grace', text: 'Click the camera icon.' },
    ]);

    const newest = Array.from({ length: LIMITS.chatMessagesKept }, newMessageId);
    for (const messageId of newest)
      log.add('chat.sent', { messageId, fromSeatId: log.candidate.seatId, text: 'more' });
    expect(Object.keys(log.state.chat)).toEqual(newest);
  });

  it('chat and help lines are limited to 20,000 characters, and earlier ones are counted', () => {
    const log = new InterviewLog();
    const text = '漢'.repeat(LIMITS.chatText);
    const long = Array.from({ length: 12 }, newMessageId);
    for (const messageId of long)
      log.add('chat.sent', { messageId, fromSeatId: log.candidate.seatId, text }).add('help.sent', {
        messageId,
        toSeatId: log.candidate.seatId,
        fromName: 'Grace',
        text: text.slice(0, LIMITS.helpText),
      });
    expect(Object.keys(log.state.chat)).toEqual(long.slice(2));
    expect(log.state.chatEarlier).toBe(2);
    expect(Object.keys(log.state.help)).toEqual(long);
    for (const messageId of Array.from({ length: 40 }, newMessageId))
      log.add('help.sent', {
        messageId,
        toSeatId: log.candidate.seatId,
        fromName: 'Grace',
        text: text.slice(0, LIMITS.helpText),
      });
    expect(Object.keys(log.state.help)).toHaveLength(LIMITS.chatCharactersKept / LIMITS.helpText);
  });

  it('actions of missing seats change nothing', () => {
    const log = new InterviewLog();
    const before = log.state;
    const { seatId } = newSeat('candidate');
    log
      .add('seat.admitted', { seatId })
      .add('seat.removed', { seatId })
      .add('seat.left', { seatId, reason: 'left' });
    expect(log.state).toEqual(before);
  });
});

describe('the media room', () => {
  it('is placed, lost, and placed again with a higher epoch', () => {
    const nodeId = NodeId.parse('node-1');
    const log = new InterviewLog().add('media.placed', { nodeId, epoch: 1 });
    expect(log.state.media).toEqual({ state: 'placed', epoch: 1, nodeId });
    log.add('media.lost', { epoch: 1, reason: 'worker-died' });
    expect(log.state.media).toEqual({ state: 'lost', epoch: 1 });
    log.add('media.placed', { nodeId, epoch: 2 });
    expect(log.state.media).toEqual({ state: 'placed', epoch: 2, nodeId });
  });
});

describe('any log', () => {
  it('consists of events that fit their schemas', () => {
    fc.assert(
      fc.property(logArbitrary, events => {
        for (const { kind, payload } of events)
          expect(EVENT_PAYLOADS[kind].safeParse(payload).error).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('reduces without an exception, in two parts as in one', () => {
    fc.assert(
      fc.property(logArbitrary, fc.nat(), (events, cut) => {
        const middle = 1 + (cut % events.length);
        const firstPart = reduceAll(events.slice(0, middle));
        expect(reduceAll(events.slice(middle), firstPart)).toEqual(reduceAll(events));
      }),
      { numRuns: 200 },
    );
  });

  it('does not change earlier states', () => {
    fc.assert(
      fc.property(logArbitrary, events => {
        let state = reduceAll(events.slice(0, 1));
        for (const event of events.slice(1)) {
          const copy = structuredClone(state);
          const next = reduce(state, event);
          expect(state).toEqual(copy);
          state = next;
        }
      }),
      { numRuns: 50 },
    );
  });

  it('never has anyone in the room who may not be there', () => {
    fc.assert(
      fc.property(logArbitrary, events => {
        const state = reduceAll(events);
        for (const seat of Object.values(state?.seats ?? {})) {
          const sends = Object.values(seat.media).some(source => source !== 'off');
          if (seat.presence === 'inside') expect([seat.admitted, state?.phase]).toEqual([true, 'open']);
          if (seat.presence !== 'inside' && seat.presence !== 'reconnecting') expect(sends).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});
