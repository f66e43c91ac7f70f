import { BellRing, CalendarClock, CalendarX, Download } from 'lucide-react';
import { useState } from 'react';
import { BULK_MAX } from '../../../../shared/protocol/bulkRoutes.ts';
import { EXPORT_IDS_MAX } from '../../../../shared/protocol/interviewList.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { downloadInterviews } from '../../../core/download.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { bulkTexts as texts } from '../../../texts/bulk.ts';
import { BulkDialog } from './BulkDialog.tsx';
import { filterOf, type ListAddress } from './listAddress.ts';
import { SelectionBar } from './SelectionBar.tsx';
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
      <SelectionBar
        label={texts.bar}
        count={count}
        onClear={selection.clear}
        before={
          !selection.all &&
          selection.ids.size < total && (
            <Button
              variant="quiet"
              size="sm"
              className="-ml-2 text-accent-ink"
              onClick={selection.selectMatching}
            >
              {texts.selectMatching(total)}
            </Button>
          )
        }
      >
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
      </SelectionBar>
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
