import { Device, type types } from 'mediasoup-client';
import { sendingPlan } from '../../../client/core/media/encodings.ts';
import { opened, transportOptions } from '../../../client/core/media/mediaDevice.ts';
import type { MediaResult } from '../../../shared/media/mediaPlane.ts';
import type { ConsumerOptions, OpaqueMedia, TransportOptions } from '../../../shared/media/peerMedia.ts';
import type { MediaSource } from '../../../shared/media/sources.ts';

/** Calls the media plane in the test's process, which adds room and peer. */
type Ask = (name: string, params: object) => Promise<unknown>;

declare global {
  interface Window {
    ask: Ask;
    participant: Participant;
  }
}

/** A minimal client of a media plane: plays everything that it receives. */
class Participant {
  readonly #device = new Device();
  readonly #consumers = new Map<string, { consumer: types.Consumer; element: HTMLMediaElement }>();
  readonly #producers = new Map<MediaSource, types.Producer>();
  readonly #transports: types.Transport[] = [];
  #send: types.Transport | undefined;
  /** Resolved by the join; events of the room that arrive earlier wait for it. */
  readonly #receive = Promise.withResolvers<types.Transport>();

  async join(routerRtpCapabilities: OpaqueMedia): Promise<void> {
    if (!this.#device.loaded)
      await this.#device.load({ routerRtpCapabilities: opened(routerRtpCapabilities) });
    const joined = (await window.ask('peer.join', {
      rtpCapabilities: this.#device.recvRtpCapabilities,
    })) as MediaResult<'peer.join'>;
    this.#receive.resolve(this.#open('receive', joined.receive));
    this.#send = joined.send && this.#open('send', joined.send);
    await Promise.all(joined.consumers.map(consumer => this.attach(consumer)));
  }

  /** Captures the browser's device and sends it. */
  async publish(
    source: MediaSource,
    encodings?: types.RtpEncodingParameters[],
    leastKbps?: number,
  ): Promise<string> {
    if (!this.#send) throw new Error('This participant has no transport to send on.');
    const isAudio = source === 'microphone';
    const stream = await navigator.mediaDevices.getUserMedia({ audio: isAudio, video: !isAudio });
    const [track] = stream.getTracks();
    if (!track) throw new Error('The browser gave no track.');
    const producer = await this.#send.produce({
      track,
      appData: { source },
      ...(encodings ? { encodings } : {}),
      codecOptions: {
        ...sendingPlan(source, track.getSettings()).codecOptions,
        ...(leastKbps ? { videoGoogleMinBitrate: leastKbps } : {}),
      },
    });
    this.#producers.set(source, producer);
    return producer.id;
  }

  /** Number of frames of one simulcast layer that were sent to the network. */
  async framesSent(source: MediaSource, rid: string): Promise<number> {
    const stats = await this.#producers.get(source)?.getStats();
    for (const report of stats?.values() ?? [])
      if (report.type === 'outbound-rtp' && report.rid === rid) return report.framesSent ?? 0;
    return 0;
  }

  async attach(options: ConsumerOptions): Promise<void> {
    const transport = await this.#receive.promise;
    const consumer = await transport.consume({
      id: options.consumerId,
      producerId: options.producerId,
      kind: options.kind,
      rtpParameters: opened(options.rtpParameters),
    });
    const element = document.createElement(options.kind);
    element.autoplay = true;
    element.dataset.from = options.producerPeerId;
    element.dataset.source = options.source;
    element.srcObject = new MediaStream([consumer.track]);
    if (element instanceof HTMLVideoElement) noteFirstFrame(element);
    document.body.append(element);
    this.#consumers.set(options.consumerId, { consumer, element });
    await window.ask('consumer.update', { consumerId: options.consumerId, paused: false });
  }

  detach(consumerId: string): void {
    const attached = this.#consumers.get(consumerId);
    this.#consumers.delete(consumerId);
    attached?.consumer.close();
    attached?.element.remove();
  }

