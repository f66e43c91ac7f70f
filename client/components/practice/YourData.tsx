import { Download, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { PRACTICE_ARCHIVE } from '../../../shared/protocol/practiceRoutes.ts';
import { usePractice } from '../../hooks/practice/practicePlace.ts';
import { usePracticePage } from '../../hooks/practice/usePageSession.ts';
import { useLater } from '../../hooks/useLater.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { Button } from '../ui/Button.tsx';

const texts = practicePage.manage;
const fetchDialog = async () => (await import('./DeleteDialogs.tsx')).DeletePageDialog;

/** All of it in one file, or all of it gone. */
export function YourData({ attempts, expiresAt }: { attempts: number; expiresAt: number | undefined }) {
  const session = usePracticePage();
  const { location } = usePractice();
  const titleId = useId();
  const { Dialog, open, close } = useLater(fetchDialog, practicePage.deleting.loadFailed);
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-4">
      <h2 id={titleId} className="text-base font-semibold">
        {texts.title}
      </h2>
      {expiresAt !== undefined && (
        <p className="max-w-prose text-sm text-muted" data-expires>
          {texts.expires(expiresAt, Date.now())}
        </p>
      )}
      {attempts > 0 && (
        // The token is posted, so that it stands in no address and in no log.
        <form method="post" action={PRACTICE_ARCHIVE} className="flex flex-col items-start gap-1.5">
          <input type="hidden" name="page" value={session.token} />
          <Button type="submit" icon={<Download className="size-4" aria-hidden="true" />}>
            {texts.download}
          </Button>
          <p className="text-sm text-muted">{texts.downloadHint}</p>
        </form>
      )}
      <div className="flex flex-col items-start gap-1.5">
        <Button
          variant="danger-quiet"
          className="-ml-4"
          icon={<Trash2 className="size-4" aria-hidden="true" />}
          onClick={open}
        >
          {texts.delete}
        </Button>
        <p className="text-sm text-muted">{texts.deleteHint}</p>
      </div>
      {Dialog && (
        <Dialog
          attempts={attempts}
          erase={() => session.deletePage()}
          onDeleted={receipt => location.replace({ receipt: receipt.receiptId })}
          onClose={close}
        />
      )}
    </section>
  );
}
