import { type RequestHandler, Router } from 'express';
import { AppError } from '../../shared/errors.ts';
import type { CalendarFeeds } from '../features/calendar/CalendarFeeds.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import { addressGroupOf } from './requests.ts';

/** Serves calendars that members subscribe to. The token in the address is the only proof. */
export function calendarFeedRoute(feeds: Pick<CalendarFeeds, 'fileOf'>, limits: RateLimits): RequestHandler {
  const router = Router();
  router.get('/calendar/:token.ics', async (request, response) => {
    await limits.spend('calendar', addressGroupOf(request));
    const file = await feeds.fileOf(request.params.token ?? '');
    if (file === undefined) throw new AppError('not-found');
    response
      .set({
        'Content-Type': 'text/calendar; charset=utf-8',
        'Content-Disposition': 'inline; filename="interviews.ics"',
        'Cache-Control': 'private, no-store',
        'X-Robots-Tag': 'noindex',
      })
      .send(file);
  });
  return router;
}
