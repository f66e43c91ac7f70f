// Started by workerCheck.mjs with MEDIASOUP_WORKER_BIN set. Opens a room, sends RTP
// through an encrypted pair of transports on the loopback interface, and exits with 0 if
// every packet arrives unchanged.

import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWorker } from 'mediasoup';

const PACKETS = 20;
// The profile that browsers negotiate first and all of them support.
const CRYPTO_SUITES = ['AEAD_AES_128_GCM', 'AES_CM_128_HMAC_SHA1_80'];

const OPUS = { mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 };
const LOOPBACK = { protocol: 'udp', ip: '127.0.0.1' };

const worker = await createWorker({ logLevel: 'error' });
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'audio', mimeType: OPUS.mimeType, clockRate: OPUS.clockRate, channels: OPUS.channels },
  ],
});

const webRtcTransport = await router.createWebRtcTransport({ listenInfos: [LOOPBACK] });
assert.ok(webRtcTransport.iceCandidates.length > 0);

for (const suite of CRYPTO_SUITES) await sendThrough(suite);

worker.close();

async function sendThrough(srtpCryptoSuite) {
  const options = { listenInfo: LOOPBACK, rtcpMux: true, enableSrtp: true, srtpCryptoSuite };
  const near = await router.createPlainTransport(options);
  const far = await router.createPlainTransport(options);
  await near.connect({ ip: LOOPBACK.ip, port: far.tuple.localPort, srtpParameters: far.srtpParameters });
  await far.connect({ ip: LOOPBACK.ip, port: near.tuple.localPort, srtpParameters: near.srtpParameters });

  const { rtpCapabilities } = router;
  const local = await router.createDirectTransport();
  const source = await local.produce({
    kind: 'audio',
    rtpParameters: { codecs: [OPUS], encodings: [{ ssrc: 1 }], rtcp: { cname: 'trial' } },
  });
  const sent = await near.consume({ producerId: source.id, rtpCapabilities });
  const arriving = await far.produce({ kind: 'audio', rtpParameters: sent.rtpParameters });
  const sink = await local.consume({ producerId: arriving.id, rtpCapabilities });

  const received = new Set();
  sink.on('rtp', packet => received.add(packet.subarray(-4).readUInt32BE()));
  for (let i = 0; i < PACKETS; i += 1) {
    source.send(rtpPacket(i));
    await sleep(2);
  }
  for (let waited = 0; received.size < PACKETS && waited < 100; waited += 1) await sleep(20);
  assert.equal(received.size, PACKETS, srtpCryptoSuite);
}

/** Returns a packet whose payload is its sequence number, in 32 bits. */
function rtpPacket(i) {
  const packet = Buffer.alloc(16);
  packet[0] = 0x80;
  packet[1] = OPUS.payloadType;
  packet.writeUInt16BE(i + 1, 2);
  packet.writeUInt32BE(i * 960, 4);
  packet.writeUInt32BE(1, 8);
  packet.writeUInt32BE(i, 12);
  return packet;
}
