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

export function NewPasswordField(field: FieldProps) {
  return (
    <PasswordField
      {...field}
      label={common.password}
      hint={texts.passwordHint}
      name="password"
      autoComplete="new-password"
    />
  );
}

export function PresentPasswordField(field: FieldProps) {
  return <PasswordField {...field} label={common.password} name="password" autoComplete="current-password" />;
}
