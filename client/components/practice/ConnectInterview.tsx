import { Link2, Link2Off } from 'lucide-react';
import { useId, useState } from 'react';
import { z } from 'zod';
import { LinkToken } from '../../../shared/protocol/joinRoutes.ts';
import type { PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import { ownLinkOf } from '../../../shared/site/personalLinks.ts';
import { usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { focusOnMount } from '../../hooks/useFocusKeeper.ts';
import { useForm } from '../../hooks/useForm.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { ErrorBanner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Form } from '../ui/Form.tsx';
import { TextField } from '../ui/TextField.tsx';

const texts = practicePage.connect;

/** Lets a person say that this practice and an interview that they are invited to are theirs. */
export function ConnectInterview({ connected }: Pick<PracticePage, 'connected'>) {
  const titleId = useId();
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby={titleId} className="flex flex-col items-start gap-3">
      <div>
        <h2 id={titleId} className="text-base font-semibold">
          {connected ? texts.connected : texts.title}
        </h2>
        <p className="text-sm text-muted">
          {connected ? texts.connectedBody(connected.jobRole) : texts.body}
        </p>
      </div>
      {connected ? (
        <Disconnect />
      ) : open ? (
        <LinkForm onDone={() => setOpen(false)} />
      ) : (
        <Button icon={Link2} onClick={() => setOpen(true)}>
          {texts.start}
        </Button>
      )}
    </section>
  );
}

function Disconnect() {
  const session = usePracticePage();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const press = async () => {
    setPending(true);
    try {
      await session.disconnect();
      setError(undefined);
    } catch (thrown) {
      setError(thrown);
    }
    setPending(false);
  };
  return (
    <>
      <ErrorBanner title={texts.endFailed} error={error} />
      <Button icon={Link2Off} pending={pending} onClick={() => void press()}>
        {texts.end}
      </Button>
    </>
  );
}

const Wanted = z.object({ link: LinkToken });

function LinkForm({ onDone }: { onDone: () => void }) {
  const session = usePracticePage();
  const form = useForm({
    initial: { link: '' },
    schema: Wanted,
    toInput: ({ link }) => ({ link: tokenIn(link) }),
    onSubmit: async ({ link }) => {
      await session.connect(link);
      onDone();
    },
  });
  const { error, ...field } = form.field('link');
  return (
    <Form form={form} failed={texts.failed}>
      <TextField
        label={texts.link}
        hint={texts.hint}
        inputMode="url"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck="false"
        ref={focusOnMount}
        error={error && texts.wrong}
        {...field}
      />
      <Button type="submit" variant="primary" pending={form.submitting} className="-mt-2 self-start">
        {texts.submit}
      </Button>
    </Form>
  );
}

/** Returns the secret in a personal link, or an empty text. */
function tokenIn(pasted: string): string {
  const [path, token = ''] = ownLinkOf(pasted, [window.location.origin])?.split('#') ?? [];
  return path?.startsWith('/join') ? token : '';
}
