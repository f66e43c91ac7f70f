import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../server/features/command.ts';
import { commandHandlers } from '../../../server/features/commands.ts';
import { mediaPeers } from '../../../server/features/media/mediaRooms.ts';
import type { PageRef } from '../../../server/features/query.ts';
import { overdue } from '../../../server/features/seat/seatSweeper.ts';
import { leadHandover } from '../../../server/features/session/commands.ts';
import { type ClientId, peerIdOf } from '../../../shared/ids.ts';
import type { NewSeat } from '../../../shared/interview/events.ts';
import { SEAT_GRACE_MS } from '../../../shared/interview/state.ts';
import { InterviewLog, newClientId, newSeatId } from '../../support/interviewLog.ts';

function as(log: InterviewLog, seat: NewSeat, clientId: ClientId = newClientId()): CommandContext {
  return {
    state: log.state,
    now: log.lastAt,
    clientId,
    serverId: 'server-1',
    actorName: seat.displayName,
    own: () => log.seat(seat),
  };
}

const yes = { version: 1, recording: true, observers: true };

function consented(log: InterviewLog): InterviewLog {
  return log.add('consent.given', { seatId: log.candidate.seatId, consent: yes });
}

describe('seat.enter', () => {
  it('rejects a candidate until the consent questions are answered, either way', () => {
    const log = new InterviewLog();
    const clientId = log.connect(log.candidate);
    expect(() => commandHandlers['seat.enter'](as(log, log.candidate, clientId), {})).toThrow(
      /consent-needed/,
    );
    log.add('consent.given', { seatId: log.candidate.seatId, consent: { ...yes, recording: false } });
    const { events } = commandHandlers['seat.enter'](as(log, log.candidate, clientId), {});
    expect(events.map(event => event.kind)).toEqual(['seat.entered']);
  });

  it('changes nothing for a page that has already entered', () => {
    const log = consented(new InterviewLog());
    const clientId = log.enter(log.candidate);
    expect(commandHandlers['seat.enter'](as(log, log.candidate, clientId), {}).events).toEqual([]);
  });

  it('reconnects a page that had left', () => {
    const log = consented(new InterviewLog());
    const clientId = log.enter(log.candidate);
    log.add('seat.left', { seatId: log.candidate.seatId, reason: 'left' });
    const { events } = commandHandlers['seat.enter'](as(log, log.candidate, clientId), {});
    expect(events.map(event => event.kind)).toEqual(['seat.connected', 'seat.entered']);
  });

  it('rejects observers whom the candidate has refused', () => {
    const log = new InterviewLog();
    log.add('consent.given', { seatId: log.candidate.seatId, consent: { ...yes, observers: false } });
    const clientId = log.connect(log.observer);
    expect(() => commandHandlers['seat.enter'](as(log, log.observer, clientId), {})).toThrow(
      /observers-declined/,
    );
  });
});

describe('consent.give', () => {
  it('removes observers immediately when the candidate withdraws', () => {
    const log = consented(new InterviewLog());
    log.enter(log.observer);
    log.enter(log.evaluator);
    const refusal = { consent: { ...yes, observers: false } };
    const { events } = commandHandlers['consent.give'](as(log, log.candidate), refusal);
    expect(events).toContainEqual({
      kind: 'seat.left',
      payload: { seatId: log.observer.seatId, reason: 'left' },
    });
    expect(events).toHaveLength(2);
  });

  it('logs an answer once, however often it is repeated', () => {
    const log = new InterviewLog();
    const give = (consent: typeof yes) => {
      const { events } = commandHandlers['consent.give'](as(log, log.candidate), { consent });
      if (events.length > 0) log.add('consent.given', { seatId: log.candidate.seatId, consent });
      return events.length;
    };
    expect([give(yes), give(yes), give(yes)]).toEqual([1, 0, 0]);
    const changed = { ...yes, recording: !yes.recording };
    expect([give(changed), give(changed), give(yes)]).toEqual([1, 0, 1]);
    expect(give({ ...yes, version: yes.version + 1 })).toBe(1);
  });
});

