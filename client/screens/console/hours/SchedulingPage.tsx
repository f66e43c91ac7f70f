import { useRef } from 'react';
import { z } from 'zod';
import { changedFields } from '../../../../shared/changedFields.ts';
import { SavedRules, type SchedulingRules } from '../../../../shared/scheduling/hours.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Form, SaveBar } from '../../../components/ui/Form.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { hoursTexts, schedulingTexts as texts } from '../../../texts/hours.ts';
import { ChangedElsewhere } from '../ChangedElsewhere.tsx';
import { ConsolePage, ForbiddenPage, PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { weekText } from './MemberHours.tsx';
import { NumberSelect } from './NumberSelect.tsx';
import { WeekFields } from './WeekFields.tsx';

/** The organization's rules for candidates who choose the time. */
export function SchedulingPage() {
  usePageTitle(texts.title);
  const mayRead = useStaffMay('availability.read');
  const query = useRouteQuery('scheduling.read', {}, { enabled: mayRead });
  if (!mayRead) return <ForbiddenPage title={texts.title}>{texts.forbidden}</ForbiddenPage>;
  return (
    <ConsolePage title={texts.title} intro={texts.intro} width="reading">
      <Loaded
        query={query}
        failed={hoursTexts.loadFailed}
        skeleton={<SkeletonRows count={2} row="h-48 w-full rounded-card!" className="gap-5" />}
      >
        {rules => <RulesForm rules={rules} />}
      </Loaded>
    </ConsolePage>
  );
}

const RulesInput = z.object({ rules: SavedRules });

const FIELDS = {
  changeHours: [texts.change, texts.beforeStart],
  week: [texts.recruiterWeek, weekText],
  noticeHours: [hoursTexts.notice, hoursTexts.hours],
  daysAhead: [hoursTexts.ahead, hoursTexts.daysAhead],
} as const;

function RulesForm({ rules: initial }: { rules: SchedulingRules }) {
  const mayChange = useStaffMay('organization.change');
  const save = useRouteMutation('scheduling.change', ['scheduling.read']);
  const seen = useRef(initial);
  const form = useForm({
    initial: { rules: initial },
    schema: RulesInput,
    onSubmit: async ({ rules: wanted }) => {
      await save.mutateAsync({ rules: changedFields(seen.current, wanted), seen: seen.current });
      seen.current = wanted;
      toast.success(texts.saved);
    },
  });
  const { rules } = form.values;
  const change = (part: Partial<SchedulingRules>) => form.change({ rules: { ...rules, ...part } });
  const disabled = !mayChange;
  return (
    <Form guarded form={form} failed={texts.failed}>
      <ChangedElsewhere
        form={form}
        seen={seen}
        say={FIELDS}
        onTake={theirs => form.adopt({ rules: { ...rules, ...theirs } })}
      />
      {disabled && <Banner>{texts.ownerOnly}</Banner>}
      <Card padding="lg">
        <NumberSelect
          label={texts.change}
          hint={texts.changeHint}
          choices={[0, 1, 2, 4, 12, 24, 48]}
          value={rules.changeHours}
          say={texts.beforeStart}
          disabled={disabled}
          onChange={changeHours => change({ changeHours })}
        />
      </Card>
      <PageSection title={texts.recruiterWeek}>
        <Card padding="lg" className="flex flex-col gap-5">
          <p className="text-sm text-muted">{texts.recruiterHint}</p>
          <WeekFields
            week={rules.week}
            disabled={disabled}
            errorOf={path => form.errorOf(`rules.week.${path}`)}
            onChange={week => change({ week })}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            <NumberSelect
              label={hoursTexts.notice}
              choices={[0, 1, 4, 12, 24, 48, 72]}
              value={rules.noticeHours}
              say={hoursTexts.hours}
              disabled={disabled}
              onChange={noticeHours => change({ noticeHours })}
            />
            <NumberSelect
              label={hoursTexts.ahead}
              choices={[7, 14, 30, 60]}
              value={rules.daysAhead}
              say={hoursTexts.daysAhead}
              disabled={disabled}
              onChange={daysAhead => change({ daysAhead })}
            />
          </div>
        </Card>
      </PageSection>
      {mayChange && <SaveBar form={form} />}
    </Form>
  );
}
