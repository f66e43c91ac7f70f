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

  it('says that somebody reconnects, and never that they left', () => {
    const before = exampleView(SEATS.grace, [SEATS.grace, SEATS.ada]);
    const after = applyPatch(before, { seats: { [SEATS.ada]: { presence: 'reconnecting' } } });
    expect(announcements(before, after)).toEqual(['Ada is reconnecting.']);
    expect(announcements(after, before)).toEqual(['Ada is back.']);
  });

  it('does not say that somebody left the room who was cut off in the lobby and never in it', () => {
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
    expect(announcements(before, after)).toEqual(['You lead this interview now.']);
  });
});
