import { describe, expect, it } from 'vitest';
import type { ComposeTask } from '../../../../server/features/recording/compose/composeTask.ts';
import { planPieces } from '../../../../server/features/recording/compose/plan/planPieces.ts';
import { captionPages, planSigns } from '../../../../server/features/recording/compose/plan/planSigns.ts';
import { ADA, GRACE, gap, mediaOf, PEOPLE, recordingOf, span } from './madeUpRecording.ts';

function signsOf(task: Partial<ComposeTask>, captions: Parameters<typeof planSigns>[2] = []) {
  const whole: ComposeTask = {
    recording: recordingOf(20_000, []),
    files: {},
    people: PEOPLE,
    captions: [],
    chapters: [],
    title: 'Backend Developer',
    workFolder: '',
    outFile: '',
    ...task,
  };
  return planSigns(whole, planPieces(whole.recording, PEOPLE), captions);
}

describe('planSigns', () => {
  it('shows who speaks and who is muted, each for its time', () => {
    const recording = recordingOf(20_000, [
      mediaOf(ADA, 0, 20_000, { speech: [span(4_000, 6_000), span(6_500, 8_000), span(9_000, 9_100)] }),
      mediaOf(GRACE, 0, 20_000, { gaps: [gap('audio', 'muted', 5_000, 10_000)] }),
    ]);
    const [signs] = signsOf({ recording });
    expect(signs?.map(({ frames, speaking, muted }) => [frames / 25, speaking, muted])).toEqual([
      [4, [], []],
      [1, ['ada'], []],
      [3, ['ada'], ['grace']],
      [2, [], ['grace']],
      [10, [], []],
    ]);
  });

  it('covers every piece, whatever changes outside it', () => {
    const recording = recordingOf(130_000, [
      mediaOf(ADA, 0, 130_000, { speech: [span(10_000, 70_000)] }),
      mediaOf(GRACE, 30_000, 90_000),
    ]);
    const pieces = planPieces(recording, PEOPLE);
    const signs = signsOf({ recording });
    expect(signs.map(each => each.reduce((sum, { frames }) => sum + frames, 0))).toEqual(
      pieces.map(({ frames }) => frames),
    );
  });

  it('names the open question, or the interview between questions', () => {
    const chapters = [{ title: 'Why?', fromMs: 5_000, toMs: 12_000 }];
    const [signs] = signsOf({ recording: recordingOf(20_000, [mediaOf(ADA, 0, 20_000)]), chapters });
    expect(signs?.map(({ heading }) => heading)).toEqual(['Backend Developer', 'Why?', 'Backend Developer']);
  });

  it('has captions where something was recorded', () => {
    const recording = recordingOf(20_000, [mediaOf(ADA, 0, 20_000)], [span(0, 10_000), span(15_000, 20_000)]);
    const captions = [{ fromMs: 8_000, toMs: 17_000, text: 'Hello' }];
    expect(signsOf({ recording }, captions).map(each => each.map(({ caption }) => caption))).toEqual([
      [undefined, 'Hello'],
      [undefined],
      ['Hello', undefined],
    ]);
  });
});

describe('captions that are too long for the space', () => {
  const lines = (text: string) => text.split(' ');

  it('are split into pages, each for its share of the time', () => {
    const pages = captionPages([{ fromMs: 1_000, toMs: 5_000, text: 'aaaa bbbb cccc dddd' }], lines, 2);
    expect(pages).toEqual([
      { fromMs: 1_000, toMs: 3_000, text: 'aaaa\nbbbb' },
      { fromMs: 3_000, toMs: 5_000, text: 'cccc\ndddd' },
    ]);
  });

  it('end where the next caption starts', () => {
    const pages = captionPages(
      [
        { fromMs: 4_000, toMs: 9_000, text: 'second' },
        { fromMs: 1_000, toMs: 5_000, text: 'first' },
      ],
      lines,
      2,
    );
    expect(pages.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [1_000, 4_000],
      [4_000, 9_000],
    ]);
  });

  it('are omitted when there is no text', () => {
    expect(captionPages([{ fromMs: 0, toMs: 1_000, text: '' }], () => [], 2)).toEqual([]);
  });
});
