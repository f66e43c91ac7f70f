import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InterviewEvent } from '../../../../shared/interview/events.ts';
import { reduceAll } from '../../../../shared/interview/reduce.ts';
import { recruiterContextOf } from '../../../../shared/recruiter/recruiterContextOf.ts';
import { RecruiterButton } from '../../../../shared/recruiter/recruiterView.ts';
import { deadlineOf } from '../../../../shared/recruiter/step.ts';
import type { QuestionOutcome } from '../../../../shared/rubric/rubricState.ts';
import { exampleInterviewKit } from '../../../support/exampleKit.ts';
import { RecruiterPlay } from '../../../support/recruiterPlay.ts';

/** Everything that people, devices, and the network can do to an interview, and time that passes. */
const move = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 6_000 }).map(ms => ['advance', ms] as const) },
  { weight: 2, arbitrary: fc.integer({ min: 6_000, max: 200_000 }).map(ms => ['advance', ms] as const) },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('speaking', 'silent', 'faint', 'absent')
      .map(state => ['sound', state] as const),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...RecruiterButton.options).map(button => ['button', button] as const),
  },
  { weight: 2, arbitrary: fc.constant(['button', 'retry'] as const) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('pause', 'resume', 'skip', 'repeat', 'takeOver', 'handBack')
      .map(order => ['order', order] as const),
  },
  { weight: 1, arbitrary: fc.constantFrom('same', 'following').map(next => ['handBack', next] as const) },
  { weight: 2, arbitrary: fc.nat(20).map(which => ['probe', which] as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('on', 'muted', 'off').map(state => ['microphone', state] as const),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('leave', 'disconnect', 'comeBack').map(way => ['candidate', way] as const),
  },
  { weight: 1, arbitrary: fc.constantFrom('leadEnters', 'leadLeaves').map(way => ['lead', way] as const) },
);
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

const kit = {
  questions: exampleInterviewKit()
    .questions.slice(0, 3)
    .map((question, index) => (index === 0 ? question : { ...question, retries: index - 1 })),
};
const plays = fc.record({
  practice: fc.boolean(),
  attempt: fc.boolean(),
  pace: fc.constantFrom('faster', 'normal', 'slower'),
  unplayable: fc.boolean(),
  moves: fc.array(move, { maxLength: 60 }),
});

function make(play: RecruiterPlay, [kind, value]: Move): void {
  if (play.state.phase !== 'open') return;
  switch (kind) {
    case 'advance':
      play.advance(value);
      return;
    case 'sound':
      play.sound(value);
      return;
    case 'button':
      play.input({ type: 'pressed', button: value });
      return;
    case 'order':
      play.input({ type: 'ordered', order: value, seatId: play.lead.seatId });
      return;
    case 'handBack':
      play.input({ type: 'ordered', order: 'handBack', seatId: play.lead.seatId, next: value });
      return;
    case 'probe': {
      const question = play.kit.questions[value % play.kit.questions.length];
      if (question) play.queueProbe(question.id, value % 2);
      return;
    }
    case 'microphone':
      play.microphone(value);
      return;
    case 'candidate':
      play[value]();
      return;
    case 'lead':
      play[value]();
      return;
  }
}

function played({
  practice,
  attempt,
  pace,
  unplayable,
  moves,
}: typeof plays extends fc.Arbitrary<infer P> ? P : never) {
  const play = new RecruiterPlay({
    kit,
    settings: { practice, pace },
    ...(attempt && { attempt: { length: 'full', purpose: 'evaluation' } }),
    unplayable: line => unplayable && line.length % 2 === 0,
  });
  play.leadEnters().comeIn();
  // Makes a person who practices reach an answer more often, because more can be done with it.
  if (attempt) play.press('ready').press('skipIntroduction');
  for (const one of moves) make(play, one);
  return play;
}

/**
 * Returns the question that is open at the end and how each was left, and expects that two are never open at
 * the same time and none reopens without a cause.
 */
function openings(log: readonly InterviewEvent[]) {
  let open: string | undefined;
  const left: Record<string, QuestionOutcome> = {};
  const opened = new Set<string>();
  let pressed: string | undefined;
  const taken: Record<string, number> = {};
  for (const event of log) {
    if (event.kind === 'question.opened') {
      const { questionId, leaving } = event.payload;
      // Opening another question leaves the open one; only an open question can be left.
      expect(leaving !== undefined).toBe(open !== undefined);
      if (open && leaving) left[open] = leaving;
      // A question reopens only when its skip is undone, it is answered again, or it had to wait for one of
      // these.
      if (pressed === 'retry') taken[questionId] = (taken[questionId] ?? 0) + 1;
      else if (opened.has(questionId))
        expect(left[questionId]).toBe(pressed === 'undoSkip' ? 'skipped' : 'set-aside');
      opened.add(questionId);
      open = questionId;
    }
    if (event.kind === 'question.closed') {
      expect(event.payload.questionId).toBe(open);
      left[event.payload.questionId] = event.payload.outcome;
      open = undefined;
    }
    if (event.kind === 'session.ended') open = undefined;
    if (event.kind === 'recruiter.stepped')
      pressed = event.payload.input.type === 'pressed' ? event.payload.input.button : undefined;
  }
  return { open, left, opened, taken };
}

