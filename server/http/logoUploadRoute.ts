import { buffer } from 'node:stream/consumers';
import { fromNodeHeaders } from 'better-auth/node';
import { Router } from 'express';
import { MAX_LOGO_BYTES } from '../../shared/organization.ts';
import { LOGO_UPLOAD } from '../../shared/protocol/organizationRoutes.ts';
import type { Organization } from '../features/organization/Organization.ts';
import { receiveFile, requireStaff, type StaffOf } from './requests.ts';

export function logoUploadRoute(organization: Pick<Organization, 'keepLogo'>, staffOf: StaffOf): Router {
  const router = Router();
  router.put(LOGO_UPLOAD, async (request, response) => {
    const member = await requireStaff(staffOf, fromNodeHeaders(request.headers), 'organization.change');
    const keep = async (bytes: AsyncIterable<Uint8Array>) =>
      organization.keepLogo(await buffer(bytes), member.userId);
    response.json(await receiveFile(request, MAX_LOGO_BYTES, keep));
  });
  return router;
}
