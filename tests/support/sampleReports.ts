import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { BUILT_IN_KITS } from '../../server/features/kit/builtInKits.ts';
import type { Finalise } from '../../server/features/recording/jobs/FinaliseJob.ts';
import { cutClip } from '../../server/features/report/clips/cutClip.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import { USUAL_EVALUATION } from '../../shared/evaluation/evaluationSettings.ts';
import { type InterviewId, RECRUITER_PEER_ID, type SeatId } from '../../shared/ids.ts';
import type { NewEvent } from '../../shared/interview/events.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { InterviewKit } from '../../shared/kit/kit.ts';
import { Slug } from '../../shared/protocol/siteRoutes.ts';
import type { Span } from '../../shared/recording/finished.ts';
import { candidateOf } from '../../shared/recruiter/recruiterContextOf.ts';
import type { CandidatePoint, CandidateReport } from '../../shared/report/candidateReport.ts';
import type { PointId, ReportContent, ReportPoint, Rung } from '../../shared/report/reportContent.ts';
import { partsOfKey, type RatingValue } from '../../shared/rubric/rating.ts';
import { PracticedInterview } from '../unit/http/practicedInterview.ts';
import { startTestServer, type TestServer } from '../unit/http/testServer.ts';
import type { Visitor } from '../unit/http/visitor.ts';
import { eventually } from './eventually.ts';
import { finishedMedia } from './finishedRecording.ts';
import { HandMadeFinishing } from './handMadeFinishing.ts';
import { PracticeStranger } from './practiceStranger.ts';
import type { Looks } from './reviewFiles.ts';
import { CLIENT_FOLDER } from './reviewServer.ts';
import { keysOf } from './scoredInterview.ts';
import { spokenPortrait } from './spokenPortrait.ts';

const SLUG = Slug.parse('backend-developer');
const MANY = { points: 10_000, seconds: 60 };
/** Length of the recruiter's question, and of the silence after the last word of an answer. */
const ASKING_MS = 9_000;
const ENDING_MS = 2_500;
/** For ffmpeg, on a busy machine. */
const MEDIA_MS = 180_000;
const CLIP_MIN_MS = 10_000;
const WRITING_MS = 26 * 3_600_000;
const LOOKS: Looks = {
  face: [226, 184, 152],
  hair: [58, 40, 30],
  clothes: [58, 92, 112],
  room: [168, 172, 158],
};

/** Content of a recording. */
interface Recorded {
  /** The candidate's seat. */
  person: string;
  answers: Span[];
  /** The recruiter's questions. */
  asked: Span[];
}

/**
 * A server where made-up reports are created like real ones: a recorded practice interview, two evaluators, a report that is written and
 * published, clips cut from the recording. The recording is generated; the report has the texts of the made-up one.
 */
export class SampleReports implements AsyncDisposable {
  readonly server: TestServer;
  readonly #owner: Visitor;
  readonly #raters: readonly Visitor[];
  readonly #recorded: Map<string, Recorded>;

  static async start(): Promise<SampleReports> {
    const recorded = new Map<string, Recorded>();
    const server = await startTestServer({
      builtInKitFolder: BUILT_IN_KITS,
      clientFolder: CLIENT_FOLDER,
      env: { PRACTICE_SESSIONS: '2' },
      limits: {
        practice: MANY,
        practiceNewDevice: MANY,
        practiceDevice: MANY,
        api: MANY,
        practiceOpen: MANY,
      },
      finishing: { ...new HandMadeFinishing(), finalise: portraitsOf(recorded) },
      cut: cutClip,
      reports: { now: () => Date.now() + WRITING_MS },
    });
    const owner = await server.owner();
    await owner.call('evaluations.change', {
      settings: { ...USUAL_EVALUATION, raters: 2 },
    });
    const raters = [
      await server.member(owner, 'evaluator', 'priya@example.org'),
      await server.member(owner, 'evaluator', 'tomasz@example.org'),
    ];
    return new SampleReports(server, owner, raters, recorded);
  }

