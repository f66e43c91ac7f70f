import { useId } from 'react';
import { useNavigate } from 'react-router';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { CodeField, EmailField, PresentPasswordField } from '../../components/account/AccountForm.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Dialog } from '../../components/ui/Dialog.tsx';
import { Form } from '../../components/ui/Form.tsx';
import { Credentials, SignInCode, useSignIn } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';

/** Lets the same person sign in again on top of the page, so that typed text isn't lost. */
export function SignInAgain({ member, loginAddress }: { member: StaffMember; loginAddress: string }) {
  const id = useId();
  const navigate = useNavigate();
  const signIn = useSignIn(member);
  const credentials = useForm({
    initial: { email: member.email, password: '' },
    schema: Credentials,
    onSubmit: signIn.sendPassword,
  });
  const code = useForm({ initial: { code: '' }, schema: SignInCode, onSubmit: signIn.sendCode });
  const form = signIn.codeNeeded ? code : credentials;
  return (
    <Dialog
      open
      title={signIn.codeNeeded ? texts.code.title : texts.again.title}
      description={signIn.codeNeeded ? texts.code.intro : texts.again.body}
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
        {signIn.codeNeeded ? (
          <CodeField {...code.field('code')} />
        ) : (
          <>
            <EmailField {...credentials.field('email')} />
            <PresentPasswordField {...credentials.field('password')} />
          </>
        )}
      </Form>
    </Dialog>
  );
}
