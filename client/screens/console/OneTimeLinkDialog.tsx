import { type ReactNode, useState } from 'react';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Dialog } from '../../components/ui/Dialog.tsx';
import { consoleTexts } from '../../texts/console.ts';

const texts = consoleTexts.links;

interface OneTimeLinkDialogProps {
  title: string;
  note: string;
  onClose: () => void;
  /** Shows the link and calls back once it was copied. */
  children: (onCopied: () => void) => ReactNode;
}

/** Shows a link that is shown once. Until it was copied, ways out that can be hit by accident ask first. */
export function OneTimeLinkDialog({ title, note, onClose, children }: OneTimeLinkDialogProps) {
  const [copied, setCopied] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      leaveQuestion={copied ? undefined : texts.lose}
      size="md"
      title={title}
      footer={
        <Button variant="primary" onClick={onClose}>
          {texts.done}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone="warning">{note}</Banner>
        {children(() => setCopied(true))}
      </div>
    </Dialog>
  );
}
