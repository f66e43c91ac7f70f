import type { CaptionText } from '../../shared/media/captions.ts';
import type { TranscriptionConfig } from '../../transcription/config.ts';
import type { TranscriptionFailure } from '../../transcription/Transcriber.ts';

/** An Opus packet with its RTP timestamp. Packets of one microphone are sent in order. */
export interface SpokenPacket {
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

/** How much work the captioning process does, from most to least. */
export const CAPTION_MODES = ['live', 'slow', 'sentences', 'paused'] as const;
export type CaptionMode = (typeof CAPTION_MODES)[number];

/** Messages to the captioning process. A talker is one microphone. */
export type ToCaptioner =
  /** The first message. Contains the service's key, which is why it isn't passed in the environment. */
  | { readonly type: 'configure'; readonly config: TranscriptionConfig }
  | {
      readonly type: 'packets';
      readonly talkerId: string;
      readonly language: string;
      readonly packets: readonly SpokenPacket[];
    }
  | {
      readonly type: 'voice';
      readonly talkerId: string;
      readonly isSpeaking: boolean;
      readonly timestamp: number;
    }
  /** No packets follow for now, so the line ends. */
  | { readonly type: 'end'; readonly talkerId: string }
  /** The microphone is gone. The process forgets it after its last line. */
  | { readonly type: 'close'; readonly talkerId: string };

export type SpokenLine = Pick<CaptionText, 'text' | 'tail' | 'final' | 'understood'>;

/** Messages from the captioning process. */
export type FromCaptioner =
  | { readonly type: 'ready'; readonly mode: CaptionMode }
  | { readonly type: 'failed'; readonly code: TranscriptionFailure; readonly message: string }
  | { readonly type: 'mode'; readonly mode: CaptionMode }
  /**
   * A version of the talker's current line, or its end if it is `final`. A talker's next line starts with the next
   * message. `fromTimestamp` and `toTimestamp` are RTP timestamps of the line's audio.
   */
  | {
      readonly type: 'line';
      readonly talkerId: string;
      readonly line: SpokenLine;
      readonly fromTimestamp: number;
      readonly toTimestamp: number;
    }
  /** Sent every second. A process that stops sending it hangs. */
  | { readonly type: 'alive' };
