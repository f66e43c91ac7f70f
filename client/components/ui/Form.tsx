import type { ReactNode } from 'react';
import type { FormFrame } from '../../hooks/useForm.ts';
import { ErrorBanner } from './Banner.tsx';
import { Button } from './Button.tsx';

interface FormProps {
  form: FormFrame;
  id?: string;
  /** Title of the error, for example "The changes were not saved". */
  failed: string;
  children: ReactNode;
}

export function Form({ form, id, failed, children }: FormProps) {
  return (
    <form id={id} ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-5">
      <ErrorBanner title={failed} error={form.failure} />
      {children}
    </form>
  );
}

/** Button that submits the form around it. */
export function SubmitButton({ form, children }: { form: FormFrame; children: string }) {
  return (
    <Button type="submit" variant="primary" pending={form.submitting}>
      {children}
    </Button>
  );
}
