import { describe, expect, it } from 'vitest';
import { SpeakerSelector } from '../../../sfu/ActiveSpeaker.ts';
import { PeerId } from '../../../shared/ids.ts';

const ADA = PeerId.parse('ada');
const GRACE = PeerId.parse('grace');

describe('SpeakerSelector', () => {
  it('selects the first person who speaks', () => {
    const selector = new SpeakerSelector();
    expect(selector.speaker).toBeUndefined();
    selector.measure(new Map([[ADA, -40]]));
    expect(selector.speaker).toBe(ADA);
  });

  it('keeps the speaker through one loud noise', () => {
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

  it('switches to a person who stays louder', () => {
    const selector = new SpeakerSelector();
    selector.measure(new Map([[ADA, -40]]));
    selector.measure(new Map([[GRACE, -30]]));
    selector.measure(new Map([[GRACE, -30]]));
    expect(selector.speaker).toBe(GRACE);
  });

  it('keeps the speaker through a pause, and selects no one after it is cleared', () => {
    const selector = new SpeakerSelector();
    selector.measure(new Map([[ADA, -40]]));
    selector.measure(new Map());
    expect(selector.speaker).toBe(ADA);
    selector.clear();
    expect(selector.speaker).toBeUndefined();
  });
});
