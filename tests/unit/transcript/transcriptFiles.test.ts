import { expect, it } from 'vitest';
import { InterviewId, PassageId, SeatId } from '../../../shared/ids.ts';
import type { Passage, Transcript } from '../../../shared/transcript/transcript.ts';
import { cuesOf, transcriptFile } from '../../../shared/transcript/transcriptFiles.ts';
import { retimedWords, spreadWords } from '../../../shared/transcript/wordTimes.ts';

const ID = '01890000-0000-7000-8000-000000000000';
const ada = SeatId.parse(ID);
const SUBJECT = { interviewId: InterviewId.parse(ID), title: 'First round', startedAt: 0 };

function passage(text: string, fromMs = 1_000, toMs = 5_000): Passage {
  const span = { fromMs, toMs };
  const words = spreadWords(text, span, { speech: [span], fromMs: 0 });
  return { passageId: PassageId.parse(ID), seatId: ada, ...span, understood: text !== '', words };
}

function transcript(...passages: Passage[]): Transcript {
  const speakers = [{ role: 'candidate' as const, seatId: ada, name: 'Ada <i> & Co\n-->' }];
  return {
    state: 'ready',
    language: 'en',
    speakers,
    passages,
    may: { correct: true, download: true, erase: true },
  };
}

it('writes WebVTT in which no text is markup, or ends a caption', () => {
  const vtt = transcriptFile('vtt', transcript(passage('I <b>said</b> 1 --> 2 & more\n\nNOTE no')), SUBJECT);
  expect(vtt).toBe(
    [
      'WEBVTT\n',
      'NOTE Automatic transcript. It can be wrong.\n',
      '00:00:01.000 --> 00:00:05.000',
      '<v Ada &lt;i&gt; &amp; Co --&gt;>I &lt;b&gt;said&lt;/b&gt; 1 --&gt; 2 &amp; more NOTE no\n',
    ].join('\n'),
  );
});

it('cuts captions to two lines, in order', () => {
  const text = 'word '.repeat(60).trim();
  const cues = cuesOf(transcript(passage('Later.', 30_000, 31_000), passage(text, 0, 15_000)));
  expect(cues.every(cue => cue.text.length <= 84 && cue.toMs > cue.fromMs)).toBe(true);
  expect(cues.map(cue => cue.text).join(' ')).toBe(`${text} Later.`);
});

it('writes plain text with times, and says what was not understood', () => {
  const txt = transcriptFile(
    'txt',
    transcript(passage('Hello.'), passage('', 3_723_000, 3_724_000)),
    SUBJECT,
  );
  expect(txt.split('\n')).toEqual([
    'First round',
    'Automatic transcript. It can be wrong.',
    '',
    '[00:00:01] Ada <i> & Co -->: Hello.',
    '[01:02:03] Ada <i> & Co -->: [not understood]',
    '',
  ]);
});

it('writes JSON with words and times', () => {
  const json = JSON.parse(transcriptFile('json', transcript(passage('Hello there.')), SUBJECT));
  expect(json).toMatchObject({ title: 'First round', passages: [{ text: 'Hello there.', fromMs: 1_000 }] });
});

it('spreads words over the moments with sound', () => {
  const span = { fromMs: 10_000, toMs: 14_000 };
  const dbov = new Array<number>(50).fill(90);
  dbov.fill(30, 0, 10);
  dbov.fill(32, 30, 40);
  const voice = { speech: [span], levels: { stepMs: 100, dbov }, fromMs: 10_000 };
  const [first, second] = spreadWords('twelve eleven', span, voice);
  expect(first).toEqual({ text: 'twelve', fromMs: 10_000, toMs: 11_000 });
  expect(second).toEqual({ text: 'eleven', fromMs: 13_000, toMs: 14_000 });
});

it('keeps the times of unchanged words in a correction', () => {
  const before = spreadWords(
    'one two three four',
    { fromMs: 0, toMs: 4_000 },
    { speech: [{ fromMs: 0, toMs: 4_000 }], fromMs: 0 },
  );
  const after = retimedWords('zero one deux trois four five', before, { fromMs: 0, toMs: 5_000 });
  expect(after.map(({ text }) => text)).toEqual(['zero', 'one', 'deux', 'trois', 'four', 'five']);
  expect(after[1]).toEqual(before[0]);
  expect(after[4]).toEqual(before[3]);
  expect([after[2]?.fromMs, after[3]?.toMs]).toEqual([before[1]?.fromMs, before[2]?.toMs]);
  expect(after[5]?.toMs).toBe(5_000);
  expect(retimedWords('new words', [], { fromMs: 0, toMs: 1_000 }).at(-1)?.toMs).toBe(1_000);
});
