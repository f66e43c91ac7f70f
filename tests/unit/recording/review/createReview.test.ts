import { describe, expect, it } from 'vitest';
import type { RecordingRecord } from '../../../../server/features/recording/RecordingRecords.ts';
import { createReview } from '../../../../server/features/recording/review/createReview.ts';
import { liveDeliveryOf } from '../../../../server/features/recording/review/liveDelivery.ts';
import { NodeId, ProducerId, peerIdOf, RECRUITER_PEER_ID } from '../../../../shared/ids.ts';
import type { InterviewEvent, NewSeat } from '../../../../shared/interview/events.ts';
import type { InterviewState, Viewer } from '../../../../shared/interview/state.ts';
import { personOfPeer } from '../../../../shared/recording/finished.ts';
import { noteMarkerId, ratingMarkerId } from '../../../../shared/recording/markers.ts';
import { type Marker, Review } from '../../../../shared/recording/review.ts';
import { ratingKey } from '../../../../shared/rubric/rating.ts';
import { chosenKit } from '../../../support/exampleKit.ts';
import {
  finishedMedia,
  newRecordingId,
  newStretchId,
  recordedInterview,
} from '../../../support/finishedRecording.ts';
import { InterviewLog, LOG_START_MS, newClientId } from '../../../support/interviewLog.ts';
import { RecruiterPlay } from '../../../support/recruiterPlay.ts';
import { noteOf, RubricPlay } from '../../../support/rubricPlay.ts';

const MAY = { erase: false, download: false };
const ORGANIZER: Viewer = { kind: 'organizer' };

/** Returns the review after encoding and decoding it as the server and client do. */
function review(
  state: InterviewState,
  events: readonly InterviewEvent[],
  record: RecordingRecord | undefined,
  viewer: Viewer = ORGANIZER,
): Review {
  return Review.parse(createReview({ state, events, record, viewer, may: MAY }));
}

const markersOf = <K extends Marker['kind']>({ markers }: Review, kind: K) =>
  markers.filter((marker): marker is Extract<Marker, { kind: K }> => marker.kind === kind);

const happenings = (made: Review) => markersOf(made, 'event').map(({ event, name }) => [event, name]);

const personOf = (seat: NewSeat) => personOfPeer(peerIdOf(seat.seatId, newClientId()));

describe('state of a review', () => {
  const log = new InterviewLog().openAndAdmit();
  const { state } = log;
  const recordingId = newRecordingId();
  const recording = { recordingId, stretches: [], stoppedByLead: false, erased: [] };
  const failedJob = { state: 'failed', progress: 0, reason: 'No room.' } as const;
  const jobs = [{ kind: 'finalise', ...failedJob } as const];
  const stateWith = (changes: Partial<InterviewState>, record?: RecordingRecord) =>
    review({ ...state, ...changes }, log.events, record).state;

  it('is none when nothing was recorded, and erased when everything was deleted', () => {
    expect(stateWith({})).toBe('none');
    expect(stateWith({ recording: { stretches: [], stoppedByLead: true, erased: [] } })).toBe('none');
    const erased = [{ recordingId, at: 1 }];
    expect(stateWith({ recording: { stretches: [], stoppedByLead: false, erased } })).toBe('erased');
  });

  it('is recording until the interview is over, then processing, ready, or failed', () => {
    expect(stateWith({ recording })).toBe('recording');
    expect(stateWith({ recording, phase: 'ended' })).toBe('processing');
    expect(stateWith({ recording, phase: 'ended' }, { files: {}, jobs })).toBe('failed');
    const composing = [{ kind: 'compose', ...failedJob } as const];
    expect(stateWith({ recording, phase: 'ended' }, { files: {}, jobs: composing })).toBe('processing');
  });

  it("is ready with the job's reason when composing failed", () => {
    const { state: recorded, record } = recordedInterview(state, [{ from: 1, to: 2 }], span => [
      finishedMedia(personOf(log.candidate), span),
    ]);
    const failed = [
      { kind: 'compose', state: 'failed', progress: 0.4, reason: 'ffmpeg is missing.' } as const,
    ];
    const made = review({ ...recorded, phase: 'ended' }, log.events, { ...record, jobs: failed });
    expect(made).toMatchObject({ state: 'ready', jobs: failed });
  });

  it('is failed when no media could be read, and none when no one sent any', () => {
    const { state: recorded, record } = recordedInterview(state, [{ from: 1, to: 2 }], () => []);
    if (!record.finished) throw new Error('The recording is not finalized.');
    const unreadable = { ...record.finished, problems: [{ code: 'unreadable' } as const] };
    expect(review(recorded, log.events, { ...record, finished: unreadable }).state).toBe('failed');
    expect(review(recorded, log.events, record).state).toBe('none');
  });

  it('has no content before it is ready', () => {
    const made = review({ ...state, phase: 'ended', recording }, log.events, { files: {}, jobs });
    expect(made).toMatchObject({ tracks: [], chapters: [], markers: [], captions: [] });
    expect(made.delivery).toBeUndefined();
  });
});

