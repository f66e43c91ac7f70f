import { z } from 'zod';
import type { FieldRefusal } from '../../../../shared/errorReasons.ts';
import { AppError } from '../../../../shared/errors.ts';
import { type Publication, Slug } from '../../../../shared/protocol/siteRoutes.ts';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { publicSideTexts } from '../../../texts/publicSide.ts';

const texts = publicSideTexts.address;
const SLUG_MAX = 60;
const AddressInput = z.object({ slug: z.string().trim().min(1, texts.missing).pipe(Slug) });

interface AddressDialogProps {
  publication: Publication;
  publications: readonly Publication[];
  onClose: () => void;
}

export function AddressDialog({ publication, publications, onClose }: AddressDialogProps) {
  const { earlierSlugs, kitId, level, role, slug: present } = publication;
  const change = useRouteMutation('publications.change', ['publications.list']);
  const form = useForm({
    initial: { slug: present as string },
    schema: AddressInput,
    onSubmit: async ({ slug }) => {
      try {
        await change.mutateAsync({ kitId, slug });
      } catch (error) {
        throw takenBy(error, publications);
      }
      toast.success(texts.saved);
      onClose();
    },
  });
  const wanted = Slug.safeParse(form.values.slug.trim());
  const earlier = [present, ...earlierSlugs].filter(slug => slug !== wanted.data);
  return (
    <FormDialog
      form={form}
      title={texts.title(publicSideTexts.name(role, level))}
      size="md"
      submitLabel={texts.save}
      failed={texts.failed}
      onClose={onClose}
    >
      <TextField
        {...form.field('slug')}
        label={texts.field}
        maxLength={SLUG_MAX}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck="false"
      />
      <div className="flex flex-col gap-3 text-sm">
        <p>
          <span className="block text-muted">{texts.becomes}</span>
          <span className="wrap-anywhere">{wanted.success ? addressOf(wanted.data) : '–'}</span>
        </p>
        {wanted.success && earlier.length > 0 && (
          <div>
            <p className="text-muted">{texts.redirects}</p>
            <ul className="flex flex-col wrap-anywhere">
              {earlier.map(slug => (
                <li key={slug}>/roles/{slug}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </FormDialog>
  );
}

function addressOf(slug: Slug): string {
  return `${window.location.origin}/roles/${slug}`;
}

/** Turns the server's conflict error into a field error that names the role with the same address. */
function takenBy(error: unknown, publications: readonly Publication[]): unknown {
  if (!(error instanceof AppError) || error.code !== 'conflict') return error;
  const owner = publications.find(({ kitId }) => kitId === error.details?.kitId);
  const slug: FieldRefusal = owner
    ? { reason: 'address-taken-by', values: { role: publicSideTexts.name(owner.role, owner.level) } }
    : { reason: 'address-taken' };
  return AppError.invalid('choose-another-address', { fields: { slug } });
}
