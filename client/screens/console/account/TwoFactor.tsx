import { useState } from 'react';
import type { SecondFactor } from '../../../../shared/protocol/accountRoutes.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { useLazyDialog } from '../../../hooks/useLazyDialog.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { twoFactorTexts as texts } from '../../../texts/accountSecurity.ts';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import type { TwoFactorAsk } from './TwoFactorDialog.tsx';

/** Loads with the dialog, because it includes the code that draws QR codes. */
const fetchDialog = async () => (await import('./TwoFactorDialog.tsx')).TwoFactorDialog;

export function TwoFactor() {
  const query = useRouteQuery('secondFactor.read', {});
  const { Dialog, open, close } = useLazyDialog(fetchDialog, texts.loadFailed);
  const [ask, setAsk] = useState<TwoFactorAsk>('setUp');
  const openFor = (wanted: TwoFactorAsk) => {
    setAsk(wanted);
    open();
  };
  return (
    <PageSection title={texts.title}>
      <Card padding="lg" className="flex flex-wrap items-center justify-between gap-3">
        <Loaded
          query={query}
          failed={texts.failed}
          skeleton={
            <Skeletons className="flex-1">
              <Skeleton className="h-10 w-full" />
            </Skeletons>
          }
        >
          {factor => <Status factor={factor} onAsk={openFor} />}
        </Loaded>
      </Card>
      {Dialog && <Dialog ask={ask} onClose={close} />}
    </PageSection>
  );
}

function Status({ factor, onAsk }: { factor: SecondFactor; onAsk: (ask: TwoFactorAsk) => void }) {
  const { on, codesLeft, hasPassword } = factor;
  const body = on ? texts.onBody(codesLeft) : hasPassword ? texts.offBody : texts.noPassword;
  return (
    <>
      <div className="flex flex-1 basis-64 flex-wrap items-center gap-x-3 gap-y-2">
        <Badge tone={on ? 'success' : 'neutral'}>{on ? texts.on : texts.off}</Badge>
        <p className="min-w-0 flex-1 basis-56 text-sm text-muted">{body}</p>
      </div>
      {on ? (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => onAsk('renew')}>{texts.renew}</Button>
          <Button variant="danger-quiet" onClick={() => onAsk('turnOff')}>
            {texts.turnOff}
          </Button>
        </div>
      ) : (
        hasPassword && <Button onClick={() => onAsk('setUp')}>{texts.setUp}</Button>
      )}
    </>
  );
}
