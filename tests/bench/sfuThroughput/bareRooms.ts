import { createWorker, type types } from 'mediasoup';
import { ROOM_CODECS } from '../../../shared/media/codecs.ts';
import {
  audioParameters,
  RECEIVERS_PER_ROOM,
  receiverCapabilities,
  ssrcsOf,
  videoParameters,
} from './roomPlan.ts';
import { emptyPlan, remoteOf, type Side } from './side.ts';

/** The same rooms in plain mediasoup: the unavoidable work. */
export async function createBareRooms(
  roomCount: number,
  dtlsParameters: types.DtlsParameters,
): Promise<Side> {
  const workerBin = process.env.MEDIASOUP_WORKER_BIN;
  const worker = await createWorker({ logLevel: 'warn', ...(workerBin ? { workerBin } : {}) });
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
  });
  const plan = emptyPlan();
  const consumers: types.Consumer[] = [];

  for (let room = 0; room < roomCount; room += 1) {
    const router = await worker.createRouter({ mediaCodecs: ROOM_CODECS.map(codec => ({ ...codec })) });
    const connect = async () => {
      const transport = await router.createWebRtcTransport({ webRtcServer });
      await transport.connect({ dtlsParameters });
      return transport;
    };
    const sending = await connect();
    plan.senders.push(remoteOf(sending));
    const ssrcs = ssrcsOf(room);
    const producers = [
      await sending.produce({ kind: 'audio', rtpParameters: audioParameters(ssrcs) }),
      await sending.produce({ kind: 'video', rtpParameters: videoParameters(ssrcs) }),
    ];
    const rtpCapabilities = receiverCapabilities(router.rtpCapabilities);
    for (let receiver = 0; receiver < RECEIVERS_PER_ROOM; receiver += 1) {
      const receiving = await connect();
      plan.receivers.push(remoteOf(receiving));
      for (const { id } of producers)
        consumers.push(await receiving.consume({ producerId: id, rtpCapabilities, paused: true }));
    }
  }

  return {
    plan,
    worker,
    resume: async () => {
      await Promise.all(consumers.map(consumer => consumer.resume()));
    },
    close: async () => worker.close(),
  };
}
