import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { CopyField } from '../../../components/ui/CopyField.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { consoleTexts } from '../../../texts/console.ts';

interface StaffLinkDialogProps {
  title: string;
  note: string;
  url: string;
  onClose: () => void;
}

/** Shows a link for a member of staff, once. */
export function StaffLinkDialog({ title, note, url, onClose }: StaffLinkDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="md"
      title={title}
      footer={
        <Button variant="primary" onClick={onClose}>
          {consoleTexts.links.done}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Banner tone="warning">{note}</Banner>
        <CopyField label={title} hideLabel value={url} />
      </div>
    </Dialog>
  );
}
