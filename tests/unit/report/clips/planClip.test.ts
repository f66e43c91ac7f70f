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

describe('a clip', () => {
  it("has the candidate's picture, and everybody's sound who is there at its time", () => {
    const grace = finishedMedia('grace', { fromMs: 21_000, toMs: 60_000 });
    const late = finishedMedia('late', { fromMs: 22_000, toMs: 60_000 });
    const screen = finishedMedia('ada', WHOLE, { kind: 'screen', hasAudio: false });
    const found = plan([grace, screen, finishedMedia('ada', WHOLE), late]);
    expect(found?.picture).toMatchObject({ person: 'ada', kind: 'person' });
    expect(found?.sound.map(({ person }) => person)).toEqual(['grace', 'ada']);
    expect(found).toMatchObject({ ...CLIP, frames: 360, cards: [] });
  });

  it('shows why there is no picture where there is none', () => {
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

  it('is heard alone where no camera is on, or the candidate is not among those who were recorded', () => {
    const off = plan([finishedMedia('ada', WHOLE, { hasVideo: false })]);
    expect(off).toMatchObject({ picture: undefined, width: 640, height: 360 });
    expect(off?.cards).toEqual([{ card: 'off', spans: [CLIP] }]);
    const unknown = planClip(recorded([finishedMedia('unknown', WHOLE)]), undefined, CLIP);
    expect(unknown).toMatchObject({ picture: undefined, sound: [{ person: 'unknown' }] });
  });

  it('is as large as its largest picture and no larger than a page needs, wide or upright', () => {
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

  it('cannot be cut where nothing is recorded of it, or it is longer than clips are', () => {
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