describe('seat commands of the lead', () => {
  it('admit a candidate once', () => {
    const log = consented(new InterviewLog());
    const { seatId } = log.candidate;
    const first = commandHandlers['seat.admit'](as(log, log.interviewer), { seatId });
    expect(first.events).toEqual([{ kind: 'seat.admitted', payload: { seatId } }]);
    log.add('seat.admitted', { seatId });
    expect(commandHandlers['seat.admit'](as(log, log.interviewer), { seatId }).events).toEqual([]);
  });

  it('do not admit staff, strangers, or a removed person', () => {
    const log = new InterviewLog();
    const admit = (seatId: NewSeat['seatId']) => () =>
      commandHandlers['seat.admit'](as(log, log.interviewer), { seatId });
    expect(admit(log.evaluator.seatId)).toThrow(/only-candidates-wait/);
    expect(admit(newSeatId())).toThrow(/not-found \{"what":"seat"/);
    log.add('seat.removed', { seatId: log.candidate.seatId });
    expect(admit(log.candidate.seatId)).toThrow(/person-removed/);
  });

  it("can't remove the lead", () => {
    const log = new InterviewLog();
    const { seatId } = log.interviewer;
    expect(() => commandHandlers['seat.remove'](as(log, log.interviewer), { seatId })).toThrow(
      /cannot-remove-yourself/,
    );
  });

  it('hand the lead to interviewers only', () => {
    const log = new InterviewLog();
    const transfer = (seat: NewSeat) =>
      commandHandlers['lead.transfer'](as(log, log.interviewer), { seatId: seat.seatId });
    expect(() => transfer(log.candidate)).toThrow(/only-interviewers-lead/);
    expect(transfer(log.secondInterviewer).events).toHaveLength(1);
    expect(transfer(log.interviewer).events).toHaveLength(0);
  });
});

describe('when the lead is gone', () => {
  it('the interviewer who has been inside the longest takes over, or no one when there is none', () => {
    const log = new InterviewLog();
    log.enter(log.interviewer);
    log.add('session.opened', {});
    expect(leadHandover(log.state, log.interviewer.seatId)).toEqual([]);
    log.enter(log.secondInterviewer);
    expect(leadHandover(log.state, log.interviewer.seatId)).toEqual([
      { kind: 'lead.transferred', payload: { toSeatId: log.secondInterviewer.seatId } },
    ]);
    expect(leadHandover(log.state, log.secondInterviewer.seatId)).toEqual([]);
  });
});

describe('the sweep of seats', () => {
  it('keeps a disconnected seat for the grace period and then releases it', () => {
    const log = consented(new InterviewLog()).openAndAdmit();
    const clientId = log.enter(log.candidate);
    log.disconnect(log.candidate, clientId);
    const alive = new Set(['server-1']);
    expect(overdue(log.state, log.lastAt + SEAT_GRACE_MS - 1, alive)).toEqual([]);
    expect(overdue(log.state, log.lastAt + SEAT_GRACE_MS, alive)).toEqual([
      { kind: 'seat.left', payload: { seatId: log.candidate.seatId, reason: 'timed-out' } },
    ]);
  });

  it('releases a page after that time when another page of the seat is connected', () => {
    const log = consented(new InterviewLog()).openAndAdmit();
    const { seatId } = log.evaluator;
    const [drops, stays] = [log.enter(log.evaluator), log.enter(log.evaluator)];
    log.disconnect(log.evaluator, drops);
    const alive = new Set(['server-1']);
    const droppedAt = log.lastAt;
    expect(overdue(log.state, droppedAt + SEAT_GRACE_MS - 1, alive)).toEqual([]);
    const [expired, ...others] = overdue(log.state, droppedAt + SEAT_GRACE_MS, alive);
    expect([expired, ...others]).toEqual([{ kind: 'page.expired', payload: { seatId, clientId: drops } }]);
    expect(new Set(mediaPeers(log.state).keys())).toEqual(
      new Set([peerIdOf(seatId, drops), peerIdOf(seatId, stays)]),
    );
    log.add('page.expired', { seatId, clientId: drops });
    expect(new Set(mediaPeers(log.state).keys())).toEqual(new Set([peerIdOf(seatId, stays)]));
  });

  it('lets a seat wait for any of its disconnected pages, and releases it as a whole', () => {
    const log = consented(new InterviewLog()).openAndAdmit();
    const { seatId } = log.evaluator;
    const [first, second] = [log.enter(log.evaluator), log.enter(log.evaluator)];
    log.disconnect(log.evaluator, first);
    const firstDroppedAt = log.lastAt;
    log.disconnect(log.evaluator, second);
    const alive = new Set(['server-1']);
    expect(overdue(log.state, firstDroppedAt + SEAT_GRACE_MS, alive)).toEqual([]);
    expect(overdue(log.state, log.lastAt + SEAT_GRACE_MS, alive)).toEqual([
      { kind: 'seat.left', payload: { seatId, reason: 'timed-out' } },
    ]);
  });

  it('disconnects pages of dead servers, but no one while that is unknown', () => {
    const log = consented(new InterviewLog()).openAndAdmit();
    const clientId = log.enter(log.candidate);
    expect(overdue(log.state, log.lastAt, new Set(['server-1']))).toEqual([]);
    expect(overdue(log.state, log.lastAt, undefined)).toEqual([]);
    expect(overdue(log.state, log.lastAt, new Set(['server-2']))).toEqual([
      { kind: 'seat.disconnected', payload: { seatId: log.candidate.seatId, clientId } },
    ]);
  });

  it('disconnects a page of this server whose connection is gone, whatever Redis reports', () => {
    const log = consented(new InterviewLog()).openAndAdmit();
    const [here, gone] = [log.enter(log.evaluator), log.enter(log.evaluator)];
    const own = { serverId: 'server-1', isConnected: ({ clientId }: PageRef) => clientId === here };
    for (const alive of [new Set(['server-1']), undefined])
      expect(overdue(log.state, log.lastAt, alive, own)).toEqual([
        { kind: 'seat.disconnected', payload: { seatId: log.evaluator.seatId, clientId: gone } },
      ]);
  });
});
