import { Video } from 'lucide-react';
import type { InterviewId } from '../../../../shared/ids.ts';
import { Button } from '../../../components/ui/Button.tsx';
import type { ButtonVariant } from '../../../components/ui/buttonStyle.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { homeTexts } from '../../../texts/home.ts';

interface EnterButtonProps {
  interviewId: InterviewId;
  variant?: ButtonVariant;
  label: string;
  children: string;
}

/** Opens the interview as the signed-in member, without their personal link at hand. */
export function EnterButton({ interviewId, variant, label, children }: EnterButtonProps) {
  const enter = useRouteMutation('interviews.enter');
  const open = () =>
    enter.mutate(
      { interviewId },
      {
        onSuccess: ({ url }) => {
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
      icon={Video}
      aria-label={label}
      pending={enter.isPending || enter.isSuccess}
      onClick={open}
    >
      {children}
    </Button>
  );
}
