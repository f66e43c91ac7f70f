import type { ReactNode } from 'react';
import { errorMessage } from '../../core/errorMessage.ts';
import type { FormFrame } from '../../hooks/useForm.ts';
import { Banner } from './Banner.tsx';

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
      {form.failure !== undefined && (
        <Banner tone="danger" title={failed}>
          {errorMessage(form.failure)}
        </Banner>
      )}
      {children}
    </form>
  );
}
