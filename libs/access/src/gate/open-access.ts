import type { Gate } from '#libs/http';
import { setCaller } from '../caller/caller.js';
import type { AccessLog } from '../log/access-log.js';
import { OPEN_CALLER } from '../caller/principal.js';
import { useLocalHostsOnly } from './local-hosts.js';

/**
 * No authentication: everyone may do everything. For a server that only this machine can reach.
 * @param hosts names it goes by, beside those of this machine
 */
export function openAccess(log?: AccessLog, hosts: readonly string[] = []): Gate {
  return {
    open: true,
    guard: (fastify) => useLocalHostsOnly(fastify, hosts),
    admit(request) {
      setCaller(request, OPEN_CALLER, log);
    },
  };
}

/** The same without a log: for tests, and for what answers nobody else. */
export const OPEN_ACCESS: Gate = openAccess();
