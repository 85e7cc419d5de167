import type { Gate } from '#libs/http';
import { setCaller } from '../caller/caller.js';
import type { AccessLog } from '../log/access-log.js';
import { OPEN_CALLER } from '../caller/principal.js';

/** No authentication: everyone may do everything. For a server that only this machine can reach. */
export function openAccess(log?: AccessLog): Gate {
  return {
    open: true,
    admit(request) {
      setCaller(request, OPEN_CALLER, log);
    },
  };
}

/** The same without a log: for tests, and for what answers nobody else. */
export const OPEN_ACCESS: Gate = openAccess();
