/** A region's history as messages in the order in which they reach the ledger. */
import { dayNumber } from './days.js';
import { NO_MESS, USUAL_MESS, type Mess } from './mess/mess.js';
import { EARLIEST_BEFORE_ENTRY, entryOf, personStory, type Setting } from './person.js';
import { NOORD_VELUWE, type Region } from './region.js';
import { toCloudEvent, type CloudEvent, type Expected, type Told } from './story/story.js';

export interface SimulationOptions {
  /** Default: the demonstration region. */
  readonly region?: Region;
  /** Clients whose first trajectory falls within the history, or just after it. */
  readonly clients: number;
  /** First day of the history, `YYYY-MM-DD`. Figures that look back five years mean something from five years later. */
  readonly from: string;
  /** Last day on which messages arrive. */
  readonly to: string;
  /** Any text; the same options and seed give the same messages, byte for byte. */
  readonly seed: string | number;
  /** False: no mess. Default: the usual amount. */
  readonly mess?: boolean | Partial<Mess>;
  /** Messages that are in memory at once, about; default 120,000. Does not change what comes out. */
  readonly messagesAtOnce?: number;
  /**
   * Only these of the clients, from 0: what is told of the others is left out and nothing else changes, so that parts
   * can be made side by side and merged by time of delivery. Default: all.
   */
  readonly part?: { readonly from: number; readonly until: number };
}

/** One message on its way. */
export interface Delivery {
  readonly event: CloudEvent;
  /** RFC 3339 instant at which it reaches the ledger. */
  readonly deliveredAt: string;
  /** What the ledger must make of it. */
  readonly expected: Expected;
}

const MESSAGES_AT_ONCE = 120_000;
const MESSAGES_PER_CLIENT = 18;
const DAY = 86_400_000;

/**
 * The messages in order of delivery.
 *
 * Memory: the messages of one window of time, plus a few bytes per client: some 130 MB for 4,000 clients over twelve
 * years, some 400 MB for 100,000 (1.7 million messages). A large region is cut into more windows, and
 * a client is drawn again for every window in which something is told about him or her, so that time grows faster than
 * the number of clients but memory hardly does.
 * @throws RangeError for dates or numbers that make no history.
 */
export function* simulateDeliveries(options: SimulationOptions): Generator<Delivery> {
  const setting = settingOf(options);
  const { clients, from, to } = setting;
  const start = from - EARLIEST_BEFORE_ENTRY;
  const part = options.part ?? { from: 0, until: clients };
  const drawn = part.until - part.from;
  const count = Math.max(1, Math.ceil((drawn * MESSAGES_PER_CLIENT) / (options.messagesAtOnce ?? MESSAGES_AT_ONCE)));
  const length = Math.ceil((to + 1 - start) / count);
  const windowOf = (instant: number) => Math.floor((Math.floor(instant / DAY) - start) / length);
  // Which clients may have something told of them in a window: at first from their entry on.
  const waiting: number[][] = Array.from({ length: count }, () => []);
  for (let index = part.from; index < part.until; index += 1) {
    const first = windowOf((entryOf(setting, index) - EARLIEST_BEFORE_ENTRY) * DAY);
    waiting[Math.min(count - 1, Math.max(0, first))]!.push(index);
  }
  for (let window = 0; window < count; window += 1) {
    const due: { told: Told; index: number; place: number }[] = [];
    for (const index of waiting[window]!) {
      let next = count;
      personStory(setting, index).forEach((told, place) => {
        if (told.deliveredAt >= (to + 1) * DAY) return;
        const when = Math.max(0, windowOf(told.deliveredAt));
        if (when === window) due.push({ told, index, place });
        else if (when > window) next = Math.min(next, when);
      });
      waiting[next]?.push(index);
    }
    waiting[window] = [];
    due.sort((a, b) => a.told.deliveredAt - b.told.deliveredAt || a.index - b.index || a.place - b.place);
    for (const { told } of due) {
      yield {
        event: toCloudEvent(told),
        deliveredAt: new Date(told.deliveredAt).toISOString(),
        expected: told.expected,
      };
    }
  }
}

/** The CloudEvents alone, in order of delivery; see `simulateDeliveries`. */
export function* simulate(options: SimulationOptions): Generator<CloudEvent> {
  for (const { event } of simulateDeliveries(options)) yield event;
}

function settingOf(options: SimulationOptions): Setting {
  const from = dayNumber(options.from);
  const to = dayNumber(options.to);
  if (!Number.isInteger(from) || !Number.isInteger(to) || from >= to)
    throw new RangeError('from must be a day before to');
  if (!Number.isInteger(options.clients) || options.clients < 1) throw new RangeError('clients must be 1 or more');
  const { from: first, until: end } = options.part ?? { from: 0, until: options.clients };
  if (!(first >= 0 && first < end && end <= options.clients)) throw new RangeError('part must be some of the clients');
  const mess = options.mess === false ? NO_MESS : { ...USUAL_MESS, ...(options.mess === true ? {} : options.mess) };
  return {
    region: options.region ?? NOORD_VELUWE,
    clients: options.clients,
    from,
    to,
    seed: String(options.seed),
    mess,
  };
}
