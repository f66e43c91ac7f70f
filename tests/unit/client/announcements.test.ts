import { describe, expect, it } from 'vitest';
import { announcements } from '../../../client/core/announcements.ts';
import { applyPatch } from '../../../shared/protocol/mergePatch.ts';
import { exampleView, SEATS } from './exampleView.ts';

describe('screen reader announcements in the room', () => {
  it('name a person who joins', () => {
    const before = exampleView(SEATS.grace, [SEATS.grace]);
    const after = exampleView(SEATS.grace, [SEATS.grace, SEATS.ada]);
    expect(announcements(before, after)).toEqual(['Ada is in the room.']);
  });

  it('announce that someone reconnects, and not that they left', () => {
    const before = exampleView(SEATS.grace, [SEATS.grace, SEATS.ada]);
    const after = applyPatch(before, { seats: { [SEATS.ada]: { presence: 'reconnecting' } } });
    expect(announcements(before, after)).toEqual(['Ada is reconnecting.']);
    expect(announcements(after, before)).toEqual(['Ada is back.']);
  });

  it('do not announce a departure of someone who disconnected in the waiting room', () => {
    const view = exampleView(SEATS.grace, [SEATS.grace, SEATS.ada]);
    const before = applyPatch(view, {
      seats: { [SEATS.ada]: { presence: 'reconnecting', admitted: false } },
    });
    const after = applyPatch(before, { seats: { [SEATS.ada]: { presence: 'left' } } });
    expect(announcements(before, after)).toEqual([]);
  });

  it('omit observers', () => {
    const before = exampleView(SEATS.grace, [SEATS.grace]);
    const after = exampleView(SEATS.grace, [SEATS.grace, SEATS.barbara]);
    expect(announcements(before, after)).toEqual([]);
  });

  it('read out the messages of others, not one’s own', () => {
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

  it('announce when this person becomes the lead', () => {
    const before = exampleView(SEATS.edsger, [SEATS.grace, SEATS.edsger]);
    const after = applyPatch(before, { leadSeatId: SEATS.edsger });
    expect(announcements(before, after)).toEqual(['You’re now the lead of this interview.']);
  });

  it('announce once when recording starts and stops, with the reason that this person may know', () => {
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

  it('tell a candidate in the second person why nothing is recorded', () => {
    const off = exampleView(SEATS.ada, [SEATS.grace, SEATS.ada]);
    expect(off.recording).toEqual({ state: 'off', why: 'consent', kept: false });
    const on = { ...off, recording: { state: 'on' as const, kept: true } };
    expect(announcements(on, off)).toEqual(['Recording has stopped. You haven’t agreed to be recorded.']);
  });
});
