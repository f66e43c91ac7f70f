import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { useStaffMay } from '../../hooks/useMember.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../hooks/useRouteQuery.ts';
import { consoleTexts } from '../../texts/console.ts';
import { Loaded } from './Loaded.tsx';
import { PageBody } from './PageBody.tsx';
import { Invitations } from './staff/Invitations.tsx';
import { InviteDialog } from './staff/InviteDialog.tsx';
import { Members } from './staff/Members.tsx';
import { StaffSkeleton } from './staff/StaffSkeleton.tsx';

const texts = consoleTexts.staff;

export function Staff() {
  usePageTitle(texts.title);
  const mayRead = useStaffMay('staff.read');
  const mayInvite = useStaffMay('staff.invite');
  const staff = useRouteQuery('staff.list', {}, { enabled: mayRead });
  const [inviting, setInviting] = useState(false);

  return (
    <PageBody width="max-w-3xl">
      <div className="flex items-start justify-between gap-3">
        <div className="flex flex-col gap-1">
          <PageHeading>{texts.title}</PageHeading>
          <p className="text-sm text-muted">{texts.intro}</p>
        </div>
        {mayInvite && (
          <Button
            variant="primary"
            icon={<UserPlus className="size-4" aria-hidden="true" />}
            onClick={() => setInviting(true)}
          >
            {texts.invite}
          </Button>
        )}
      </div>
      {!mayRead ? (
        <Banner>{texts.forbidden}</Banner>
      ) : (
        <Loaded query={staff} failed={texts.failed} skeleton={<StaffSkeleton />}>
          {({ members, invitations }) => (
            <>
              <Members members={members} />
              <Invitations invitations={invitations} />
            </>
          )}
        </Loaded>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </PageBody>
  );
}
