import { LOCALE } from '../intl.ts';

/** Current names of places that browsers list under an older name. */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** Returns the place that a zone is named after: "Buenos Aires, Argentina". */
export function placeOf(zone: string): string {
  const [, ...places] = (RENAMED[zone] ?? zone).split('/');
  return (places.length === 0 ? zone : places.toReversed().join(', ')).replaceAll('_', ' ');
}

/** Parts of the world whose names in zones aren't what people call them. */
const AREAS: Readonly<Record<string, string>> = {
  America: 'Americas',
  Arctic: 'Europe',
  Atlantic: 'Atlantic Ocean',
  Indian: 'Indian Ocean',
  Pacific: 'Pacific Ocean',
};

/** Returns the part of the world of a zone that is named after a place: "Americas". */
export function areaOf(zone: string): string | undefined {
  const [area, place] = zone.split('/');
  return place === undefined || area === undefined ? undefined : (AREAS[area] ?? area);
}

/** Returns the zone's abbreviation at a moment, or its offset where it has none: "EST", "GMT+1". */
export function shortZone(zone: string, at: number): string {
  return nameIn('short', zone, at);
}

/** Returns how far the zone's clocks are ahead of UTC: "GMT+5:30". */
export function zoneOffset(zone: string, at: number): string {
  return nameIn('shortOffset', zone, at);
}

function nameIn(timeZoneName: 'short' | 'shortOffset', timeZone: string, at: number): string {
  const format = new Intl.DateTimeFormat(LOCALE, { timeZone, timeZoneName });
  return format.formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? '';
}

/** Names a zone as people do: "New York time (EST)". */
export function zoneWords(zone: string, at: number): string {
  const short = shortZone(zone, at);
  const isPlace = zone.includes('/') && !zone.startsWith('Etc/');
  return isPlace ? `${placeOf(zone)} time (${short})` : short;
}
