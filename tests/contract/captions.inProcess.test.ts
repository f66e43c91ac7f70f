import { afterAll, describe, expect, it } from 'vitest';
import { RoomId } from '../../shared/ids.ts';
import { captionProcesses } from '../support/captionProcess.ts';
import { eventually } from '../support/eventually.ts';
import { localMedia } from '../support/localMediaService.ts';
import { MediaEvents } from '../support/mediaEvents.ts';
import { speechEngine } from '../support/speechEngine.ts';
import { describeCaptions } from './captions.contract.ts';

describeCaptions('in the same process', () =>
  localMedia({ transcription: { kind: 'engine', folder: speechEngine } }),
);

describe('without a speech engine', () => {
  const services: Awaited<ReturnType<typeof localMedia>>[] = [];
  afterAll(async () => {
    for (const service of services) await service.close();
  });

  it('captions are off, and no process is started', async () => {
    const service = await localMedia({ transcription: { kind: 'off' } });
    services.push(service);
    const { room } = await service.plane.request('room.create', { roomId: RoomId.parse('off'), epoch: 1 });
    const asked = { room, readerId: 'a', language: 'en' };
    await expect(service.plane.request('captions.keep', asked)).resolves.toMatchObject({ state: 'off' });
    expect(captionProcesses(process.pid)).toEqual([]);
  });

  it('that the setup should have provided, captions turn off after the check', async () => {
    const service = await localMedia({ transcription: { kind: 'engine', folder: '/nonexistent' } });
    services.push(service);
    const roomId = RoomId.parse('missing');
    const { room } = await service.plane.request('room.create', { roomId, epoch: 1 });
    using events = new MediaEvents(service.plane, roomId);
    const asked = { room, readerId: 'a', language: 'en' };
    await expect(service.plane.request('captions.keep', asked)).resolves.toMatchObject({ state: 'starting' });
    await events.waitFor('captions.state', ({ state }) => state === 'off');
    await eventually('the process to end', () => captionProcesses(process.pid).length === 0);
    await expect(service.plane.request('captions.keep', asked)).resolves.toMatchObject({ state: 'off' });
  });
});
