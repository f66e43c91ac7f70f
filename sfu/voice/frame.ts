/** The step of everything that listens; packets of another length are cut into it. */
export const FRAME_MS = 20;

/** Digital silence, the quietest that RFC 6464 can say. */
export const SILENCE_DBOV = -127;

/** 20 ms of a microphone. Levels are in dBov, from -127 (digital silence) to 0 (full scale). */
export interface VoiceFrame {
  /** When it begins, in media time: milliseconds from some moment of the sender's, as its RTP clock counts them. */
  atMs: number;
  levelDbov: number;
  /** No packet says so: the level was made up from those around it. */
  isGuessed: boolean;
  /** Whether the sender's encoder found a pitch in it; undefined where it does not say. */
  isVoiced?: boolean | undefined;
  /** How loud what the room's players sent was, at the moment at which this frame came in. */
  playedDbov: number;
}
