import { BellRing, CalendarClock, CalendarX, Download, X } from 'lucide-react';
import { useState } from 'react';
import { BULK_MAX } from '../../../../shared/protocol/bulkRoutes.ts';
import { EXPORT_IDS_MAX } from '../../../../shared/protocol/interviewList.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { downloadInterviews } from '../../../core/download.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { bulkTexts as texts } from '../../../texts/bulk.ts';
import { BulkDialog } from './BulkDialog.tsx';
import { filterOf, type ListAddress } from './listAddress.ts';
import type { Selection } from './useSelection.ts';

interface BulkBarProps {
  selection: Selection;
  address: ListAddress;
  /** Number of interviews that match the filters, also those that aren't loaded. */
  total: number;
}

/** What can be done with the selected interviews. Stays in view while something is selected. */
export function BulkBar({ selection, address, total }: BulkBarProps) {
  const [dialog, setDialog] = useState<'cancel' | 'move' | 'remind'>();
  const count = selection.all ? total : selection.ids.size;
  if (count === 0) return null;
  const filter = filterOf(address);
  const download = async () => {
    if (!selection.all && count > EXPORT_IDS_MAX) {
      toast.error(texts.exportFailed, texts.exportTooMany(EXPORT_IDS_MAX));
      return;
    }
    try {
      const { sort } = address;
      await downloadInterviews(selection.all ? { filter, sort } : { sort, interviewIds: [...selection.ids] });
    } catch (error) {
      toast.error(texts.exportFailed, errorMessage(error));
    }
  };
  return (
    <>
      <section
        aria-label={texts.bar}
        data-bottom-bar
        className="sticky bottom-3 z-30 mx-auto flex max-w-full flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-line bg-raised py-2 pr-2 pl-4 shadow-float sm:bottom-6"
      >
        <p role="status" className="text-sm font-medium tabular-nums">
          {texts.selected(count)}
        </p>
        {!selection.all && selection.ids.size < total && (
          <Button
            variant="quiet"
            size="sm"
            className="-ml-2 text-accent-ink"
            onClick={selection.selectMatching}
          >
            {texts.selectMatching(total)}
          </Button>
        )}
        <div className="flex flex-wrap items-center gap-1.5 max-sm:order-last max-sm:w-full">
          <Button size="sm" icon={CalendarClock} onClick={() => setDialog('move')}>
            {texts.actions.move}
          </Button>
          <Button size="sm" icon={BellRing} onClick={() => setDialog('remind')}>
            {texts.actions.remind}
          </Button>
          <Button size="sm" icon={Download} onClick={() => void download()}>
            {texts.actions.export}
          </Button>
          <Button size="sm" variant="danger-quiet" icon={CalendarX} onClick={() => setDialog('cancel')}>
            {texts.actions.cancel}
          </Button>
        </div>
        <IconButton
          size="sm"
          label={texts.clear}
          icon={X}
          className="max-sm:ml-auto"
          onClick={selection.clear}
        />
      </section>
      {dialog && (
        <BulkDialog
          kind={dialog}
          count={count}
          selection={selection.all ? { filter } : { interviewIds: [...selection.ids].slice(0, BULK_MAX) }}
          onClose={() => setDialog(undefined)}
          onStarted={selection.clear}
        />
      )}
    </>
  );
}
