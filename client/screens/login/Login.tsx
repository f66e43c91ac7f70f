import { useMutation } from '@tanstack/react-query';
import { Navigate, useSearchParams } from 'react-router';
import { SsoProblem } from '../../../shared/protocol/accountRoutes.ts';
import {
  AccountForm,
  AccountLink,
  EmailField,
  PresentPasswordField,
} from '../../components/account/AccountForm.tsx';
import { CodeStep } from '../../components/account/CodeStep.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PublicPage } from '../../components/shell/PublicPage.tsx';
import { Banner, ErrorBanner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { beginSingleSignOn } from '../../core/api.ts';
import { Credentials, useAccount, useSignIn } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../hooks/useRouteQuery.ts';
import { firstAccount, account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';

export function Login() {
  const [search] = useSearchParams();
  const account = useAccount();
  const signIn = useSignIn();
  const form = useForm({
    initial: { email: '', password: '' },
    schema: Credentials,
    onSubmit: signIn.sendPassword,
  });
  if (account.data?.member) return <Navigate to={addressAfter(search.get('next'))} replace />;
  if (account.data?.setupNeeded) return <FirstAccount />;
  if (signIn.codeNeeded) return <CodeStep onCode={signIn.sendCode} onStartOver={signIn.startOver} />;
  return (
    <AccountForm
      form={form}
      title={texts.login.title}
      intro={texts.login.intro}
      submitLabel={common.signIn}
      failed={texts.login.failed}
      note={texts.login.guest}
      before={<SingleSignOn next={addressAfter(search.get('next'))} problem={search.get('problem')} />}
    >
      <EmailField {...form.field('email')} />
      <div className="flex flex-col gap-2">
        <PresentPasswordField {...form.field('password')} />
        <AccountLink to="/reset">{texts.requestReset.forgot}</AccountLink>
      </div>
    </AccountForm>
  );
}

interface SingleSignOnProps {
  next: string;
  /** Why the last attempt was refused. */
  problem: string | null;
}

function SingleSignOn({ next, problem }: SingleSignOnProps) {
  const options = useRouteQuery('signIn.options', {});
  const begin = useMutation({
    mutationFn: () => beginSingleSignOn(next),
    onSuccess: address => window.location.assign(address),
  });
  const refused = SsoProblem.safeParse(problem).data;
  const name = options.data?.singleSignOn;
  if (name === undefined) return null;
  return (
    <div className="flex flex-col gap-4">
      {refused && begin.isIdle && (
        <Banner tone="danger" title={texts.singleSignOn.failed}>
          {texts.singleSignOn.problems[refused]}
        </Banner>
      )}
      <ErrorBanner title={texts.singleSignOn.failed} error={begin.error} />
      <Button size="lg" pending={begin.isPending || begin.isSuccess} onClick={() => begin.mutate()}>
        {texts.singleSignOn.button(name)}
      </Button>
      <p className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {texts.singleSignOn.or}
      </p>
    </div>
  );
}

function FirstAccount() {
  usePageTitle(firstAccount.title);
  return (
    <PublicPage>
      <div className="flex flex-col gap-4">
        <PageHeading>{firstAccount.title}</PageHeading>
        <p>{firstAccount.body}</p>
        <p className="text-sm text-muted">{firstAccount.lost}</p>
      </div>
    </PublicPage>
  );
}

/** Returns the page to open next: always a console page, so that no crafted link leads to another site. */
function addressAfter(next: string | null): string {
  return next && /^\/console(?:[/?#]|$)/.test(next) ? next : '/console';
}
