import { buffer } from 'node:stream/consumers';
import { fromNodeHeaders } from 'better-auth/node';
import { Router } from 'express';
import { MAX_LOGO_BYTES } from '../../shared/organization.ts';
import { LOGO_UPLOAD } from '../../shared/protocol/organizationRoutes.ts';
import type { Organization } from '../features/organization/Organization.ts';
import { receivedBytes } from './receivedBytes.ts';
import { requireStaff, type StaffOf } from './requests.ts';

export function logoUploadRoute(organization: Pick<Organization, 'keepLogo'>, staffOf: StaffOf): Router {
  const router = Router();
  router.put(LOGO_UPLOAD, async (request, response) => {
    const member = await requireStaff(staffOf, fromNodeHeaders(request.headers), 'organization.change');
    try {
      const bytes = await buffer(receivedBytes(request, MAX_LOGO_BYTES));
      response.json(await organization.keepLogo(bytes, member.userId));
    } finally {
      // Discards the rest of the body, so that the sender can read an error and reuse the connection.
      request.resume();
    }
  });
  return router;
}