/** Questions one and two, asked by Grace, with the first reopened; each event a second after the last. */
function interviewed() {
  const log = new InterviewLog();
  log.add('kit.chosen', chosenKit());
  const page = log.enter(log.candidate);
  log.enter(log.interviewer);
  log.enter(log.evaluator);
  log.enter(log.observer);
  log.openAndAdmit();
  const at = (kind: InterviewEvent['kind']) => log.events.findLast(event => event.kind === kind)?.at ?? 0;
  return { log, page, at };
}

const [FIRST, SECOND] = chosenKit().kit.questions;
if (!FIRST || !SECOND) throw new Error('The kit has too few questions.');

describe('chapters of a review', () => {
  it('last from one opening to the next, one per opening, and end with the session', () => {
    const { log } = interviewed();
    const from = log.lastAt;
    log.add('question.opened', { questionId: FIRST.id }).add('answer.started', { questionId: FIRST.id });
    log.add('question.opened', { questionId: SECOND.id, leaving: 'set-aside' });
    log.add('question.closed', { questionId: SECOND.id, outcome: 'done' });
    log.add('question.opened', { questionId: FIRST.id }).add('session.ended', {});
    const { state, record } = recordedInterview(log.state, [{ from, to: from + 60_000 }], span => [
      finishedMedia(personOf(log.candidate), span),
    ]);
    expect(review(state, log.events, record).chapters).toEqual([
      { questionId: FIRST.id, number: 1, text: FIRST.text, fromMs: 1_000, toMs: 3_000, answerFromMs: 2_000 },
      { questionId: SECOND.id, number: 2, text: SECOND.text, fromMs: 3_000, toMs: 5_000 },
      { questionId: FIRST.id, number: 1, text: FIRST.text, fromMs: 5_000, toMs: 6_000 },
    ]);
  });

  it('are cut to the recorded time, and omitted for a question that was over before', () => {
    const { log } = interviewed();
    log.add('question.opened', { questionId: FIRST.id }).add('question.opened', { questionId: SECOND.id });
    const from = log.lastAt + 500;
    log.add('session.closed', {});
    const { state, record } = recordedInterview(log.state, [{ from, to: from + 60_000 }], span => [
      finishedMedia(personOf(log.candidate), span),
    ]);
    expect(review(state, log.events, record).chapters).toMatchObject([
      { questionId: SECOND.id, fromMs: 0, toMs: 500 },
    ]);
  });
});

describe('tracks of a review', () => {
  it('are named after people, candidate and virtual recruiter first and screens last, and include only stored files', () => {
    const { log } = interviewed();
    const [candidate, lead] = [personOf(log.candidate), personOf(log.interviewer)];
    const { state, record } = recordedInterview(log.state, [{ from: 0, to: 60_000 }], span => [
      finishedMedia(lead, span),
      finishedMedia(candidate, span, { kind: 'screen', fileName: 'screen-1.webm' }),
      finishedMedia(personOfPeer(RECRUITER_PEER_ID), span),
      finishedMedia(candidate, span),
      finishedMedia('somebody', span, { fileName: 'lost.webm' }),
    ]);
    const { 'lost.webm': _lost, ...files } = record.files;
    const { tracks } = review(state, log.events, { ...record, files });
    expect(tracks.map(({ kind, role, name, seatId }) => [kind, role, name, seatId])).toEqual([
      ['person', 'candidate', 'Ada', log.candidate.seatId],
      ['person', 'recruiter', 'Virtual recruiter', undefined],
      ['person', 'interviewer', 'Grace', log.interviewer.seatId],
      ['screen', 'candidate', 'Ada', log.candidate.seatId],
    ]);
  });
});

