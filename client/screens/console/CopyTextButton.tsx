import { Check, type LucideIcon } from 'lucide-react';
import { Button } from '../../components/ui/Button.tsx';
import { toast } from '../../core/toast.ts';
import { useCopy } from '../../hooks/useCopy.ts';
import { newInterviewTexts } from '../../texts/newInterview.ts';
import { uiTexts } from '../../texts/ui.ts';

interface CopyTextButtonProps {
  text: string;
  icon: LucideIcon;
  children: string;
  small?: boolean;
  onCopied?: (() => void) | undefined;
}

export function CopyTextButton({ text, icon: Icon, children, small = false, onCopied }: CopyTextButtonProps) {
  const { copied, copy } = useCopy();
  const copyText = async () => {
    if (await copy(text)) onCopied?.();
    else toast.error(newInterviewTexts.links.noClipboard);
  };
  return (
    <Button
      variant={small ? 'quiet' : 'secondary'}
      size={small ? 'sm' : 'md'}
      className={small ? '-ml-2 self-start' : 'self-start'}
      onClick={() => void copyText()}
    >
      {copied ? <Check className="size-4 text-success-ink" /> : <Icon className="size-4" />}

      {copied ? uiTexts.copied : children}
    </Button>
  );
}
