import { type ComponentProps, useEffect, useState } from 'react';
import { areaOf, placeOf, zoneOffset } from '../../../shared/time/zoneNames.ts';
import { ownZone } from '../../../shared/time/zones.ts';
import { whenIdle } from '../../core/whenIdle.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Select } from './Select.tsx';

const texts = uiTexts.zones;

interface ZoneSelectProps extends Omit<ComponentProps<typeof Select>, 'options'> {
  value: string;
  /** Zones to list first, besides the device's. */
  suggested?: readonly string[];
  /** Label of the choice without a zone. */
  none?: string | undefined;
}

/**
 * A choice among all time zones that the browser knows. Adds their offsets when the browser is idle, because asking for
 * all of them takes phones a few tenths of a second.
 */
export function ZoneSelect({ value, suggested = [], none, ...props }: ZoneSelectProps) {
  const [offsets, setOffsets] = useState(knownOffsets);
  useEffect(() => (offsets ? undefined : whenIdle(() => setOffsets(readOffsets()))), [offsets]);
  const labelOf = (zone: string) => {
    const offset = offsets?.get(zone);
    return offset ? texts.withOffset(placeOf(zone), offset) : placeOf(zone);
  };
  const first = [...new Set([value, ...suggested, ownZone()])].filter(zone => zone !== '');
  const options = [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...first.map(zone => ({ value: zone, label: labelOf(zone), group: texts.suggested })),
    ...allZones()
      .filter(option => !first.includes(option.value))
      .map(option => ({ ...option, label: labelOf(option.value) })),
  ];
  return <Select {...props} value={value} options={options} />;
}

let known: { value: string; label: string; group: string }[] | undefined;

function allZones() {
  known ??= [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])]
    // Research stations. One that is chosen is listed all the same.
    .filter(zone => !/^(Etc|Antarctica)\//.test(zone))
    .map(zone => ({
      value: zone,
      label: placeOf(zone),
      group: areaOf(zone) ?? texts.others,
    }))
    .toSorted((a, b) => a.group.localeCompare(b.group) || a.label.localeCompare(b.label));
  return known;
}

let knownOffsets: ReadonlyMap<string, string> | undefined;

function readOffsets(): ReadonlyMap<string, string> {
  const now = Date.now();
  const zones = [...allZones().map(({ value }) => value), ownZone()];
  knownOffsets = new Map(zones.map(zone => [zone, zoneOffset(zone, now)]));
  return knownOffsets;
}
