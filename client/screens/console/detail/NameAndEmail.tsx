import { LIMITS } from '../../../../shared/interview/fields.ts';
import { TextField } from '../../../components/ui/TextField.tsx';
import type { FieldProps } from '../../../hooks/useForm.ts';
import { consoleTexts } from '../../../texts/console.ts';

interface NameAndEmailProps {
  form: { field: (name: 'displayName' | 'email') => FieldProps };
}

/** The fields of a person of an interview. */
export function NameAndEmail({ form }: NameAndEmailProps) {
  return (
    <>
      <TextField
        {...form.field('displayName')}
        label={consoleTexts.form.name}
        autoComplete="off"
        maxLength={LIMITS.displayName}
      />
      <TextField
        {...form.field('email')}
        label={consoleTexts.form.email}
        optional
        type="email"
        autoComplete="off"
      />
    </>
  );
}
