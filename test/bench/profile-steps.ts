/**
 * Processor time of each step of recording an event by itself, without store and HTTP: a low quartile of many short rounds, in
 * which other work on the machine shows least.
 *
 * `node dist/test/bench/profile-steps.js [--rounds N]`
 */
import { parseArgs } from 'node:util';
import { sealedCodec } from '#libs/codec';
import { leafHashOf } from '#libs/integrity';
import { temporaryKeyVault } from '#libs/key-vault';
import { createPseudonymiser } from '#libs/privacy';
import { simulate } from '#libs/simulation';
import { EVENT_TYPES, type CareEvent } from '#libs/trajectory';
import { readJson } from '../../apps/ledger/src/events/recording/read-json.js';
import { prepare } from '../../apps/ledger/src/events/validation/prepare.js';
import { sealed } from '../../libs/codec/src/sealing/draft.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '80' } } });

const REGION = { from: '2014-01-01', to: '2025-12-31', seed: 'bench', clients: 200 };
/** Each round goes on where the one before ended. */
const EACH = 1_000;

const pseudonymiser = createPseudonymiser(Buffer.alloc(32, 2));
const codec = sealedCodec(temporaryKeyVault());
const lines = Array.from(simulate(REGION), (event) => Buffer.from(JSON.stringify(event)));
const sent = lines.map(readJson);
const events = sent.flatMap((raw) => {
  const prepared = prepare(raw, pseudonymiser);
  const kind = prepared.ok && EVENT_TYPES[prepared.event.name].kind;
  return prepared.ok && kind && kind !== 'any' ? [{ kind, event: prepared.event }] : [];
});
const streamOf = ({ kind, event }: (typeof events)[number]): string => codec.streamFor(kind, event.subject);
const encode = (event: CareEvent, stream: string) => ({
  ...codec.encode(event, stream),
  stream,
  revision: 0,
  recordedAt: '2026-01-01T00:00:00.000Z',
});
const stored = events.map((one) => encode(one.event, streamOf(one)));
await codec.save(new Set(stored.map(({ stream }) => stream)));

const draft = (i: number) => {
  const { stream, id } = turn(stored, i);
  return codec.draft(turn(events, i).event, stream, id);
};
const turn = <T>(list: readonly T[], i: number): T => list[i % list.length]!;
const STEPS: Readonly<Record<string, (i: number) => unknown>> = {
  'a line read as JSON': (i) => readJson(turn(lines, i)),
  'shape and codes checked': (i) => prepare(turn(sent, i), pseudonymiser),
  'its id': (i) => codec.eventIdOf(turn(events, i).event),
  'its stream found': (i) => streamOf(turn(events, i)),
  'canonical text': (i) => draft(i),
  'canonical text, sealed': (i) => sealed(draft(i)),
  'its leaf': (i) => leafHashOf(turn(stored, i)),
};

const times = new Map(Object.keys(STEPS).map((name) => [name, [] as number[]]));
const rounds = Number(values.rounds);
for (let round = 0; round < rounds; round += 1) {
  for (const [name, step] of Object.entries(STEPS)) {
    const before = process.cpuUsage();
    for (let i = 0; i < EACH; i += 1) step(round * EACH + i);
    const { user, system } = process.cpuUsage(before);
    if (round >= rounds / 4) times.get(name)!.push((user + system) / EACH); // compiled by then
  }
}
for (const [name, each] of times) {
  const quartile = each.sort((a, b) => a - b)[Math.floor(each.length / 4)]!;
  console.log(`${quartile.toFixed(2).padStart(6)} microseconds  ${name}`);
}
