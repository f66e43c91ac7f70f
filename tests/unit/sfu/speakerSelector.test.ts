import { describe, expect, it } from 'vitest';
import { SpeakerSelector } from '../../../sfu/RoomAudio.ts';
import { PeerId } from '../../../shared/ids.ts';

const ADA = PeerId.parse('ada');
const GRACE = PeerId.parse('grace');

describe('who has the floor', () => {
  it('is the first who can be heard', () => {
    const selector = new SpeakerSelector();
    expect(selector.speaker).toBeUndefined();
    selector.measure(new Map([[ADA, -40]]));
    expect(selector.speaker).toBe(ADA);
  });

  it('does not change for one loud noise', () => {
    const selector = new SpeakerSelector();
    selector.measure(new Map([[ADA, -40]]));
    const cough = new Map([
      [ADA, -45],
      [GRACE, -20],
    ]);
    selector.measure(cough);
    selector.measure(new Map([[ADA, -40]]));
    selector.measure(cough);
    expect(selector.speaker).toBe(ADA);
  });

  it('changes to a person who goes on being louder', () => {
    const selector = new SpeakerSelector();
    selector.measure(new Map([[ADA, -40]]));
    selector.measure(new Map([[GRACE, -30]]));
    selector.measure(new Map([[GRACE, -30]]));
    expect(selector.speaker).toBe(GRACE);
  });

  it('stays through a pause and ends when it is cleared', () => {
    const selector = new SpeakerSelector();
    selector.measure(new Map([[ADA, -40]]));
    selector.measure(new Map());
    expect(selector.speaker).toBe(ADA);
    selector.clear();
    expect(selector.speaker).toBeUndefined();
  });
});
