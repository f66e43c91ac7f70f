import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readMediaConfig } from '../../../sfu/config.ts';
import { listenInfosOf } from '../../../sfu/MediaWorker.ts';

const v4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: 'IPv4',
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  cidr: null,
});
const v6 = (address: string, scopeid: number, internal = false): NetworkInterfaceInfo => ({
  ...v4(address, internal),
  family: 'IPv6',
  scopeid,
});
const INTERFACES = {
  lo: [v4('127.0.0.1', true), v6('::1', 0, true)],
  eth0: [v4('192.168.1.5'), v6('2001:db8::5', 0), v6('fe80::1', 2)],
  absent: undefined,
};

const listening = (env: Record<string, string>, workerIndex = 0) =>
  listenInfosOf(readMediaConfig(env), workerIndex, INTERFACES).map(
    ({ protocol, ip, announcedAddress, port }) => `${protocol} ${ip} ${announcedAddress ?? '-'} ${port}`,
  );

describe('worker listen addresses', () => {
  it('default to every IPv4 address, network before loopback and UDP before TCP', () => {
    expect(listening({})).toEqual([
      'udp 192.168.1.5 - 40000',
      'udp 127.0.0.1 - 40000',
      'tcp 192.168.1.5 - 40000',
      'tcp 127.0.0.1 - 40000',
    ]);
  });

  it('include IPv6 for ::, but no link-local address', () => {
    const ips = listening({ SFU_LISTEN_IP: '::' }).map(line => line.split(' ')[1]);
    expect(new Set(ips)).toEqual(new Set(['192.168.1.5', '2001:db8::5', '127.0.0.1', '::1']));
  });

  it('use one socket per protocol when an address is announced', () => {
    expect(listening({ SFU_ANNOUNCED_ADDRESS: 'media.example.com' }, 2)).toEqual([
      'udp 0.0.0.0 media.example.com 40002',
      'tcp 0.0.0.0 media.example.com 40002',
    ]);
  });

  it('use IPv6 and IPv4 when :: has an announced address of either family', () => {
    const env = { SFU_LISTEN_IP: '::', SFU_ANNOUNCED_ADDRESS: '203.0.113.9' };
    const socket = { ip: '::', announcedAddress: '203.0.113.9', port: 40_000 };
    expect(listenInfosOf(readMediaConfig(env), 0, INTERFACES)).toEqual([
      expect.objectContaining({ protocol: 'udp', ...socket }),
      { protocol: 'tcp', ...socket },
    ]);
  });

  it("set a receive buffer large enough for packets that arrive while the worker isn't running", () => {
    for (const { protocol, recvBufferSize = 0, sendBufferSize = 0 } of listenInfosOf(readMediaConfig({}), 0))
      expect(Math.min(recvBufferSize, sendBufferSize)).toBe(protocol === 'udp' ? 4 * 1_024 * 1_024 : 0);
  });

  it('use only the address that is set', () => {
    expect(listening({ SFU_LISTEN_IP: '10.0.0.7' })).toEqual([
      'udp 10.0.0.7 - 40000',
      'tcp 10.0.0.7 - 40000',
    ]);
  });

  it('use any free port for each worker when the port is 0', () => {
    expect(listening({ SFU_PORT_MIN: '0', SFU_LISTEN_IP: '127.0.0.1' }, 3)).toEqual([
      'udp 127.0.0.1 - 0',
      'tcp 127.0.0.1 - 0',
    ]);
  });

  it('keep loopback on a machine with very many addresses', () => {
    const many = { ...INTERFACES, docker: Array.from({ length: 40 }, (_, n) => v4(`172.17.0.${n + 1}`)) };
    const infos = listenInfosOf(readMediaConfig({}), 0, many);
    expect(infos.length).toBeLessThanOrEqual(32);
    expect(infos.map(({ ip }) => ip)).toContain('127.0.0.1');
  });
});
