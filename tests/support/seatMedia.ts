import type { TransportId } from '../../shared/ids.ts';
import type { RequestResult } from '../../shared/protocol/requests.ts';
import { handMadeAudio, RTP_CAPABILITIES } from './handMadeMedia.ts';
import type { SeatSocket } from './seatSocket.ts';

/** Joins the media room as a browser does. */
export function joinMedia(page: SeatSocket): Promise<RequestResult<'media.join'>> {
  return page.request('media.join', { rtpCapabilities: RTP_CAPABILITIES });
}

/** Joins as a sender, and creates the transport to send on. */
export async function joinToSend(
  page: SeatSocket,
): Promise<RequestResult<'media.join'> & { sendId: TransportId }> {
  const joined = await joinMedia(page);
  if (!joined.send) throw new Error('This page may not send.');
  return { ...joined, sendId: joined.send.transportId };
}

/** Sends a microphone on this transport, as our client does. */
export function produceMicrophone(
  page: SeatSocket,
  transportId: TransportId,
  { paused = false } = {},
): Promise<RequestResult<'media.produce'>> {
  const rtpParameters = handMadeAudio();
  return page.request('media.produce', {
    transportId,
    source: 'microphone',
    kind: 'audio',
    rtpParameters,
    paused,
  });
}

/** Joins and sends a microphone. */
export async function sendMicrophone(page: SeatSocket, options?: { paused: boolean }): Promise<void> {
  const { sendId } = await joinToSend(page);
  await produceMicrophone(page, sendId, options);
}
