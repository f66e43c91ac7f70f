import type { Transport } from 'mediasoup-client/types';

export interface ConnectionStats {
  roundTripMs?: number;
  /** Share of what this page sends that is lost on the way, 0 to 1. */
  lossRate?: number;
}

/** The round trip of the chosen path, and the worst loss that receivers report back. */
export async function readConnectionStats(
  send: Transport | undefined,
  receive: Transport,
): Promise<ConnectionStats | undefined> {
  const reports = await Promise.all([send, receive].filter(isRunning).map(transport => transport.getStats()));
  const stats: ConnectionStats = {};
  for (const report of reports) {
    for (const entry of report.values()) {
      if (isPair(entry)) stats.roundTripMs = Math.round(entry.currentRoundTripTime * 1_000);
      if (isLoss(entry)) stats.lossRate = Math.max(stats.lossRate ?? 0, entry.fractionLost);
    }
  }
  return reports.length > 0 ? stats : undefined;
}

/** The round trip of one transport's path, once a first answer has come back. */
export function roundTripOf(report: RTCStatsReport): number | undefined {
  for (const entry of report.values())
    if (isPair(entry)) return Math.round(entry.currentRoundTripTime * 1_000);
  return undefined;
}

function isRunning(transport: Transport | undefined): transport is Transport {
  return transport !== undefined && transport.connectionState === 'connected';
}

function isPair(entry: object): entry is { currentRoundTripTime: number } {
  const { type, nominated, currentRoundTripTime } = entry as Record<string, unknown>;
  return type === 'candidate-pair' && nominated === true && typeof currentRoundTripTime === 'number';
}

function isLoss(entry: object): entry is { fractionLost: number } {
  const { type, fractionLost } = entry as Record<string, unknown>;
  return type === 'remote-inbound-rtp' && typeof fractionLost === 'number';
}