  /** The `RTCInboundRtpStreamStats` of one received track. */
  async inboundStats(from: string, source: MediaSource): Promise<Record<string, number>> {
    for (const { consumer, element } of this.#consumers.values()) {
      if (element.dataset.from !== from || element.dataset.source !== source) continue;
      for (const report of (await consumer.getStats()).values())
        if (report.type === 'inbound-rtp') return report;
    }
    throw new Error(`Nothing is received of ${from}'s ${source}.`);
  }

  /** Restarts ICE of the sending connection. */
  async restartIce(): Promise<OpaqueMedia> {
    if (!this.#send) throw new Error('This participant has no transport to send on.');
    const renewed = (await window.ask('transport.restartIce', {
      transportId: this.#send.id,
    })) as MediaResult<'transport.restartIce'>;
    await this.#send.restartIce({ iceParameters: opened(renewed.iceParameters) });
    return renewed.iceParameters;
  }

  /** Closes the connections, as a closed page does. */
  leave(): void {
    for (const transport of this.#transports) transport.close();
    for (const { element } of this.#consumers.values()) element.remove();
  }

  /** Sends silence over one protocol only, and returns the protocol that the packets took. */
  async probe(protocol: 'udp' | 'tcp'): Promise<{ probeId: string; nodeId: string; protocol: string }> {
    const probe = (await window.ask('probe.create', { protocol })) as MediaResult<'probe.create'>;
    const { probeId, nodeId } = probe;
    const device = new Device();
    await device.load({ routerRtpCapabilities: opened(probe.rtpCapabilities) });
    const transport = device.createSendTransport(transportOptions(probe.transport));
    const connection = connections.at(-1);
    if (!connection) throw new Error('The transport has no connection.');
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      window.ask('probe.connect', { nodeId, probeId, dtlsParameters }).then(done, failed);
    });
    transport.on('produce', ({ rtpParameters }, done, failed) => {
      window
        .ask('probe.produce', { nodeId, probeId, rtpParameters })
        .then(result => done(result as { id: string }), failed);
    });
    const [track] = new MediaStreamAudioDestinationNode(new AudioContext()).stream.getAudioTracks();
    if (!track) throw new Error('The browser gave no silent track.');
    const connected = new Promise<void>((resolve, reject) => {
      transport.on('connectionstatechange', state => {
        if (state === 'connected') resolve();
        if (state === 'failed') reject(new Error(`No connection over ${protocol}.`));
      });
    });
    await transport.produce({ track });
    await connected;
    const used = await protocolInUse(connection);
    transport.close();
    return { probeId, nodeId, protocol: used };
  }

  #open(direction: 'send' | 'receive', options: TransportOptions): types.Transport {
    const transport =
      direction === 'send'
        ? this.#device.createSendTransport(transportOptions(options))
        : this.#device.createRecvTransport(transportOptions(options));
    const { transportId } = options;
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      window.ask('transport.connect', { transportId, dtlsParameters }).then(done, failed);
    });
    transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
      window
        .ask('producer.create', { transportId, kind, rtpParameters, source: appData.source, paused: false })
        .then(result => done({ id: (result as MediaResult<'producer.create'>).producerId }), failed);
    });
    this.#transports.push(transport);
    return transport;
  }
}

/** Measures the milliseconds from now to the first painted frame. */
function noteFirstFrame(video: HTMLVideoElement): void {
  const attachedAt = performance.now();
  video.requestVideoFrameCallback(() => {
    video.dataset.paintedAfterMs = `${Math.round(performance.now() - attachedAt)}`;
  });
}

/** Protocol of the selected candidate pair. */
async function protocolInUse(connection: RTCPeerConnection): Promise<string> {
  const [sender] = connection.getSenders();
  const ice = sender?.transport?.iceTransport;
  if (!ice) throw new Error('This connection sends nothing.');
  // A connection can be connected a moment before its pair is selected.
  if (!ice.getSelectedCandidatePair())
    await new Promise(resolve =>
      ice.addEventListener('selectedcandidatepairchange', resolve, { once: true }),
    );
  return String(ice.getSelectedCandidatePair()?.local.protocol);
}

/** Every connection of this page, newest last; mediasoup-client doesn't expose its own. */
const connections: RTCPeerConnection[] = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
};

window.participant = new Participant();
