import { useId } from 'react';
import { useNavigate } from 'react-router';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { EmailField, PresentPasswordField } from '../../components/account/AccountForm.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Dialog } from '../../components/ui/Dialog.tsx';
import { Form } from '../../components/ui/Form.tsx';
import { Credentials, useSignIn } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';

/** Lets the same person sign in again on top of the page, so that typed text isn't lost. */
export function SignInAgain({ member, loginAddress }: { member: StaffMember; loginAddress: string }) {
  const id = useId();
  const navigate = useNavigate();
  const signIn = useSignIn(member);
  const form = useForm({
    initial: { email: member.email, password: '' },
    schema: Credentials,
    onSubmit: credentials => signIn.mutateAsync(credentials),
  });
  return (
    <Dialog
      open
      title={texts.again.title}
      description={texts.again.body}
      beginsAt="first-empty-field"
      footer={
        <>
          <Button onClick={() => void navigate(loginAddress)}>{texts.again.leave}</Button>
          <Button type="submit" form={id} variant="primary" pending={form.submitting}>
            {common.signIn}
          </Button>
        </>
      }
    >
      <Form id={id} form={form} failed={texts.login.failed}>
        <EmailField {...form.field('email')} />
        <PresentPasswordField {...form.field('password')} />
      </Form>
    </Dialog>
  );
}
