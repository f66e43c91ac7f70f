import { expect, it } from 'vitest';
import { roundTripOf } from '../../../client/core/media/connectionQuality.ts';

const reportOf = (...entries: { id: string; type: string; [key: string]: unknown }[]) =>
  new Map(entries.map(entry => [entry.id, entry])) as unknown as RTCStatsReport;
const pair = (id: string, seconds: number | undefined, more: object = {}) => ({
  id,
  type: 'candidate-pair',
  ...(seconds !== undefined && { currentRoundTripTime: seconds }),
  ...more,
});

it.each([
  [
    'named by the transport',
    reportOf(
      pair('first', 0.3, { nominated: true }),
      pair('used', 0.02, { nominated: true }),
      pair('last', 0.4, { nominated: true }),
      { id: 'transport', type: 'transport', selectedCandidatePairId: 'used' },
    ),
  ],
  [
    'marked by Firefox',
    reportOf(
      pair('first', 0.3, { nominated: true, selected: false }),
      pair('used', 0.02, { nominated: true, selected: true }),
      pair('last', 0.4, { nominated: true, selected: false }),
    ),
  ],
  [
    'nominated, when neither is known',
    reportOf(pair('failed', 0.3), pair('used', 0.02, { nominated: true })),
  ],
])('the round-trip time is that of the path %s', (_, report) => {
  expect(roundTripOf(report)).toBe(20);
});

it('the round-trip time is unknown before the first response on the used path', () => {
  const transport = { id: 'transport', type: 'transport', selectedCandidatePairId: 'used' };
  expect(
    roundTripOf(reportOf(pair('other', 0.3, { nominated: true }), pair('used', undefined), transport)),
  ).toBe(undefined);
  expect(roundTripOf(reportOf())).toBe(undefined);
});
