import type { MailState } from '../../../../shared/protocol/mailRoutes.ts';
import { Badge, StatusDot, type StatusTone, type Tone } from '../../../components/ui/Badge.tsx';
import { outboxTexts } from '../../../texts/outbox.ts';

const LOOKS: Record<MailState, { tone: Tone; dot: StatusTone }> = {
  waiting: { tone: 'neutral', dot: 'idle' },
  sent: { tone: 'success', dot: 'ok' },
  failed: { tone: 'danger', dot: 'danger' },
  bounced: { tone: 'warning', dot: 'warning' },
  unsent: { tone: 'neutral', dot: 'off' },
};

export function MailBadge({ state }: { state: MailState }) {
  const { tone, dot } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<StatusDot tone={dot} />}>
      {outboxTexts.states[state]}
    </Badge>
  );
}
