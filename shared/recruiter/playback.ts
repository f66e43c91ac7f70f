import type { SilentClip } from './clip.ts';
import type { LineKey } from './lines.ts';
import type { RecruiterState, Stage } from './recruiterState.ts';

/** What the media plane should be doing, as the state has it. The server that runs the recruiter makes it so. */
export interface Demand {
  /** Looped whenever nothing is played. */
  readonly loop: SilentClip;
  readonly play?: {
    /** The same for the same playing: a repeat of the request changes nothing. */
    readonly playId: string;
    readonly utterance: number;
    readonly line: LineKey;
    readonly fromMs: number;
  };
  /** Grows with each nod. */
  readonly nods: number;
}

export function demandOf({ stage, said, utterance, nods }: RecruiterState): Demand {
  const loop = loopOf(stage);
  const [line] = stage.name === 'speaking' ? stage.lines : [];
  const plays = stage.name === 'speaking' && line !== undefined && !stage.held && said?.clip !== 'missing';
  if (!plays) return { loop, nods };
  return {
    loop,
    nods,
    play: { playId: `${utterance}.${stage.take}`, utterance, line, fromMs: stage.fromMs },
  };
}

/** Which utterance is heard in that playing; undefined where it is none, but a nod. */
export function utteranceOf(playId: string): number | undefined {
  const [, utterance] = /^(\d+)\.\d+$/.exec(playId) ?? [];
  return utterance === undefined ? undefined : Number(utterance);
}

function loopOf(stage: Stage): SilentClip {
  // The recruiter's picture is everybody's: were it another one in the time to think, raters would see how long that is.
  if (stage.name === 'moment') return 'thinking';
  return stage.name === 'listening' && stage.softEndSince !== undefined ? 'ready' : 'listening';
}
