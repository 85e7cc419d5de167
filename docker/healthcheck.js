/** Whether the service in this container answers: for HEALTHCHECK. `--ready` asks whether it is ready for requests, too. */
import { request } from 'node:http';

const path = process.argv.includes('--ready') ? '/health/ready' : '/health/live';
const { PORT = '3000' } = process.env;
const asked = request({ host: '127.0.0.1', port: Number(PORT), path, timeout: 4_000 }, (answer) => {
  answer.resume();
  process.exitCode = answer.statusCode === 200 ? 0 : 1;
});
asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
asked.on('error', () => (process.exitCode = 1));
asked.end();
