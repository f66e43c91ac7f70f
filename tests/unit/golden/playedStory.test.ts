import { expect, it } from 'vitest';
import { decodeEvent, encodeEvent } from '../../../server/store/eventRows.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';
import { RecruiterPlay } from '../../support/recruiterPlay.ts';
import { foldedOf } from './goldenLog.ts';
import { recordLog } from './recordLog.ts';

/** Covers timer rules that no other recorded log exercises. */
it('a candidate starts by voice, interrupts the virtual recruiter, loses the microphone, and answers briefly and in writing', async () => {
  const play = new RecruiterPlay({
    kit: {
      questions: exampleInterviewKit()
        .questions.slice(0, 4)
        .map(question => ({ ...question, probes: [] })),
    },
    accommodations: { textAnswers: true },
  });
  play.leadEnters().comeIn();
  play.speak(800).until(() => play.stage.name === 'speaking');
  // Interrupts the same line until the recruiter finishes it regardless.
  while (!insisting(play)) {
    play.until(() => play.recruiter.said?.clip === 'playing').advance(200);
    play.speak(700).until(() => play.stage.name !== 'speaking' || !play.stage.held);
  }
  play.speak(700).advance(200);
  play.untilListening();
  // A person takes over for a moment, before an answer.
  play
    .order('takeOver')
    .until(() => play.stage.name === 'person')
    .advance(20_000)
    .order('handBack');
  play.untilListening();
  // Speech that ends before it counts, and a microphone that is lost in the middle of an answer.
  play.sound('speaking').advance(205).sound('silent').advance(700);
  play.speak(3_000).advance(300).sound('absent').advance(9_000).sound('silent').advance(500);
  play.untilListening().answer(6_000);
  play.until(() => play.recruiter.said?.line === 'standard.concreteExample').untilListening();
  play.answer(20_000).untilListening();
  const { topic } = play.recruiter;
  if (!topic?.questionId) throw new Error('No question is open.');
  play.add('answer.written', { questionId: topic.questionId, text: 'A written answer of many words.' });
  play.input({ type: 'written', words: 60 });
  play.untilListening().leadLeaves();
  play.answer(30_000).until(() => play.state.phase === 'ended');

  const rows = await Promise.all(
    play.log.map(event => encodeEvent(play.state.interviewId, event, { find: async () => undefined })),
  );
  const stored = rows.map(row => decodeEvent(row, () => undefined));
  expect(foldedOf(stored).state).toEqual(JSON.parse(JSON.stringify(play.state)));
  const held = play.log.filter(
    ({ kind, payload }) => kind === 'recruiter.stepped' && payload.input.type === 'play.held',
  );
  expect(held.length).toBeGreaterThanOrEqual(2);
  expect(play.lines).toEqual(expect.arrayContaining(['standard.concreteExample', 'standard.microphoneOff']));
  recordLog('played-5', rows, []);
});

function insisting({ stage }: RecruiterPlay): boolean {
  return stage.name === 'speaking' && stage.insists === true;
}
