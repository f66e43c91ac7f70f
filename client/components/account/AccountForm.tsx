import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { FieldProps, FormFrame } from '../../hooks/useForm.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';
import { PageHeading } from '../shell/PageHeading.tsx';
import { PublicPage } from '../shell/PublicPage.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Form } from '../ui/Form.tsx';
import { PasswordField } from '../ui/PasswordField.tsx';
import { TextField } from '../ui/TextField.tsx';

interface AccountFormProps {
  form: FormFrame;
  title: string;
  intro: string;
  submitLabel: string;
  failed: string;
  note?: ReactNode;
  /** Another way to the same goal, above the form. */
  before?: ReactNode;
  children: ReactNode;
}

export function AccountForm(props: AccountFormProps) {
  const { form, title, intro, submitLabel, failed, note, before, children } = props;
  usePageTitle(title);
  return (
    <PublicPage>
      <div className="flex flex-col gap-6">
        <div className="flex flex-col gap-1.5">
          <PageHeading>{title}</PageHeading>
          <p className="text-muted">{intro}</p>
        </div>
        {before}
        <Card padding="lg">
          <Form form={form} failed={failed}>
            {children}
            <Button type="submit" variant="primary" size="lg" pending={form.submitting}>
              {submitLabel}
            </Button>
          </Form>
        </Card>
        {note && <p className="text-sm text-muted">{note}</p>}
      </div>
    </PublicPage>
  );
}

/** Link from one account page to another. */
export function AccountLink({ to, children }: { to: string; children: string }) {
  return (
    <Link
      to={to}
      className="inline-flex min-h-6 items-center self-start rounded-control text-sm font-medium text-accent-ink underline-offset-4 hover:underline"
    >
      {children}
    </Link>
  );
}

/** Text field for a name. `name` and `autoComplete` tell browsers and password managers what to fill in. */
export function NameField(field: FieldProps) {
  return <TextField {...field} label={common.name} hint={texts.nameHint} name="name" autoComplete="name" />;
}

export function EmailField(field: FieldProps) {
  return (
    <TextField
      {...field}
      label={common.email}
      name="email"
      type="email"
      autoComplete="username"
      inputMode="email"
    />
  );
}

/** Code of an authenticator app, or a recovery code. */
export function CodeField(field: FieldProps) {
  return (
    <TextField
      {...field}
      label={texts.code.label}
      hint={texts.code.hint}
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck="false"
    />
  );
}

export function NewPasswordField({ label = common.password, ...field }: FieldProps & { label?: string }) {
  return (
    <PasswordField
      {...field}
      label={label}
      hint={texts.passwordHint}
      name="password"
      autoComplete="new-password"
    />
  );
}

export function PresentPasswordField({ label = common.password, ...field }: FieldProps & { label?: string }) {
  return <PasswordField {...field} label={label} name="current-password" autoComplete="current-password" />;
}
