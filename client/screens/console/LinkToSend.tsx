import { Check, Mail } from 'lucide-react';
import { Button } from '../../components/ui/Button.tsx';
import { CopyField } from '../../components/ui/CopyField.tsx';
import { toast } from '../../core/toast.ts';
import { useCopy } from '../../hooks/useCopy.ts';
import { consoleTexts } from '../../texts/console.ts';
import { type InvitationFacts, invitationText } from '../../texts/invitationText.ts';

const texts = consoleTexts.links;

/** One personal link, alone or inside a text that can be pasted into a message. */
export function LinkToSend({ facts }: { facts: InvitationFacts }) {
  const { copied, copy } = useCopy();
  const copyText = async () => {
    if (!(await copy(invitationText(facts)))) toast.error(texts.noClipboard);
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="w-full">
        <CopyField label={texts.personal(facts.displayName)} hideLabel value={facts.url} />
      </div>
      <Button
        variant="quiet"
        size="sm"
        className="-ml-2"
        icon={
          copied ? (
            <Check className="size-4 text-success-ink" aria-hidden="true" />
          ) : (
            <Mail className="size-4" aria-hidden="true" />
          )
        }
        onClick={() => void copyText()}
      >
        {copied ? texts.copiedText : texts.copyText}
      </Button>
    </div>
  );
}
