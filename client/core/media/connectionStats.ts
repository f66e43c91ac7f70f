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
    const roundTripMs = roundTripOf(report);
    if (roundTripMs !== undefined) stats.roundTripMs = roundTripMs;
    for (const entry of report.values())
      if (isLoss(entry)) stats.lossRate = Math.max(stats.lossRate ?? 0, entry.fractionLost);
  }
  return reports.length > 0 ? stats : undefined;
}

/** The round trip of one transport's path, once a first answer has come back. */
export function roundTripOf(report: RTCStatsReport): number | undefined {
  const entries: Stats[] = [...report.values()];
  const pairs = entries.filter(({ type }) => type === 'candidate-pair');
  // Several may be nominated, of which one is used: browsers name it with the transport, Firefox marks it instead.
  const selectedIds = entries.map(({ selectedCandidatePairId }) => selectedCandidatePairId);
  const pair =
    pairs.find(({ id }) => selectedIds.includes(id)) ??
    pairs.find(({ selected }) => selected) ??
    pairs.find(({ nominated }) => nominated);
  const seconds = pair?.currentRoundTripTime;
  return seconds === undefined ? undefined : Math.round(seconds * 1_000);
}

interface Stats {
  id: string;
  type: string;
  selectedCandidatePairId?: string;
  selected?: boolean;
  nominated?: boolean;
  currentRoundTripTime?: number;
}

function isRunning(transport: Transport | undefined): transport is Transport {
  return transport !== undefined && transport.connectionState === 'connected';
}

function isLoss(entry: object): entry is { fractionLost: number } {
  const { type, fractionLost } = entry as Record<string, unknown>;
  return type === 'remote-inbound-rtp' && typeof fractionLost === 'number';
}
