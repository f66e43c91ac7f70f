import { Check, Copy, KeyRound, Mail } from 'lucide-react';
import { useId, useState } from 'react';
import { z } from 'zod';
import { Email } from '../../../shared/protocol/email.ts';
import type { PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import { bookmarkPlace, commandKey } from '../../core/browserName.ts';
import { usePracticePage } from '../../hooks/practice/usePageSession.ts';
import { useCopy } from '../../hooks/useCopy.ts';
import { useForm } from '../../hooks/useForm.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { CopyField } from '../ui/CopyField.tsx';
import { classNames } from '../ui/classNames.ts';
import { Form } from '../ui/Form.tsx';
import { TextField } from '../ui/TextField.tsx';

const texts = practicePage.address;
const KEY = commandKey();
const BOOKMARK = KEY ? texts.bookmark.keys(KEY) : texts.bookmark[bookmarkPlace()];

/** The address is the only key, so the page says so, and gives it away in every way there is. */
export function KeepAddress({ page: { email, sendsMail } }: { page: PracticePage }) {
  const { token } = usePracticePage();
  const titleId = useId();
  const [mailing, setMailing] = useState(false);
  const arrived = email?.state === 'sent' || email?.state === 'waiting';
  return (
    <Card role="region" aria-labelledby={titleId} className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <h2 id={titleId} className="flex items-center gap-2 text-base font-semibold">
          <KeyRound className="size-4 text-accent-ink" aria-hidden="true" />
          {texts.title}
        </h2>
        <p className="text-sm text-muted">{arrived ? texts.mailed : texts.body}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <CopyAddress address={`${window.location.origin}/practice#${token}`} />
        {sendsMail && !mailing && (
          <Button icon={<Mail className="size-4" aria-hidden="true" />} onClick={() => setMailing(true)}>
            {texts.email}
          </Button>
        )}
      </div>
      {mailing && <MailForm address={email?.address ?? ''} onSent={() => setMailing(false)} />}
      <p role="status" className={classNames('text-sm empty:hidden', !arrived && 'text-warning-ink')}>
        {email && texts.mails[email.state](email.address)}
      </p>
      <p className="text-xs text-muted">{BOOKMARK}</p>
    </Card>
  );
}

/** Where the clipboard is closed to us the address is shown, for the person's own copy. */
function CopyAddress({ address }: { address: string }) {
  const { copied, copy } = useCopy();
  const [shown, setShown] = useState(false);
  if (shown) return <CopyField label={texts.label} value={address} />;
  const press = async () => {
    if (!(await copy(address))) setShown(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <>
      <Button icon={<Icon className="size-4" aria-hidden="true" />} onClick={() => void press()}>
        {copied ? uiTexts.copied : texts.copy}
      </Button>
      <span aria-live="polite" className="sr-only">
        {copied ? uiTexts.copied : ''}
      </span>
    </>
  );
}

const Address = z.object({ email: Email });

function MailForm({ address, onSent }: { address: string; onSent: () => void }) {
  const session = usePracticePage();
  const form = useForm({
    initial: { email: address },
    schema: Address,
    onSubmit: async ({ email }) => {
      await session.mailTo(email);
      onSent();
    },
  });
  return (
    <Form form={form} failed={texts.sendFailed}>
      <TextField
        label={texts.emailLabel}
        hint={texts.emailHint}
        type="email"
        autoComplete="email"
        autoFocus
        {...form.field('email')}
      />
      <Button type="submit" variant="primary" pending={form.submitting} className="-mt-2 self-start">
        {texts.send}
      </Button>
    </Form>
  );
}
