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

/** Why this machine cannot give people networks of their own, or undefined where it can. */
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
 * An address that this machine has besides those of loopback. A new one would be a change of the network for every browser on the machine,
 * and browsers drop whatever they are loading then.
 */
export function machineAddress(): string | undefined {
  // A switch of another process goes with its tests.
  const lasting = Object.entries(networkInterfaces()).filter(([name]) => !/^vv\d+b/.test(name));
  const addresses = lasting.flatMap(([, found]) => found ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

/**
 * A switch (a Linux bridge) that people's networks are plugged into. Servers under test listen on every address and announce
 * `address`, which reaches them from the machine itself and from every network on the switch.
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

  /** Plugs in a new network. `ports` of this machine answer at localhost in it, so that pages there are a secure context. */
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

  /** The network plugged in first. */
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

/**
 * No IPv6 address of its own: it would become valid seconds later, and browsers drop whatever they are loading when the network of the
 * machine or of their namespace changes.
 */
async function quiet(link: string, namespace?: string): Promise<void> {
  await ip(...(namespace ? ['-n', namespace] : []), 'link', 'set', link, 'addrgenmode', 'none');
}

/** Networks are the machine's and outlive a run that is killed: those whose run is gone are removed by the next. */
async function removeLeftovers(): Promise<void> {
  const isLeftover = (name: string) => {
    const [, pid] = /^vv(\d+)b/.exec(name) ?? [];
    return pid !== undefined && !isAlive(Number(pid));
  };
  const namespaces = (await ip('netns', 'list')).stdout.split('\n').map(line => line.split(' ')[0] ?? '');
  // Another process may be removing them at this moment.
  for (const name of namespaces.filter(isLeftover)) await ip('netns', 'del', name).catch(() => {});
  const links = (await ip('-o', 'link', 'show')).stdout
    .split('\n')
    .map(line => line.split(/[ :@]+/)[1] ?? '');
  // An end of a cable may go while its other end is removed.
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
 * One person's network: a namespace with a single cable. Cutting it stops everything (signalling and media, UDP and TCP) for whatever
 * runs inside, and for no one else.
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

  /** Path of a program that runs `binary` inside this network. */
  async wrap(binary: string): Promise<string> {
    const wrapper = path.join(this.#folder.path, 'run');
    await writeFile(wrapper, `#!/bin/sh\nexec ip netns exec ${this.#plug.name} ${binary} "$@"\n`);
    await chmod(wrapper, 0o755);
    return wrapper;
  }

  /** Pulls the cable: the browser is told that it is offline. */
  async unplug(): Promise<void> {
    await ip('link', 'set', this.#hostEnd, 'down');
  }

  /** Puts it back. */
  async plugBack(): Promise<void> {
    await ip('link', 'set', this.#hostEnd, 'up');
  }

  /** Everything sent is lost from now on, and no one is told: the interface looks as healthy as before. */
  async loseEverything(): Promise<void> {
    await ip('link', 'set', this.#hostEnd, 'nomaster');
  }

  async stopLosing(): Promise<void> {
    await ip('link', 'set', this.#hostEnd, 'master', this.#plug.bridge);
  }

  /** UDP leaves this network no more, as behind many a company's firewall. */
  async refuseUdp(): Promise<void> {
    await ip('-n', this.#plug.name, 'rule', 'add', 'ipproto', 'udp', 'blackhole');
  }

  /** What runs inside must have ended before. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const forwarder of this.#forwarders) await forwarder.kill();
    // The cable goes with its namespace; it may not be there when the set-up failed half way.
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
