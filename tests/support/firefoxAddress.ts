import { NetworkSwitch } from './participantNetwork.ts';
import type { Variables } from './serverProcess.ts';

/**
 * Firefox sends no media to 127.0.0.1, so that its calls need a server on another address of this machine: the one of a bridge that
 * nothing is plugged into. Close it after the server.
 */
export class FirefoxAddress implements AsyncDisposable {
  readonly #bridge: NetworkSwitch;

  static async create(): Promise<FirefoxAddress> {
    return new FirefoxAddress(await NetworkSwitch.create());
  }

  private constructor(bridge: NetworkSwitch) {
    this.#bridge = bridge;
  }

  /** For the server that Firefox is to reach. */
  get variables(): Variables {
    return { HOST: '0.0.0.0', SFU_LISTEN_IP: '0.0.0.0', SFU_ANNOUNCED_ADDRESS: this.#bridge.address };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#bridge.close();
  }
}