describe('for any actions', () => {
  it('no two questions are open, none reopens without a cause, and no acknowledgment is heard twice', () => {
    fc.assert(
      fc.property(plays, input => {
        const play = played(input);
        const { taken } = openings(play.log);
        // No question is answered again more often than its kit allows, and only in practice.
        for (const { id, retries = 2 } of kit.questions)
          expect(taken[id] ?? 0).toBeLessThanOrEqual(input.attempt ? retries : 0);
        const acknowledgements = play.lines.filter(line => line.startsWith('acknowledgement.'));
        expect(new Set(acknowledgements).size).toBe(acknowledgements.length);
        const asked = play.log.filter(event => event.kind === 'probe.settled').map(({ payload }) => payload);
        expect(new Set(asked.map(one => 'requestId' in one && one.requestId)).size).toBe(asked.length);
      }),
      { numRuns: 400 },
    );
  });

  it('the interview never stops while it is the virtual recruiter’s turn, and can always be finished', () => {
    fc.assert(
      fc.property(plays, input => {
        const play = played(input);
        const context = recruiterContextOf(play.state);
        const { name } = play.stage;
        if (
          play.state.phase === 'open' &&
          context &&
          (name === 'speaking' || name === 'thinking' || name === 'over')
        )
          expect(deadlineOf(play.recruiter, context)).toBeDefined();
        finish(play);
        expect(play.state.phase).toBe('ended');
        const { open, left, opened } = openings(play.log);
        expect(open).toBeUndefined();
        const cutShort = play.log.some(
          ({ kind, payload }) =>
            kind === 'recruiter.stepped' &&
            payload.input.type === 'pressed' &&
            payload.input.button === 'finish',
        );
        if (cutShort) return;
        // Every question was asked and closed; silence ended nothing.
        expect(opened.size).toBe(kit.questions.length);
        expect(Object.keys(left)).toHaveLength(kit.questions.length);
        expect(Object.values(left)).not.toContain('set-aside');
      }),
      { numRuns: 300 },
    );
  });

  it('the interview starts only when the candidate is ready', () => {
    fc.assert(
      fc.property(plays, input => {
        const play = played(input);
        const spoken = play.log.find(
          ({ kind, payload }) =>
            kind === 'recruiter.stepped' &&
            ((payload.input.type === 'pressed' && payload.input.button === 'ready') ||
              (payload.input.type === 'voice' && payload.input.state === 'speaking')),
        );
        if (play.recruiter.utterance > 0) expect(spoken).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });

  it('silence alone ends nothing', () => {
    fc.assert(
      fc.property(plays, fc.integer({ min: 60_000, max: 3_600_000 }), (input, ms) => {
        const play = played(input);
        if (play.state.phase !== 'open') return;
        // A word in progress counts as an answer once its end is reported.
        play.untilQuestionWaits().sound('silent').advance(1_000);
        if (play.stage.name !== 'listening' || play.recruiter.topic?.answer) return;
        const before = play.recruiter.topic?.questionId;
        play.advance(ms);
        expect(play.state.phase).toBe('open');
        expect(play.recruiter.topic?.questionId).toBe(before);
      }),
      { numRuns: 200 },
    );
  });

  it('another server computes the same state from any part of the log, and continues from there', () => {
    fc.assert(
      fc.property(plays, fc.double({ min: 0, max: 1, noNaN: true }), (input, share) => {
        const play = played(input);
        expect(play.rebuilt()).toEqual(play.state);
        const cut = Math.max(1, Math.floor(play.log.length * share));
        const resumed = reduceAll(play.log.slice(cut), reduceAll(play.log.slice(0, cut)));
        expect(resumed).toEqual(play.state);
        // The log as read from the database.
        expect(reduceAll(JSON.parse(JSON.stringify(play.log)))).toEqual(play.state);
      }),
      { numRuns: 150 },
    );
  });
});

/** Answers every question, with the lead out of the way. */
function finish(play: RecruiterPlay): void {
  for (let turn = 0; turn < 200 && play.state.phase === 'open'; turn += 1) {
    const { name } = play.stage;
    if (play.state.seats[play.candidate.seatId]?.presence !== 'inside') play.comeBack();
    if (play.recruiter.droppedSince !== undefined) play.comeBack();
    if (name === 'person') play.order('handBack');
    else if (name === 'paused') play.order('resume');
    else if (name === 'before') play.press('ready');
    else if (name === 'moment') play.input({ type: 'pressed', button: 'moment' });
    else if (name === 'listening') {
      play.microphone('on');
      play.sound('silent').advance(10).speak(30_000).advance(5_000);
    } else {
      play.sound('silent');
      play.leadLeaves().advance(15_000);
    }
  }
}
