import { describe, expect, it } from 'vitest';
import { auditEntriesOf } from '../../../server/features/audit/auditEvents.ts';
import { commandHandlers } from '../../../server/features/commands.ts';
import { UserId } from '../../../shared/ids.ts';
import type { Actor, EventKind, EventPayload, InterviewEvent } from '../../../shared/interview/events.ts';
import {
  agreesToTranscript,
  CONSENT_VERSION,
  INTERVIEWER_CONSENT_VERSION,
} from '../../../shared/interview/setup.ts';
import { newClientId } from '../../support/interviewLog.ts';
import { RecordedLog, recordingId, stretchId } from '../../support/recordedLog.ts';

function asLead(log: RecordedLog) {
  const own = () => log.seat(log.interviewer);
  return {
    state: log.state,
    now: log.lastAt,
    clientId: newClientId(),
    serverId: 's',
    actorName: 'Grace',
    own,
  };
}

describe('recording commands of the lead', () => {
  const direct = (log: RecordedLog, order: 'stop' | 'resume') =>
    commandHandlers['recording.direct'](asLead(log), { order }).events;

  it('stop and resume, each once', () => {
    const log = RecordedLog.inTheRoom();
    expect(direct(log, 'resume')).toEqual([]);
    expect(direct(log, 'stop')).toEqual([{ kind: 'recording.directed', payload: { order: 'stop' } }]);
    log.add('recording.directed', { order: 'stop' });
    expect(direct(log, 'stop')).toEqual([]);
    expect(direct(log, 'resume')).toEqual([{ kind: 'recording.directed', payload: { order: 'resume' } }]);
  });

  it('delete the recording, and reject a second deletion', () => {
    const erase = (log: RecordedLog) => commandHandlers['recording.erase'](asLead(log), {}).events;
    const log = RecordedLog.inTheRoom();
    expect(erase(log)).toEqual([]);
    log.start('1');
    expect(erase(log)).toEqual([{ kind: 'recording.erased', payload: { recordingId: recordingId('a') } }]);
    expect(erase(log.erase())).toEqual([]);
  });
});

