import { CallStage } from './callStage.ts';
import { NetworkSwitch, type ParticipantNetwork } from './participantNetwork.ts';

/** A call whose candidate's browser runs in a network of its own. */
export class CandidateApart implements AsyncDisposable {
  readonly stage: CallStage;
  readonly #switch: NetworkSwitch;

  /** `prepare` configures the network before the browser starts. */
  static async create(
    prepare: (network: ParticipantNetwork) => Promise<void> = async () => {},
  ): Promise<CandidateApart> {
    await using cleanUp = new AsyncDisposableStack();
    const networkSwitch = cleanUp.use(await NetworkSwitch.create());
    const stage = await CallStage.create(
      { HOST: '0.0.0.0', SFU_LISTEN_IP: '0.0.0.0', SFU_ANNOUNCED_ADDRESS: networkSwitch.address },
      {
        candidate: {
          networkOf: async port => {
            const network = await networkSwitch.plugIn(port);
            await prepare(network);
            return network;
          },
        },
      },
    );
    cleanUp.move();
    return new CandidateApart(stage, networkSwitch);
  }

  private constructor(stage: CallStage, networkSwitch: NetworkSwitch) {
    this.stage = stage;
    this.#switch = networkSwitch;
  }

  get network(): ParticipantNetwork {
    return this.#switch.only;
  }

  async close(): Promise<void> {
    await this.stage.close();
    await this.#switch.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
