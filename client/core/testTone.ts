import { audioContext, wakeAudio } from './audioContext.ts';

const NOTES_HZ = [523.25, 659.25, 783.99];
const NOTE_SECONDS = 0.28;

/**
 * Plays three soft notes on the chosen loudspeaker. Resolves when they have sounded, and rejects
 * where nothing can; call it from a click.
 */
export async function playTestTone(speakerId: string | undefined): Promise<void> {
  if (!(await wakeAudio())) throw new Error('There is no sound output.');
  const context = audioContext();
  const destination = context.createMediaStreamDestination();
  NOTES_HZ.forEach((frequency, index) => {
    playNote(context, destination, frequency, context.currentTime + 0.05 + index * NOTE_SECONDS);
  });
  const element = new Audio();
  element.srcObject = destination.stream;
  if (speakerId && 'setSinkId' in element) await element.setSinkId(speakerId).catch(() => undefined);
  await element.play();
  await new Promise(resolve => setTimeout(resolve, NOTES_HZ.length * NOTE_SECONDS * 1_000 + 500));
  element.pause();
  element.srcObject = null;
}

function playNote(context: AudioContext, destination: AudioNode, frequency: number, at: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.25, at + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS * 1.6);
  oscillator.connect(gain).connect(destination);
  oscillator.start(at);
  oscillator.stop(at + NOTE_SECONDS * 1.7);
}
