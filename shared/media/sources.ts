import { z } from 'zod';

/** A peer has at most one producer per source. */
export const MediaSource = z.enum(['microphone', 'camera', 'screen', 'screenAudio']);
export type MediaSource = z.infer<typeof MediaSource>;

export const ALL_SOURCES: readonly MediaSource[] = MediaSource.options;

/** `muted`: the browser still captures the source, but it is neither sent nor forwarded. */
export const SourceState = z.enum(['off', 'on', 'muted']);
export type SourceState = z.infer<typeof SourceState>;

export function kindOfSource(source: MediaSource): 'audio' | 'video' {
  return source === 'microphone' || source === 'screenAudio' ? 'audio' : 'video';
}
