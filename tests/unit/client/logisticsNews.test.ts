import { describe, expect, it } from 'vitest';
import { logisticsNews } from '../../../client/core/conductor/raterTalk.ts';
import type { SeatId } from '../../../shared/ids.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import type { LogisticsLine } from '../../../shared/rubric/rubricState.ts';
import { RubricPlay } from '../../support/rubricPlay.ts';

const [LEAD, EVALUATOR] = [0, 2];

describe('messages between evaluators', () => {
  const look = (play: RubricPlay, person: number) => viewOf(play.state, play.viewer(person));
  const say = (play: RubricPlay, person: number, line: LogisticsLine) =>
    play.command(play.viewer(person), 'logistics.send', { line });

  it('are new to the others once, and not to their sender', () => {
    const play = new RubricPlay();
    const [lead, evaluator] = [look(play, LEAD), look(play, EVALUATOR)];
    say(play, EVALUATOR, 'cannot-hear-candidate');
    say(play, EVALUATOR, 'time-is-short');
    const barbara = play.people[EVALUATOR]?.seatId as SeatId;
    expect(logisticsNews(lead, look(play, LEAD))).toMatchObject([
      { fromSeatId: barbara, line: 'cannot-hear-candidate' },
      { fromSeatId: barbara, line: 'time-is-short' },
    ]);
    expect(logisticsNews(look(play, LEAD), look(play, LEAD))).toEqual([]);
    expect(logisticsNews(evaluator, look(play, EVALUATOR))).toEqual([]);
  });

  it('are not new to a person who joined later', () => {
    const play = new RubricPlay();
    say(play, EVALUATOR, 'cannot-hear-candidate');
    const { rubric: _none, ...before } = look(play, LEAD);
    expect(logisticsNews(before, look(play, LEAD))).toEqual([]);
  });
});
