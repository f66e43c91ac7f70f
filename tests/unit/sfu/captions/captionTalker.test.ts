import { beforeEach, describe, expect, it } from 'vitest';
import { CaptionTalker } from '../../../../sfu/captions/CaptionTalker.ts';
import type { ToCaptioner } from '../../../../sfu/captions/captionMessages.ts';
import type { CaptionText } from '../../../../shared/media/captions.ts';

const TICKS_PER_MS = 48;
/** Timestamps wrap around during the tests. */
const START = 2 ** 32 - 1_000 * TICKS_PER_MS;
const timestampAt = (ms: number) => (START + ms * TICKS_PER_MS) >>> 0;

describe('a microphone for the captioning process', () => {
  let sent: ToCaptioner[];
  let lines: CaptionText[];
  let talker: CaptionTalker;
  let atMs: number;

  beforeEach(() => {
    sent = [];
    lines = [];
    atMs = 0;
    talker = new CaptionTalker({
      talkerId: '1',
      language: 'en',
      send: message => sent.push(message),
      onLine: line => lines.push(line),
    });
  });

  const pass = (ms: number) => {
    for (const endMs = atMs + ms; atMs < endMs; atMs += 20)
      talker.take({ timestamp: timestampAt(atMs), payload: new Uint8Array(1) }, performance.now());
  };
  const line = (text: string, final: boolean, fromMs: number, toMs: number) =>
    talker.takeLine({
      type: 'line',
      talkerId: '1',
      line: { text, tail: '', final, understood: true },
      fromTimestamp: timestampAt(fromMs),
      toTimestamp: timestampAt(toMs),
    });
  /** What was sent, with times in milliseconds. */
  const told = () =>
    sent.flatMap((message): (string | number)[] => {
      if (message.type === 'packets') return message.packets.map(({ timestamp }) => msOf(timestamp));
      return message.type === 'voice'
        ? [`${message.isSpeaking ? 'speaks' : 'silent'} ${msOf(message.timestamp)}`]
        : [message.type];
    });
  const msOf = (timestamp: number) => ((timestamp - START) | 0) / TICKS_PER_MS;
  const packetsFrom = (fromMs: number, toMs: number) =>
    Array.from({ length: (toMs - fromMs) / 20 }, (_, index) => fromMs + index * 20);

  it('sends nothing while no one speaks', () => {
    pass(60_000);
    expect(sent).toEqual([]);
  });

  it('sends packets from before a voice until after it, each once and in order', () => {
    pass(2_000);
    talker.setVoice(true, timestampAt(1_900));
    pass(1_000);
    talker.setVoice(false, timestampAt(2_860));
    pass(3_000);
    expect(told()).toEqual([
      ...packetsFrom(1_600, 2_000),
      'speaks 1900',
      ...packetsFrom(2_000, 3_000),
      'silent 2860',
      ...packetsFrom(3_000, 3_900),
    ]);
  });

  it('ends the line of a muted microphone', () => {
    pass(1_000);
    talker.setVoice(true, timestampAt(900));
    pass(500);
    talker.end(timestampAt(1_500));
    talker.end(timestampAt(1_500));
    expect(told().slice(-2)).toEqual(['silent 1500', 'end']);
  });

  it('sends an unfinished line to a new process again', () => {
    pass(1_000);
    talker.setVoice(true, timestampAt(900));
    pass(2_000);
    line('I built', false, 600, 2_900);
    sent = [];
    talker.resend();
    expect(told()).toEqual([...packetsFrom(380, 920), 'speaks 900', ...packetsFrom(920, 3_000)]);
    line('I built it', true, 600, 2_900);
    expect(new Set(lines.map(({ lineId }) => lineId)).size).toBe(1);
    expect(lines.at(-1)).toMatchObject({ text: 'I built it', final: true });
  });

  it('sends nothing of a finished line again', () => {
    pass(1_000);
    talker.setVoice(true, timestampAt(900));
    pass(1_000);
    talker.setVoice(false, timestampAt(1_900));
    pass(2_000);
    line('I built it', true, 600, 2_200);
    sent = [];
    talker.resend();
    expect(sent).toEqual([]);
    expect(talker.isUnfinished).toBe(false);
  });

  it('keeps at most 16 s', () => {
    pass(1_000);
    talker.setVoice(true, timestampAt(900));
    pass(60_000);
    sent = [];
    talker.resend();
    expect(told().length).toBeLessThanOrEqual(16_000 / 20 + 2);
  });

  it('starts a new line after a final one', () => {
    line('One.', true, 0, 1_000);
    line('Two', false, 1_000, 2_000);
    line('Two.', true, 1_000, 2_000);
    expect(lines.map(({ text }) => text)).toEqual(['One.', 'Two', 'Two.']);
    expect(lines[1]?.lineId).toBe(lines[2]?.lineId);
    expect(lines[0]?.lineId).not.toBe(lines[1]?.lineId);
  });

  it('shows no line without words, but ends one that was shown', () => {
    line('', true, 0, 1_000);
    expect(lines).toEqual([]);
    line('Hm', false, 1_000, 2_000);
    line('', true, 1_000, 2_000);
    expect(lines.map(({ text, final }) => [text, final])).toEqual([
      ['Hm', false],
      ['', true],
    ]);
  });

  it('ends a line with the words that are shown when no process will finish it', () => {
    line('I built', false, 0, 1_000);
    talker.abandon();
    talker.abandon();
    expect(lines.map(({ text, final }) => [text, final])).toEqual([
      ['I built', false],
      ['I built', true],
    ]);
  });
});
