import { RTP_EXTENSION_URI } from 'werift';
import { z } from 'zod';
import type { OpaqueMedia } from '../../../shared/media/peerMedia.ts';

const Capabilities = z.object({
  codecs: z.array(z.looseObject({ mimeType: z.string(), preferredPayloadType: z.number() })),
  headerExtensions: z.array(
    z.looseObject({ kind: z.enum(['audio', 'video']), uri: z.string(), preferredId: z.number() }),
  ),
});

/** Rule 17: the capabilities of every room that this client uses: Opus with levels. */
export class RouterCapabilities {
  readonly opusPayloadType: number;
  readonly levelUri = RTP_EXTENSION_URI.audioLevelIndication;
  readonly levelId: number;
  readonly receivable: OpaqueMedia;

  constructor(rtpCapabilities: OpaqueMedia) {
    const router = Capabilities.parse(rtpCapabilities);
    const opus = router.codecs.find(({ mimeType }) => mimeType.toLowerCase() === 'audio/opus');
    const level = router.headerExtensions.find(({ kind, uri }) => kind === 'audio' && uri === this.levelUri);
    if (!opus || !level) throw new Error('This room has no Opus with levels.');
    this.opusPayloadType = opus.preferredPayloadType;
    this.levelId = level.preferredId;
    this.receivable = { codecs: [opus], headerExtensions: [level] };
  }
}
