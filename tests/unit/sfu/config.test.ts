import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readControlConfig, readMediaConfig } from '../../../sfu/config.ts';

const MEDIA_SECRET = 'a-secret-that-is-long-enough-for-this';

describe('SFU configuration', () => {
  it('needs no variables for media on one machine', () => {
    const config = readMediaConfig({});
    expect(config).toMatchObject({ listenIp: '0.0.0.0', portMin: 40_000, iceServers: [] });
    expect(config.workerCount).toBeGreaterThan(0);
    expect(config.nodeId).toBeUndefined();
  });

  it('treats an empty variable as unset', () => {
    expect(readMediaConfig({ SFU_PORT_MIN: ' ', ICE_SERVERS: '' })).toMatchObject({ portMin: 40_000 });
  });

  it('reads TURN servers', () => {
    const [server] = readMediaConfig({
      ICE_SERVERS: '[{"urls":["turn:t.example:3478"],"username":"u","credential":"c"}]',
    }).iceServers;
    expect(server).toEqual({ urls: ['turn:t.example:3478'], username: 'u', credential: 'c' });
  });

  it('keeps recordings in the data folder unless another folder is set', () => {
    const folderOf = (env: Record<string, string>) => readMediaConfig(env).captureFolder;
    expect(folderOf({})).toBe(path.resolve('data/capture'));
    expect(folderOf({ DATA_DIR: '/data' })).toBe('/data/capture');
    expect(folderOf({ DATA_DIR: '/data', SFU_CAPTURE_DIR: '/disk' })).toBe('/disk');
    expect(readMediaConfig({}).captureMinFreeBytes).toBe(512 * 1024 * 1024);
    expect(readMediaConfig({ SFU_CAPTURE_MIN_FREE_MB: '0' }).captureMinFreeBytes).toBe(0);
  });

  it.each([
    [{ SFU_LISTEN_IP: 'localhost' }, 'SFU_LISTEN_IP must be an IP address'],
    [{ SFU_ANNOUNCED_ADDRESS: '1.2.3.4, 5.6.7.8' }, 'SFU_ANNOUNCED_ADDRESS must be the one'],
    [{ SFU_PORT_MIN: '70000' }, 'SFU_PORT_MIN must be a port'],
    [{ SFU_PORT_MIN: '65535', SFU_WORKERS: '4' }, 'SFU_PORT_MIN leaves no room for 4 workers'],
    [{ SFU_WORKERS: '0' }, 'SFU_WORKERS must be a number'],
    [{ ICE_SERVERS: '[{"url":"turn:x"}]' }, 'ICE_SERVERS must be a JSON array'],
    [{ ICE_SERVERS: '[{"urls":"turn:x","secret":""}]' }, 'ICE_SERVERS must be a JSON array'],
    [{ ICE_SERVERS: 'turn:x' }, 'ICE_SERVERS must be a JSON array'],
    [{ SFU_CAPTURE_MIN_FREE_MB: '-5' }, 'SFU_CAPTURE_MIN_FREE_MB must be a number of megabytes'],
    [{ SFU_CAPTURE_MIN_FREE_MB: '1 GB' }, 'SFU_CAPTURE_MIN_FREE_MB must be a number of megabytes'],
  ])('rejects %o with a one-sentence error', (env, sentence) => {
    expect(() => readMediaConfig(env)).toThrow(sentence);
  });

  it.each([
    [{}, 'MEDIA_SECRET must be a text of at least 32 characters'],
    [{ MEDIA_SECRET: 'short' }, 'MEDIA_SECRET must be a text of at least 32 characters'],
    [{ MEDIA_SECRET, SFU_CONTROL_PORT: '-1' }, 'SFU_CONTROL_PORT must be a port'],
    [{ MEDIA_SECRET, SFU_CONTROL_URL: 'sfu:3100' }, 'SFU_CONTROL_URL must be the address'],
    [{ MEDIA_SECRET, REDIS_URL: 'http://redis' }, 'REDIS_URL must be a Redis address'],
  ])('rejects %o when the SFU runs on its own', (env, sentence) => {
    expect(() => readControlConfig(env)).toThrow(sentence);
  });
});
