export const CALENDAR_SITES = ['google', 'outlook'] as const;
type CalendarSite = (typeof CALENDAR_SITES)[number];

interface CalendarEntry {
  title: string;
  details: string;
  from: number;
  to: number;
}

/**
 * Returns the address at which a calendar on the web offers to add an entry. It never contains the personal
 * link: its secret would be sent to another site's servers and logs, and stay in the browser's history.
 */
export function calendarAddress(site: CalendarSite, { title, details, from, to }: CalendarEntry): string {
  const [start = '', end = ''] = [from, to].map(at => new Date(at).toISOString().replace('.000Z', 'Z'));
  if (site === 'google') {
    const dates = `${start}/${end}`.replace(/[-:]/g, '');
    return `https://calendar.google.com/calendar/render?${new URLSearchParams({ action: 'TEMPLATE', text: title, dates, details })}`;
  }
  const query = {
    ...{ path: '/calendar/action/compose', rru: 'addevent' },
    ...{ subject: title, startdt: start, enddt: end, body: details },
  };
  return `https://outlook.live.com/calendar/0/deeplink/compose?${new URLSearchParams(query)}`;
}
