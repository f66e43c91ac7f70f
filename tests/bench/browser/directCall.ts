import type { Page } from 'playwright-core';

/** One browser connection between two pages, without any server: the sender's painted track, played by the receiver. */
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
  connection.addTransceiver(window.paintedTrack(), {
    direction: 'sendonly',
    sendEncodings: [{ maxBitrate }],
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
    const video = document.createElement('video');
    video.muted = true;
    video.autoplay = true;
    video.srcObject = new MediaStream([track]);
    document.body.append(video);
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
