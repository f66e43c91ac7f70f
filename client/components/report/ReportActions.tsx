import { Download, Printer, Share2 } from 'lucide-react';
import { REPORT_PDF } from '../../../shared/protocol/readerRoutes.ts';
import { printWithoutKey } from '../../core/printWithoutKey.ts';
import { useReader } from '../../hooks/report/useReaderSession.ts';
import { readReport } from '../../texts/readReport.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';

const texts = readReport.actions;
const PAPERS = Object.entries(texts.papers).map(([value, label]) => ({ value, label }));
/** Where people print on Letter. */
const LETTER = /-(US|CA|MX|PH|CL|CO|VE)\b/i;

/** What can be taken along: on paper, as a file, or as a link for others. */
export function ReportActions({ onShare }: { onShare: (() => void) | undefined }) {
  const { keyText } = useReader();
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      {/* The key is posted, so that it stands in no address and in no log. */}
      <form method="post" action={REPORT_PDF} className="flex gap-2">
        <input type="hidden" name="key" value={keyText} />
        <Button type="submit" icon={<Download className="size-4" aria-hidden="true" />}>
          {texts.pdf}
        </Button>
        <Select
          label={texts.paper}
          hideLabel
          name="paper"
          className="w-24"
          options={PAPERS}
          defaultValue={LETTER.test(navigator.language) ? 'letter' : 'a4'}
        />
      </form>
      <Button icon={<Printer className="size-4" aria-hidden="true" />} onClick={printWithoutKey}>
        {texts.print}
      </Button>
      {onShare && (
        <Button icon={<Share2 className="size-4" aria-hidden="true" />} onClick={onShare}>
          {texts.share}
        </Button>
      )}
    </div>
  );
}