describe('event markers of a review', () => {
  it('include participants who send media, and no observers', () => {
    const { log, page } = interviewed();
    const from = LOG_START_MS + 1;
    log.disconnect(log.candidate, page);
    log.enter(log.candidate, page);
    log.add('session.extended', { minutes: 10 });
    log.add('seat.left', { seatId: log.evaluator.seatId, reason: 'left' });
    log.add('seat.left', { seatId: log.interviewer.seatId, reason: 'left' });
    log.add('session.ended', {});
    const { state, record } = recordedInterview(log.state, [{ from, to: log.lastAt }], span => [
      finishedMedia(personOf(log.candidate), span),
    ]);
    expect(happenings(review(state, log.events, record))).toEqual([
      ['joined', 'Grace'],
      ['joined', 'Ada'],
      ['dropped', 'Ada'],
      ['returned', 'Ada'],
      ['extended', undefined],
      ['left', 'Grace'],
    ]);
  });

  it('omit events before and after the recording', () => {
    const { log } = interviewed();
    const from = log.lastAt + 500;
    const { state, record } = recordedInterview(log.state, [{ from, to: from + 1_000 }], span => [
      finishedMedia(personOf(log.candidate), span),
    ]);
    log.add('session.extended', { minutes: 5 }).add('session.extended', { minutes: 5 });
    log.add('seat.left', { seatId: log.interviewer.seatId, reason: 'left' });
    expect(happenings(review(state, log.events, record))).toEqual([['extended', undefined]]);
  });

  it('include stops and resumes, but not the end', () => {
    const { log } = interviewed();
    const from = log.lastAt + 500;
    const recordingId = newRecordingId();
    const start = () => {
      const stretchId = newStretchId();
      log.add('recording.started', { recordingId, stretchId, nodeId: NodeId.parse('sfu-1'), agoMs: 0 });
      return stretchId;
    };
    log.add('recording.stopped', { stretchId: start(), reason: 'lead' });
    const last = start();
    log.add('session.ended', {}).add('recording.stopped', { stretchId: last, reason: 'closed' });
    const { state, record } = recordedInterview(log.state, [{ from, to: log.lastAt }], span => [
      finishedMedia(personOf(log.candidate), span),
    ]);
    expect(happenings(review(state, log.events, record)).map(([event]) => event)).toEqual([
      'recordingStopped',
      'recordingResumed',
    ]);
  });
});

describe('ratings and notes in a review', () => {
  /** Grace and Barbara have rated and taken notes; Grace has locked, and the interview is over. */
  function rated() {
    const play = new RubricPlay();
    play.play({ move: 'open', by: 0, question: 0 });
    for (const by of [0, 2]) {
      play.play({ move: 'rateAll', by, value: 4 });
      play.play({ move: 'note', by, question: 0 });
    }
    play.play({ move: 'lock', by: 0 });
    play.play({ move: 'end', by: 0 });
    const [grace, , barbara, ada] = play.people;
    if (!grace || !barbara || !ada) throw new Error('Someone is missing.');
    const made = (viewer: Viewer) => {
      const { state, record } = recordedInterview(
        play.state,
        [{ from: play.state.openedAt ?? 0, to: (play.state.openedAt ?? 0) + 600_000 }],
        span => [finishedMedia(personOf(ada), span)],
      );
      return review(state, play.events, record, viewer);
    };
    const lockTheOthers = () => {
      play.play({ move: 'rateAll', by: 1, value: 3 });
      for (const by of [1, 2]) play.play({ move: 'lock', by });
    };
    return { play, grace, barbara, made, lockTheOthers };
  }

  it('of others are absent until the viewer may see them', () => {
    const { grace, barbara, made, lockTheOthers } = rated();
    const [graces, barbaras] = [noteOf(grace.seatId), noteOf(barbara.seatId)];
    const seenBy = (viewer: Viewer) => {
      const seen = JSON.stringify(made(viewer));
      return { graces: seen.includes(graces), barbaras: seen.includes(barbaras) };
    };
    const [seenByGrace, seenByBarbara] = [
      { kind: 'seat', seatId: grace.seatId } as const,
      { kind: 'seat', seatId: barbara.seatId } as const,
    ];
    expect(seenBy(seenByGrace)).toEqual({ graces: true, barbaras: false });
    expect(seenBy(seenByBarbara)).toEqual({ graces: false, barbaras: true });
    expect(seenBy(ORGANIZER)).toEqual({ graces: false, barbaras: false });
    lockTheOthers();
    for (const viewer of [seenByGrace, seenByBarbara, ORGANIZER])
      expect(seenBy(viewer)).toEqual({ graces: true, barbaras: true });
  });

  it('name their author and subject with IDs that are safe in URLs', () => {
    const { grace, made, lockTheOthers } = rated();
    lockTheOthers();
    const marks = made(ORGANIZER);
    const rating = markersOf(marks, 'rating').find(({ seatId }) => seatId === grace.seatId);
    const competencyId = FIRST.competencies[0];
    if (!competencyId) throw new Error('The question feeds nothing.');
    const competency = chosenKit().kit.competencies.find(({ id }) => id === competencyId)?.name;
    expect(rating).toMatchObject({ byName: 'Grace', value: 4, questionId: FIRST.id, competency });
    expect(rating?.markerId).toBe(ratingMarkerId(grace.seatId, ratingKey(FIRST.id, competencyId)));
    const note = markersOf(marks, 'note').find(({ seatId }) => seatId === grace.seatId);
    expect(note?.markerId).toBe(note && noteMarkerId(note.noteId));
  });

  it('are placed where the evaluator heard the candidate, despite clock differences', () => {
    const { play, barbara } = rated();
    const card = play.state.rubric?.scorecards[barbara.seatId];
    const [key] = Object.keys(card?.ratings ?? {}) as (keyof NonNullable<typeof card>['ratings'])[];
    const rating = key && card?.ratings[key];
    if (!play.state.rubric || !card || !rating) throw new Error('Nothing was rated.');
    const producerId = ProducerId.parse('microphone');
    const stamp = { mediaTimeMs: 1, heard: { producerId, rtpTimestamp: 48_000 * 3 } };
    const ratings = { ...card.ratings, [key]: { ...rating, stamp } };
    const scorecards = { ...play.state.rubric.scorecards, [barbara.seatId]: { ...card, ratings } };
    const from = play.state.openedAt ?? 0;
    const { state, record } = recordedInterview(
      { ...play.state, rubric: { ...play.state.rubric, scorecards } },
      [{ from, to: from + 60_000 }],
      span => [
        finishedMedia('somebody', span, {
          producers: [
            {
              producerId,
              source: 'microphone',
              clockRate: 48_000,
              ...span,
              knots: [
                [0, 20_000],
                [48_000 * 10, 30_000],
              ],
            },
          ],
        }),
      ],
    );
    const marks = review(state, play.events, record, { kind: 'seat', seatId: barbara.seatId });
    const moved = markersOf(marks, 'rating').filter(({ atMs }) => atMs === 23_000);
    expect(moved.map(({ markerId }) => markerId)).toEqual([ratingMarkerId(barbara.seatId, key)]);
  });
});

