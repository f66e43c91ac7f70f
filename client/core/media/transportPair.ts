import type { Device, Transport } from 'mediasoup-client/types';
import type { MediaSource } from '../../../shared/media/sources.ts';
import type { RequestResult } from '../../../shared/protocol/requests.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { opened, transportOptions } from './mediaDevice.ts';

export type JoinResult = RequestResult<'media.join'>;
type Options = JoinResult['receive'];
export type TransportPairEvents = { onState: () => void; onTrouble: (error: unknown) => void };

/** The receiving transport, and a sending transport if the role may send. */
export class TransportPair {
  readonly receive: Transport;
  readonly send: Transport | undefined;
  readonly #client: InterviewClient;

  constructor(device: Device, joined: JoinResult, client: InterviewClient, events: TransportPairEvents) {
    this.#client = client;
    this.receive = device.createRecvTransport(transportOptions(joined.receive, joined.iceServers));
    this.send = joined.send && device.createSendTransport(transportOptions(joined.send, joined.iceServers));
    for (const transport of this.#all()) this.#wire(transport, events);
  }

  get healthy(): boolean {
    return this.#used().every(transport => transport.connectionState === 'connected');
  }

  get broken(): boolean {
    return this.#used().some(({ connectionState }) => ['failed', 'disconnected'].includes(connectionState));
  }

  async restartIce(): Promise<void> {
    await Promise.all(
      this.#used().map(async transport => {
        const transportId = transport.id as Options['transportId'];
        const renewed = await this.#client.query('media.restartIce', { transportId });
        await transport.restartIce({ iceParameters: opened(renewed.iceParameters) });
      }),
    );
  }

  close(): void {
    for (const transport of this.#all()) transport.close();
  }

  #all(): Transport[] {
    return this.send ? [this.receive, this.send] : [this.receive];
  }

  #used(): Transport[] {
    return this.#all().filter(transport => transport.connectionState !== 'new');
  }

  #wire(transport: Transport, events: TransportPairEvents): void {
    const transportId = transport.id as Options['transportId'];
    transport.on('connect', ({ dtlsParameters }, done) => {
      // Doesn't wait for the reply, so that ICE starts a round trip earlier. `onTrouble` reports a refusal.
      done();
      this.#client.query('media.connectTransport', { transportId, dtlsParameters }).catch(events.onTrouble);
    });
    transport.on('connectionstatechange', events.onState);
    transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
      const { source, paused } = appData as { source: MediaSource; paused: boolean };
      this.#client
        .query('media.produce', { transportId, source, kind, rtpParameters, paused })
        .then(({ producerId }) => done({ id: producerId }), failed);
    });
  }
}
