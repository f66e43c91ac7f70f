import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { hoursTexts as texts } from '../../../texts/hours.ts';
import { PageSection } from '../ConsolePage.tsx';
import { HoursSummary } from '../hours/MemberHours.tsx';
import { Loaded } from '../Loaded.tsx';

/** The member's interview hours, with a link to change them. */
export function InterviewHours() {
  const query = useRouteQuery('hours.read', {});
  return (
    <PageSection title={texts.title}>
      <Card padding="lg" className="flex flex-col items-start gap-4">
        <p className="max-w-prose text-sm text-muted">{texts.intro}</p>
        <Loaded query={query} failed={texts.loadFailed} skeleton={<Skeleton className="h-40 w-full" />}>
          {({ hours, usual }) => (
            <>
              {usual && <p className="text-sm">{texts.usual}</p>}
              <HoursSummary hours={hours} />
            </>
          )}
        </Loaded>
        <ButtonLink to="/console/account/hours">{texts.link}</ButtonLink>
      </Card>
    </PageSection>
  );
}
