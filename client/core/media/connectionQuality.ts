import type { Transport } from 'mediasoup-client/types';

/** Connection quality. `bars`: from 0 (cut off) to 3. The wording of each `level` is in `texts/room.ts`. */
export type Quality = { bars: 0 | 1 | 2 | 3; level: 'good' | 'fair' | 'poor' | 'cut-off' | 'measuring' };

interface QualityFacts {
  /** mediasoup's score, 0 to 10. */
  score?: number;
  roundTripMs?: number;
  /** Share of packets lost, 0 to 1. */
  lossRate?: number;
}

export const CUT_OFF: Quality = { bars: 0, level: 'cut-off' };
export const MEASURING: Quality = { bars: 3, level: 'measuring' };

/** Returns the quality that the worst known fact implies; `MEASURING` if none is known. */
export function qualityOf(facts: QualityFacts): Quality {
  const bars = [
    grade(facts.score, 8, 5, 1),
    grade(negative(facts.roundTripMs), -250, -500, -4_000),
    grade(negative(facts.lossRate), -0.03, -0.1, -0.6),
  ].filter(value => value !== undefined);
  if (bars.length === 0) return MEASURING;
  const worst = Math.min(...bars) as Quality['bars'];
  return { bars: worst, level: (['cut-off', 'poor', 'fair', 'good'] as const)[worst] };
}

function grade(value: number | undefined, good: number, fair: number, poor: number): number | undefined {
  if (value === undefined) return undefined;
  if (value >= good) return 3;
  if (value >= fair) return 2;
  return value >= poor ? 1 : 0;
}

function negative(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

export type ConnectionStats = { roundTripMs?: number; lossRate?: number };

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

export function roundTripOf(report: RTCStatsReport): number | undefined {
  const entries: Stats[] = [...report.values()];
  const pairs = entries.filter(({ type }) => type === 'candidate-pair');
  // Several pairs may be nominated. Most browsers name the selected pair in the transport; Firefox marks it.
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
