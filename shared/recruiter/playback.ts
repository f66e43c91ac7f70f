import type { SilentClip } from './clip.ts';
import type { LineKey } from './lines.ts';
import type { RecruiterState, Stage } from './recruiterState.ts';

export interface Demand {
  readonly loop: SilentClip;
  readonly play?: {
    /** Idempotency key: repeating a request with the same id changes nothing. */
    readonly playId: string;
    readonly utterance: number;
    readonly line: LineKey;
    readonly fromMs: number;
  };
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

/** Returns the number of the utterance that a play id belongs to, or undefined for a nod. */
export function utteranceOf(playId: string): number | undefined {
  const [, utterance] = /^(\d+)\.\d+$/.exec(playId) ?? [];
  return utterance === undefined ? undefined : Number(utterance);
}

function loopOf(stage: Stage): SilentClip {
  // Thinking time has no special loop, because the loop would show evaluators how long thinking time is.
  if (stage.name === 'moment') return 'thinking';
  return stage.name === 'listening' && stage.softEndSince !== undefined ? 'ready' : 'listening';
}
