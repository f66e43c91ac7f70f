import { describe, expect, it } from 'vitest';
import { planClip } from '../../../../server/features/report/clips/planClip.ts';
import type { FinishedMedia, FinishedRecording, Span } from '../../../../shared/recording/finished.ts';
import { finishedMedia, newRecordingId, newStretchId } from '../../../support/finishedRecording.ts';

const WHOLE: Span = { fromMs: 0, toMs: 60_000 };
const CLIP: Span = { fromMs: 10_000, toMs: 22_000 };

function recorded(media: readonly FinishedMedia[], stretches: readonly Span[] = [WHOLE]): FinishedRecording {
  return {
    recordingId: newRecordingId(),
    durationMs: WHOLE.toMs,
    stretches: stretches.map(span => ({ stretchId: newStretchId(), ...span })),
    media: [...media],
    problems: [],
  };
}

const plan = (media: readonly FinishedMedia[], stretches?: readonly Span[], clip = CLIP) =>
  planClip(recorded(media, stretches), 'ada', clip);
const sized = (...sizes: FinishedMedia['sizes']) => finishedMedia('ada', WHOLE, { sizes });

describe('planClip', () => {
  it("uses the candidate's video, and the audio of everyone present", () => {
    const grace = finishedMedia('grace', { fromMs: 21_000, toMs: 60_000 });
    const late = finishedMedia('late', { fromMs: 22_000, toMs: 60_000 });
    const screen = finishedMedia('ada', WHOLE, { kind: 'screen', hasAudio: false });
    const found = plan([grace, screen, finishedMedia('ada', WHOLE), late]);
    expect(found?.picture).toMatchObject({ person: 'ada', kind: 'person' });
    expect(found?.sound.map(({ person }) => person)).toEqual(['grace', 'ada']);
    expect(found).toMatchObject({ ...CLIP, frames: 360, cards: [] });
  });

  it('states why there is no video', () => {
    const ada = finishedMedia(
      'ada',
      { fromMs: 11_000, toMs: 60_000 },
      { gaps: [{ kind: 'video', reason: 'off', fromMs: 14_000, toMs: 16_000 }] },
    );
    const stretches = [
      { fromMs: 0, toMs: 18_000 },
      { fromMs: 20_000, toMs: 60_000 },
    ];
    expect(plan([ada], stretches)?.cards).toEqual([
      { card: 'off', spans: [{ fromMs: 14_000, toMs: 16_000 }] },
      { card: 'away', spans: [{ fromMs: 10_000, toMs: 11_000 }] },
      { card: 'unrecorded', spans: [{ fromMs: 18_000, toMs: 20_000 }] },
    ]);
  });

  it('returns audio only when no camera is on, or the candidate was not recorded', () => {
    const off = plan([finishedMedia('ada', WHOLE, { hasVideo: false })]);
    expect(off).toMatchObject({ picture: undefined, width: 640, height: 360 });
    expect(off?.cards).toEqual([{ card: 'off', spans: [CLIP] }]);
    const unknown = planClip(recorded([finishedMedia('unknown', WHOLE)]), undefined, CLIP);
    expect(unknown).toMatchObject({ picture: undefined, sound: [{ person: 'unknown' }] });
  });

  it('uses the size of its largest video, limited to what a page needs, in landscape or portrait', () => {
    const sizeOf = (...sizes: FinishedMedia['sizes']) => {
      const { width, height } = plan([sized(...sizes)]) ?? {};
      return [width, height];
    };
    expect(sizeOf({ atMs: 0, width: 320, height: 180 })).toEqual([320, 180]);
    expect(sizeOf({ atMs: 0, width: 1_280, height: 720 })).toEqual([960, 540]);
    expect(sizeOf({ atMs: 0, width: 720, height: 1_280 })).toEqual([540, 960]);
    expect(
      sizeOf(
        { atMs: 0, width: 1_280, height: 720 },
        { atMs: 9_000, width: 321, height: 181 },
        { atMs: 15_000, width: 640, height: 360 },
        { atMs: 22_000, width: 1_280, height: 720 },
      ),
    ).toEqual([640, 360]);
  });

  it('ends with the recording', () => {
    expect(plan([sized()], undefined, { fromMs: 50_500, toMs: 70_000 })).toMatchObject({
      fromMs: 50_500,
      toMs: 60_000,
      frames: 285,
    });
  });

  it('rejects a clip without recorded media, or beyond the maximum length', () => {
    const ada = [finishedMedia('ada', WHOLE)];
    const hole = [
      { fromMs: 0, toMs: 10_400 },
      { fromMs: 21_600, toMs: 60_000 },
    ];
    expect(plan(ada, hole)).toBeUndefined();
    expect(plan(ada, [])).toBeUndefined();
    expect(plan([])).toBeUndefined();
    expect(plan(ada, undefined, { fromMs: 60_000, toMs: 75_000 })).toBeUndefined();
    expect(plan(ada, undefined, { fromMs: 22_000, toMs: 10_000 })).toBeUndefined();
    expect(plan(ada, undefined, { fromMs: 0, toMs: 30_001 })).toBeUndefined();
    expect(plan(ada, undefined, { fromMs: 0, toMs: 30_000 })).toBeDefined();
  });
});
