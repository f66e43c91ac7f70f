import { AppError } from '../../shared/errors.ts';
import type { MediaFileId } from '../../shared/ids.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import type { MediaGrant, OpenedReview, Review } from '../../shared/recording/review.ts';
import type { StaffRole } from '../../shared/roles.ts';
import type { Transcript } from '../../shared/transcript/transcript.ts';
import { MADE_UP } from './madeUpReview.ts';
import { type Looks, type StillPlan, stillFile } from './reviewFiles.ts';
import type { ReviewServer } from './reviewServer.ts';

const MINUTE_S = 60;

export const GRANT: MediaGrant['grant'] = 'g'.repeat(22);

const NO_TRANSCRIPT: Transcript = {
  state: 'none',
  reason: 'off',
  speakers: [],
  passages: [],
  may: { correct: false, download: false, erase: false },
};

export function member(role: StaffRole = 'owner'): StaffMember {
  return { userId: 'olga', name: 'Olga Owner', email: 'olga@example.org', role, disabled: false, teams: [] };
}

/** Signs someone in, who sees one recording. */
export function serveReview(server: ReviewServer, review: () => Review, role: StaffRole = 'owner'): void {
  const grant = () => ({ grant: GRANT, expiresAt: Date.now() + 120_000 });
  server
    .answer('account.read', () => ({ setupNeeded: false, member: member(role) }))
    .answer('review.open', (): OpenedReview => {
      const opened = review();
      return { review: opened, ...(opened.state === 'ready' && { grant: grant() }) };
    })
    .answer('transcript.read', () => NO_TRANSCRIPT)
    .answer('review.renew', ({ grant: asked }) => {
      if (asked !== GRANT) throw AppError.unauthenticated();
      return grant();
    });
}

export interface StillFiles {
  candidate: MediaFileId;
  asker: MediaFileId;
  lead: MediaFileId;
  screen: MediaFileId;
  composed: MediaFileId;
}

const LOOKS = {
  candidate: { face: [226, 184, 152], hair: [58, 40, 30], clothes: [58, 92, 112], room: [168, 172, 158] },
  asker: { face: [214, 170, 138], hair: [96, 74, 52], clothes: [116, 84, 72], room: [120, 138, 152] },
  lead: { face: [150, 104, 78], hair: [30, 26, 24], clothes: [150, 124, 70], room: [176, 158, 140] },
} as const satisfies Record<string, Looks>;

/** A still of each person, as long as a made-up interview. */
export async function addStills(server: ReviewServer, minutes = 24): Promise<StillFiles> {
  const seconds = minutes * MINUTE_S;
  const add = async (picture: StillPlan['picture']) => server.addFile(await stillFile({ picture, seconds }));
  const { asker, candidate, lead } = LOOKS;
  return {
    candidate: await add(candidate),
    asker: await add(asker),
    lead: await add(lead),
    screen: await add('screen'),
    composed: await add({ large: candidate, beside: [asker, lead] }),
  };
}

export const reviewAddress = (server: ReviewServer, more = '') =>
  `${server.url}/console/interviews/${MADE_UP.interviewId}/review${more}`;
