import type { types } from 'mediasoup';
import { CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { ConsumerOptions } from '../../../shared/media/peerMedia.ts';
import { PracticeStranger } from '../../support/practiceStranger.ts';
import { ScriptedCandidate } from '../../support/scriptedCandidate.ts';
import { joinToSend } from '../../support/seatMedia.ts';
import { SeatSocket } from '../../support/seatSocket.ts';
import type { RemoteTransport } from '../rtc/rtcEndpoint.ts';
import { audioParameters, type SenderSsrcs, videoParameters } from '../sfuThroughput/roomPlan.ts';
import { remoteOf } from '../sfuThroughput/side.ts';
import type { PracticeServer } from './practiceServer.ts';

const READY_MS = 60_000;
const LINE_MS = 60_000;

/**
 * A person who practices one question without a browser: the socket of a page, and a microphone and a camera sent by a load. Answers the
 * recording question, and connects `send` and `receive` first.
 */
export class PracticingCandidate {
  readonly stranger: PracticeStranger;
  readonly send: RemoteTransport;
  readonly receive: RemoteTransport;
  readonly #script: ScriptedCandidate;

  static async enter(
    server: PracticeServer,
    options: { recorded: boolean; ssrcs: SenderSsrcs; dtlsParameters: types.DtlsParameters },
  ): Promise<PracticingCandidate> {
    const asker = server.visitor();
    const stranger = await PracticeStranger.start(asker, server.oneQuestion);
    const link = `${server.url}/join#${await stranger.untilReady(READY_MS)}`;
    const page = await SeatSocket.open(asker, link);
    const { recorded: recording } = options;
    await page.request('consent.give', {
      consent: { version: CONSENT_VERSION, recording, observers: false },
    });
    await page.request('seat.enter', {});
    const script = new ScriptedCandidate(page);
    await script.waitFor('the room', ({ mediaState }) => mediaState === 'placed');
    return new PracticingCandidate(stranger, script, await joinWith(page, options));
  }

  private constructor(
    stranger: PracticeStranger,
    script: ScriptedCandidate,
    media: { send: RemoteTransport; receive: RemoteTransport },
  ) {
    this.stranger = stranger;
    this.send = media.send;
    this.receive = media.receive;
    this.#script = script;
  }

  /** Starts, and waits for the recruiter's question. */
  async begin(recorded: boolean): Promise<void> {
    if (this.#script.recruiter.turn === 'before') await this.#script.press('ready');
    await this.#script.waitForTurn('speaking', LINE_MS);
    await this.#script.waitForQuestion(1, LINE_MS);
    if (recorded) await this.#script.waitFor('the recording', ({ recording }) => recording.state === 'on');
  }

  /** Finishes the answer and its follow-ups, hears the last words, and leaves. */
  async finish(): Promise<void> {
    const { page } = this.#script;
    let answered = 0;
    const isAsked = ({ recruiter }: InterviewView) =>
      recruiter?.turn === 'yours' && (recruiter.caption?.utterance ?? 0) > answered;
    while (page.view.phase !== 'ended') {
      answered = this.#script.recruiter.caption?.utterance ?? 0;
      // Another line may have started at this moment; the next loop answers it.
      await this.#script.press('finished').catch(() => undefined);
      await this.#script.waitFor('the end', view => view.phase === 'ended' || isAsked(view), LINE_MS);
    }
    page.close();
  }

  /** True while its answer is open, even when the recruiter has just taken a pause for its end. */
  get isAnswering(): boolean {
    return ['yours', 'goingOn'].includes(this.#script.recruiter.turn);
  }
}

async function joinWith(
  page: SeatSocket,
  { ssrcs, dtlsParameters }: { ssrcs: SenderSsrcs; dtlsParameters: types.DtlsParameters },
): Promise<{ send: RemoteTransport; receive: RemoteTransport }> {
  const resume = ({ consumerId }: ConsumerOptions) =>
    page.request('media.updateConsumer', { consumerId, paused: false });
  page.socket.on('media.consumerAdded', ({ consumer }) => {
    // The consumer may have ended already.
    resume(consumer).catch(() => undefined);
  });
  const { send, sendId, receive, consumers } = await joinToSend(page);
  for (const transportId of [sendId, receive.transportId])
    await page.request('media.connectTransport', { transportId, dtlsParameters: { ...dtlsParameters } });
  const tracks = [
    { source: 'microphone', kind: 'audio', rtpParameters: { ...audioParameters(ssrcs) } },
    { source: 'camera', kind: 'video', rtpParameters: { ...videoParameters(ssrcs) } },
  ] as const;
  for (const track of tracks)
    await page.request('media.produce', { transportId: sendId, ...track, paused: false });
  await Promise.all(consumers.map(resume));
  return { send: remoteOf(send), receive: remoteOf(receive) };
}
