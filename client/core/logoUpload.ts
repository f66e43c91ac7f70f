import { AppError } from '../../shared/errors.ts';
import { MAX_LOGO_BYTES } from '../../shared/organization.ts';
import { EditedOrganization, LOGO_UPLOAD } from '../../shared/protocol/organizationRoutes.ts';
import { sendFile } from './httpRoute.ts';

/** Uploads the organization's logo. Throws `too-large`, or `invalid` for a file that isn't a PNG or JPEG picture. */
export async function uploadLogo(file: File): Promise<EditedOrganization> {
  if (file.size > MAX_LOGO_BYTES)
    throw new AppError('too-large', 'file-too-large', { values: { megabytes: MAX_LOGO_BYTES / 1024 ** 2 } });
  const decoded = EditedOrganization.safeParse(await sendFile(LOGO_UPLOAD, file));
  if (!decoded.success) throw new AppError('internal', 'page-outdated');
  return decoded.data;
}
