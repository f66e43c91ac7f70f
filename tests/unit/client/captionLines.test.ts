import { describe, expect, it } from 'vitest';
import { CaptionLines } from '../../../client/core/captions/CaptionLines.ts';
import type { CaptionText } from '../../../shared/media/captions.ts';
import { newSeatId } from '../../support/interviewLog.ts';

const ADA = newSeatId();
const GRACE = newSeatId();

class Talk {
  readonly lines = new CaptionLines();
  #now = 100_000;

  /** One version of a line, a second after the one before. */
  hear(speaker: typeof ADA | 'recruiter', lineId: string, words: Partial<CaptionText>): this {
    this.#now += 1_000;
    const line = { lineId, text: '', tail: '', final: false, understood: true, agoMs: 0, ...words };
    this.lines.put(speaker, line, this.#now);
    return this;
  }

  get shown(): string[] {
    return this.lines.all.get().map(({ text, tail }) => (tail ? `${text} (${tail})` : text));
  }
}

describe('captions on the page', () => {
  it('show the newest version of each line, in the order in which people started', () => {
    const talk = new Talk()
      .hear(ADA, '1', { text: 'I would', tail: 'look' })
      .hear(GRACE, '1', { text: 'Right.', final: true })
      .hear(ADA, '1', { text: 'I would look at', tail: 'the index' });
    expect(talk.shown).toEqual(['I would look at (the index)', 'Right.']);
  });

  it('put a line where it started, however late it comes', () => {
    const talk = new Talk()
      .hear(GRACE, '1', { text: 'Second.', final: true })
      .hear(ADA, '1', { text: 'First.', final: true, agoMs: 5_000 });
    expect(talk.shown).toEqual(['First.', 'Second.']);
  });

  it('never change a final line', () => {
    const talk = new Talk()
      .hear(ADA, '1', { text: 'The index.', final: true })
      .hear(ADA, '1', { text: 'The', tail: 'in' })
      .hear(ADA, '1', { text: 'The end.', final: true });
    expect(talk.shown).toEqual(['The index.']);
  });

  it('remove a line in which nothing was said', () => {
    const talk = new Talk().hear(ADA, '1', { tail: 'Um' }).hear(ADA, '1', { final: true });
    expect(talk.shown).toEqual([]);
  });

  it('keep what was not understood', () => {
    new Talk().hear(ADA, '1', { final: true, understood: false });
    const talk = new Talk().hear(ADA, '1', { final: true, understood: false });
    expect(talk.lines.all.get()).toMatchObject([{ text: '', understood: false, finalNumber: 1 }]);
  });

  it('end a draft when its person starts another line, and still take its final version', () => {
    const talk = new Talk()
      .hear(ADA, '1', { text: 'I would', tail: 'look' })
      .hear(GRACE, '1', { tail: 'Go on' })
      .hear(ADA, '2', { tail: 'Then' });
    expect(talk.shown).toEqual(['I would look', ' (Go on)', ' (Then)']);
    talk.hear(ADA, '1', { text: 'I would look.', final: true });
    expect(talk.shown).toEqual(['I would look.', ' (Go on)', ' (Then)']);
  });

  it('number final lines in the order in which they became final', () => {
    const talk = new Talk()
      .hear(ADA, '1', { tail: 'Long' })
      .hear(GRACE, '1', { text: 'Short.', final: true })
      .hear(ADA, '1', { text: 'Long.', final: true });
    expect(talk.lines.all.get().map(({ text, finalNumber }) => [text, finalNumber])).toEqual([
      ['Long.', 2],
      ['Short.', 1],
    ]);
  });

  it('drop the oldest lines of a long interview', () => {
    const talk = new Talk();
    for (let number = 1; number <= 601; number += 1)
      talk.hear(ADA, `${number}`, { text: `${number}`, final: true });
    expect([talk.shown.length, talk.shown[0], talk.shown.at(-1)]).toEqual([600, '2', '601']);
  });
});
