import { describe, expect, it } from 'vitest';
import { castTimesOf, screenTimesOf } from '../../../../server/features/recording/compose/plan/castTimes.ts';
import { ADA, GRACE, gap, mediaOf, PEOPLE, recordingOf, span, VOICE } from './madeUpRecording.ts';

/** Returns the cast when the candidate's file has these gaps. */
function adaWith(changes: Parameters<typeof mediaOf>[3]) {
  const [ada] = castTimesOf(recordingOf(60_000, [mediaOf(ADA, 0, 60_000, changes)]), PEOPLE);
  if (!ada) throw new Error('There is no candidate.');
  return { ...ada, pictures: ada.pictures.flatMap(({ spans }) => spans) };
}

describe('castTimes', () => {
  it('lists the candidate first, then the virtual recruiter, then interviewers in order of arrival', () => {
    const other = { person: 'edsger', name: 'Edsger', role: 'interviewer' } as const;
    const recording = recordingOf(60_000, [
      mediaOf(GRACE, 5_000, 60_000),
      mediaOf(other, 2_000, 60_000),
      mediaOf(VOICE, 0, 60_000),
      mediaOf(ADA, 9_000, 60_000),
    ]);
    const cast = castTimesOf(recording, [other, ...PEOPLE]);
    expect(cast.map(({ person }) => person.person)).toEqual(['ada', 'recruiter', 'edsger', 'grace']);
  });

  it('omits people without media, and files of unknown people', () => {
    const unknown = { ...GRACE, person: 'unknown' };
    expect(castTimesOf(recordingOf(60_000, [mediaOf(unknown, 0, 60_000)]), PEOPLE)).toEqual([]);
  });

  it('shows a card while a camera is off, and none for a moment without video', () => {
    const gaps = [gap('video', 'off', 10_000, 20_000), gap('video', 'off', 30_000, 31_000)];
    expect(adaWith({ gaps }).pictures).toEqual([span(0, 10_000), span(20_000, 60_000)]);
  });

  it('keeps a video that freezes because of the network or a stalled capture', () => {
    const gaps = [gap('video', 'lost', 10_000, 20_000), gap('video', 'stalled', 30_000, 40_000)];
    expect(adaWith({ gaps }).pictures).toEqual([span(0, 60_000)]);
  });

  it('keeps the tile of a person who returns, and frees it when they stay away', () => {
    const away = (fromMs: number, toMs: number) => [
      gap('video', 'away', fromMs, toMs),
      gap('audio', 'away', fromMs, toMs),
    ];
    const ada = adaWith({ gaps: away(10_000, 15_000) });
    expect(ada.present).toEqual([span(0, 60_000)]);
    expect(ada.away).toEqual([span(10_000, 15_000)]);
    expect(ada.pictures).toEqual([span(0, 10_000), span(15_000, 60_000)]);
    const media = mediaOf(ADA, 0, 200_000, { gaps: away(10_000, 110_000) });
    const [long] = castTimesOf(recordingOf(200_000, [media]), PEOPLE);
    expect(long?.present).toEqual([span(0, 10_000), span(110_000, 200_000)]);
    expect(long?.away).toEqual([]);
  });

  it('states who is muted and who has no microphone', () => {
    expect(adaWith({ gaps: [gap('audio', 'muted', 5_000, 9_000)] }).muted).toEqual([span(5_000, 9_000)]);
    expect(adaWith({ gaps: [gap('audio', 'lost', 5_000, 9_000)] }).muted).toEqual([]);
    expect(adaWith({ hasAudio: false }).muted).toEqual([span(0, 60_000)]);
  });

  it('contains a screen while it is shared', () => {
    const screen = mediaOf(GRACE, 20_000, 50_000, {
      kind: 'screen',
      fileName: 'grace-screen.webm',
      gaps: [gap('video', 'off', 30_000, 40_000)],
    });
    const recording = recordingOf(60_000, [mediaOf(GRACE, 0, 60_000), screen]);
    const [times] = screenTimesOf(recording, PEOPLE);
    expect(times).toMatchObject({ person: GRACE, spans: [span(20_000, 30_000), span(40_000, 50_000)] });
    expect(castTimesOf(recording, PEOPLE)).toHaveLength(1);
  });
});
