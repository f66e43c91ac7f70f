import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { useMember } from '../../../hooks/useMember.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { account } from '../../../texts/account.ts';
import { common } from '../../../texts/common.ts';
import { ChangePassword } from './ChangePassword.tsx';
import { OtherSessions } from './OtherSessions.tsx';

const texts = account.settings;

/** What each member of staff may change about their own account. */
export function Account() {
  usePageTitle(texts.title);
  const member = useMember();
  return (
    <div className="flex w-full max-w-3xl flex-col gap-6 px-4 py-6 sm:px-6 sm:py-8">
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
    </div>
  );
}
