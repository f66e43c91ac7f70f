import type { ReactNode } from 'react';
import type { FormFrame } from '../../hooks/useForm.ts';
import { useUnsaved } from '../../hooks/useLeaveGuard.ts';
import { common } from '../../texts/common.ts';
import { uiTexts } from '../../texts/ui.ts';
import { ErrorBanner } from './Banner.tsx';
import { Button } from './Button.tsx';

interface FormProps {
  form: FormFrame;
  id?: string;
  /** Title of the error, for example "The changes were not saved". */
  failed: string;
  /** Asks before the page is left with changes that aren't saved. For forms that aren't in a dialog. */
  guarded?: boolean;
  children: ReactNode;
}

export function Form({ form, id, failed, guarded = false, children }: FormProps) {
  useUnsaved(() => (guarded && form.isChanged() ? uiTexts.leave : undefined));
  return (
    <form id={id} ref={form.formRef} onSubmit={form.submit} noValidate className="flex flex-col gap-5">
      <ErrorBanner title={failed} error={form.failure} />
      {children}
    </form>
  );
}

/** Button that saves a long form, and stays in view. `children`: a remark next to it. */
export function SaveBar({ form, children }: { form: FormFrame; children?: ReactNode }) {
  return (
    <div
      data-save-bar
      className="sticky bottom-0 -mx-1 flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line bg-canvas px-1 py-3"
    >
      <SubmitButton form={form}>{common.save}</SubmitButton>
      {children && <p className="text-sm text-muted">{children}</p>}
    </div>
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
