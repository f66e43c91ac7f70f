import type { Page } from 'playwright-core';

/**
 * Connects two pages without a server: the receiver plays the sender's microphone and painted track from one stream, as our client sends
 * them. The sound matters, because browsers hold the video back until it has arrived.
 */
export async function callDirectly(sender: Page, receiver: Page, maxBitrate: number): Promise<void> {
  const offer = await sender.evaluate(offerInPage, maxBitrate);
  const answer = await receiver.evaluate(answerInPage, offer);
  await sender.evaluate(acceptInPage, answer);
}

declare global {
  interface Window {
    directCall: RTCPeerConnection;
  }
}

/** Runs in the sender's page. Resolves with an offer that contains all candidates. */
async function offerInPage(maxBitrate: number): Promise<string> {
  const connection = new RTCPeerConnection();
  window.directCall = connection;
  // The camera was replaced by the painted one.
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  for (const track of stream.getTracks())
    connection.addTransceiver(track, {
      direction: 'sendonly',
      streams: [stream],
      ...(track.kind === 'video' && { sendEncodings: [{ maxBitrate }] }),
    });
  await connection.setLocalDescription();
  await new Promise<void>(resolve => {
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState === 'complete') resolve();
    });
  });
  return connection.localDescription?.sdp ?? '';
}

/** Runs in the receiver's page. */
async function answerInPage(sdp: string): Promise<string> {
  const connection = new RTCPeerConnection();
  window.directCall = connection;
  connection.addEventListener('track', ({ track }) => {
    const element = document.createElement(track.kind === 'video' ? 'video' : 'audio');
    element.autoplay = true;
    element.srcObject = new MediaStream([track]);
    document.body.append(element);
  });
  await connection.setRemoteDescription({ type: 'offer', sdp });
  await connection.setLocalDescription();
  await new Promise<void>(resolve => {
    const look = () => {
      if (connection.iceGatheringState === 'complete') resolve();
    };
    connection.addEventListener('icegatheringstatechange', look);
    look();
  });
  return connection.localDescription?.sdp ?? '';
}

/** Runs in the sender's page. */
async function acceptInPage(sdp: string): Promise<void> {
  await window.directCall.setRemoteDescription({ type: 'answer', sdp });
}
