import { type ReactNode, useId } from 'react';
import type { FormFrame } from '../../hooks/useForm.ts';
import { common } from '../../texts/common.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Form } from './Form.tsx';

interface FormDialogProps {
  form: FormFrame;
  title: string;
  description?: string;
  size?: 'sm' | 'md';
  submitLabel: string;
  failed: string;
  onClose: () => void;
  children: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const { form, title, description, size, submitLabel, failed, onClose, children } = props;
  const id = useId();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={description}
      size={size}
      beginsAt="first-field"
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={id} variant="primary" pending={form.submitting}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <Form id={id} form={form} failed={failed}>
        {children}
      </Form>
    </Dialog>
  );
}
