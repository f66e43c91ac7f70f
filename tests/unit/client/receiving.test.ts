import type { Transport } from 'mediasoup-client/types';
import { expect, it } from 'vitest';
import type { InterviewClient } from '../../../client/core/interviewClient.ts';
import { Receiving } from '../../../client/core/media/receiving.ts';
import { ConsumerId, PeerId, ProducerId, TransportId } from '../../../shared/ids.ts';
import { eventually } from '../../support/eventually.ts';

const CAMERA = ConsumerId.parse('camera');

async function receivingCamera() {
  const asked: object[] = [];
  const client = {
    query: async (_name: string, params: object) => void asked.push(params),
  } as unknown as InterviewClient;
  const transport = {
    id: 'receive',
    consume: async () => ({ kind: 'video', track: {}, close: () => {} }),
  } as unknown as Transport;
  const receiving = new Receiving(client, error => {
    throw error;
  });
  receiving.open(transport, [
    {
      consumerId: CAMERA,
      transportId: TransportId.parse('receive'),
      producerId: ProducerId.parse('producer'),
      producerPeerId: PeerId.parse(
        '01a20feb-b4ba-7b1c-89db-95c7d8b2aeba.01a20feb-b4ba-7b1c-89db-95c7d8b2aebb',
      ),
      source: 'camera',
      kind: 'video',
      rtpParameters: {},
      producerPaused: false,
    },
  ]);
  await eventually('the picture', () => receiving.tracks.get().length === 1);
  return { receiving, asked };
}

it('a video is requested once, in the layer that its element shows', async () => {
  const { receiving, asked } = await receivingCamera();
  const attachment = receiving.attach(CAMERA, 0);
  attachment.change({ layer: 0 });
  expect(asked).toEqual([{ consumerId: CAMERA, paused: false, spatialLayer: 0 }]);
});

it('another layer is requested when the element is resized, and the largest of several elements', async () => {
  const { receiving, asked } = await receivingCamera();
  const small = receiving.attach(CAMERA, 0);
  receiving.attach(CAMERA, 2);
  small.change({ layer: 1 });
  expect(asked.slice(1)).toEqual([{ consumerId: CAMERA, spatialLayer: 2 }]);
});
