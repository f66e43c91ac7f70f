import { describe, expect, it } from 'vitest';
import { announcements } from '../../../client/core/announcements.ts';
import { applyPatch } from '../../../shared/protocol/mergePatch.ts';
import { exampleView, SEATS } from './exampleView.ts';

describe('what a screen reader hears of the room', () => {
  it('names who comes in', () => {
    const before = exampleView(SEATS.grace, [SEATS.grace]);
    const after = exampleView(SEATS.grace, [SEATS.grace, SEATS.ada]);
    expect(announcements(before, after)).toEqual(['Ada is in the room.']);
  });

  it('says that someone reconnects, and never that they left', () => {
    const before = exampleView(SEATS.grace, [SEATS.grace, SEATS.ada]);
    const after = applyPatch(before, { seats: { [SEATS.ada]: { presence: 'reconnecting' } } });
    expect(announcements(before, after)).toEqual(['Ada is reconnecting.']);
    expect(announcements(after, before)).toEqual(['Ada is back.']);
  });

  it('does not say that someone left the room who was cut off in the lobby and never in it', () => {
    const view = exampleView(SEATS.grace, [SEATS.grace, SEATS.ada]);
    const before = applyPatch(view, {
      seats: { [SEATS.ada]: { presence: 'reconnecting', admitted: false } },
    });
    const after = applyPatch(before, { seats: { [SEATS.ada]: { presence: 'left' } } });
    expect(announcements(before, after)).toEqual([]);
  });

  it('does not mention who only watches', () => {
    const before = exampleView(SEATS.grace, [SEATS.grace]);
    const after = exampleView(SEATS.grace, [SEATS.grace, SEATS.barbara]);
    expect(announcements(before, after)).toEqual([]);
  });

  it('reads out the messages of others, not one’s own', () => {
    const before = exampleView(SEATS.grace, [SEATS.grace, SEATS.ada]);
    const message = (from: string, fromName: string) => ({
      at: 5,
      fromSeatId: from,
      fromName,
      text: 'Hello',
    });
    const after = applyPatch(before, {
      chat: {
        '00000000-0000-7000-8000-00000000000b': message(SEATS.ada, 'Ada'),
        '00000000-0000-7000-8000-00000000000c': message(SEATS.grace, 'Grace'),
      },
    });
    expect(announcements(before, after)).toEqual(['Ada writes: Hello']);
  });

  it('says when the lead is handed over to this person', () => {
    const before = exampleView(SEATS.edsger, [SEATS.grace, SEATS.edsger]);
    const after = applyPatch(before, { leadSeatId: SEATS.edsger });
    expect(announcements(before, after)).toEqual(['You’re now the lead of this interview.']);
  });

  it('says once when recording starts and stops, and why as far as this person is told', () => {
    const off = exampleView(SEATS.grace, [SEATS.grace, SEATS.ada]);
    const on = { ...off, recording: { state: 'on' as const, kept: true } };
    const stopped = { ...off, recording: { state: 'off' as const, why: 'lead' as const, kept: true } };
    expect(announcements(off, on)).toEqual(['Recording has started.']);
    expect(announcements(on, stopped)).toEqual(['Recording has stopped. The lead interviewer stopped it.']);
    expect(announcements(on, { ...off, recording: { state: 'off', kept: true } })).toEqual([
      'Recording has stopped.',
    ]);
    expect(announcements(stopped, { ...stopped, recording: { ...stopped.recording, kept: false } })).toEqual(
      [],
    );
  });

  it('tells a candidate in the second person why nothing is recorded', () => {
    const off = exampleView(SEATS.ada, [SEATS.grace, SEATS.ada]);
    expect(off.recording).toEqual({ state: 'off', why: 'consent', kept: false });
    const on = { ...off, recording: { state: 'on' as const, kept: true } };
    expect(announcements(on, off)).toEqual(['Recording has stopped. You haven’t agreed to be recorded.']);
  });
});
