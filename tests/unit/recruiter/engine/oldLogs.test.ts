import { describe, expect, it } from 'vitest';
import { EVENT_PAYLOADS, type EventKind, type InterviewEvent } from '../../../../shared/interview/events.ts';
import { reduce } from '../../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import recorded from './logs/byItself.json' with { type: 'json' };

/** As the database gives an event back. */
function decoded(event: (typeof recorded.log)[number]): InterviewEvent {
  const kind = event.kind as EventKind;
  return { ...event, payload: EVENT_PAYLOADS[kind].parse(event.payload) } as InterviewEvent;
}

/**
 * A log that the engine wrote when it still began by itself, and what the state was after each event: with lines that had no clip, a
 * practice question, a cut-in, a person who took over, a candidate who left and came back, a skip and a pause.
 */
describe('a log of before the candidate had to be ready', () => {
  it('leads to the same stages, lines and questions as when it was written', () => {
    const story: unknown[] = [];
    let state: InterviewState | undefined;
    for (const event of recorded.log.map(decoded)) {
      state = reduce(state, event);
      const { recruiter } = state;
      if (!recruiter) continue;
      const { stage, said, utterance, topic } = recruiter;
      const now = [stage.name, said?.line ?? '', utterance, topic?.questionId ?? '', said?.clip ?? ''];
      const before = (story.at(-1) as unknown[] | undefined)?.slice(1);
      if (JSON.stringify(before) !== JSON.stringify(now)) story.push([event.seq, ...now]);
    }
    expect(story).toEqual(recorded.story);
    expect(state?.phase).toBe('ended');
  });
});
