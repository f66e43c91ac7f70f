import type { Page } from 'playwright-core';

/** What a page received of a call so far, summed over its connections. */
export interface ReceivedMedia {
  frames: number;
  frozenS: number;
  samples: number;
  /** Samples that the browser made up because packets came late or never. */
  concealed: number;
}

declare global {
  interface Window {
    keptConnections: RTCPeerConnection[];
  }
}

/** Makes connections readable by `receivedMedia()`. Call before the page is loaded. */
export async function keepConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.keptConnections = [];
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.keptConnections.push(this);
      }
    };
  });
}

export function receivedMedia(page: Page): Promise<ReceivedMedia> {
  return page.evaluate(async () => {
    const sum = { frames: 0, frozenS: 0, samples: 0, concealed: 0 };
    const open = window.keptConnections.filter(({ connectionState }) => connectionState !== 'closed');
    for (const connection of open)
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        sum.frames += report.framesDecoded ?? 0;
        sum.frozenS += report.totalFreezesDuration ?? 0;
        sum.samples += report.totalSamplesReceived ?? 0;
        // Comfort noise in silence isn't a loss.
        sum.concealed += (report.concealedSamples ?? 0) - (report.silentConcealedSamples ?? 0);
      }
    return sum;
  });
}
