import type { FieldProps } from '../../hooks/useForm.ts';
import { account as texts } from '../../texts/account.ts';
import { common } from '../../texts/common.ts';
import { PasswordField } from '../ui/PasswordField.tsx';
import { TextField } from '../ui/TextField.tsx';

/** Named and marked so that browsers and password managers fill in the right thing. */
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
