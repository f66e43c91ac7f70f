import { useState } from 'react';
import { ROUTES } from '../../../shared/protocol/http.ts';
import { AccountForm, AccountLink, EmailField } from '../../components/account/AccountForm.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PublicPage } from '../../components/shell/PublicPage.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { ContactDetails } from '../../components/ui/ContactDetails.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { callRoute } from '../../core/api.ts';
import { useForm } from '../../hooks/useForm.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../hooks/useRouteQuery.ts';
import { account } from '../../texts/account.ts';

const texts = account.requestReset;

/** Sends a link for a new password, or says who can help. `gone`: the person opened a link that is used up. */
export function RequestReset({ gone }: { gone: boolean }) {
  const options = useRouteQuery('signIn.options', {});
  const [sentTo, setSentTo] = useState<string>();
  if (sentTo !== undefined) return <Sent email={sentTo} onAgain={() => setSentTo(undefined)} />;
  if (options.data?.mail) return <RequestForm gone={gone} onSent={setSentTo} />;
  return (
    <PublicPage>
      {options.error ? (
        <ErrorState
          title={texts.optionsFailed}
          error={options.error}
          onRetry={() => void options.refetch()}
          retrying={options.isFetching}
        />
      ) : (
        options.data && <Unsent gone={gone} />
      )}
    </PublicPage>
  );
}

function RequestForm({ gone, onSent }: { gone: boolean; onSent: (email: string) => void }) {
  const form = useForm({
    initial: { email: '' },
    schema: ROUTES['passwordResets.request'].params,
    onSubmit: async ({ email }) => {
      await callRoute('passwordResets.request', { email });
      onSent(email);
    },
  });
  return (
    <AccountForm
      form={form}
      title={gone ? texts.gone.title : texts.title}
      intro={gone ? `${texts.gone.body} ${texts.intro}` : texts.intro}
      submitLabel={texts.submit}
      failed={texts.failed}
      note={<AccountLink to="/login">{texts.back}</AccountLink>}
    >
      <EmailField {...form.field('email')} />
    </AccountForm>
  );
}

function Sent({ email, onAgain }: { email: string; onAgain: () => void }) {
  usePageTitle(texts.sent.title);
  return (
    <PublicPage>
      <div className="flex flex-col items-start gap-4">
        <div role="status" className="flex flex-col gap-2">
          <PageHeading>{texts.sent.title}</PageHeading>
          <p className="wrap-anywhere">{texts.sent.body(email)}</p>
          <p className="text-muted">{texts.sent.help}</p>
        </div>
        <Button onClick={onAgain}>{texts.sent.again}</Button>
        <AccountLink to="/login">{texts.back}</AccountLink>
      </div>
    </PublicPage>
  );
}

function Unsent({ gone }: { gone: boolean }) {
  usePageTitle(texts.title);
  return (
    <div className="flex flex-col items-start gap-5">
      <PageHeading>{texts.title}</PageHeading>
      {gone && (
        <Banner tone="warning" title={texts.gone.title}>
          {texts.gone.body}
        </Banner>
      )}
      <p>{texts.unsent.body}</p>
      <ContactDetails organization={useOrganization()} title={texts.unsent.reach} />
      <AccountLink to="/login">{texts.back}</AccountLink>
    </div>
  );
}
