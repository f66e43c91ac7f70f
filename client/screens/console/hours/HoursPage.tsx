import { useParams } from 'react-router';
import { z } from 'zod';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { type Hours, SavedHours } from '../../../../shared/scheduling/hours.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { BackLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Form, SaveBar } from '../../../components/ui/Form.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { ZoneSelect } from '../../../components/ui/ZoneSelect.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { account } from '../../../texts/account.ts';
import { hoursTexts as texts } from '../../../texts/hours.ts';
import { staffTexts } from '../../../texts/staff.ts';
import { ConsolePage, PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { ExtraFields, OffFields } from './DateFields.tsx';
import { NumberSelect } from './NumberSelect.tsx';
import { WeekFields } from './WeekFields.tsx';

/** When candidates can choose an interview with the member. */
export function HoursPage() {
  usePageTitle(texts.title);
  const query = useRouteQuery('hours.read', {});
  return (
    <ConsolePage
      title={texts.title}
      intro={texts.intro}
      back={<BackLink to="/console/account">{account.settings.title}</BackLink>}
      width="reading"
    >
      <Loaded query={query} failed={texts.loadFailed} skeleton={HOURS_SKELETON}>
        {shown => <HoursForm shown={shown} note={texts.usual} />}
      </Loaded>
    </ConsolePage>
  );
}

/** When candidates can choose an interview with another member. */
export function MemberHoursPage() {
  const { userId = '' } = useParams();
  const query = useRouteQuery('hours.of', { userId });
  const staff = useRouteQuery('staff.list', {});
  const name = staff.data?.members.find(member => member.userId === userId)?.name;
  const title = name ? texts.of(name) : texts.title;
  usePageTitle(title);
  return (
    <ConsolePage
      title={title}
      intro={texts.ofIntro}
      back={<BackLink to="/console/staff">{staffTexts.title}</BackLink>}
      width="reading"
    >
      <Loaded query={query} failed={texts.loadFailed} skeleton={HOURS_SKELETON}>
        {shown => <HoursForm key={userId} userId={userId} shown={shown} note={texts.memberUsual} />}
      </Loaded>
    </ConsolePage>
  );
}

const HOURS_SKELETON = <SkeletonRows count={3} row="h-48 w-full rounded-card!" className="gap-5" />;

const HoursInput = z.object({ hours: SavedHours });

interface HoursFormProps {
  /** The member whose hours these are, if it isn't the reader. */
  userId?: string;
  shown: RouteResult<'hours.read'>;
  /** Shown while the usual hours apply. */
  note: string;
}

function HoursForm({ userId, shown, note }: HoursFormProps) {
  const own = useRouteMutation('hours.change', ['hours.read', 'hours.of']);
  const others = useRouteMutation('hours.changeOf', ['hours.read', 'hours.of']);
  const form = useForm({
    initial: { hours: shown.hours },
    schema: HoursInput,
    onSubmit: async input => {
      await (userId === undefined ? own.mutateAsync(input) : others.mutateAsync({ userId, ...input }));
      toast.success(texts.saved);
    },
  });
  const { hours } = form.values;
  const change = (part: Partial<Hours>) => form.change({ hours: { ...hours, ...part } });
  const errorsOf = (field: keyof Hours) => (path: string) => form.errorOf(`hours.${field}.${path}`);
  return (
    <Form guarded form={form} failed={texts.failed}>
      {shown.usual && <Banner>{note}</Banner>}
      <PageSection title={texts.week}>
        <Card padding="lg" className="flex flex-col gap-5">
          <ZoneSelect
            label={texts.zone}
            value={hours.timeZone}
            error={form.errorOf('hours.timeZone')}
            onChange={event => change({ timeZone: event.target.value })}
          />
          <WeekFields week={hours.week} errorOf={errorsOf('week')} onChange={week => change({ week })} />
        </Card>
      </PageSection>
      <PageSection title={texts.off}>
        <Card padding="lg" className="flex flex-col gap-4">
          <p className="text-sm text-muted">{texts.offHint}</p>
          <OffFields
            dates={hours.off}
            zone={hours.timeZone}
            errorOf={errorsOf('off')}
            onChange={off => change({ off })}
          />
        </Card>
      </PageSection>
      <PageSection title={texts.extra}>
        <Card padding="lg" className="flex flex-col gap-4">
          <p className="text-sm text-muted">{texts.extraHint}</p>
          <ExtraFields
            dates={hours.extra}
            zone={hours.timeZone}
            errorOf={errorsOf('extra')}
            onChange={extra => change({ extra })}
          />
        </Card>
      </PageSection>
      <PageSection title={texts.rules}>
        <Card padding="lg" className="grid gap-5 sm:grid-cols-2">
          <NumberSelect
            label={texts.buffer}
            choices={[0, 5, 10, 15, 30, 45, 60]}
            value={hours.bufferMinutes}
            say={texts.minutes}
            onChange={bufferMinutes => change({ bufferMinutes })}
          />
          <NumberSelect
            label={texts.perDay}
            choices={[0, 1, 2, 3, 4, 5, 6, 8]}
            value={hours.perDay}
            say={count => (count === 0 ? texts.noLimit : texts.count(count))}
            onChange={perDay => change({ perDay })}
          />
          <NumberSelect
            label={texts.notice}
            choices={[0, 1, 4, 12, 24, 48, 72]}
            value={hours.noticeHours}
            say={texts.hours}
            onChange={noticeHours => change({ noticeHours })}
          />
          <NumberSelect
            label={texts.ahead}
            choices={[7, 14, 30, 60]}
            value={hours.daysAhead}
            say={texts.daysAhead}
            onChange={daysAhead => change({ daysAhead })}
          />
        </Card>
      </PageSection>
      <SaveBar form={form} />
    </Form>
  );
}
