export { startServer, type RunningServer, type StartServerOptions } from './server/start-server.js';
export { copyLedger, type Copied, type CopyPhase } from './copy/copy-ledger.js';
