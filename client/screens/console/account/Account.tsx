import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { useMember } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { account } from '../../../texts/account.ts';
import { common } from '../../../texts/common.ts';
import { PageBody } from '../PageBody.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { OtherSessions } from './OtherSessions.tsx';

const texts = account.settings;

/** What each member of staff may change about their own account. */
export function Account() {
  usePageTitle(texts.title);
  const member = useMember();
  return (
    <PageBody width="max-w-3xl">
      <div className="flex flex-col gap-1">
        <PageHeading>{texts.title}</PageHeading>
        {member && (
          <p className="text-sm wrap-anywhere text-muted">
            {texts.intro(member.email, common.staffRoles[member.role])}
          </p>
        )}
      </div>
      <ChangePassword />
      <OtherSessions />
    </PageBody>
  );
}
