import { useState } from 'react';
import { PageKeep } from '../../../../shared/practice/practice.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { publicSideTexts } from '../../../texts/publicSide.ts';
import { KeepDialog } from '../KeepDialog.tsx';
import type { Reading } from '../Loaded.tsx';

const texts = publicSideTexts.kept;

/** How long private pages of people who practice are kept; the owner can change it. */
export function PagesKept({ query }: { query: Reading<RouteResult<'practicePages.read'>> }) {
  const mayChange = useStaffMay('retention.change');
  const { data, error } = query;
  const change = useRouteMutation('practicePages.change', ['practicePages.read']);
  const [changing, setChanging] = useState(false);
  return (
    <section aria-labelledby="pages-kept">
      <Card className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <h2 id="pages-kept" className="text-base font-semibold">
            {texts.title}
          </h2>
          {data ? (
            <p className="text-sm text-muted">{wordsFor(data.keep, data.days)}</p>
          ) : (
            <p className="text-sm">
              {texts.loadFailed}. {errorMessage(error)}
            </p>
          )}
        </div>
        {mayChange && data && (
          <Button aria-label={texts.changeOf} onClick={() => setChanging(true)}>
            {texts.change}
          </Button>
        )}
      </Card>
      {changing && data && (
        <KeepDialog
          title={texts.dialogTitle}
          description={texts.dialogBody}
          legend={texts.legend}
          choices={texts.choices}
          schema={PageKeep}
          keep={data.keep}
          onSave={keep => change.mutateAsync({ keep })}
          onClose={() => setChanging(false)}
        />
      )}
    </section>
  );
}

function wordsFor(keep: PageKeep, days: number | undefined): string {
  if (days === undefined) return texts.untilDeleted;
  return keep === 'as-recordings' ? texts.asRecordings(days) : texts.days(days);
}
