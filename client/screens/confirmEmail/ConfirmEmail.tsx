import { useState } from 'react';
import { z } from 'zod';
import { AccountForm, AccountLink } from '../../components/account/AccountForm.tsx';
import { OneTimeLink } from '../../components/account/OneTimeLink.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PublicPage } from '../../components/shell/PublicPage.tsx';
import { callRoute } from '../../core/api.ts';
import { useForm } from '../../hooks/useForm.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../hooks/useRouteMutation.ts';
import { account } from '../../texts/account.ts';

const texts = account.confirmEmail;
const Nothing = z.strictObject({});

const check = (token: string, signal: AbortSignal) => callRoute('emailChanges.check', { token }, signal);

/** Changes a member's address. Asks first, because programs open the links in emails, too. */
export function ConfirmEmail() {
  return (
    <OneTimeLink name="emailChange" check={check}>
      {(token, { email, name }) => <Confirmation token={token} email={email} name={name} />}
    </OneTimeLink>
  );
}

function Confirmation({ token, email, name }: { token: string; email: string; name: string }) {
  const [done, setDone] = useState(false);
  const complete = useRouteMutation('emailChanges.complete', ['account.read', 'staff.list']);
  const form = useForm({
    initial: {},
    schema: Nothing,
    onSubmit: async () => {
      await complete.mutateAsync({ token });
      setDone(true);
    },
  });
  if (done) return <Done email={email} />;
  return (
    <AccountForm
      form={form}
      title={texts.title}
      intro={texts.intro(name)}
      submitLabel={texts.submit}
      failed={texts.failed}
    >
      <p className="font-medium wrap-anywhere">{email}</p>
    </AccountForm>
  );
}

function Done({ email }: { email: string }) {
  usePageTitle(texts.doneTitle);
  return (
    <PublicPage>
      <div className="flex flex-col items-start gap-4">
        <div role="status" className="flex flex-col gap-2">
          <PageHeading>{texts.doneTitle}</PageHeading>
          <p className="wrap-anywhere">{texts.done(email)}</p>
        </div>
        <AccountLink to="/console">{texts.open}</AccountLink>
      </div>
    </PublicPage>
  );
}
