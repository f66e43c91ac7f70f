import { Check, Copy, Download, Mail, Share2, Trash2 } from 'lucide-react';
import { useId, useLayoutEffect, useState } from 'react';
import { z } from 'zod';
import { Email } from '../../../shared/interview/fields.ts';
import { coveredOf } from '../../../shared/practice/practiceArc.ts';
import { PRACTICE_ARCHIVE, type PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import {
  rememberAgain,
  rememberNoPractice,
  rememberPractice,
} from '../../core/practice/rememberedPractice.ts';
import { localData } from '../../core/safeStorage.ts';
import { usePractice, usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { useCopy } from '../../hooks/useCopy.ts';
import { focusOnMount } from '../../hooks/useFocusKeeper.ts';
import { useForm } from '../../hooks/useForm.ts';
import { useLazyDialog } from '../../hooks/useLazyDialog.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { uiTexts } from '../../texts/ui.ts';
import { Button } from '../ui/Button.tsx';
import { buttonStyle } from '../ui/buttonStyle.ts';
import { CopyField } from '../ui/CopyField.tsx';
import { classNames } from '../ui/classNames.ts';
import { Form } from '../ui/Form.tsx';
import { Switch } from '../ui/Switch.tsx';
import { TextField } from '../ui/TextField.tsx';

const texts = practicePage.address;

/** Ways to come back to the page. No one can open it without its address. */
export function KeepPage({ page }: { page: PracticePage }) {
  const { attempts, email, sendsMail } = page;
  const { token } = usePracticePage();
  const titleId = useId();
  const [mailing, setMailing] = useState(false);
  const arrived = email?.state === 'sent' || email?.state === 'waiting';
  const address = `${window.location.origin}/practice#${token}`;
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3">
      <div>
        <h2 id={titleId} className="text-base font-semibold">
          {texts.title}
        </h2>
        <p className="text-sm text-muted">{texts.body}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <CopyAddress address={address} />
        {'share' in navigator && <ShareAddress address={address} />}
        {sendsMail && !mailing && (
          <Button icon={Mail} onClick={() => setMailing(true)}>
            {texts.email}
          </Button>
        )}
        {!sendsMail && <MailProgram address={address} />}
      </div>
      {mailing && <MailForm address={email?.address ?? ''} onSent={() => setMailing(false)} />}
      <p role="status" className={classNames('text-sm empty:hidden', !arrived && 'text-warning-ink')}>
        {email && texts.mails[email.state](email.address)}
      </p>
      {attempts[0] && <Remember role={attempts[0].role} progress={progressOf(page)} />}
    </section>
  );
}

/** Returns how far the person is with the role of the newest attempt. */
function progressOf({ role, attempts }: PracticePage): string | undefined {
  if (!role || role.slug !== attempts[0]?.slug) return undefined;
  const { answered, all } = coveredOf(role, attempts);
  return all === 0 ? undefined : practicePage.arc.progress(answered, all);
}

function CopyAddress({ address }: { address: string }) {
  const { copied, copy } = useCopy();
  const [shown, setShown] = useState(false);
  if (shown) return <CopyField label={texts.label} value={address} />;
  const press = async () => {
    if (!(await copy(address))) setShown(true);
  };
  return (
    <>
      <Button icon={copied ? Check : Copy} onClick={() => void press()}>
        {copied ? uiTexts.copied : texts.copy}
      </Button>
      <span aria-live="polite" className="sr-only">
        {copied ? uiTexts.copied : ''}
      </span>
    </>
  );
}

function ShareAddress({ address }: { address: string }) {
  // Rejects if the person closes the sheet, which needs no message.
  const share = () => navigator.share({ title: texts.mailSubject, url: address }).catch(() => undefined);
  return (
    <Button icon={Share2} onClick={() => void share()}>
      {texts.share}
    </Button>
  );
}

/** Opens the person's own email program, where the server sends no email. */
function MailProgram({ address }: { address: string }) {
  const query = `subject=${encodeURIComponent(texts.mailSubject)}&body=${encodeURIComponent(address)}`;
  return (
    <a href={`mailto:?${query}`} className={buttonStyle('secondary', 'md')}>
      <Mail className="size-4" />
      {texts.mailProgram}
    </a>
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
        ref={focusOnMount}
        {...form.field('email')}
      />
      <Button type="submit" variant="primary" pending={form.submitting} className="-mt-2 self-start">
        {texts.send}
      </Button>
    </Form>
  );
}

function Remember({ role, progress }: { role: string; progress: string | undefined }) {
  const { token } = usePracticePage();
  const [on, setOn] = useState(false);
  // Before the page is drawn, so that the switch doesn't change in sight.
  useLayoutEffect(
    () => setOn(rememberPractice(localData, { page: token, role, progress })),
    [token, role, progress],
  );
  const change = (wanted: boolean) => {
    setOn(wanted && rememberAgain(localData, { page: token, role, progress }));
    if (!wanted) rememberNoPractice(localData);
  };
  return (
    <div className="flex flex-col items-start">
      <Switch label={texts.remember} checked={on} onCheckedChange={change} />
      <p className="text-sm text-muted">{texts.rememberHint}</p>
    </div>
  );
}

const dataTexts = practicePage.manage;
const fetchDialog = async () => (await import('./DeleteDialogs.tsx')).DeletePageDialog;

export function YourData({ attempts, expiresAt }: { attempts: number; expiresAt: number | undefined }) {
  const session = usePracticePage();
  const { location } = usePractice();
  const titleId = useId();
  const { Dialog, open, close } = useLazyDialog(fetchDialog, practicePage.deleting.loadFailed);
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3">
      <div>
        <h2 id={titleId} className="text-base font-semibold">
          {dataTexts.title}
        </h2>
        {expiresAt !== undefined && (
          <p className="text-sm text-muted" data-expires>
            {dataTexts.expires(expiresAt, Date.now())}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {attempts > 0 && (
          // The form posts the token, so that the token appears in no address and no log.
          <form method="post" action={PRACTICE_ARCHIVE}>
            <input type="hidden" name="page" value={session.token} />
            <Button type="submit" icon={Download}>
              {dataTexts.download}
            </Button>
          </form>
        )}
        <Button variant="danger-quiet" icon={Trash2} onClick={open}>
          {dataTexts.delete}
        </Button>
      </div>
      {Dialog && (
        <Dialog
          attempts={attempts}
          attempt={() => session.deletePage()}
          onDone={receipt => location.replace({ receipt: receipt.receiptId })}
          onClose={close}
        />
      )}
    </section>
  );
}