describe('audit log entries for recording', () => {
  const STAFF: Actor = { type: 'staff', userId: UserId.parse('user-1') };
  const SYSTEM: Actor = { type: 'system' };

  function entriesOf<K extends EventKind>(log: RecordedLog, actor: Actor, kind: K, payload: EventPayload<K>) {
    const { interviewId } = log.state;
    const event = { seq: 99, at: log.lastAt, actor, kind, payload } as InterviewEvent;
    return auditEntriesOf({ interviewId, before: log.state, events: [event] }).map(({ target, ...entry }) => {
      expect(target).toBe(interviewId);
      return entry;
    });
  }

  const answer = (log: RecordedLog, recording: boolean, observers: boolean, version = CONSENT_VERSION) => {
    const { seatId } = log.candidate;
    return entriesOf(log, { type: 'seat', seatId }, 'consent.given', {
      seatId,
      consent: { version, recording, observers },
    });
  };

  it('name the purposes that a person agreed to or withdrew', () => {
    const log = new RecordedLog();
    const { seatId } = log.candidate;
    const entry = (action: string, ...fields: string[]) => ({
      actor: `seat:${seatId}`,
      action,
      details: { seatId, fields },
    });
    expect(answer(log, true, true)).toEqual([entry('consent.given', 'recording', 'observers')]);
    expect(answer(log, false, false)).toEqual([]);
    log.answer(true);
    expect(answer(log, true, true)).toEqual([]);
    expect(answer(log, false, true)).toEqual([entry('consent.withdrawn', 'recording')]);
    expect(answer(log, false, false)).toEqual([entry('consent.withdrawn', 'recording', 'observers')]);
  });

  it('count consent to older wording as none', () => {
    const log = new RecordedLog().answer(true, undefined, 1);
    expect(answer(log, true, true)).toMatchObject([
      { action: 'consent.given', details: { fields: ['recording'] } },
    ]);
  });

  it("contain interviewers' own consent to recording, and nothing from observers", () => {
    const log = new RecordedLog();
    const { seatId } = log.interviewer;
    const given = (recording: boolean) => ({
      seatId,
      consent: { version: INTERVIEWER_CONSENT_VERSION, recording, observers: true },
    });
    const actor = { type: 'seat', seatId } as const;
    expect(entriesOf(log, actor, 'consent.given', given(false))).toEqual([]);
    expect(entriesOf(log, actor, 'consent.given', given(true))).toMatchObject([
      { action: 'consent.given', details: { seatId, fields: ['recording'] } },
    ]);
    log.add('consent.given', given(true));
    expect(entriesOf(log, actor, 'consent.given', given(false))).toMatchObject([
      { action: 'consent.withdrawn', details: { seatId, fields: ['recording'] } },
    ]);
  });

  it('name the transcript only together with a recording', () => {
    const log = RecordedLog.inTheRoom();
    const { seatId } = log.candidate;
    const given = (recording: boolean, transcript: boolean) => ({
      seatId,
      consent: { version: CONSENT_VERSION, recording, observers: true, transcript },
    });
    const actor = { type: 'seat', seatId } as const;
    expect(entriesOf(log, actor, 'consent.given', given(true, true))).toMatchObject([
      { action: 'consent.given', details: { fields: ['transcript'] } },
    ]);
    log.add('consent.given', given(true, true));
    expect(agreesToTranscript(log.state.seats[seatId]?.consent)).toBe(true);
    expect(entriesOf(log, actor, 'consent.given', given(true, false))).toMatchObject([
      { action: 'consent.withdrawn', details: { fields: ['transcript'] } },
    ]);
    expect(entriesOf(log, actor, 'consent.given', given(false, true))).toMatchObject([
      { action: 'consent.withdrawn', details: { fields: ['recording', 'transcript'] } },
    ]);
    log.add('consent.given', given(false, true));
    expect(agreesToTranscript(log.state.seats[seatId]?.consent)).toBe(false);
  });

  it('name a new lead and the one before, unless the lead has left', () => {
    const log = RecordedLog.inTheRoom();
    const { seatId } = log.candidate;
    const before = log.state.leadSeatId;
    expect(before).toBeDefined();
    expect(entriesOf(log, STAFF, 'lead.transferred', { toSeatId: seatId })).toEqual([
      { actor: 'user-1', action: 'interview.leadChanged', details: { seatId, before } },
    ]);
    const { interviewId } = log.state;
    const at = { seq: 99, at: log.lastAt, actor: SYSTEM };
    const events: InterviewEvent[] = [
      { ...at, kind: 'seat.left', payload: { seatId: log.interviewer.seatId, reason: 'timed-out' } },
      { ...at, kind: 'lead.transferred', payload: { toSeatId: seatId } },
    ];
    expect(auditEntriesOf({ interviewId, before: log.state, events })).toEqual([]);
  });

  it('contain decisions of the lead and the console', () => {
    const log = RecordedLog.inTheRoom().start('1');
    const actor = 'user-1';
    expect(entriesOf(log, STAFF, 'recording.directed', { order: 'stop' })).toEqual([
      { actor, action: 'recording.stopped' },
    ]);
    expect(entriesOf(log, STAFF, 'recording.directed', { order: 'resume' })).toEqual([
      { actor, action: 'recording.resumed' },
    ]);
    expect(entriesOf(log, STAFF, 'recording.erased', { recordingId: recordingId('a') })).toEqual([
      { actor, action: 'recording.erased', details: { recordingId: recordingId('a') } },
    ]);
  });

  it("contain the reason why a recording can't start, and no other end of a recording", () => {
    const log = RecordedLog.inTheRoom().start('1');
    const ids = { stretchId: stretchId('1') };
    for (const reason of ['storage-full', 'failed'] as const) {
      expect(entriesOf(log, SYSTEM, 'recording.stopped', { ...ids, reason })).toEqual([
        { actor: 'system', action: 'recording.failed', details: { ...ids, reason } },
      ]);
      expect(entriesOf(log, SYSTEM, 'recording.refused', { trouble: reason })).toEqual([
        { actor: 'system', action: 'recording.failed', details: { reason } },
      ]);
    }
    expect(entriesOf(log, SYSTEM, 'recording.stopped', { ...ids, reason: 'consent' })).toEqual([]);
    expect(entriesOf(log, SYSTEM, 'session.closed', {})).toEqual([]);
  });
});