  private constructor(
    server: TestServer,
    owner: Visitor,
    raters: readonly Visitor[],
    recorded: Map<string, Recorded>,
  ) {
    this.server = server;
    this.#owner = owner;
    this.#raters = raters;
    this.#recorded = recorded;
  }

  /** Resolves with the address of the candidate's private page when every clip of the report can be played. */
  async publish(script: CandidateReport): Promise<string> {
    const { server } = this;
    const stranger = await PracticeStranger.start(server.visitor(), {
      slug: SLUG,
      length: 'full',
      purpose: 'evaluation',
    });
    const { interviewId } = stranger;
    const answers = await this.#hold(stranger, script);
    const state = await server.interviews.read(interviewId);
    await server.evaluation.tracker.follow(interviewId);
    for (const [index, rater] of this.#raters.entries()) {
      const claimed = await rater.call('evaluations.claim', { interviewId });
      if (claimed.outcome !== 'claimed') throw new Error('The sample is taken.');
      await this.#rate(state, claimed.claim.seatId, script, index);
    }
    await server.evaluation.tracker.follow(interviewId);
    await this.#write(interviewId, contentOf(script, kitOf(state), answers));
    return `${server.url}/practice#${stranger.page}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close();
  }

  /** Asks each question, with answers as long as in the script, but without waiting. Resolves with the answers' times in the recording. */
  async #hold(stranger: PracticeStranger, script: CandidateReport): Promise<Map<string, Span>> {
    const { server } = this;
    await stranger.untilReady();
    let now = Date.now();
    const interviews = new Interviews({ store: server.store.interviews, now: () => now });
    const held = new PracticedInterview({ ...server, interviews }, stranger);
    await held.enter();
    const zeroAt = now;
    await held.record();
    const answers = new Map<string, Span>();
    const asked: Span[] = [];
    for (const { questionId, answerMs = 0, firstWordMs = 0 } of script.questions) {
      await held.write({ kind: 'question.opened', payload: { questionId } });
      now += ASKING_MS;
      await held.write({ kind: 'answer.started', payload: { questionId } });
      asked.push({ fromMs: now - zeroAt - ASKING_MS, toMs: now - zeroAt });
      const fromMs = now - zeroAt + firstWordMs;
      answers.set(questionId, { fromMs, toMs: fromMs + answerMs });
      now += firstWordMs + answerMs + ENDING_MS;
    }
    const candidate = candidateOf(await held.state());
    this.#recorded.set(held.recordingId, {
      person: candidate?.seatId ?? '',
      answers: [...answers.values()].filter(({ fromMs, toMs }) => toMs > fromMs),
      asked,
    });
    await held.end();
    await server.interviews.read(stranger.interviewId);
    await server.finished.keeper.follow(stranger.interviewId);
    await eventually(
      'the recording to be ready',
      async () => (await stranger.attempt()).recording.state === 'ready',
      MEDIA_MS,
    );
    return answers;
  }

  /** Rates each competency with the level of the script; where the script's evaluators differ, the second one differs by one point once. */
  async #rate(
    { interviewId, rubric }: InterviewState,
    seatId: SeatId,
    { ladder }: CandidateReport,
    rater: number,
  ): Promise<void> {
    if (!rubric) throw new Error('There is nothing to rate by.');
    const moved = new Set<string>();
    const ratingOf = (competencyId: string): RatingValue => {
      const { rung, spread } = ladder.find(row => row.competencyId === competencyId) ?? {};
      if (rung === undefined) return 'N';
      if (!spread || rater === 0 || moved.has(competencyId)) return rung;
      moved.add(competencyId);
      return (spread.high > rung ? rung + 1 : rung - 1) as Rung;
    };
    const ratings = keysOf(rubric.chosen).map((key): NewEvent => {
      const parts = partsOfKey(key);
      return {
        kind: 'rating.put',
        payload: {
          seatId,
          ...parts,
          value: ratingOf(parts.competencyId),
          version: 1,
          stamp: { mediaTimeMs: 0 },
        },
      };
    });
    const lock: NewEvent = {
      kind: 'scorecard.locked',
      payload: { seatId, recommendation: 'yes', summary: '' },
    };
    await this.server.interviews.execute(interviewId, { type: 'seat', seatId }, () => ({
      events: [...ratings, lock],
      result: undefined,
    }));
    await this.server.evaluation.tracker.follow(interviewId);
  }

  async #write(interviewId: InterviewId, content: ReportContent): Promise<void> {
    const { version } = await this.#owner.call('reports.save', { interviewId, expectedVersion: 0, content });
    await this.#owner.call('reports.publish', { interviewId, expectedVersion: version });
    await eventually(
      'the clips to be ready',
      async () => {
        const { clips } = await this.#owner.call('reports.read', { interviewId });
        return clips.length > 0 && clips.every(({ state }) => state === 'ready');
      },
      MEDIA_MS,
    );
  }
}

/** Fakes finalizing with a portrait that speaks during answers, and a recruiter's voice before them. */
function portraitsOf(recorded: ReadonlyMap<string, Recorded>): Finalise {
  return async ({ recordingId, outFolder, stretches }) => {
    await mkdir(outFolder, { recursive: true });
    const durationMs = Math.max(...stretches.map(({ fromMs, toMs = fromMs }) => toMs));
    const { person, answers, asked } = recorded.get(recordingId) ?? { person: '', answers: [], asked: [] };
    const span = { fromMs: 0, toMs: durationMs };
    const speaking = [
      { person, fileName: 'candidate-1.webm', voice: 'rms', times: answers, looks: LOOKS },
      { person: RECRUITER_PEER_ID, fileName: 'recruiter-1.webm', voice: 'slt', times: asked },
    ] as const;
    const media = [];
    for (const { person: who, fileName, ...spoken } of speaking) {
      const place = path.join(outFolder, fileName);
      const { bytes, sha256, speech } = await spokenPortrait(place, { durationMs, ...spoken });
      const hasVideo = 'looks' in spoken;
      media.push(finishedMedia(who, span, { fileName, bytes, sha256, speech, hasVideo }));
    }
    return {
      recordingId,
      durationMs,
      stretches: stretches.map(({ stretchId, fromMs, toMs = fromMs }) => ({ stretchId, fromMs, toMs })),
      media,
      problems: [],
    };
  };
}

function kitOf({ rubric }: InterviewState): InterviewKit {
  if (!rubric) throw new Error('The sample has no kit.');
  return rubric.chosen.kit;
}

/** The texts that its author would have written for this report. */
function contentOf(
  script: CandidateReport,
  kit: InterviewKit,
  answers: ReadonlyMap<string, Span>,
): ReportContent {
  const pointOf = (point: CandidatePoint, id: string): ReportPoint => {
    const question = kit.questions.find(({ text }) => text === point.question);
    const competency = kit.competencies.find(({ name }) => name === point.competency);
    if (!question || !competency) throw new Error('The sample is about another kit.');
    const { fromMs = 0 } = answers.get(question.id) ?? {};
    const lengthMs = Math.max(CLIP_MIN_MS, point.clip?.durationMs ?? 0);
    const reached = competency.anchors.indexOf(point.reached ?? '') + 1;
    return {
      pointId: id as PointId,
      questionId: question.id,
      competencyId: competency.id,
      moment: { kind: 'clip', fromMs, toMs: fromMs + lengthMs },
      seen: point.seen,
      reached: reached as Rung,
      action: point.action,
    };
  };
  return {
    headline: script.headline,
    keep: script.keep.map((point, index) => pointOf(point, `keep-${index}`)),
    change: script.change.map((point, index) => pointOf(point, `change-${index}`)),
    lines: Object.fromEntries(
      script.questions.flatMap(({ questionId, line }) => (line ? [[questionId, line]] : [])),
    ),
    tasks: script.tasks.map(({ text, guide, questionId }) => ({
      text,
      ...(guide && { guideQuestionId: guide.id }),
      ...(questionId && { questionId }),
    })),
    apart: [],
  };
}