describe('lines of the virtual recruiter in a review', () => {
  const recorded = (play: RecruiterPlay, from: number, to = play.now) => {
    const { state, record } = recordedInterview(play.state, [{ from, to }], span => [
      finishedMedia(personOf(play.candidate), span),
    ]);
    return review(state, play.log, record);
  };

  it('are included word for word, at the time they were heard', () => {
    const play = new RecruiterPlay().begin().answer(20_000).untilListening();
    const { captions } = recorded(play, LOG_START_MS);
    for (const { line, at } of play.heard) {
      const first = captions.find(({ fromMs }) => fromMs === at - LOG_START_MS);
      expect(first?.text, line).toBeTruthy();
    }
    const said = captions.map(({ text }) => text).join(' ');
    expect(said).toContain(play.kit.script.greeting);
    expect(said).toContain(FIRST.text);
    for (const [index, { fromMs, toMs }] of captions.entries()) {
      expect(toMs).toBeGreaterThan(fromMs);
      expect(captions[index + 1]?.fromMs ?? toMs).toBeGreaterThanOrEqual(toMs);
    }
  });

  it('are omitted when they were not recorded', () => {
    const play = new RecruiterPlay().begin();
    const second = play.heard[1];
    if (!second) throw new Error('The recruiter has not said enough.');
    const said = recorded(play, second.at).captions.map(({ text }) => text);
    expect(said.join(' ')).not.toContain(play.kit.script.greeting);
    expect(said.join(' ')).toContain(play.kit.script.consent);
  });

  it('end where the candidate interrupts, and continue where the line is resumed', () => {
    const play = new RecruiterPlay().enter();
    const begunAt = () =>
      play.log.flatMap(({ kind, payload, at }) =>
        kind === 'recruiter.stepped' && payload.input.type === 'play.started' ? [at - LOG_START_MS] : [],
      );
    play.until(() => begunAt().length === 1).advance(1_600);
    play.speak(700).until(() => begunAt().length === 2);
    play.until(({ heard }) => heard.length === 2);
    const { captions } = recorded(play, LOG_START_MS);
    const [first, again] = captions;
    expect([first?.text, again?.text]).toEqual([play.kit.script.greeting, play.kit.script.greeting]);
    expect([first?.fromMs, again?.fromMs]).toEqual(begunAt().slice(0, 2));
    // The line waits for as long as someone else speaks, and slightly longer.
    expect((again?.fromMs ?? 0) - (first?.toMs ?? 0)).toBeGreaterThan(300);
  });

  it('are included as text when there was no clip', () => {
    const play = new RecruiterPlay({ unplayable: line => line === 'greeting' }).begin();
    expect(recorded(play, LOG_START_MS).captions[0]).toMatchObject({ text: play.kit.script.greeting });
  });

  it('have markers for follow-ups and for takeovers', () => {
    const play = new RecruiterPlay().leadEnters().begin().untilListening();
    play.answer(3_000).untilListening();
    play.order('takeOver').until(({ stage }) => stage.name === 'person');
    play.order('handBack').until(({ stage }) => stage.name !== 'person');
    const told = happenings(recorded(play, LOG_START_MS));
    expect(told).toContainEqual(['probeAsked', undefined]);
    expect(told).toContainEqual(['tookOver', 'Grace']);
    expect(told).toContainEqual(['handedBack', 'Grace']);
  });
});

