/** What docker/ names exists in the code: paths, ports, variables, commands. Nothing here runs Docker. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DockerfileParser } from 'dockerfile-ast';
import { parse } from 'yaml';
import { settingsOf, type SettingField } from '#libs/service';
import { InsightsSettings } from '../../apps/insights/src/standalone/settings.js';
import { LedgerSettings } from '../../apps/ledger/src/standalone/settings.js';
import { PROJECT_ROOT } from '../support/shared-folder.js';

const inProject = (...parts: string[]) => join(PROJECT_ROOT, ...parts);
const read = (path: string) => readFileSync(inProject(path), 'utf8');

const LEDGER = settingsOf(LedgerSettings);
const INSIGHTS = settingsOf(InsightsSettings);
const MAINS: Readonly<Record<string, readonly SettingField[]>> = {
  'dist/apps/ledger/src/main.js': LEDGER,
  'dist/apps/insights/src/main.js': INSIGHTS,
  'dist/apps/cli/src/main.js': [],
};

/** Variables of access, which its own module reads by the rest of their names. */
const ACCESS = [...read('libs/access/src/settings/access-settings.ts').matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(
  ([, name]) => `CARE_LEDGER_${name}`,
);
const KNOWN = new Set([
  ...[...LEDGER, ...INSIGHTS].flatMap(({ variable, secret }) => (secret ? [variable, `${variable}_FILE`] : [variable])),
  ...ACCESS,
]);

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
  readonly networks?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
}

const composed = (name: string) => parse(read(`docker/${name}`), { merge: true }) as Compose;
const ours = ({ services }: Compose) => Object.entries(services).filter(([, { build }]) => build !== undefined);

describe('the Dockerfile', () => {
  const file = DockerfileParser.parse(read('docker/Dockerfile'));
  const instructions = file.getInstructions();
  const lastFrom = file.getFROMs().at(-1)!;
  const final = instructions.filter((one) => one.getRange().start.line > lastFrom.getRange().start.line);
  const of = (keyword: string) => final.filter((one) => one.getKeyword() === keyword);

  it('copies only what is there and sent to the builder', () => {
    const taken = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    for (const copy of file.getCOPYs().filter((one) => !one.getFlags().some((flag) => flag.getName() === 'from'))) {
      for (const source of copy.getArguments().slice(0, -1).map(String)) {
        expect([source, existsSync(inProject(source))]).toEqual([source, true]);
        expect(taken).toContain(source);
      }
    }
    for (const path of taken) expect([path, existsSync(inProject(path))]).toEqual([path, true]);
  });

  it('builds as the project is built, without what only building needs', () => {
    const runs = instructions.filter((one) => one.getKeyword() === 'RUN').map((one) => one.getArgumentsContent());
    expect(runs).toEqual(expect.arrayContaining(['npm ci', 'npm run build && npm prune --omit=dev']));
    const { scripts, engines } = JSON.parse(read('package.json')) as { scripts: object; engines: { node: string } };
    expect(scripts).toHaveProperty('build');
    const least = Number(/\d+/.exec(engines.node)![0]);
    for (const from of file.getFROMs()) {
      expect(Number(/^node:(\d+)/.exec(from.getImage()!)![1])).toBeGreaterThanOrEqual(least);
    }
  });

  it('runs as a user without rights, and every program and port it names is one of the code', () => {
    expect(of('USER').map((one) => one.getArgumentsContent())).toEqual(['node']);
    const [port] = LEDGER.filter(({ field }) => field === 'port');
    expect(of('EXPOSE').map((one) => one.getArgumentsContent())).toEqual([port!.default]);
    const [command] = of('CMD').map((one) => one.getArgumentsContent()!);
    expect(mainOf(command!)).toBe('dist/apps/cli/src/main.js');
    for (const option of ['--data', '--host', '--port']) {
      expect(command).toContain(option);
      expect(read('apps/cli/src/commands/serve.ts') + read('apps/cli/src/commands/shared.ts')).toContain(
        `'${option} <`,
      );
    }
    for (const name of of('ENV').flatMap((one) =>
      one.getArguments().map((argument) => argument.getValue().split('=')[0]!),
    ))
      if (name !== 'NODE_ENV') expect(KNOWN).toContain(name);
  });

  it('asks the service itself whether it is well, with a script that is there', () => {
    const [check] = of('HEALTHCHECK').map((one) => one.getArgumentsContent()!);
    const script = /"(docker\/[^"]+)"/.exec(check!)![1]!;
    expect(of('COPY').map((one) => one.getArgumentsContent())).toContain(`${script} ${script}`);
    const source = read(script);
    const controller = read('libs/http/src/health/health.controller.ts');
    for (const [, path] of source.matchAll(/'\/(health\/[a-z]+)'/g)) expect(controller).toContain(`'${path}'`);
    expect([...source.matchAll(/'\/(health\/[a-z]+)'/g)]).toHaveLength(2);
  });
});

