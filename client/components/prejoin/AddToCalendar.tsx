import { CalendarPlus } from 'lucide-react';
import { useState } from 'react';
import { SCHEDULE_ROUTES } from '../../../shared/protocol/scheduleRoutes.ts';
import { CALENDAR_SITES, calendarAddress } from '../../core/calendarSites.ts';
import { routeCaller } from '../../core/httpRoute.ts';
import { downloadText } from '../../core/saveFile.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { scheduleTexts as texts } from '../../texts/schedule.ts';
import { ErrorBanner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';

interface AddToCalendarProps {
  /** Token of the candidate's personal link. */
  link: string;
  jobRole: string;
  scheduledAt: number;
  plannedMinutes: number;
  /** True if the candidate got the link by email. */
  emailed?: boolean;
  size?: 'md' | 'lg';
}

/** Adds the candidate's interview to a calendar: by file, or on a site in another tab. */
export function AddToCalendar({
  link,
  jobRole,
  scheduledAt,
  plannedMinutes,
  emailed = false,
  size,
}: AddToCalendarProps) {
  const [problem, setProblem] = useState<unknown>();
  const { name } = useOrganization();
  const entry = {
    title: texts.calendarTitle(jobRole, name),
    details: texts.calendarDetails(emailed),
    from: scheduledAt,
    to: scheduledAt + plannedMinutes * 60_000,
  };
  const download = async () => {
    setProblem(undefined);
    try {
      const { file } = await call('schedule.calendar', { link });
      downloadText(texts.calendarFile, file, 'text/calendar');
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button {...(size && { size })} icon={CalendarPlus} className="max-sm:w-full">
            {texts.addToCalendar}
          </Button>
        }
      >
        <MenuItem onSelect={() => void download()}>{texts.calendars.file}</MenuItem>
        {CALENDAR_SITES.map(site => (
          <MenuItem key={site} onSelect={() => openElsewhere(calendarAddress(site, entry))}>
            {texts.calendars[site]}
          </MenuItem>
        ))}
      </Menu>
      <ErrorBanner title={texts.calendarFailed} error={problem} />
    </>
  );
}

const call = routeCaller(SCHEDULE_ROUTES);

function openElsewhere(address: string): void {
  window.open(address, '_blank', 'noopener,noreferrer');
}
