import type { Producer, ProducerOptions, Transport } from 'mediasoup-client/types';
import { expect, it } from 'vitest';
import type { InterviewClient } from '../../../client/core/interviewClient.ts';
import { Sending } from '../../../client/core/media/sending.ts';
import { eventually } from '../../support/eventually.ts';

const cameraOf = (width: number, height: number) =>
  ({ readyState: 'live', getSettings: () => ({ width, height }) }) as unknown as MediaStreamTrack;

/** A sending transport whose server keeps one producer per source: the newest. */
function sendingPage() {
  const asked: string[] = [];
  const open: { track: MediaStreamTrack; layers: number }[] = [];
  const activated: MediaStreamTrack[] = [];
  const made: (ProducerOptions & { besides: MediaStreamTrack[] })[] = [];
  const troubles: unknown[] = [];
  let refusals = 0;
  const transport = {
    produce: async (options: ProducerOptions) => {
      made.push({ ...options, besides: open.map(({ track }) => track) });
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('The answer is lost.');
      }
      const sent = { track: options.track as MediaStreamTrack, layers: options.encodings?.length ?? 0 };
      open.push(sent);
      const producer = {
        paused: false,
        get track() {
          return sent.track;
        },
        replaceTrack: async ({ track }: { track: MediaStreamTrack }) => {
          sent.track = track;
        },
        setRtpEncodingParameters: async ({ active }: { active: boolean }) => {
          if (active) activated.push(sent.track);
        },
        pause: () => {
          producer.paused = true;
        },
        close: () => open.splice(open.indexOf(sent), 1),
      };
      return producer as unknown as Producer;
    },
  } as unknown as Transport;
  const client = {
    query: async (name: string) => void asked.push(name),
  } as unknown as InterviewClient;
  const sending = new Sending(client, error => troubles.push(error));
  sending.open(transport);
  return {
    sending,
    asked,
    open,
    activated,
    made,
    troubles,
    refuseOnce: () => {
      refusals = 1;
    },
  };
}

it.each([
  ['HD to VGA', [1_280, 720], [640, 480], 2],
  ['VGA to HD', [640, 480], [1_280, 720], 3],
  ['QVGA to HD', [320, 240], [1_280, 720], 3],
] as const)(
  'a camera of another size is sent in the layers of that size: %s',
  async (_, first, second, layers) => {
    const { sending, open, asked } = sendingPage();
    sending.want('camera', { track: cameraOf(first[0], first[1]), paused: false });
    await eventually('the first camera', () => open.length === 1);
    const track = cameraOf(second[0], second[1]);
    sending.want('camera', { track, paused: false });
    await eventually('the second camera', () => open.length === 1 && open[0]?.track === track);
    expect(open).toEqual([{ track, layers }]);
    // That would end the new one.
    expect(asked).not.toContain('media.stop');
  },
);

it('the previous camera is sent until the new one has started', async () => {
  const { sending, open, made } = sendingPage();
  const first = cameraOf(1_280, 720);
  sending.want('camera', { track: first, paused: false });
  await eventually('the first camera', () => open.length === 1);
  sending.want('camera', { track: cameraOf(640, 480), paused: false });
  await eventually('the second camera', () => open[0] && open[0].track !== first);
  expect(made[1]?.besides).toEqual([first]);
});

it('a video starts once the server has it, so that its first key frame is not lost', async () => {
  const { sending, activated, made } = sendingPage();
  const track = cameraOf(1_280, 720);
  sending.want('camera', { track, paused: false });
  await eventually('the picture', () => activated.includes(track));
  expect(made[0]?.encodings?.map(({ active }) => active)).toEqual([false, false, false]);
});

it('a camera of equal size replaces the previous one without a new producer', async () => {
  const { sending, open, made } = sendingPage();
  sending.want('camera', { track: cameraOf(1_280, 720), paused: false });
  await eventually('the first camera', () => open.length === 1);
  const track = cameraOf(1_280, 720);
  sending.want('camera', { track, paused: false });
  await eventually('the second camera', () => open[0]?.track === track);
  expect(made).toHaveLength(1);
});

it('a camera that is switched while it is off stays off', async () => {
  const { sending, open, made } = sendingPage();
  sending.want('camera', { track: cameraOf(1_280, 720), paused: true });
  await eventually('the first camera', () => open.length === 1);
  const track = cameraOf(640, 480);
  sending.want('camera', { track, paused: true });
  await eventually('the second camera', () => open[0]?.track === track);
  expect(made[1]?.appData).toEqual({ source: 'camera', paused: true });
});

it('one camera is sent when the response to the switch was lost, and no duplicate', async () => {
  const { sending, open, troubles, refuseOnce } = sendingPage();
  sending.want('camera', { track: cameraOf(1_280, 720), paused: false });
  await eventually('the first camera', () => open.length === 1);
  refuseOnce();
  const track = cameraOf(640, 480);
  sending.want('camera', { track, paused: false });
  await eventually('the trouble', () => troubles.length === 1);
  expect(open).toEqual([]);
  sending.reconcile([{ source: 'camera', paused: false }]);
  await eventually('the second camera', () => open.length === 1);
  expect(open).toEqual([{ track, layers: 2 }]);
});
