import { LANGUAGE } from '../../shared/intl.ts';
import { zoneWords } from '../../shared/time/zoneNames.ts';

/** Regions whose clocks show 12 hours, from CLDR's `timeData`. Zones of other regions show 24 hours. */
const TWELVE_HOURS =
  'AE AG AL AR AS AU BB BD BH BM BN BO BS BT CA CL CO CR CU CY DJ DM DO DZ EC EG EH ER ET FJ FM GD GH GM GR ' +
  'GT GU GY HK HN IN IQ JM JO KH KI KN KP KR KW KY LB LC LR LS LY MH MO MP MR MW MX MY NA NI NZ OM PA PE PG ' +
  'PH PK PR PS PW PY QA SA SB SD SG SL SO SS SV SY SZ TC TD TN TO TT TW UM US UY VC VE VG VI VU WS YE ZM';

let twelveHourZones: ReadonlySet<string> | undefined;

function hourCycleOf(timeZone: string): 'h12' | 'h23' {
  twelveHourZones ??= new Set(TWELVE_HOURS.split(' ').flatMap(zonesOf));
  const { timeZone: usual } = new Intl.DateTimeFormat(LANGUAGE, { timeZone }).resolvedOptions();
  return twelveHourZones.has(usual) ? 'h12' : 'h23';
}

const TIME = { hour: 'numeric', minute: '2-digit' } as const;

function zonesOf(region: string): string[] {
  // The type of the language's library doesn't have it yet.
  const locale: Intl.Locale & { getTimeZones?: () => string[] } = new Intl.Locale(`und-${region}`);
  return locale.getTimeZones?.() ?? [];
}

/** Returns "9:00 AM", or "09:00" where clocks show 24 hours. The functions below also follow the zone's clocks. */
export function clockTime(at: number, zone: string): string {
  return inZone(at, zone, TIME);
}

/** Returns "Thu, Dec 3, 9:00 AM EST". */
export function shortTime(at: number, zone: string): string {
  return inZone(at, zone, {
    ...{ weekday: 'short', month: 'short', day: 'numeric' },
    ...TIME,
    timeZoneName: 'short',
  });
}

const DAY = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' } as const;

/** Returns "Thursday, December 3, 2026 at 9:00 AM New York time (EST)". */
export function longTime(at: number, zone: string): string {
  return `${longTimeAlone(at, zone)} ${zoneWords(zone, at)}`;
}

/** Like `longTime`, without the zone. */
export function longTimeAlone(at: number, zone: string): string {
  return inZone(at, zone, { ...DAY, ...TIME });
}

/** Returns "3:00 PM Berlin time (GMT+1)", with the clocks of readers in another zone, and the day if it's another one. */
export function timeElsewhere(at: number, zone: string, ownZone: string): string {
  const isSameDay = inZone(at, zone, DAY) === inZone(at, ownZone, DAY);
  const time = inZone(at, zone, isSameDay ? TIME : { ...DAY, ...TIME }, ownZone);
  return `${time} ${zoneWords(zone, at)}`;
}

/** Returns "December 3, 2026". */
export function longDay(at: number, timeZone: string): string {
  return new Date(at).toLocaleDateString(LANGUAGE, { timeZone, dateStyle: 'long' });
}

function inZone(
  at: number,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
  clocks = timeZone,
): string {
  return new Date(at).toLocaleString(LANGUAGE, { ...options, timeZone, hourCycle: hourCycleOf(clocks) });
}