describe.each(['compose.yaml', 'compose.cluster.yaml'])('%s', (name) => {
  const compose = composed(name);
  const services = Object.entries(compose.services);

  it('builds our image from files that are there', () => {
    expect(ours(compose).length).toBeGreaterThan(0);
    for (const [, { build }] of ours(compose)) {
      expect(existsSync(inProject('docker', build!.context, build!.dockerfile))).toBe(true);
    }
  });

  it('sets only variables that the code reads, and every one without which it does not start', () => {
    for (const [service, { environment = {}, command = [] }] of ours(compose)) {
      const set = Object.keys(environment);
      for (const variable of set) expect([service, variable, KNOWN.has(variable)]).toEqual([service, variable, true]);
      const settings = MAINS[mainOf(command.join(' ')) ?? 'dist/apps/cli/src/main.js']!;
      const needed = settings.filter((setting) => setting.default === undefined && !setting.optional);
      for (const { variable } of needed) {
        expect(set.includes(variable) || set.includes(`${variable}_FILE`)).toBe(true);
      }
      // Who listens for others asks for tokens.
      expect(set).toEqual(expect.arrayContaining(['CARE_LEDGER_OIDC_ISSUER', 'CARE_LEDGER_OIDC_AUDIENCE']));
    }
  });

  it('runs programs that are built', () => {
    for (const [, { command }] of ours(compose)) {
      if (!command) continue;
      const main = mainOf(command.join(' '))!;
      expect(Object.keys(MAINS)).toContain(main);
      expect(existsSync(inProject(main.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
    }
  });

  it('mounts, joins and waits for what it declares or what is there', () => {
    for (const [, service] of services) {
      for (const volume of service.volumes ?? []) {
        const [source] = volume.split(':') as [string];
        if (source.startsWith('./')) expect(existsSync(inProject('docker', source))).toBe(true);
        else expect(Object.keys(compose.volumes ?? {})).toContain(source);
      }
      for (const network of service.networks ?? []) expect(Object.keys(compose.networks ?? {})).toContain(network);
      for (const secret of service.secrets ?? []) expect(Object.keys(compose.secrets ?? {})).toContain(secret);
      const waits = Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {});
      for (const other of waits as string[]) expect(Object.keys(compose.services)).toContain(other);
    }
  });

  it('gives every service a directory of its own, and all the same keys', () => {
    const data = ours(compose).map(([, { volumes = [] }]) => volumes.find((volume) => volume.endsWith(':/data')));
    expect(data).not.toContain(undefined);
    expect(new Set(data).size).toBe(data.length);
    if (ours(compose).length === 1) return;
    for (const [, { volumes, environment, secrets = [] }] of ours(compose)) {
      expect(volumes).toContain('keys:/keys');
      expect(environment).toMatchObject({ CARE_LEDGER_KEYS: '/keys/keys.sqlite' });
      for (const [variable, value] of Object.entries(environment!)) {
        if (variable.endsWith('_FILE')) expect(secrets).toContain(basename(String(value)));
      }
    }
  });
});

describe('the cluster', () => {
  const { services } = composed('compose.cluster.yaml');

  it('has three nodes with a certificate each, two ledgers, two insights', () => {
    const nodes = Object.entries(services).filter(([name]) => /^node\d$/.test(name));
    expect(nodes).toHaveLength(3);
    for (const [name, { environment }] of nodes) {
      expect(environment).toMatchObject({
        EVENTSTORE_CLUSTER_SIZE: 3,
        EVENTSTORE_NODE_HOST_ADVERTISE_AS: name,
        EVENTSTORE_CERTIFICATE_FILE: `/certs/${name}/node.crt`,
      });
      const seeds = String(environment!['EVENTSTORE_GOSSIP_SEED'])
        .split(',')
        .map((seed) => seed.split(':')[0]);
      expect([...seeds, name].sort()).toEqual(['node1', 'node2', 'node3']);
    }
    for (const kind of ['ledger', 'insights']) {
      const both = Object.entries(services).filter(
        ([, { command }]) => command?.[1] === `dist/apps/${kind}/src/main.js`,
      );
      expect(both).toHaveLength(2);
    }
  });

  it('gives secrets to those that read them only, and the authority without its key', () => {
    for (const [, { command, environment = {}, secrets = [], volumes = [] }] of ours({ services })) {
      const files = Object.keys(environment).filter((variable) => variable.endsWith('_FILE'));
      expect(files.map((variable) => basename(String(environment[variable]))).sort()).toEqual([...secrets].sort());
      const known = MAINS[mainOf(command!.join(' '))!]!.map(({ variable }) => `${variable}_FILE`);
      expect(known).toEqual(expect.arrayContaining(files));
      const proofs = ['CARE_LEDGER_PSEUDONYM_KEY_FILE', 'CARE_LEDGER_SIGNING_KEY_FILE'];
      const isLedger = command!.includes('dist/apps/ledger/src/main.js');
      expect(files.filter((variable) => proofs.includes(variable)).sort()).toEqual(isLedger ? proofs : []);
      expect(volumes).toContain('authority:/certs/ca:ro');
      expect(volumes.filter((volume) => volume.startsWith('certificates:'))).toEqual([]);
      expect(environment).toMatchObject({ CARE_LEDGER_TOKENS: expect.stringMatching(/^\/keys\//) });
    }
  });

  it('has a proxy that reaches each of them at its port', () => {
    const upstreams = [...read('docker/Caddyfile').matchAll(/\b((?:ledger|insights)\d):(\d+)/g)];
    const reached = upstreams.map(([, name]) => name).sort();
    expect(reached).toEqual(['insights1', 'insights2', 'ledger1', 'ledger2']);
    for (const [, name, port] of upstreams) expect(String(services[name!]!.environment!['PORT'])).toBe(port);
  });
});

/** The built program in a command. */
function mainOf(command: string): string | undefined {
  return /dist\/\S+?main\.js/.exec(command)?.[0];
}