describe('delivery facts in a review', () => {
  const span = (from: number, to: number) => ({ fromMs: from * 1_000, toMs: to * 1_000 });

  it('compare the candidate with everyone else, and count no silence while no one could be heard', () => {
    const { log } = interviewed();
    const from = log.lastAt;
    log.add('question.opened', { questionId: FIRST.id });
    const { state, record } = recordedInterview(
      log.state,
      [
        { from, to: from + 60_000 },
        { from: from + 70_000, to: from + 100_000 },
      ],
      whole => [
        finishedMedia(personOf(log.candidate), whole, {
          speech: [span(12, 20), span(24, 30), span(45, 58), span(72, 80)],
          gaps: [
            { ...span(31, 44), kind: 'audio', reason: 'muted' },
            { ...span(20, 24), kind: 'video', reason: 'off' },
          ],
        }),
        finishedMedia(personOf(log.interviewer), whole, { speech: [span(2, 10)] }),
      ],
    );
    const { delivery, stretches } = review(state, log.events, record);
    expect(stretches).toEqual([span(0, 60), span(70, 100)]);
    expect(delivery?.byQuestion).toHaveLength(1);
    expect(delivery?.byQuestion[0]).toMatchObject({
      questionId: FIRST.id,
      speakingMs: 35_000,
      pauses: 2,
      longestPauseMs: 4_000,
      timeToAnswerMs: 2_000,
    });
    expect(delivery?.whole.talkRatio).toBeCloseTo(35 / 43);
  });

  it.each([
    ['after thinking', 3_000],
    ['over the recruiter’s “Take your time”', 12_500],
    ['after it', 20_000],
  ])('have the first word, spoken %s, since the question, live and in the recording', (_when, silentMs) => {
    const play = new RecruiterPlay().begin();
    const from = play.state.openedAt ?? 0;
    const turnAt = play.now;
    const spokeAt = play.untilListening().advance(silentMs).now;
    play.answer(17_000).untilListening().press('skip');
    play.add('session.closed', {}).add('session.ended', {});
    const { state, record } = recordedInterview(play.state, [{ from, to: play.now }], span => [
      finishedMedia(personOf(play.candidate), span, {
        speech: [{ fromMs: spokeAt - from, toMs: spokeAt - from + 17_000 }],
      }),
      finishedMedia(personOfPeer(RECRUITER_PEER_ID), span, {
        speech: play.heard.map(({ line, at }) => ({
          fromMs: at - from,
          toMs: Math.min(at - from + play.durationOf(line), span.toMs),
        })),
      }),
    ]);
    const recorded = review(state, play.log, record).delivery?.byQuestion[0]?.timeToAnswerMs;
    const live = liveDeliveryOf(play.state, play.log)?.byQuestion[0]?.timeToAnswerMs;
    expect([live, recorded]).toEqual([spokeAt - turnAt, spokeAt - turnAt]);
  });

  it('are absent when no candidate was heard', () => {
    const { log } = interviewed();
    const { state, record } = recordedInterview(log.state, [{ from: 0, to: 60_000 }], whole => [
      finishedMedia(personOf(log.candidate), whole, { hasAudio: false }),
      finishedMedia(personOf(log.interviewer), whole, { speech: [span(2, 10)] }),
    ]);
    expect(review(state, log.events, record).delivery).toBeUndefined();
  });
});
