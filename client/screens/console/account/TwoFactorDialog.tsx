import { Copy, Download } from 'lucide-react';
import makeCode from 'qrcode-generator';
import { useState } from 'react';
import { ROUTES } from '../../../../shared/protocol/http.ts';
import { CodeField, PresentPasswordField } from '../../../components/account/AccountForm.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { downloadText } from '../../../core/saveFile.ts';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { account } from '../../../texts/account.ts';
import { twoFactorTexts as texts } from '../../../texts/accountSecurity.ts';
import { CopyTextButton } from '../CopyTextButton.tsx';

export type TwoFactorAsk = 'setUp' | 'renew' | 'turnOff';

const REFRESHES = ['secondFactor.read', 'account.sessions'] as const;

/** Sets up two-factor sign-in, creates new recovery codes, or turns it off. */
export function TwoFactorDialog({ ask, onClose }: { ask: TwoFactorAsk; onClose: () => void }) {
  const [uri, setUri] = useState<string>();
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <RecoveryCodes codes={codes} onClose={onClose} />;
  if (uri !== undefined) return <ConnectApp uri={uri} onCodes={setCodes} onClose={onClose} />;
  if (ask === 'setUp') return <PasswordStep onUri={setUri} onClose={onClose} />;
  return <ProofStep ask={ask} onCodes={setCodes} onClose={onClose} />;
}

function PasswordStep({ onUri, onClose }: { onUri: (uri: string) => void; onClose: () => void }) {
  const begin = useRouteMutation('secondFactor.begin');
  const form = useForm({
    initial: { currentPassword: '' },
    schema: ROUTES['secondFactor.begin'].params,
    onSubmit: async input => onUri((await begin.mutateAsync(input)).uri),
  });
  const { title, body, submit, failed } = texts.password;
  return (
    <FormDialog
      form={form}
      title={title}
      description={body}
      submitLabel={submit}
      failed={failed}
      onClose={onClose}
    >
      <PresentPasswordField {...form.field('currentPassword')} label={account.settings.current} />
    </FormDialog>
  );
}

interface ConnectAppProps {
  uri: string;
  onCodes: (codes: string[]) => void;
  onClose: () => void;
}

function ConnectApp({ uri, onCodes, onClose }: ConnectAppProps) {
  const confirm = useRouteMutation('secondFactor.confirm', REFRESHES);
  const form = useForm({
    initial: { code: '' },
    schema: ROUTES['secondFactor.confirm'].params,
    onSubmit: async input => {
      const { recoveryCodes } = await confirm.mutateAsync(input);
      onCodes(recoveryCodes);
    },
  });
  const key = new URL(uri).searchParams.get('secret') ?? '';
  const { title, body, submit, failed } = texts.scan;
  return (
    <FormDialog
      form={form}
      title={title}
      description={body}
      submitLabel={submit}
      failed={failed}
      onClose={onClose}
    >
      <QrCode text={uri} />
      <div className="flex flex-col gap-1.5">
        <p className="text-sm font-medium">{texts.scan.key}</p>
        <p className="font-mono text-sm wrap-anywhere text-muted select-all">
          {key.match(/.{1,4}/g)?.join(' ')}
        </p>
        <CopyTextButton small text={key} icon={Copy}>
          {texts.scan.copyKey}
        </CopyTextButton>
      </div>
      <TextField
        {...form.field('code')}
        label={texts.scan.code}
        hint={texts.scan.codeHint}
        name="code"
        autoComplete="one-time-code"
        inputMode="numeric"
      />
    </FormDialog>
  );
}

/** Light margin around a QR code, in modules. Readers need four. */
const MARGIN = 4;

/** Always dark on light, because some readers can't read inverted codes. */
function QrCode({ text }: { text: string }) {
  const code = makeCode(0, 'L');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const modules = [...Array(count).keys()];
  const dark = modules
    .flatMap(row =>
      modules.filter(column => code.isDark(row, column)).map(column => `M${column} ${row}h1v1h-1z`),
    )
    .join('');
  return (
    <svg
      role="img"
      aria-label={texts.scan.picture}
      viewBox={`${-MARGIN} ${-MARGIN} ${count + 2 * MARGIN} ${count + 2 * MARGIN}`}
      shapeRendering="crispEdges"
      className="size-56 self-center rounded-card border border-line bg-white text-black"
    >
      <path fill="currentColor" d={dark} />
    </svg>
  );
}

interface ProofStepProps {
  ask: 'renew' | 'turnOff';
  onCodes: (codes: string[]) => void;
  onClose: () => void;
}

function ProofStep({ ask, onCodes, onClose }: ProofStepProps) {
  const renew = useRouteMutation('secondFactor.renewCodes', REFRESHES);
  const turnOff = useRouteMutation('secondFactor.turnOff', REFRESHES);
  const form = useForm({
    initial: { currentPassword: '', code: '' },
    schema: ROUTES['secondFactor.turnOff'].params,
    onSubmit: async proof => {
      if (ask === 'renew') {
        onCodes((await renew.mutateAsync(proof)).recoveryCodes);
        return;
      }
      await turnOff.mutateAsync(proof);
      toast.success(texts.confirmOff.done);
      onClose();
    },
  });
  const { title, body, submit, failed } = ask === 'renew' ? texts.confirmRenew : texts.confirmOff;
  return (
    <FormDialog
      form={form}
      title={title}
      description={body}
      submitLabel={submit}
      failed={failed}
      onClose={onClose}
    >
      <PresentPasswordField {...form.field('currentPassword')} label={account.settings.current} />
      <CodeField {...form.field('code')} />
    </FormDialog>
  );
}

function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const [saved, setSaved] = useState(false);
  const site = window.location.host;
  const text = texts.codes.file(site, codes);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      leaveQuestion={saved ? undefined : texts.codes.lose}
      title={texts.codes.title}
      description={texts.codes.body}
      footer={
        <Button variant="primary" onClick={onClose}>
          {texts.codes.done}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <ul
          aria-label={texts.codes.list}
          className="grid grid-cols-2 gap-x-6 gap-y-2 rounded-card bg-sunken p-4 font-mono text-sm"
        >
          {codes.map(code => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2">
          <CopyTextButton text={text} icon={Copy} onCopied={() => setSaved(true)}>
            {texts.codes.copy}
          </CopyTextButton>
          <Button
            icon={Download}
            onClick={() => {
              downloadText(`recovery-codes-${site.replace(/[^\w.-]/g, '-')}.txt`, text, 'text/plain');
              setSaved(true);
            }}
          >
            {texts.codes.download}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
