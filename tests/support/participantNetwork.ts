import { execFile, execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isAlive, Program } from './program.ts';
import { type TemporaryFolder, temporaryFolder } from './temporaryFolder.ts';

const run = promisify(execFile);
const ip = (...args: string[]) => run('ip', args);
const FORWARDER = fileURLToPath(new URL('portForwarder.ts', import.meta.url));

/** Returns why this machine can't create network namespaces, or undefined when it can. */
export function reasonAgainstNetworks(): string | undefined {
  const name = `vvcheck${process.pid}`;
  try {
    execFileSync('ip', ['netns', 'add', name], { stdio: 'pipe' });
    execFileSync('ip', ['netns', 'del', name], { stdio: 'pipe' });
    return undefined;
  } catch {
    return 'network namespaces need root and CAP_NET_ADMIN';
  }
}

/**
 * An address of this machine other than loopback. Adding an address would change the network of every
 * browser on the machine, and browsers abort loads on such a change.
 */
export function machineAddress(): string | undefined {
  // Bridges of another test process go away with it.
  const lasting = Object.entries(networkInterfaces()).filter(([name]) => !/^vv\d+b/.test(name));
  const addresses = lasting.flatMap(([, found]) => found ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

/**
 * A Linux bridge that people's networks are connected to. Servers under test listen on every address and
 * announce `address`, which is reachable from the machine and from every network on the bridge.
 */
export class NetworkSwitch implements AsyncDisposable {
  readonly address: string;
  readonly #bridge: string;
  readonly #prefix: string;
  readonly #networks = new Set<ParticipantNetwork>();
  #nextHost = 2;

  static async create(): Promise<NetworkSwitch> {
    const prefix = `10.${randomInt(100, 250)}.${randomInt(1, 250)}`;
    await removeLeftovers();
    const bridge = `vv${process.pid}b${randomInt(100)}`;
    await ip('link', 'add', bridge, 'type', 'bridge');
    await quiet(bridge);
    await using cleanUp = new AsyncDisposableStack();
    const address = machineAddress();
    const networkSwitch = cleanUp.use(new NetworkSwitch(bridge, prefix, address ?? `${prefix}.1`));
    if (!address) await ip('addr', 'add', `${prefix}.1/24`, 'dev', bridge);
    await ip('link', 'set', bridge, 'up');
    if (address) await ip('route', 'add', `${prefix}.0/24`, 'dev', bridge);
    cleanUp.move();
    return networkSwitch;
  }

  private constructor(bridge: string, prefix: string, address: string) {
    this.#bridge = bridge;
    this.#prefix = prefix;
    this.address = address;
  }

  /** Connects a new network. `ports` of this machine are reachable as localhost in it, so pages there are secure contexts. */
  async plugIn(...ports: number[]): Promise<ParticipantNetwork> {
    const host = this.#nextHost;
    this.#nextHost += 1;
    const network = await ParticipantNetwork.create({
      name: `${this.#bridge}n${host}`,
      bridge: this.#bridge,
      address: `${this.#prefix}.${host}`,
      gateway: this.address,
      ports,
    });
    this.#networks.add(network);
    return network;
  }

  get only(): ParticipantNetwork {
    const [network] = this.#networks;
    if (!network) throw new Error('Nothing is plugged in.');
    return network;
  }

  async close(): Promise<void> {
    for (const network of this.#networks) await network.close();
    this.#networks.clear();
    await ip('link', 'del', this.#bridge);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Disables IPv6: such an address becomes valid seconds later, and browsers abort loads when their network changes. */
async function quiet(link: string, namespace?: string): Promise<void> {
  await ip(...(namespace ? ['-n', namespace] : []), 'link', 'set', link, 'addrgenmode', 'none');
}

/** Networks outlive a run that is killed; the next run removes those of ended runs. */
async function removeLeftovers(): Promise<void> {
  const isLeftover = (name: string) => {
    const [, pid] = /^vv(\d+)b/.exec(name) ?? [];
    return pid !== undefined && !isAlive(Number(pid));
  };
  const namespaces = (await ip('netns', 'list')).stdout.split('\n').map(line => line.split(' ')[0] ?? '');
  // Another process may remove it at the same time.
  for (const name of namespaces.filter(isLeftover)) await ip('netns', 'del', name).catch(() => {});
  const links = (await ip('-o', 'link', 'show')).stdout
    .split('\n')
    .map(line => line.split(/[ :@]+/)[1] ?? '');
  // One end of a cable is removed with the other.
  for (const name of links.filter(isLeftover)) await ip('link', 'del', name).catch(() => {});
}

interface Plug {
  name: string;
  bridge: string;
  address: string;
  gateway: string;
  ports: readonly number[];
}

/**
 * One person's network: a namespace with a single cable. Cutting it stops everything (signaling and media,
 * UDP and TCP) for the programs inside, and for no one else.
 */
export class ParticipantNetwork implements AsyncDisposable {
  readonly #plug: Plug;
  readonly #folder: TemporaryFolder;
  readonly #forwarders: Program[] = [];
  #closed = false;

  static async create(plug: Plug): Promise<ParticipantNetwork> {
    await using cleanUp = new AsyncDisposableStack();
    const network = cleanUp.use(new ParticipantNetwork(plug, await temporaryFolder('network')));
    await network.#setUp();
    cleanUp.move();
    return network;
  }

  private constructor(plug: Plug, folder: TemporaryFolder) {
    this.#plug = plug;
    this.#folder = folder;
  }

  /** Returns a script that runs `binary` inside this network. */
  async wrap(binary: string): Promise<string> {
    const wrapper = path.join(this.#folder.path, 'run');
    await writeFile(wrapper, `#!/bin/sh\nexec ip netns exec ${this.#plug.name} ${binary} "$@"\n`);
    await chmod(wrapper, 0o755);
    return wrapper;
  }

  /** Unplugs the cable; the browser goes offline. */
  async unplug(): Promise<void> {
    await ip('link', 'set', this.#hostEnd, 'down');
  }

  async plugBack(): Promise<void> {
    await ip('link', 'set', this.#hostEnd, 'up');
  }

  /** Drops all packets sent from now on; the interface looks healthy. */
  async loseEverything(): Promise<void> {
    await ip('link', 'set', this.#hostEnd, 'nomaster');
  }

  async stopLosing(): Promise<void> {
    await ip('link', 'set', this.#hostEnd, 'master', this.#plug.bridge);
  }

  /** Blocks UDP, as many companies' firewalls do. */
  async refuseUdp(): Promise<void> {
    await ip('-n', this.#plug.name, 'rule', 'add', 'ipproto', 'udp', 'blackhole');
  }

  /** Programs inside must have ended. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const forwarder of this.#forwarders) await forwarder.kill();
    // The cable is removed with its namespace, which doesn't exist when the setup failed.
    await ip('netns', 'del', this.#plug.name).catch(() => {});
    await ip('link', 'del', this.#hostEnd).catch(() => {});
    await this.#folder.remove();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get #hostEnd(): string {
    return `${this.#plug.name}h`;
  }

  async #setUp(): Promise<void> {
    const { name, bridge, address, gateway, ports } = this.#plug;
    const inside = (...args: string[]) => ip('-n', name, ...args);
    await ip('netns', 'add', name);
    await ip('link', 'add', this.#hostEnd, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    await quiet(this.#hostEnd);
    await quiet('eth0', name);
    await ip('link', 'set', this.#hostEnd, 'master', bridge, 'up');
    await inside('link', 'set', 'lo', 'up');
    await inside('addr', 'add', `${address}/24`, 'dev', 'eth0');
    await inside('link', 'set', 'eth0', 'up');
    await inside('route', 'add', 'default', 'via', gateway, 'dev', 'eth0', 'onlink');
    for (const port of ports) this.#forwarders.push(await this.#forward(port));
  }

  async #forward(port: number): Promise<Program> {
    const { name, gateway } = this.#plug;
    const args = ['netns', 'exec', name, process.execPath, FORWARDER, `${port}`, gateway];
    const forwarder = new Program({ command: 'ip', args });
    await forwarder.waitForOutput(/forwarding/);
    return forwarder;
  }
}
