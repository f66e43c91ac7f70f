/**
 * Held audio: speech of several people, and everything else that a microphone hears, made of nothing but text and numbers. Each sound comes
 * with the intervals in which the person whose microphone it is really speaks.
 */
export * from './spoken/bursts.ts';
export * from './spoken/heldTakes.ts';
export * from './spoken/levels.ts';
export * from './spoken/music.ts';
export * from './spoken/noises.ts';
export * from './spoken/rooms.ts';
export * from './spoken/sound.ts';
export * from './spoken/speech.ts';
export { toWav } from './spoken/wav.ts';
