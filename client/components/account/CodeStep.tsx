import type { z } from 'zod';
import { SignInCode } from '../../hooks/useAccount.ts';
import { useForm } from '../../hooks/useForm.ts';
import { account } from '../../texts/account.ts';
import { Button } from '../ui/Button.tsx';
import { AccountForm, CodeField } from './AccountForm.tsx';

const texts = account.code;

interface CodeStepProps {
  onCode: (input: z.infer<typeof SignInCode>) => Promise<void>;
  onStartOver: () => void;
}

/** Second step of a sign-in. */
export function CodeStep({ onCode, onStartOver }: CodeStepProps) {
  const form = useForm({ initial: { code: '' }, schema: SignInCode, onSubmit: onCode });
  return (
    <AccountForm
      form={form}
      title={texts.title}
      intro={texts.intro}
      submitLabel={texts.submit}
      failed={account.login.failed}
      note={texts.lost}
    >
      <CodeField {...form.field('code')} />
      <Button variant="quiet" className="-mt-2 -ml-4 self-start" onClick={onStartOver}>
        {texts.startOver}
      </Button>
    </AccountForm>
  );
}
