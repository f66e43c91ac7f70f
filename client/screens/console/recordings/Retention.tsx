import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { RetentionDays } from '../../../../shared/protocol/recordingRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';
import { RetentionDialog } from '../RetentionDialog.tsx';

const texts = recordingTexts.retention;
const RetentionChoice = z.union([z.literal('forever'), RetentionDays]);

export function Retention() {
  const mayChange = useStaffMay('retention.change');
  const { data, error } = useRouteQuery('retention.read', {});
  const change = useRouteMutation('retention.change', ['retention.read', 'recording.list']);
  const [changing, setChanging] = useState(false);
  return (
    <section
      aria-label={texts.title}
      className="flex items-center gap-3 rounded-card border border-line bg-surface px-4 py-2.5 text-sm"
    >
      <Hourglass className="size-4 shrink-0 text-muted" />
      <div className="flex min-w-0 flex-col">
        <h2 className="text-xs text-muted">{texts.title}</h2>
        {data ? (
          <p className="font-medium">{data.days === undefined ? texts.forever : texts.days(data.days)}</p>
        ) : error ? (
          <p>
            {texts.loadFailed}. {errorMessage(error)}
          </p>
        ) : (
          <Skeleton className="h-5 w-44" />
        )}
      </div>
      {mayChange && data && (
        <Button size="sm" onClick={() => setChanging(true)}>
          {texts.change}
        </Button>
      )}
      {changing && data && (
        <RetentionDialog
          title={texts.dialogTitle}
          description={texts.dialogBody}
          legend={texts.legend}
          choices={texts.choices}
          schema={RetentionChoice}
          value={data.days ?? 'forever'}
          onSave={keep => change.mutateAsync(keep === 'forever' ? {} : { days: keep })}
          onClose={() => setChanging(false)}
        />
      )}
    </section>
  );
}
