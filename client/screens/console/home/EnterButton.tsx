import { MonitorCheck, Video } from 'lucide-react';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { OwnInterview } from '../../../../shared/protocol/homeRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import type { ButtonVariant } from '../../../components/ui/buttonStyle.ts';
import { noteEntered } from '../../../core/enteredInterview.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { homeTexts } from '../../../texts/home.ts';

const JOIN_MS = 30 * 60_000;

/** True when people come to an interview: until then, entering it only serves to check devices. */
export function isJoinTime(
  { phase, scheduledAt, candidateHere }: Pick<OwnInterview, 'phase' | 'scheduledAt' | 'candidateHere'>,
  now: number,
): boolean {
  return phase === 'open' || candidateHere || scheduledAt - now <= JOIN_MS;
}

interface EnterButtonProps {
  interviewId: InterviewId;
  variant?: ButtonVariant;
  /** True when there is nothing to join yet. */
  early?: boolean;
  label: string;
  children: string;
}

/** Opens the interview as the signed-in member, without their personal link at hand. */
export function EnterButton({ interviewId, variant, early, label, children }: EnterButtonProps) {
  const enter = useRouteMutation('interviews.enter');
  const open = () =>
    enter.mutate(
      { interviewId },
      {
        onSuccess: ({ url }) => {
          noteEntered(interviewId);
          const { pathname, hash } = new URL(url);
          // Stays at the origin that the member uses, which can have other names.
          window.location.assign(pathname + hash);
        },
        onError: error => toast.error(homeTexts.interviews.failed, errorMessage(error)),
      },
    );
  return (
    <Button
      size="sm"
      variant={variant}
      icon={early ? MonitorCheck : Video}
      aria-label={label}
      pending={enter.isPending || enter.isSuccess}
      onClick={open}
    >
      {children}
    </Button>
  );
}
