import { machineAddress, NetworkSwitch } from './participantNetwork.ts';
import type { Variables } from './serverProcess.ts';

/**
 * Firefox sends no media to 127.0.0.1, so its calls need a server on another address of this machine: an
 * existing one, or that of an unused bridge. Close it after the server.
 */
export class FirefoxAddress implements AsyncDisposable {
  readonly #address: string;
  readonly #bridge: NetworkSwitch | undefined;

  static async create(): Promise<FirefoxAddress> {
    const address = machineAddress();
    if (address) return new FirefoxAddress(address);
    const bridge = await NetworkSwitch.create();
    return new FirefoxAddress(bridge.address, bridge);
  }

  private constructor(address: string, bridge?: NetworkSwitch) {
    this.#address = address;
    this.#bridge = bridge;
  }

  get variables(): Variables {
    return { HOST: '0.0.0.0', SFU_LISTEN_IP: '0.0.0.0', SFU_ANNOUNCED_ADDRESS: this.#address };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bridge?.close();
  }
}
