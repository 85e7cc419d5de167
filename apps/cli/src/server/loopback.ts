/** Open access is for this machine only. */
import { isIP, BlockList } from 'node:net';
import { UsageError } from '../errors.js';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** @throws UsageError when `host` is anything but this machine. */
export function requireLoopback(host: string): void {
  const family = isIP(host);
  if (host === 'localhost' || (family !== 0 && loopback.check(host, family === 4 ? 'ipv4' : 'ipv6'))) return;
  throw new UsageError(
    `Refused to listen on ${host}: everyone who can reach it could read and write personal data, because no ` +
      `authentication is configured. Use --host 127.0.0.1 (the default), and a reverse proxy that authenticates ` +
      `where others need access.`,
  );
}
