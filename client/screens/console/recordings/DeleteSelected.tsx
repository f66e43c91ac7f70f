import { useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { uuidv7 } from 'uuidv7';
import { BulkId } from '../../../../shared/ids.ts';
import { BULK_MAX } from '../../../../shared/protocol/bulkRoutes.ts';
import type { RecordingSummary } from '../../../../shared/protocol/recordingRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { ConfirmAttempt } from '../../../components/ui/ConfirmAttempt.tsx';
import { callRoute } from '../../../core/api.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';
import { SelectionBar } from '../interviews/SelectionBar.tsx';

const texts = recordingTexts.eraseSeveral;
/** Recordings that the question names. */
const NAMED = 8;

/** A running recording can be deleted on its interview's page only. */
export function isDeletable({ state }: RecordingSummary): boolean {
  return state !== 'recording' && state !== 'erased';
}

interface DeleteSelectedProps {
  recordings: readonly RecordingSummary[];
  onClear: () => void;
}

/** Deletes the selected recordings, after the time to undo it. */
export function DeleteSelected({ recordings, onClear }: DeleteSelectedProps) {
  const [asking, setAsking] = useState(false);
  if (recordings.length === 0) return null;
  return (
    <>
      <SelectionBar label={texts.bar} count={recordings.length} onClear={onClear}>
        <Button size="sm" variant="danger-quiet" icon={Trash2} onClick={() => setAsking(true)}>
          {texts.button}
        </Button>
      </SelectionBar>
      {asking && (
        <Question
          recordings={recordings.slice(0, BULK_MAX)}
          all={recordings.length}
          onStarted={onClear}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface QuestionProps {
  recordings: readonly RecordingSummary[];
  /** Number of selected recordings. */
  all: number;
  onStarted: () => void;
  onClose: () => void;
}

function Question({ recordings, all, onStarted, onClose }: QuestionProps) {
  const client = useQueryClient();
  // The same id when it is tried again, so that it starts only once.
  const [bulkId] = useState(() => BulkId.parse(uuidv7()));
  const { length } = recordings;
  const start = async () => {
    await callRoute('bulk.eraseRecordings', {
      bulkId,
      interviewIds: recordings.map(({ interviewId }) => interviewId),
    });
    await client.invalidateQueries({ queryKey: ['bulk.recent'] });
  };
  return (
    <ConfirmAttempt
      attempt={start}
      title={texts.title(length)}
      description={
        <span className="flex flex-col gap-3">
          <span>{texts.from}</span>
          <span className="flex flex-col gap-1 text-ink">
            {recordings.slice(0, NAMED).map(({ recordingId, candidateNames, title }) => (
              <span key={recordingId}>{texts.line(candidateNames, title)}</span>
            ))}
            {length > NAMED && <span>{texts.more(length - NAMED)}</span>}
          </span>
          {all > length && <span>{texts.tooMany(BULK_MAX)}</span>}
          <span>{texts.body}</span>
        </span>
      }
      confirmLabel={texts.confirm(length)}
      onDone={onStarted}
      onClose={onClose}
    />
  );
}
