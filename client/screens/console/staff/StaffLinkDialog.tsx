import { CopyField } from '../../../components/ui/CopyField.tsx';
import { OneTimeLinkDialog } from '../OneTimeLinkDialog.tsx';

interface StaffLinkDialogProps {
  title: string;
  note: string;
  url: string;
  onClose: () => void;
}

/** Shows a link for a member of staff, once. */
export function StaffLinkDialog({ title, note, url, onClose }: StaffLinkDialogProps) {
  return (
    <OneTimeLinkDialog title={title} note={note} onClose={onClose}>
      {onCopied => <CopyField label={title} hideLabel value={url} onCopied={onCopied} />}
    </OneTimeLinkDialog>
  );
}
