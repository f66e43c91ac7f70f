import { useState } from 'react';
import { StatusDot } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { toast } from '../../../core/toast.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { publicSideTexts } from '../../../texts/publicSide.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';

const texts = publicSideTexts.side;

/** The one switch for everything that strangers can see. It is asked about, because either way many people notice. */
export function PublicSide({ isOn }: { isOn: boolean }) {
  const mayChange = useStaffMay('site.change');
  const [asking, setAsking] = useState(false);
  const question = isOn ? texts.confirmOff : texts.confirmOn;
  const close = () => setAsking(false);
  return (
    <section aria-labelledby="public-side">
      <Card className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <h2 id="public-side" className="flex items-center gap-2 text-base font-semibold">
            <StatusDot tone={isOn ? 'ok' : 'off'} />
            {texts.title}
          </h2>
          <p className="text-sm text-muted">{isOn ? texts.on : texts.off}</p>
        </div>
        {mayChange && (
          <Button variant={isOn ? 'secondary' : 'primary'} onClick={() => setAsking(true)}>
            {isOn ? texts.turnOff : texts.turnOn}
          </Button>
        )}
      </Card>
      {asking && (
        <ConfirmRequest
          route="publicSide.change"
          params={{ publicSide: !isOn }}
          refreshes={['publications.list']}
          title={question.title}
          description={question.body}
          confirmLabel={isOn ? texts.turnOff : texts.turnOn}
          danger={isOn}
          onClose={close}
          onDone={() => {
            toast.success(isOn ? texts.turnedOff : texts.turnedOn);
            close();
          }}
        />
      )}
    </section>
  );
}
