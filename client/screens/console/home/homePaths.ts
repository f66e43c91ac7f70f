import { DECIDABLE_DAYS, UPCOMING } from '../../../../shared/protocol/homeRoutes.ts';
import { dayName, listPath, nextDay } from '../interviews/listAddress.ts';

const statuses = [...UPCOMING];

/** Addresses of the lists with exactly the interviews that blocks of the home page count. */
export function homePaths(email: string, now: number) {
  return {
    interviews: listPath({ statuses, person: email.toLowerCase() }, 'time'),
    upcoming: listPath({ statuses }, 'time'),
    unscheduled: listPath({ statuses: ['unscheduled'] }, 'time'),
    decisions: listPath({ statuses: ['rated'] }, '-time', dayName(nextDay(now, -DECIDABLE_DAYS))),
  };
}
