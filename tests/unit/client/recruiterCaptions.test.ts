import { describe, expect, it } from 'vitest';
import { captionAt } from '../../../client/core/recruiter/captions.ts';
import type { Caption, RecruiterView, Turn } from '../../../shared/recruiter/recruiterView.ts';

const CUES = [
  { fromMs: 200, toMs: 2_000, text: 'Welcome.' },
  { fromMs: 2_000, toMs: 5_000, text: 'I ask the questions,' },
  { fromMs: 9_000, toMs: 11_000, text: 'and people evaluate.' },
];
const BEGAN = 100_000;

function at(now: number, spoken: Partial<NonNullable<Caption['spoken']>> = {}, turn: Turn = 'speaking') {
  return captionAt(
    view(
      { utterance: 1, text: 'All.', spoken: { startedAt: BEGAN, fromMs: 0, cues: CUES, ...spoken } },
      turn,
    ),
    now,
  );
}

function view(caption: Caption | undefined, turn: Turn): RecruiterView {
  return {
    turn,
    timerOff: false,
    buttons: [],
    orders: [],
    written: {},
    ...(caption && { caption }),
  };
}

describe('the virtual recruiter’s captions', () => {
  it('show nothing before the first word, and know its time', () => {
    expect(at(BEGAN + 100)).toEqual({ until: BEGAN + 200 });
  });

  it('show the current words until the next ones', () => {
    expect(at(BEGAN + 1_999).shown?.text).toBe('Welcome.');
    expect(at(BEGAN + 2_000)).toEqual({
      shown: { text: 'I ask the questions,', whole: false },
      until: BEGAN + 6_200,
    });
  });

  it('keep words briefly in a pause, and then hide them', () => {
    expect(at(BEGAN + 6_199).shown?.text).toBe('I ask the questions,');
    expect(at(BEGAN + 6_200)).toEqual({ until: BEGAN + 9_000 });
  });

  it('end shortly after the last word', () => {
    expect(at(BEGAN + 12_199).shown?.text).toBe('and people evaluate.');
    expect(at(BEGAN + 12_200)).toEqual({});
  });

  it('count from the position where the clip was resumed', () => {
    expect(at(BEGAN + 100, { fromMs: 2_000 })).toEqual({
      shown: { text: 'I ask the questions,', whole: false },
      until: BEGAN + 4_200,
    });
  });

  it('do not advance while the clip is paused', () => {
    const { startedAt: _held, ...held } = { startedAt: undefined, fromMs: 2_500, cues: CUES };
    const holding = captionAt(view({ utterance: 1, text: 'All.', spoken: held }, 'speaking'), BEGAN + 60_000);
    expect(holding).toEqual({ shown: { text: 'I ask the questions,', whole: false } });
    expect(captionAt(view({ utterance: 1, text: 'All.', spoken: held }, 'yours'), BEGAN)).toEqual({});
  });

  it('show the first words of a line that was paused before them, and none of a pending clip', () => {
    const held = (cues: typeof CUES) =>
      captionAt(view({ utterance: 1, text: 'All.', spoken: { fromMs: 0, cues } }, 'speaking'), BEGAN);
    expect(held(CUES)).toEqual({ shown: { text: 'Welcome.', whole: false } });
    expect(held([])).toEqual({});
  });

  it('are not ahead of a clip that starts in a moment', () => {
    expect(at(BEGAN - 500, { fromMs: 2_000 }).shown?.text).toBe('I ask the questions,');
  });

  it('show a line without audio completely, for its duration', () => {
    const unheard = { utterance: 1, text: 'Take your time.' };
    expect(captionAt(view(unheard, 'speaking'), BEGAN)).toEqual({
      shown: { text: 'Take your time.', whole: true },
    });
    expect(captionAt(view(unheard, 'yours'), BEGAN)).toEqual({});
  });

  it('are empty when nothing was said', () => {
    expect(captionAt(view(undefined, 'before'), BEGAN)).toEqual({});
  });
});
