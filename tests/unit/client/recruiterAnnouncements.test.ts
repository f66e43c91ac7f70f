import { describe, expect, it } from 'vitest';
import { announcements } from '../../../client/core/announcements.ts';
import type { SeatId } from '../../../shared/ids.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { exampleView, SEATS } from './exampleView.ts';

function seen(recruiter: Partial<RecruiterView>, viewer: SeatId = SEATS.ada): InterviewView {
  const base: RecruiterView = { turn: 'speaking', timerOff: false, buttons: [], orders: [], written: {} };
  return { ...exampleView(viewer, [SEATS.ada, SEATS.grace]), recruiter: { ...base, ...recruiter } };
}

describe('screen reader announcements about the virtual recruiter', () => {
  it('state when it is the candidate’s turn', () => {
    expect(announcements(seen({}), seen({ turn: 'yours' }))).toEqual(['Your turn.']);
    expect(announcements(seen({}), seen({ turn: 'thinking' }))).toEqual([
      'Time to think. Start whenever you like.',
    ]);
  });

  it('do not mention every pause in an answer', () => {
    expect(announcements(seen({ turn: 'yours' }), seen({ turn: 'goingOn' }))).toEqual([]);
    expect(announcements(seen({ turn: 'goingOn' }), seen({ turn: 'yours' }))).toEqual([]);
  });

  it('leave spoken lines to the virtual recruiter’s own voice', () => {
    const spoken = { fromMs: 0, cues: [], startedAt: 5 };
    const after = seen({ caption: { utterance: 2, text: 'What is an index?', spoken } });
    expect(announcements(seen({ turn: 'yours' }), after)).toEqual([]);
  });

  it('read out a line without a voice, once', () => {
    const line = seen({ caption: { utterance: 2, text: 'What is an index?' } });
    expect(announcements(seen({}), line)).toEqual(['What is an index?']);
    expect(announcements(line, { ...line, watching: 3 })).toEqual([]);
  });

  it('read out a line whose clip is missing', () => {
    const awaited = seen({ caption: { utterance: 2, text: 'Welcome.', spoken: { fromMs: 0, cues: [] } } });
    expect(announcements(awaited, seen({ caption: { utterance: 2, text: 'Welcome.' } }))).toEqual([
      'Welcome.',
    ]);
  });

  it('state once, after the first answer, that it can be given again', () => {
    const question = { number: 1, of: 3, text: 'Why?', practice: false };
    const buttons: RecruiterView['buttons'] = ['retry'];
    const answering = seen({ turn: 'goingOn', question, buttons, retriesLeft: 2 });
    const over = seen({ turn: 'speaking', question, buttons, retriesLeft: 2 });
    expect(announcements(answering, over)).toEqual([
      'To answer this question again, press A, then Enter. You can do this 2 more times.',
    ]);
    expect(announcements(seen({ turn: 'yours', question }), answering)).toEqual([]);
    const second = { ...question, number: 2 };
    const later = (turn: RecruiterView['turn']) => seen({ turn, question: second, buttons, retriesLeft: 2 });
    expect(announcements(later('yours'), later('speaking'))).toEqual([]);
  });

  it('mention keys only where there is a keyboard', () => {
    const question = { number: 1, of: 3, text: 'Why?', practice: false };
    const after = seen({ question, buttons: ['undoSkip', 'retry', 'finish'], retriesLeft: 2 });
    const before = seen({ turn: 'yours', question });
    const ready = seen({ turn: 'before' });
    const practice = { purpose: 'self', length: 'full' } as const;
    const said = (keys: boolean) => [
      ...announcements(before, after, keys),
      ...announcements(seen({}), ready, keys),
      ...announcements({ ...seen({}), practice }, { ...ready, practice }, keys),
    ];
    expect(said(false)).toEqual([
      'Question skipped. “Undo skip” goes back to it.',
      'To answer this question again, press “Answer again”. You can do this 2 more times.',
      'To finish the interview, press “Finish”.',
      'The virtual recruiter is waiting for you. To start, press “I’m ready” or start talking.',
      'The virtual recruiter speaks first. If nothing happens, press “I’m ready”.',
    ]);
    expect(said(true).filter(text => /press [A-Z]\b/i.test(text))).toHaveLength(5);
  });

  it('name the person who has taken over', () => {
    const after = seen({ turn: 'person', personSeatId: SEATS.grace });
    expect(announcements(seen({}), after)).toEqual(['Grace has taken over from the virtual recruiter.']);
  });

  it('are for the candidate only', () => {
    expect(announcements(seen({}, SEATS.grace), seen({ turn: 'yours' }, SEATS.grace))).toEqual([]);
  });
});
