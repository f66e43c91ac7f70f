import { describe, expect, it } from 'vitest';
import { readOpusVoicing } from '../../../../sfu/voice/audioPacket.ts';
import { voicingOf } from '../../../support/spoken/opus.ts';
import { cough, sequence, silence, synthesize } from '../../../support/spokenAudio.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe('opusVoicing', () => {
  it.each([
    ['a pitch in a vowel', '789bd34289c27246', true],
    ['no pitch in a consonant', '7883329cb0abdaac', false],
    ['no pitch in a cough', '7894114b6c224047', false],
    ['undefined in silence', '781ba0d705d98dd2', undefined],
    ['undefined without a SILK layer', 'f85de179c674c3bf', undefined],
    ['undefined for stereo', '7c9bd34289c27246', undefined],
    ['undefined for several frames', '799bd34289c27246', undefined],
    ['undefined for 10 ms', '709bd34289c27246', undefined],
    ['undefined for redundancy', '78c0000000000000', undefined],
    ['undefined for a packet that ends after its first byte', '78', undefined],
    ['undefined for an empty packet', '', undefined],
  ])('returns %s', (_, hex, isVoiced) => {
    expect(readOpusVoicing(bytes(hex))).toBe(isVoiced);
  });

  it('finds the vowels of short words, and no pitch in coughs', async () => {
    for (const [index, text] of ['Yes.', 'No.', 'Um.', 'Six.'].entries()) {
      const word = await synthesize(text, { voice: index % 2 ? 'slt' : 'rms', levelDbov: -28 });
      const voicing = voicingOf(sequence(silence(300), word, silence(300)).samples);
      expect(voicing.filter(Boolean).length, text).toBeGreaterThanOrEqual(3);
      const coughing = sequence(silence(300), cough({ peakDbov: -28, seed: index + 1 }), silence(300));
      expect(voicingOf(coughing.samples), text).not.toContain(true);
    }
  });
});
