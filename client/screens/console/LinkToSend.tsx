import { Mail } from 'lucide-react';
import { CopyField } from '../../components/ui/CopyField.tsx';
import { consoleTexts } from '../../texts/console.ts';
import { type InvitationFacts, invitationText } from '../../texts/invitationText.ts';
import { CopyTextButton } from './CopyTextButton.tsx';

const texts = consoleTexts.links;

interface LinkToSendProps {
  facts: InvitationFacts;
  onCopied?: () => void;
}

/** One personal link, alone or inside a text that can be pasted into a message. */
export function LinkToSend({ facts, onCopied }: LinkToSendProps) {
  return (
    <div className="flex flex-col gap-2">
      <CopyField label={texts.personal(facts.displayName)} hideLabel value={facts.url} onCopied={onCopied} />
      <CopyTextButton
        small
        text={invitationText(facts)}
        onCopied={onCopied}
        icon={<Mail className="size-4" aria-hidden="true" />}
      >
        {texts.copyText}
      </CopyTextButton>
    </div>
  );
}
