import { describe, expect, it } from 'vitest';
import { EVENT_PAYLOADS, type EventKind, type InterviewEvent } from '../../../../shared/interview/events.ts';
import { reduce } from '../../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import recorded from './logs/byItself.json' with { type: 'json' };

/** Returns the event as read from the database. */
function decoded(event: (typeof recorded.log)[number]): InterviewEvent {
  const kind = event.kind as EventKind;
  return { ...event, payload: EVENT_PAYLOADS[kind].parse(event.payload) } as InterviewEvent;
}

/**
 * A log that the engine wrote when it still started automatically, with the state after each event. It
 * contains lines without a clip, a practice question, an interruption, a takeover, a candidate who left and
 * returned, a skip, and a pause.
 */
describe('a log from before the candidate had to be ready', () => {
  it('leads to the stages, lines, and questions of that time', () => {
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
