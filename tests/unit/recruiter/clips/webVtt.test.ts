import { expect, it } from 'vitest';
import { webVtt } from '../../../../server/features/recruiter/clips/webVtt.ts';

it('writes captions as a browser reads them', () => {
  const cues = [
    { fromMs: 120, toMs: 2_500, text: 'Hello.' },
    { fromMs: 2_500, toMs: 3_661_007, text: 'Bye.' },
  ];
  expect(webVtt({ cues })).toBe(
    'WEBVTT\n\n00:00:00.120 --> 00:00:02.500\nHello.\n\n00:00:02.500 --> 01:01:01.007\nBye.\n',
  );
});

it('lets nothing in a text pass for markup, timing or the end of a cue', () => {
  const text = '<i>a</i> & b\n\n00:00 --> 00:01\r\nc';
  expect(webVtt({ cues: [{ fromMs: 0, toMs: 1, text }] })).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:00.001\n&lt;i&gt;a&lt;/i&gt; &amp; b 00:00 --&gt; 00:01 c\n',
  );
});

it('leaves out what no one could read, and is a whole file without captions', () => {
  expect(
    webVtt({
      cues: [
        { fromMs: 5, toMs: 5, text: 'a' },
        { fromMs: 5, toMs: 9, text: ' ' },
      ],
    }),
  ).toBe('WEBVTT\n');
  expect(webVtt({ cues: [] })).toBe('WEBVTT\n');
});
