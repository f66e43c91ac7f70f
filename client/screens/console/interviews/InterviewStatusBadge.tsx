import type { InterviewStatus } from '../../../../shared/interview/status.ts';
import { Badge, StatusDot, type StatusTone, type Tone } from '../../../components/ui/Badge.tsx';
import { statusTexts } from '../../../texts/interviewList.ts';

const LOOKS: Record<InterviewStatus, { tone: Tone; dot: StatusTone }> = {
  unscheduled: { tone: 'neutral', dot: 'off' },
  scheduled: { tone: 'neutral', dot: 'idle' },
  waiting: { tone: 'accent', dot: 'ok' },
  live: { tone: 'success', dot: 'ok' },
  'rating-due': { tone: 'warning', dot: 'warning' },
  rated: { tone: 'accent', dot: 'off' },
  held: { tone: 'neutral', dot: 'off' },
  decided: { tone: 'success', dot: 'off' },
  canceled: { tone: 'neutral', dot: 'off' },
  'no-show': { tone: 'warning', dot: 'off' },
  'not-held': { tone: 'warning', dot: 'off' },
};

export function statusDot(status: InterviewStatus): StatusTone {
  return LOOKS[status].dot;
}

export function InterviewStatusBadge({ status }: { status: InterviewStatus }) {
  const { tone, dot } = LOOKS[status];
  return (
    <Badge tone={tone}>
      <StatusDot tone={dot} />
      {statusTexts[status]}
    </Badge>
  );
}
