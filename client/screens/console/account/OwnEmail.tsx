import { useState } from 'react';
import { Link } from 'react-router';
import { ROUTES, type StaffMember } from '../../../../shared/protocol/http.ts';
import { PresentPasswordField } from '../../../components/account/AccountForm.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Form, SubmitButton } from '../../../components/ui/Form.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { account } from '../../../texts/account.ts';
import { staffReasonTexts } from '../../../texts/staffErrors.ts';
import { PageSection } from '../ConsolePage.tsx';

const texts = account.email;

/** Changes the member's address, or says who can. */
export function OwnEmail({ member }: { member: StaffMember }) {
  const hasPassword = useRouteQuery('secondFactor.read', {}).data?.hasPassword;
  const byMail = useRouteQuery('signIn.options', {}).data?.mail;
  const mayChange = useStaffMay('staff.change');
  return (
    <PageSection title={texts.title}>
      <Card padding="lg" className="flex flex-col gap-5">
        <p className="text-sm wrap-anywhere">{texts.now(member.email)}</p>
        {byMail === false ? (
          <p className="max-w-prose text-sm text-muted">
            {mayChange ? texts.onTeamPage : texts.byOwner}{' '}
            {mayChange && (
              <Link to="/console/staff" className="font-medium text-accent-ink underline underline-offset-4">
                {texts.teamPage}
              </Link>
            )}
          </p>
        ) : hasPassword === false ? (
          <p className="max-w-prose text-sm text-muted">{staffReasonTexts['email-of-sso']}</p>
        ) : (
          hasPassword && byMail && <EmailForm />
        )}
      </Card>
    </PageSection>
  );
}

function EmailForm() {
  const [sentTo, setSentTo] = useState<string>();
  const change = useRouteMutation('account.changeEmail');
  const form = useForm({
    initial: { email: '', currentPassword: '' },
    schema: ROUTES['account.changeEmail'].params,
    onSubmit: async input => {
      setSentTo(undefined);
      await change.mutateAsync(input);
      form.reset();
      setSentTo(input.email);
    },
  });
  return (
    <Form form={form} failed={texts.failed}>
      <div role="status">
        {sentTo !== undefined && (
          <Banner tone="success" title={texts.sentTitle}>
            <span className="wrap-anywhere">{texts.sent(sentTo)}</span>
          </Banner>
        )}
      </div>
      <TextField
        {...form.field('email')}
        label={texts.label}
        hint={texts.hint}
        type="email"
        inputMode="email"
        autoComplete="off"
      />
      <PresentPasswordField {...form.field('currentPassword')} label={account.settings.current} />
      <div>
        <SubmitButton form={form}>{texts.submit}</SubmitButton>
      </div>
    </Form>
  );
}
