import { describe, expect, it } from 'vitest';
import { goOffAir, goOnAir } from '../../../client/core/conductor/onAir.ts';
import type { LocalSource, LocalSources } from '../../../client/core/localMedia.ts';
import { Store } from '../../../client/core/store.ts';

const OFF: LocalSource = { state: 'off' };
const on = (muted = false): LocalSource => ({
  state: 'on',
  track: {} as MediaStreamTrack,
  muted,
  interrupted: false,
});

/** Fake devices: what is started is on, unless there is no such device. */
class Devices {
  readonly sources: Store<LocalSources>;
  readonly asked: string[] = [];
  readonly #missing: readonly string[];

  constructor(sources: Partial<LocalSources> = {}, missing: readonly string[] = []) {
    this.sources = new Store({ camera: OFF, microphone: OFF, screen: OFF, screenAudio: OFF, ...sources });
    this.#missing = missing;
  }

  get states() {
    const { camera, microphone } = this.sources.get();
    return [camera.state, microphone.state === 'on' && microphone.muted ? 'muted' : microphone.state];
  }

  setMuted(muted: boolean): void {
    if (this.sources.get().microphone.state === 'on') this.#set('microphone', on(muted));
    this.asked.push(muted ? 'mute' : 'unmute');
  }

  async startBoth(): Promise<void> {
    this.asked.push('both');
    this.#begin('camera');
    this.#begin('microphone');
  }

  async start(kind: 'camera' | 'microphone'): Promise<void> {
    this.asked.push(kind);
    this.#begin(kind);
  }

  stop(source: keyof LocalSources): void {
    this.asked.push(`stop ${source}`);
    this.#set(source, OFF);
  }

  stopScreen(): void {
    this.stop('screen');
  }

  #begin(kind: 'camera' | 'microphone'): void {
    this.#set(kind, this.#missing.includes(kind) ? { state: 'off', problem: 'missing' } : on());
  }

  #set(source: keyof LocalSources, next: LocalSource): void {
    this.sources.update(before => ({ ...before, [source]: next }));
  }
}

describe('a person who takes over from the virtual recruiter', () => {
  it('is seen and heard, and is asked for both devices at the same time', async () => {
    const devices = new Devices();
    expect(await goOnAir(devices)).toEqual([]);
    expect(devices.states).toEqual(['on', 'on']);
    expect(devices.asked).toContain('both');
  });

  it('keeps devices that are on, and is unmuted', async () => {
    const devices = new Devices({ microphone: on(true) });
    await goOnAir(devices);
    expect(devices.states).toEqual(['on', 'on']);
    expect(devices.asked).toEqual(['unmute', 'camera']);
  });

  it('is heard without a camera, and sees which device is missing', async () => {
    const devices = new Devices({}, ['camera']);
    expect(await goOnAir(devices)).toEqual([{ kind: 'camera', problem: 'missing' }]);
    expect(devices.states).toEqual(['off', 'on']);
  });

  it('is neither seen nor heard after returning control, nor is their screen: muted first', () => {
    const devices = new Devices({ camera: on(), microphone: on(), screen: on() });
    goOffAir(devices);
    expect(devices.states).toEqual(['off', 'off']);
    expect(devices.sources.get().screen).toEqual(OFF);
    expect(devices.asked[0]).toBe('mute');
  });
});
