export { startServer, type RunningServer, type StartServerOptions } from './server/start-server.js';
