import { localData } from '../safeStorage.ts';
import { Store } from '../store.ts';

/** A setting that this browser remembers. The first option is the default. */
export class RememberedChoice<V extends string> extends Store<V> {
  readonly options: readonly V[];

  constructor(key: string, options: readonly [V, ...V[]]) {
    const stored = localData.read(key);
    super(options.find(option => option === stored) ?? options[0]);
    this.options = options;
    this.subscribe(() => void localData.write(key, this.get()));
  }

  /** Ignores unknown values. */
  choose(value: string): void {
    const option = this.options.find(known => known === value);
    if (option !== undefined) this.set(option);
  }
}

export const captionSettings = {
  size: new RememberedChoice('vivavoce.captions.size', ['normal', 'large', 'largest']),
  contrast: new RememberedChoice('vivavoce.captions.contrast', ['standard', 'high']),
  /** Phones have captions below the video, whatever is chosen. */
  position: new RememberedChoice('vivavoce.captions.position', ['below', 'over', 'top']),
  /** Whether screen readers announce complete lines. */
  announced: new RememberedChoice('vivavoce.captions.announced', ['yes', 'no']),
} as const;
