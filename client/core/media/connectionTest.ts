import type { Transport } from 'mediasoup-client/types';
import { AppError } from '../../../shared/errors.ts';
import type { ConnectionCheck } from '../../../shared/interview/setup.ts';
import { audioContext } from '../audio.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { Store } from '../store.ts';
import { roundTripOf } from './connectionQuality.ts';
import { type MediaDevice, transportOptions } from './mediaDevice.ts';

export type ConnectionTestState = { result: ConnectionCheck; roundTripMs?: number };

const CONNECT_LIMIT_MS = 5_000;
/** Six attempts, five seconds apart, take half a minute, within which the server ends abandoned tests. */
const TURN_TRIES = 6;
const TURN_WAIT_MS = 5_000;
const ROUND_TRIP_TRIES = 8;
const ROUND_TRIP_INTERVAL_MS = 120;

/** Tests whether media reaches the SFU. Sends a silent track over UDP, then over TCP if UDP fails. */
export class ConnectionTest {
  readonly state = new Store<ConnectionTestState>({ result: 'unchecked' });
  readonly #client: InterviewClient;
  readonly #device: MediaDevice;
  #running: Promise<void> | undefined;

  constructor(client: InterviewClient, device: MediaDevice) {
    this.#client = client;
    this.#device = device;
  }

  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    this.state.set({ result: 'testing' });
    const udp = await this.#try('udp');
    const found = udp ?? (await this.#try('tcp'));
    if (!found) this.state.set({ result: 'failed' });
    else this.state.set({ result: udp ? 'ok' : 'tcp-only', ...found });
  }

  async #try(protocol: 'udp' | 'tcp'): Promise<{ roundTripMs?: number } | undefined> {
    try {
      const test = await this.#start(protocol);
      const { testId } = test;
      const device = await this.#device.loadWith(test.rtpCapabilities);
      const transport = device.createSendTransport(transportOptions(test.transport, test.iceServers));
      try {
        return await this.#measure(transport, testId);
      } finally {
        transport.close();
        // Losing this request does no harm, because the server ends the test anyway.
        void this.#client.query('test.stop', { testId }).catch(() => undefined);
      }
    } catch {
      return undefined;
    }
  }

  /** Starts a test. Waits and retries while the person has too many tests. */
  async #start(protocol: 'udp' | 'tcp') {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#client.query('test.start', { protocol });
      } catch (error) {
        const mayTryAgain = error instanceof AppError && error.code === 'rate-limited' && tries < TURN_TRIES;
        if (!mayTryAgain) throw error;
        await delay(Number(error.details?.retryAfterMs ?? TURN_WAIT_MS));
      }
    }
  }

  async #measure(transport: Transport, testId: string): Promise<{ roundTripMs?: number }> {
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      this.#client.query('test.connect', { testId, dtlsParameters }).then(done, failed);
    });
    transport.on('produce', ({ rtpParameters }, done, failed) => {
      this.#client
        .query('test.produce', { testId, rtpParameters })
        .then(({ producerId }) => done({ id: producerId }), failed);
    });
    const connected = whenConnected(transport);
    const [silence] = audioContext().createMediaStreamDestination().stream.getAudioTracks();
    if (!silence) throw new Error('The browser made no silent track.');
    // Awaits both promises together, so that a failure leaves no unhandled rejection.
    await Promise.all([connected, transport.produce({ track: silence })]);
    return await firstRoundTrip(transport);
  }
}

function whenConnected(transport: Transport): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No answer in time.')), CONNECT_LIMIT_MS);
    transport.on('connectionstatechange', state => {
      if (state === 'connected') resolve();
      else if (state === 'failed' || state === 'closed') reject(new Error(`The transport is ${state}.`));
      else return;
      clearTimeout(timer);
    });
  });
}

async function firstRoundTrip(transport: Transport): Promise<{ roundTripMs?: number }> {
  for (let attempt = 0; attempt < ROUND_TRIP_TRIES; attempt += 1) {
    const roundTripMs = roundTripOf(await transport.getStats());
    if (roundTripMs !== undefined) return { roundTripMs };
    await delay(ROUND_TRIP_INTERVAL_MS);
  }
  return {};
}

function delay(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
