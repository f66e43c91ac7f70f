import type { Page } from 'playwright-core';

/**
 * One browser connection between two pages, without any server: the sender's microphone and painted track in one stream, as our client
 * sends them, played by the receiver. The sound matters, because a browser holds the picture back until the sound has come.
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

/** Runs in the sender's page. Resolves with a description that holds every candidate. */
async function offerInPage(maxBitrate: number): Promise<string> {
  const connection = new RTCPeerConnection();
  window.directCall = connection;
  // The camera that this gives is the painted one.
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
