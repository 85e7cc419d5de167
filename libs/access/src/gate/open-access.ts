import type { Gate } from '#libs/http';
import { setCaller } from '../caller/caller.js';
import { OPEN_CALLER } from '../caller/principal.js';

/** No authentication: everyone may do everything. For a server that only this machine can reach. */
export const OPEN_ACCESS: Gate = {
  open: true,
  admit(request) {
    setCaller(request, OPEN_CALLER);
  },
};
